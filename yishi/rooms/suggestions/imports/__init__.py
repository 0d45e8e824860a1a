"""Excel in: suggestions of former years, or those that a session took on paper.

`template(profile)` is the empty sheet, `preview(actor, data)` says row by row what would happen and changes
nothing, `apply(preview, actor, skip_bad=...)` does it by the step `suggestion.import_one`: all rows or none, or
with `skip_bad` the good ones.
"""

from yishi.rooms.suggestions.imports.apply import apply, preview, template
from yishi.rooms.suggestions.imports.columns import columns
from yishi.rooms.suggestions.imports.matching import SuggestionPlan

__all__ = ["SuggestionPlan", "apply", "columns", "preview", "template"]
