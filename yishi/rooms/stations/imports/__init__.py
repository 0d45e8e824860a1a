"""Excel in: stations, and who is posted to them.

For each sheet `template(profile)` is the empty one, `preview(actor, data)` says row by row what would happen and changes nothing,
`apply(preview, actor, skip_bad=...)` does it by the steps `station.set_up` and `station.post`.
"""

from yishi.rooms.stations.imports import posts, stations

__all__ = ["posts", "stations"]
