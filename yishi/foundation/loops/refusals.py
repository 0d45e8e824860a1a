"""Why a step did not happen, always as a sentence for the one who tried."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from django.utils.translation import gettext as _

from yishi.foundation import language


class Refused(Exception):
    """The step was not taken and nothing was changed. `sentence` says what, why and what now."""

    status = 409

    def __init__(self, sentence: str) -> None:
        super().__init__(sentence)
        self.sentence = sentence


class NotAllowed(Refused):
    """The actor's roles do not give him this step."""

    status = 403


class NotFound(Refused):
    """There is no such matter for this actor; one of another organ is the same to him."""

    status = 404

    def __init__(self) -> None:
        super().__init__(_("没有找到该事项，可能已被移走，或您无权查看。请返回列表重新选择。"))


class WrongState(Refused):
    """The matter is not in a state from which the step leads."""


class Changed(Refused):
    """Someone else changed the matter after this page was opened."""

    def __init__(self) -> None:
        super().__init__(
            _("您打开页面之后，本件已被他人更新，本次操作没有生效。请核对最新情况后再提交，您填写的内容仍在。")
        )


class Invalid(Refused):
    """What was given does not fit. `errors` maps each input to its sentences."""

    status = 422

    def __init__(self, errors: Mapping[str, Sequence[str]]) -> None:
        self.errors = {name: list(sentences) for name, sentences in errors.items()}
        super().__init__(language.clauses(sentence for sentences in self.errors.values() for sentence in sentences))


class Busy(Refused):
    """The database is taken by other writers; nothing was changed."""

    status = 503

    def __init__(self) -> None:
        super().__init__(_("系统正忙，本次操作没有保存。请稍候几秒再提交一次，您填写的内容仍在。"))


RETRY = {"40001", "40P01", "55P03", "57P01", "57P03", "53300"}
"""PostgreSQL's states for: serialization failure, deadlock, lock not available, shutting down, starting, too many connections."""


def is_busy(error: Exception) -> bool:
    """Whether a database error means "taken by others, try again" and not that something is broken."""
    cause = error.__cause__
    state = getattr(cause, "sqlstate", None)
    return "locked" in str(error) or state in RETRY or (state is None and "connection" in str(error).lower())
