"""`make bench-voice`: class and likely unit of residents' messages, beside their baselines. Ends with 1 where a bar is not met.

Class: macro-F1 of 5-fold runs over labelled.csv, ten fixed seeds, folds stratified by class; rows of one number or one text
stay in one fold. Ours learns from the other four folds, the taxonomy's names, and replied.csv and supported.csv, which hold
no class (a text that stands in labelled.csv too is left out); the test fold is not looked at in any way. The baselines are
trained on the same folds. Three intervals of the gain are printed: over the ten seeds (paired t), over the fifty folds
(paired t, corrected for folds that share their training rows: Nadeau and Bengio 2003), and over the messages (bootstrap of
the messages, all seeds together). The first and the last must lie above nought.

Unit: the kind that the real answer names first (`readings/sorting/units.py`), learned from the earlier 70 % of replied.csv by
time and asked of the later 30 %. The messages stand in ../shared/messages, or where YISHI_MESSAGES says.
"""

from __future__ import annotations

import argparse
import csv
import os
import sys
from collections import Counter
from collections.abc import Callable, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from functools import cache
from typing import Any

import numpy as np

from bench.said import folder

SEEDS, FOLDS = range(10), 5
F1, HIT, SUGGESTED = 0.80, 0.70, 3
EARLIER = 0.7
DRAWS = 2000
Rows = list[dict[str, str]]


@cache
def rows(name: str) -> Rows:
    """The rows of one of the files."""
    with (folder() / name).open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def message(row: dict[str, str]) -> tuple[str, str]:
    """Subject and text."""
    return row["留言主题"].strip(), row["留言详情"].strip()


def classes() -> Any:
    """The class of each labelled message."""
    return np.array([row["一级分类"] for row in rows("labelled.csv")])


def groups() -> list[int]:
    """Which labelled messages must not be parted: one number, or one text."""
    known: dict[str, int] = {}
    found = []
    for at, row in enumerate(rows("labelled.csv")):
        names = ("number " + row["留言编号"], "text " + "".join(message(row)[1].split()))
        group = next((known[name] for name in names if name in known), at)
        known |= dict.fromkeys(names, group)
        found.append(group)
    return found


def folds(seed: int) -> list[tuple[Any, Any]]:
    """Training and test rows of each fold."""
    from sklearn.model_selection import StratifiedGroupKFold

    parts = StratifiedGroupKFold(FOLDS, shuffle=True, random_state=seed)
    return list(parts.split(np.zeros(len(classes())), classes(), groups()))


def _svm(analyser: Any, ngrams: tuple[int, int], train: Sequence[int], test: Sequence[int]) -> Any:
    from sklearn.feature_extraction.text import TfidfVectorizer
    from sklearn.pipeline import make_pipeline
    from sklearn.svm import LinearSVC

    texts = [" ".join(message(row)) for row in rows("labelled.csv")]
    line = make_pipeline(TfidfVectorizer(analyzer=analyser, ngram_range=ngrams), LinearSVC(random_state=0))
    return line.fit([texts[at] for at in train], classes()[train]).predict([texts[at] for at in test])


def _words(text: str) -> list[str]:
    import rjieba

    return [word for word in rjieba.cut(text) if not word.isspace()]


def by_words(train: Sequence[int], test: Sequence[int]) -> Any:
    """The first baseline."""
    return _svm(_words, (1, 1), train, test)


def by_letters(train: Sequence[int], test: Sequence[int]) -> Any:
    """The second one."""
    return _svm("char", (1, 3), train, test)


def learned(train: Sequence[int]) -> Any:
    """What `yishi voice sort` learns from these labelled rows and all that has no class."""
    from yishi.readings.sorting.learning import Taught, learn
    from yishi.readings.sorting.units import first_named

    labelled = rows("labelled.csv")
    seen = {message(row)[1] for row in labelled}
    known = [
        Taught(*message(row), unit=getattr(first_named(row["答复意见"]), "kind", ""))
        for row in rows("replied.csv") if message(row)[1] not in seen
    ]  # fmt: skip
    known += [Taught(*message(labelled[at]), topic=labelled[at]["一级分类"]) for at in train]
    more = [message(row) for row in rows("supported.csv") if message(row)[1] not in seen]
    names = [tuple(row.values()) for row in rows("taxonomy.csv")]
    return learn(known, more, names)


def ours(train: Sequence[int], test: Sequence[int]) -> Any:
    """What `yishi voice sort` says, learning from the same rows and all that has no class."""
    from yishi.readings.sorting.sorting import Sorter

    labelled = rows("labelled.csv")
    found = Sorter(learned(train)).ranked("topic", [message(labelled[at]) for at in test], 1)
    return np.array([answer for (answer,) in found])


METHODS: dict[str, Callable[[Sequence[int], Sequence[int]], Any]] = {
    "ours": ours, "TF-IDF + linear SVM over words": by_words, "TF-IDF + linear SVM over characters 1-3": by_letters,
}  # fmt: skip


def _fold(job: tuple[str, int, int]) -> Any:
    name, seed, fold = job
    train, test = folds(seed)[fold]
    return METHODS[name](train, test)


@dataclass(frozen=True)
class Runs:
    """One method: predicted classes (seeds x messages), and macro-F1 of each fold (seeds x folds)."""

    predicted: Any
    scores: Any

    @classmethod
    def of(cls, name: str, pool: ProcessPoolExecutor, seeds: Sequence[int]) -> Runs:
        """All folds of all seeds."""
        from sklearn.metrics import f1_score

        jobs = [(name, seed, fold) for seed in seeds for fold in range(FOLDS)]
        predicted = np.empty((len(seeds), len(classes())), dtype=object)
        scores = np.zeros((len(seeds), FOLDS))
        for (_name, seed, fold), found in zip(jobs, pool.map(_fold, jobs), strict=True):
            test = folds(seed)[fold][1]
            at = list(seeds).index(seed)
            predicted[at, test] = found
            scores[at, fold] = f1_score(classes()[test], found, average="macro")
        return cls(predicted, scores)


def interval(differences: Any, shared: float = 0.0) -> tuple[float, float]:
    """The 95 % t interval of the mean; `shared` is what is added to 1/n where runs share their training rows."""
    from scipy import stats

    n = len(differences)
    error = float(np.std(differences, ddof=1) * np.sqrt(1 / n + shared))
    mean, reach = float(np.mean(differences)), float(stats.t.ppf(0.975, n - 1)) * error
    return mean - reach, mean + reach


def bootstrap(one: Runs, other: Runs) -> tuple[float, float]:
    """The 95 % interval of the gain in macro-F1 where the messages are drawn anew, all seeds together."""
    names = sorted(set(classes()))
    right = np.searchsorted(names, classes())
    sides = [np.searchsorted(names, runs.predicted.astype(str)) for runs in (one, other)]
    random = np.random.default_rng(0)
    gains = []
    for _ in range(DRAWS):
        drawn = random.integers(0, len(right), len(right))
        means = [
            np.mean([_macro(right[drawn], side[seed][drawn], len(names)) for seed in range(len(side))])
            for side in sides
        ]
        gains.append(means[0] - means[1])
    low, high = np.percentile(gains, [2.5, 97.5])
    return float(low), float(high)


def _macro(right: Any, said: Any, classes_: int) -> float:
    table = np.zeros((classes_, classes_))
    np.add.at(table, (right, said), 1)
    both = table.sum(axis=0) + table.sum(axis=1)
    return float(np.mean((2 * np.diag(table) / np.maximum(both, 1))[both > 0]))


def class_of_messages(seeds: Sequence[int]) -> bool:
    """Print the first part; whether its bars are met."""
    with ProcessPoolExecutor(os.cpu_count()) as pool:
        found = {name: Runs.of(name, pool, seeds) for name in METHODS}
    for name, runs in found.items():
        means = runs.scores.mean(axis=1)
        print(f"class  {name:42} macro-F1 {means.mean():.3f}  seeds {' '.join(f'{mean:.3f}' for mean in means)}")
    mine = found.pop("ours")
    met = bool(mine.scores.mean() >= F1)
    for name, runs in found.items():
        gains = mine.scores - runs.scores
        spans = {
            "seeds": interval(gains.mean(axis=1)), "folds, corrected": interval(gains.ravel(), 1 / (FOLDS - 1)),
            "messages": bootstrap(mine, runs),
        }  # fmt: skip
        said = "  ".join(f"{what} [{low:+.3f}, {high:+.3f}]" for what, (low, high) in spans.items())
        print(f"class  gain over {name:32} {gains.mean():+.3f}  95 %: {said}")
        met = met and spans["seeds"][0] > 0 and spans["messages"][0] > 0
    print(f"class  bar: macro-F1 >= {F1:.2f}, gains over both above nought: {'met' if met else 'NOT MET'}")
    return met


def likely_unit() -> bool:
    """Print the second part; whether its bar is met."""
    from yishi.readings.sorting.learning import Taught, learn
    from yishi.readings.sorting.sorting import Sorter
    from yishi.readings.sorting.units import first_named

    everything = sorted(rows("replied.csv"), key=lambda row: row["留言时间"])
    known = [Taught(*message(row), unit=getattr(first_named(row["答复意见"]), "kind", "")) for row in everything]
    cut = round(EARLIER * len(known))
    before, after = known[:cut], known[cut:]
    asked = [row for row in after if row.unit]
    ranked = Sorter(learn(before)).ranked("unit", [(row.subject, row.text) for row in asked], 15)
    commonest = [kind for kind, _n in Counter(row.unit for row in before if row.unit).most_common(SUGGESTED)]
    hits = {
        most: float(np.mean([row.unit in kinds[:most] for row, kinds in zip(asked, ranked, strict=True)]))
        for most in (1, 2, 3)
    }
    print(
        f"unit   {len(before)} messages to learn from, {len(after)} asked, of which {len(asked)} have a label"
        f" ({1 - len(asked) / len(after):.1%} of them without; of all {1 - sum(bool(row.unit) for row in known) / len(known):.1%})"
    )
    print(f"unit   right kind first {hits[1]:.3f}, among two {hits[2]:.3f}, among three {hits[3]:.3f}")
    print(
        f"unit   always the three commonest ({', '.join(commonest)}): {np.mean([row.unit in commonest for row in asked]):.3f}"
    )
    met = hits[SUGGESTED] >= HIT
    print(f"unit   bar: among three >= {HIT:.2f}: {'met' if met else 'NOT MET'}")
    return met


def main() -> int:
    """Both parts; 0 where the bars are met."""
    parser = argparse.ArgumentParser(prog="make bench-voice", description=__doc__)
    parser.add_argument("--seeds", type=int, nargs="+", default=list(SEEDS), help="other seeds, to choose settings by")
    parser.add_argument("--only", choices=["class", "unit"], help="one of the two parts")
    given = parser.parse_args()
    if not (folder() / "labelled.csv").is_file():
        print(f"no messages at {folder()}; set YISHI_MESSAGES", file=sys.stderr)
        return 1
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "yishi.settings.dev")
    import django

    django.setup()
    met = []
    if given.only != "class":
        met.append(likely_unit())
    if given.only != "unit":
        met.append(class_of_messages(given.seeds))
    return 0 if all(met) else 1


if __name__ == "__main__":
    sys.exit(main())
