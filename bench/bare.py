"""What pages are measured against: 50 rows of one indexed query, drawn by a template; no account, no counts, no frame."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.template import engines

from yishi.foundation.matters.models import Matter

TABLE = """<!doctype html><html lang="zh-Hans"><title>bare</title><table>
<tr><th>number<th>title<th>state<th>opened</tr>{% for row in rows %}
<tr><td>{{ row.number }}<td>{{ row.title }}<td>{{ row.state }}<td>{{ row.opened_on }}</tr>{% endfor %}
</table></html>"""
_template = None


def bare(request: HttpRequest) -> HttpResponse:
    """The latest fifty suggestions of `?organ=`, by the index on organ, room, kind and day."""
    global _template
    _template = _template or engines["django"].from_string(TABLE)
    rows = Matter.objects.filter(organ=request.GET["organ"], room="suggestions", kind="suggestion")
    return HttpResponse(_template.render({"rows": rows.order_by("-opened_on")[:50]}))
