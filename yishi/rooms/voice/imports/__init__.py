"""Messages from files: a hotline's export, a message board's, an office's own sheet; Excel or CSV, as they are.

`template(profile)` is the empty sheet, `preview(actor, data, options)` says row by row what would happen and changes nothing,
`apply(preview, actor, skip_bad=...)` does it by the step `message.import_one`: all rows or none, or with `skip_bad` the good ones.
What is guessed (class from the text, unit from the answer) whoever calls gives along, as `Options.guess`; rows keep the mark.
"""

from yishi.rooms.voice.imports.apply import LIMITS, MessagePreview, Options, Taken, apply, preview, template
from yishi.rooms.voice.imports.columns import columns
from yishi.rooms.voice.imports.matching import Guessed, MessagePlan, Said

__all__ = [
    "LIMITS", "Guessed", "MessagePlan", "MessagePreview", "Options", "Said", "Taken", "apply", "columns", "preview", "template",
]  # fmt: skip
