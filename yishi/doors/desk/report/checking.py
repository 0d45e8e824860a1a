"""A draft held for its reader, and what came of checking it; kept while no journal goes on, so that pages, filters and
files of one draft do not check it anew."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django import forms
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils.translation import gettext as _

from yishi.doors.desk.figures.asking import Asked, WindowForm, asked
from yishi.doors.desk.figures.counted import head
from yishi.doors.desk.figures.kept import Kept
from yishi.doors.desk.people.fields import lines as text_lines
from yishi.doors.look.states import Kind, State
from yishi.doors.parts import holding
from yishi.doors.parts.holding import Held
from yishi.doors.parts.who import Request
from yishi.foundation import clock
from yishi.foundation.files import kinds
from yishi.foundation.loops.refusals import Refused
from yishi.foundation.people.actors import Actor
from yishi.foundation.people.models import Organ
from yishi.readings.report import check, marking, reading
from yishi.readings.report.check import Checked, Checking, Verdict
from yishi.readings.report.reading import Draft

KIND = "report-check"
LONGEST = 400_000
"""Characters that may be pasted."""
PASTED = "pasted.txt"
ASKED = ("w", "year", "on", "since", "until")
KINDS = {
    Verdict.EQUAL: Kind.DONE, Verdict.DIFFERS: Kind.LATE, Verdict.NOT_HELD: Kind.ENDED, Verdict.UNCLEAR: Kind.SOON,
}  # fmt: skip
_checked: Kept[Checking] = Kept(16)


class DraftForm(WindowForm):
    """A file or pasted text, and the days it reports on."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        del self.fields["tree"]
        self.fields["year"].initial = clock.today().year
        self.fields["file"] = forms.FileField(
            label=_("稿子"), required=False, max_length=255,
            help_text=_("Word（.docx）或纯文本（.txt），最大 %(most)d MB") % {"most": kinds.LARGEST // kinds.MB},
            widget=forms.ClearableFileInput(attrs={"accept": ".docx,.txt"}),
        )  # fmt: skip
        self.fields["file"].error_messages["empty"] = _("文件是空的（0 字节），请重新保存后再上传。")
        self.fields["text"] = text_lines(_("或者粘贴正文"), LONGEST, 8, required=False)

    def clean(self) -> dict[str, Any]:
        """One of the two, readable, and a span."""
        data = super().clean()
        if not data.get("file") and not data.get("text") and not self.errors:
            self.add_error("file", _("请选择文件，或者粘贴正文。"))
        elif data.get("file") or data.get("text"):
            self._read(data)
        return data

    def _read(self, data: dict[str, Any]) -> None:
        name = "file" if data.get("file") else "text"
        try:
            if name == "file" and data["file"].size > kinds.LARGEST:
                raise reading.Unreadable(_("文件超过 20 MB，不像一份报告。请删去图片，或只保存正文后再试。"))
            content = data["file"].read() if name == "file" else data["text"].encode()
            data["draft"] = reading.read(content)
        except reading.Unreadable as refused:
            self.add_error(name, str(refused))


@dataclass(frozen=True)
class Here:
    """The draft of this session with its verdicts."""

    held: Held
    asked: Asked
    draft: Draft
    checking: Checking

    @property
    def name(self) -> str:
        """What the file was called."""
        return _("粘贴的正文") if self.held.name == PASTED else self.held.name


def hold(request: Request, form: DraftForm) -> None:
    """Keep the draft for the session, with the days it is checked against."""
    data = form.cleaned_data
    upload = data["file"] or SimpleUploadedFile(PASTED, data["text"].encode())
    chosen = {name: str(data[name]) for name in ASKED if data.get(name)}
    holding.hold(request, KIND, upload, chosen)


def here(request: Request) -> Here:
    """The session's draft, checked. Raises `Refused` where there is none any more."""
    held = holding.held(request, KIND)
    if held is None:
        raise Refused(_("没有正在核对的稿子：可能放置超过一天，已经清除。请重新上传。"))
    try:
        draft = reading.read(held.data)
    except reading.Unreadable as refused:
        raise Refused(str(refused)) from refused
    days = days_of(request.actor.organ, held.choices)
    return Here(held, days, draft, checked(request.actor, held.path, draft, days))


def days_of(organ: Organ, choices: Mapping[str, Any]) -> Asked:
    """The days it is checked against."""
    return asked(organ, choices)


def checked(actor: Actor, key: str, draft: Draft, days: Asked) -> Checking:
    """The verdicts of a draft; `key` stands for it."""
    account = actor.account.pk if actor.account else None
    whole = (actor.organ.pk, account, frozenset(actor.roles), key, days.span, clock.today())
    return _checked.of(whole, head(), lambda: verdicts(actor, draft, days))


def verdicts(actor: Actor, draft: Draft, days: Asked) -> Checking:
    """The same, checked now; figures that a Word file of ours names itself are known."""
    return check.check_draft(draft, actor, days.span)


def forget() -> None:
    """Check everything anew."""
    _checked.forget()


def state_of(row: Checked) -> State:
    """Word, shape and colour of a verdict."""
    return State(marking.titles()[row.verdict], KINDS[row.verdict])


@dataclass(frozen=True)
class Stretch:
    """A stretch of the draft's text; with `row`, a claim and its number in the list. `remarked`: an inner check names it."""

    text: str
    row: Checked | None = None
    at: int = 0
    remarked: bool = False


def paragraphs(checking: Checking) -> list[list[Stretch]]:
    """The text by paragraphs, claims apart from what stands around them."""
    found: list[list[Stretch]] = [[]]
    places = {place for remark in checking.remarks for place in remark.places}
    last = 0
    for at, row in enumerate(checking.claims):
        start, end = row.claim.start, row.claim.end
        if start < last:
            continue
        _plain(checking.text[last:start], found)
        found[-1].append(Stretch(checking.text[start:end], row, at, (start, end) in places))
        last = end
    _plain(checking.text[last:], found)
    return [line for line in found if any(stretch.text.strip() for stretch in line)]


def _plain(text: str, found: list[list[Stretch]]) -> None:
    first, *more = text.split("\n")
    if first:
        found[-1].append(Stretch(first))
    for line in more:
        found.append([Stretch(line)] if line else [])


def numbered(checking: Checking) -> Sequence[tuple[int, Checked]]:
    """Claims with their numbers."""
    return list(enumerate(checking.claims))
