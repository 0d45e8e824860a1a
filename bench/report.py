"""A report drafted whole and written as a Word file, and a draft of 12,000 characters checked, among a million facts.

Each is held against plain counts on the rooms' own tables by the figure: a report tells all figures that there are with their
change on last year, a draft as many as it has claims, and both must be no dearer for each than one plain count is.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

from bench.data import tree
from bench.figures import BASELINE, YEAR, asked, plainly
from bench.measure import Bar, Measured, in_turns, timed
from bench.run import Run
from yishi.foundation import clock
from yishi.foundation.facts.models import Fact
from yishi.foundation.people.actors import stranger, system
from yishi.foundation.people.models import Organ
from yishi.readings.figures.catalogue import figures
from yishi.readings.report import word
from yishi.readings.report.build import Counted, built, draft_of
from yishi.readings.report.check import Checking, Verdict, check
from yishi.readings.report.work import Built

NOT_SLOWER = Bar(most=1.0)
LENGTH = 12_000
"""Characters of the draft that is checked."""


def measure(run: Run) -> Iterator[Measured]:
    """Milliseconds for each figure or claim; the whole is told beside it."""
    with clock.at(tree.LAST):
        yield _drafted("root", tree.root(), "3 s", whole_tree=True)
        yield _drafted("leaf", tree.leaf(), "0.5 s")
        yield _checked(tree.root())


def _drafted(where: str, organ: Organ, guide: str, *, whole_tree: bool = False) -> Measured:
    number = len(figures(organ))

    def ours() -> None:
        word.document(report(organ, whole_tree=whole_tree))

    return _measured(f"report drafted for the {where}: {number} figures", where, organ, ours, number, guide)


def _checked(organ: Organ) -> Measured:
    text = draft(organ)
    found = checked(text, organ)
    claims = len(found.claims)
    made = _measured(
        f"draft checked: {len(text)} characters", "leaf", organ, lambda: checked(text, organ), claims, "3 s"
    )
    made.also[f"claims {claims} >= 150"] = claims >= 150
    made.more["verdicts"] = {str(verdict): sum(row.verdict == verdict for row in found.claims) for verdict in Verdict}
    return made


def _measured(name: str, where: str, organ: Organ, ours: Callable[[], object], number: int, guide: str) -> Measured:
    """`where` says whether plain counts are of the tree ("root") or of the organ alone ("leaf")."""
    counts = asked(where)
    fast, slow = in_turns(lambda: timed(ours), lambda: timed(lambda: plainly(where, organ, counts)))
    each, plain = ([1000 * one / of for one in runs] for runs, of in ((fast, number), (slow, len(counts))))
    return Measured(
        name, Fact.objects.count(), "ms each", each, f"{BASELINE}, for each", plain, NOT_SLOWER, guide=f"{guide} in all",
        more={"all_s": [round(one, 3) for one in fast]},
    )  # fmt: skip


def report(organ: Organ, *, whole_tree: bool = False) -> Built:
    """The year's, drafted from the records alone."""
    counted = Counted(stranger(organ), YEAR.until.year, tree=whole_tree)
    return built(counted, draft_of(counted))


def draft(organ: Organ) -> str:
    """What the organ and those of its tree would say of their year, as one text: much of it is not what the organ's own records
    say."""
    text = ""
    for one in (organ, *Organ.objects.filter(path__startswith=organ.path).exclude(pk=organ.pk).order_by("-path")):
        text += word.plain(report(one))
        if len(text) >= LENGTH:
            break
    return text[:LENGTH]


def checked(text: str, organ: Organ) -> Checking:
    """Against the organ's own records."""
    return check(text, system(organ), YEAR)
