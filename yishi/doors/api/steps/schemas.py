"""What steps are given, as schemas: made from the inputs that the steps declare, and from nothing else.

The schema says type, length and range; whether what is given makes sense on this matter, the step's own form says."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import BaseModel, Field, StrictBool, StrictInt, create_model

from yishi.doors.api.types import Day, Given, Key
from yishi.foundation.loops.compound import Grades, Lines
from yishi.foundation.loops.inputs import Day as DayInput
from yishi.foundation.loops.inputs import Flag, Input, Many, Number, One, Pick, Text
from yishi.foundation.loops.steps import Step

MOST_ROWS = 500
"""Rows that one input may name, and matters of one batch."""
MOST_GRADES = 30
CODE = 60
BY_PACK = "可选的值由规则包决定，见 GET …/steps/{step}"

Version = Annotated[StrictInt, Field(ge=0, le=2**31 - 1, title="版本", description="您看到的版本；已有更新的，不办理")]
MatterKey = Annotated[str, Field(pattern=r"^[1-9][0-9]{0,17}$")]


class Taken(BaseModel):
    """A matter as it stands after a step."""

    id: int
    state: str
    version: int


class RefusedOne(BaseModel):
    """One matter of a batch on which the step was not taken."""

    id: int
    code: str
    sentence: str
    errors: dict[str, list[str]]


class BatchOut(BaseModel):
    """What became of each."""

    done: list[Taken]
    refused: list[RefusedOne]


def name_of(step: Step) -> str:
    """Its name among schemas: SuggestionPassReview."""
    return "".join(part.capitalize() for part in (step.loop.kind, *step.name.split("_")))


def inputs_of(step: Step) -> type[BaseModel]:
    """The step's inputs as an object, for a batch."""
    return create_model(f"{name_of(step)}Inputs", __base__=Given, __doc__=f"{step.title}", **_fields(step))


def body_of(step: Step) -> type[BaseModel]:
    """The body of a single step: `version` and the inputs; a step that opens a matter has no version to say."""
    fields = _fields(step)
    if not step.opens:
        fields = {"version": (Version, ...), **fields}
    return create_model(f"{name_of(step)}In", __base__=Given, __doc__=f"{step.title}", **fields)


def batch_of(step: Step) -> type[BaseModel]:
    """The body of a batch: versions by key, the inputs that all get, and whether one refusal stops all."""
    inputs = inputs_of(step)
    ids = Annotated[dict[MatterKey, Version], Field(min_length=1, max_length=MOST_ROWS, title="各件的版本")]
    needed = any(given.required for given in step.inputs.values())
    made = (inputs, ...) if needed else (inputs, Field(default_factory=inputs))
    whole = (StrictBool, Field(False, title="有一件不能办理就全部不办理"))
    return create_model(f"{name_of(step)}Batch", __base__=Given, ids=(ids, ...), inputs=made, all_or_nothing=whole)


def _fields(step: Step) -> dict[str, Any]:
    return {name: _field(name, given, f"{name_of(step)}") for name, given in step.inputs.items()}


def _field(name: str, given: Input, within: str) -> tuple[Any, Any]:
    kind, limits = _type(given, f"{within}{name.capitalize()}")
    said = " ".join(str(part) for part in (given.help, BY_PACK if _open(given) else "") if part)
    words: dict[str, Any] = {"title": str(given.label), "description": said or None, **limits}
    if isinstance(given, Flag):
        return kind, Field(False, **words)
    if given.required:
        return kind, Field(..., **words)
    return Annotated[kind, Field(**limits)] | None, Field(None, title=words["title"], description=words["description"])


def _open(given: Input) -> bool:
    """Do its values depend on the matter's rule pack?"""
    return isinstance(given, Grades) or (isinstance(given, Pick) and callable(given.choices))


def _type(given: Input, line: str) -> tuple[Any, dict[str, Any]]:
    """The type and its limits."""
    if isinstance(given, Text):
        return str, {"max_length": given.longest} | ({"min_length": 1} if given.required else {})
    if isinstance(given, Number):
        return StrictInt, {"ge": given.least, "le": given.most}
    if isinstance(given, Pick):
        return _pick(given)
    if isinstance(given, Many):
        return list[Key], {"max_length": MOST_ROWS} | ({"min_length": 1} if given.required else {})
    if isinstance(given, Lines):
        columns = {name: _field(name, column, line) for name, column in given.columns}
        return list[create_model(line, __base__=Given, **columns)], {"max_length": given.most}  # type: ignore[misc, call-overload]  # made here
    if isinstance(given, Grades):
        return dict[Annotated[str, Field(max_length=CODE)], Annotated[str, Field(max_length=CODE)]], {
            "max_length": MOST_GRADES
        }
    return _PLAIN[type(given)], {}


_PLAIN: dict[type[Input], Any] = {DayInput: Day, Flag: StrictBool, One: Key}


def _pick(given: Pick) -> tuple[Any, dict[str, Any]]:
    if callable(given.choices):
        return str, {"max_length": CODE, "min_length": 1}
    return Literal[tuple(str(value) for value, _label in given.choices)], {}


def data_of(given: BaseModel, step: Step) -> dict[str, Any]:
    """What was given as the step's form takes it; what was left out stays out."""
    found = given.model_dump(include=set(step.inputs))
    return {name: value for name, value in found.items() if value is not None}
