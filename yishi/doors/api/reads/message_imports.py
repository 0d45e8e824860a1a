"""Messages of residents in from a hotline's file: a preview that changes nothing, then the same file again to carry it out."""

from __future__ import annotations

from typing import Annotated

from django.http import HttpResponse
from django.utils.translation import gettext as _
from ninja import Form, Router
from ninja.files import UploadedFile

from yishi.doors.api.asking import as_page
from yishi.doors.api.auth import Request
from yishi.doors.api.lists.listing import FILE
from yishi.doors.api.problems import ONE, WRITE, problems
from yishi.doors.api.reads.imports import ImportedOut, PreviewOut, Seen, Sheet, read_file, same, shown, xlsx
from yishi.doors.desk.voice_import import views as voice
from yishi.doors.parts.guessing import guess_of
from yishi.foundation import language
from yishi.foundation.loops.refusals import Invalid
from yishi.rooms.voice import imports as messages
from yishi.rooms.voice.models import Message

router = Router(tags=["imports"])


@router.get(
    "/imports/messages/template",
    response={200: None, **problems(ONE)},
    operation_id="messages_template",
    openapi_extra=FILE,
)
def messages_template(request: Request) -> HttpResponse:
    """An empty sheet for messages of residents."""
    voice.must_import(as_page(request, voice.desk).actor)
    return xlsx(messages.template(request.auth.organ.profile))


Channel = Annotated[str, Form(max_length=12, description="文件里没有写渠道的行，算哪个渠道")]
Guessing = Annotated[bool, Form(description="没有类别、单位的按文字推测，类别标明是推测")]


def _messages(request: Request, file: UploadedFile, channel: str, guess: bool) -> messages.MessagePreview:
    voice.must_import(as_page(request, voice.desk).actor)
    if channel not in Message.Channel.values:
        raise Invalid({"channel": [_("没有这个渠道，可以用：%s。") % language.listed(Message.Channel.values)]})
    options = messages.Options(channel, guess_of(request.auth.organ) if guess else None)
    return messages.preview(request.auth, read_file(file), options)


@router.post(
    "/imports/messages/preview", response={200: PreviewOut, **problems(WRITE)}, operation_id="messages_preview"
)
def messages_preview(
    request: Request, channel: Channel = "hotline", guess: Guessing = False, file: UploadedFile = Sheet
) -> PreviewOut:
    """Messages of residents from a hotline's file: what would become of each row."""
    return shown(_messages(request, file, channel, guess))


@router.post("/imports/messages/apply", response={200: ImportedOut, **problems(WRITE)}, operation_id="messages_apply")
def messages_apply(
    request: Request, seen: Seen, channel: Channel = "hotline", guess: Guessing = False, skip: Form[bool] = False,
    file: UploadedFile = Sheet,
) -> ImportedOut:  # fmt: skip
    """The same file and choices, carried out: every row, or with `skip` only the good ones. Larger files go in at the desk."""
    made = _messages(request, file, channel, guess)
    same(seen, made.fingerprint)
    done = messages.apply(made, request.auth, skip_bad=skip)
    counts = {str(outcome): number for outcome, number in done.counts.items()}
    return ImportedOut(told=_("已导入 %d 件。") % done.taken, counts=counts, slips=[])
