"""The api itself: what it is called, who may call it, and everything that it offers."""

from __future__ import annotations

from functools import cached_property
from typing import Any

from django.apps import apps
from ninja import NinjaAPI, Router
from ninja.openapi.schema import OpenAPISchema

from yishi import rooms
from yishi.doors.api import problems
from yishi.doors.api.acts import table
from yishi.doors.api.auth import WAYS
from yishi.doors.api.lists import table as lists
from yishi.doors.api.reads import (
    activities,
    annual,
    answering,
    clocks,
    files,
    imports,
    indicators,
    journal,
    law,
    message_imports,
    mine,
    office,
    papers,
    parts,
    people,
    public,
    record,
    registers,
    rules,
    street,
    suggestions,
)
from yishi.doors.api.sentences import Strict
from yishi.doors.api.steps import offers, taking

SAYS = """议事的全部业务接口。网页能办的事，这里都能办，检查和记录完全相同。

- 身份：`Authorization: Bearer <令牌>`，或者浏览器登录后带 `X-CSRFToken`。令牌只在一个机关内有效，权限就是账号在该机关的角色。
- 办理：`POST /{kind}s/{id}/{step}`，正文给出您看到的 `version`；已被他人更新的，答复 409，不会覆盖。
- 名册、单位、账号、日历、交办会、选题、简报等：`POST /seats/…`、`/units/…` 等，填的就是网页上的表单；不填的项，按网页上预填的值。
- 台账：`GET /lists/…`，与网页同样的视图、筛选、排序、栏目；`…/file` 导出所见的全部。
- 指标：`GET /indicators` 列出，`/indicators/of/{id}` 看口径、分布和明细，`/indicators/own` 组合。
- 报告：年度工作报告在 `/annual-reports`；稿子用 `/annual-reports/check` 核对。
- 导入：`POST /imports/…/preview` 逐行预览，`…/apply` 凭预览的 `fingerprint` 再传同一文件确认，全部导入或者只导入正确的行。
- 不能办的，一律答复 `{"code", "sentence", "errors"}`，什么都没有改变。"""


class House(NinjaAPI):
    """The api with its description, which is put together once."""

    def get_openapi_schema(self, *, path_prefix: str | None = None, path_params: Any = None) -> OpenAPISchema:
        """The OpenAPI description."""
        return self._description

    @cached_property
    def _description(self) -> OpenAPISchema:
        return super().get_openapi_schema()


def build() -> House:
    """The api with every operation."""
    # The page of the documentation comes from the package's own files; without them it would ask a foreign host.
    docs = "/docs" if apps.is_installed("ninja") else None
    made = House(
        title="议事", version="1", description=SAYS, auth=WAYS, parser=Strict(), urls_namespace="api", docs_url=docs,
    )  # fmt: skip
    problems.teach(made)
    for reading in (
        suggestions,
        parts,
        clocks,
        journal,
        people,
        law,
        mine,
        files,
        papers,
        message_imports,
        imports,
        activities,
        office,
        public,
        record,
        registers,
        rules,
        indicators,
        annual,
        answering,
        street,
    ):
        made.add_router("", reading.router)
    made.add_router("", lists.router())
    for router in table.routers():
        made.add_router("", router)
    for loop in rooms.loops().values():
        router = Router()
        offers.add_all(router, loop)
        taking.add_all(router, loop)
        made.add_router("", router)
    return made
