"""Excel in: activities of former years, or those that an office kept in a sheet.

`template(profile)` is the empty sheet, `preview(actor, data)` says row by row what would happen and changes nothing,
`apply(preview, actor, skip_bad=...)` does it by the step `activity.record`: all rows or none, or with `skip_bad` the good ones.
"""

from yishi.rooms.activities.imports.apply import apply, preview, template
from yishi.rooms.activities.imports.columns import columns
from yishi.rooms.activities.imports.matching import ActivityPlan

__all__ = ["ActivityPlan", "apply", "columns", "preview", "template"]
