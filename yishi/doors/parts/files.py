"""Attachments on pages: the box that lists, takes and removes them, alone on a page or inside the form of a step.

Inside a form its buttons send the whole form, so that without scripts too nothing typed is lost; with scripts
`look/js/files.js` sends the files by themselves and swaps the box. A new draft has no matter yet: its files are held
for the session (`holding`) and attached once it is saved.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.contrib import messages
from django.core.files.uploadedfile import UploadedFile
from django.http import Http404, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from yishi.doors.look.responses import done
from yishi.doors.parts import holding, places
from yishi.doors.parts.who import Request, door_of
from yishi.foundation.files import kinds, names, serve, store
from yishi.foundation.files.models import Attachment
from yishi.foundation.files.refused import FileRefused
from yishi.foundation.loops.refusals import NotFound
from yishi.foundation.matters.models import Matter
from yishi.rooms.activities import folders as of_activities
from yishi.rooms.stations import folders as of_stations
from yishi.rooms.suggestions import folders as of_suggestions
from yishi.rooms.voice import folders as of_voice

FIELD = "files"
ASK, DO, SEND = "remove", "removed", "attach"
"""Buttons of the box: ask whether to remove a file, remove it, send the files that were chosen."""
ROOMS: dict[str, Any] = {
    "suggestions": of_suggestions, "voice": of_voice, "stations": of_stations, "activities": of_activities,
}  # fmt: skip
"""The rule of each room: who sees, adds and removes."""
Folder = of_suggestions.Folder | of_voice.Folder | of_stations.Folder | of_activities.Folder
TOKEN = re.compile(r"[0-9a-f]{32}\Z")


@dataclass(frozen=True)
class Line:
    """One file as the box shows it. `url` downloads it; `picture` shows it. A held one has neither yet."""

    key: str
    name: str
    size: int
    by: str = ""
    at: Any = None
    url: str = ""
    picture: str = ""
    removable: bool = False
    asked: bool = False


@dataclass
class Box:
    """The files of one matter, or of one that is not there yet."""

    key: str
    url: str
    lines: Sequence[Line] = ()
    adds: bool = False
    inside: bool = False
    refused: Sequence[str] = ()
    title: str = ""
    back: str = ""
    token: str = ""
    limits: str = field(default_factory=kinds.limits)
    accept: str = kinds.ACCEPT
    most: int = kinds.LARGEST

    @property
    def shown(self) -> bool:
        """Is there anything to draw?"""
        return bool(self.lines or self.adds)


def box_of(request: Request, found: Folder, rows: Sequence[Attachment], *, asked: str = "", **more: Any) -> Box:
    """The box of a folder with its files."""
    door, matter = door_of(request), found.matter
    lines = [_line(door, found, row, asked) for row in rows]
    url = reverse(f"{door}:files", args=[matter.pk])
    back = places.page_or_none(door, matter) or reverse(f"{door}:home")
    return Box(str(matter.pk), url, lines, found.adds, title=matter.title, back=back, **more)


def _line(door: str, found: Folder, row: Attachment, asked: str) -> Line:
    url = reverse(f"{door}:file", args=[row.pk])
    picture = f"{url}?show=1" if row.content_type in serve.SHOWN else ""
    removable = found.adds and not found.kept(row)
    by = row.added_by.name if row.added_by else _("反映人")
    return Line(str(row.pk), row.name, row.size, by, row.added_at, url, picture, removable, asked == str(row.pk))


def box(request: Request, key: int, **more: Any) -> Box:
    """The box of one matter as it stands; raises NotFound."""
    rule = of(key)
    found = rule.folder(request.actor, key)
    return box_of(request, found, rule.files(found), **more)


def of(key: int) -> Any:
    """The rule of the room that a matter is in; raises NotFound where there is no such matter."""
    room = Matter.objects.filter(pk=key).values_list("room", flat=True).first()
    if room not in ROOMS:
        raise NotFound()
    return ROOMS[room]


def of_file(key: int) -> Any:
    """The same for the matter that a file hangs on."""
    matter = Attachment.objects.filter(pk=key).values_list("matter", flat=True).first()
    if matter is None:
        raise NotFound()
    return of(matter)


def sends(request: Request) -> bool:
    """Does the form bring files, or press a button of the box?"""
    return bool(request.FILES.getlist(FIELD)) or any(name in request.POST for name in (ASK, DO, SEND))


def only(request: Request) -> bool:
    """Was it a button of the box, and not the form's own?"""
    return any(name in request.POST for name in (ASK, DO, SEND))


def posted(request: Request, key: int, *, inside: bool = False) -> Box:
    """Do what the form asks of the box: files are kept one by one, those refused are named with the reason."""
    refused = []
    uploads = request.FILES.getlist(FIELD)
    gone = request.POST.get(DO, "")
    if gone.isdecimal() and len(gone) < 19:
        row = of_file(int(gone)).remove(request.actor, int(gone))
        messages.success(request, _("已删除附件“%s”。") % row.name)
    for upload in uploads:
        try:
            of(key).add(request.actor, key, upload)
        except FileRefused as refusal:
            refused.append(_told(upload, refusal))
    if len(uploads) > len(refused):
        messages.success(request, _("已添加附件 %d 个。") % (len(uploads) - len(refused)))
    if SEND in request.POST and not uploads:
        refused.append(_("还没有选择文件。请先选择文件，再点“上传”。"))
    return box(request, key, inside=inside, refused=refused, asked=request.POST.get(ASK, ""))


def _told(upload: UploadedFile, refusal: FileRefused) -> str:
    """The sentence, with the file's name where it does not say it."""
    name, sentence = names.clean(upload.name or ""), str(refusal)
    return sentence if name in sentence else _("“%(name)s”没有添加：%(why)s") % {"name": name, "why": sentence}


def held(request: Request, token: str, *, asked: str = "", refused: Sequence[str] = ()) -> Box:
    """The box of a draft that is not saved yet."""
    rows = holding.all_held(request, f"files-{token}")
    lines = [Line(str(at), row.name, row.size, removable=True, asked=asked == str(at)) for at, row in enumerate(rows)]
    url = reverse(f"{door_of(request)}:new_files", args=[token])
    return Box("new", url, lines, adds=True, inside=True, refused=refused, token=token)


def hold(request: Request, token: str) -> Box:
    """Keep the files of the form for the draft, after the same checks as attachments."""
    kind = f"files-{token}"
    rows, refused = holding.all_held(request, kind), []
    gone = request.POST.get(DO, "")
    if gone.isdecimal() and len(gone) < 4 and int(gone) < len(rows):
        holding.drop(request, kind, rows[int(gone)].path)
    for upload in request.FILES.getlist(FIELD):
        try:
            there = holding.all_held(request, kind)
            if any((row.name, row.size) == (upload.name, upload.size) for row in there):
                continue  # a double click
            checked = store.check(upload)
            store.check_room(len(there), sum(row.size for row in there), checked.size)
        except FileRefused as refusal:
            refused.append(_told(upload, refusal))
        else:
            holding.hold_more(request, kind, upload)
    if SEND in request.POST and not request.FILES.getlist(FIELD):
        refused.append(_("还没有选择文件。请先选择文件，再点“上传”。"))
    return held(request, token, asked=request.POST.get(ASK, ""), refused=refused)


def attach_held(request: Request, token: str, key: int) -> None:
    """Attach what was held to the matter that now is there; what is refused all the same is said."""
    kind = f"files-{token}"
    for row in holding.all_held(request, kind):
        upload = row.upload()
        try:
            of(key).add(request.actor, key, upload)
        except FileRefused as refusal:
            messages.warning(request, _told(upload, refusal))
        finally:
            upload.close()
    holding.drop(request, kind)


def token_of(request: Request) -> str:
    """The key under which the form's files are held; a fresh one for a fresh form."""
    sent = request.POST.get("held", "")
    return sent if TOKEN.match(sent) else holding.fresh()


def page(request: Request, key: int) -> HttpResponse:
    """The files of one matter on a page of their own; with scripts only the box is asked for."""
    inside = request.headers.get("X-Files") == "inside"
    if request.method != "POST":
        return _page(request, box(request, key, inside=inside))
    found = posted(request, key, inside=inside)
    if "X-Files" in request.headers:
        return _fragment(request, found)
    if found.refused or ASK in request.POST:
        return _page(request, found)
    return done(request, f"{found.back}#files-{key}")


def _page(request: Request, found: Box) -> HttpResponse:
    return render(request, "parts/files_page.html", {"box": found}, status=422 if found.refused else 200)


def _fragment(request: Request, found: Box) -> HttpResponse:
    list(messages.get_messages(request))  # the swapped box shows it
    return render(request, "parts/files.html", {"box": found}, status=422 if found.refused else 200)


def new(request: Request, token: str) -> HttpResponse:
    """The box of a draft that is not saved yet, for the script."""
    if request.method != "POST" or not TOKEN.match(token):
        raise Http404
    return _fragment(request, hold(request, token))


@require_GET
def download(request: Request, pk: int) -> HttpResponseBase:
    """The file itself; `?show=1` a picture in the page."""
    row, _found = of_file(pk).file(request.actor, pk)
    return serve.open_for(row, inline=request.GET.get("show") == "1")


Guard = Callable[[Callable[..., HttpResponseBase]], Callable[..., HttpResponseBase]]


def paths(guard: Guard) -> list[URLPattern]:
    """The addresses of attachments in a door."""
    return [
        path("files/<int:key>/", guard(page), name="files"),
        path("files/new/<slug:token>/", guard(new), name="new_files"),
        path("file/<int:pk>/", guard(download), name="file"),
    ]
