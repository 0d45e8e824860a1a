"""What a place decides about suggestions that is no period: kinds of answers, evaluation, exits, who may.

Every choice stands in a `Said` with the citation that says it, or with what Yishi assumes where none does.
Labels of listed things (answers, grounds, grades) are the statute's own words, proved by `check`.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Generic, TypeVar

from .articles import Citation
from .words import gettext

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Said(Generic[T]):
    """A choice, the citation it rests on, and what is assumed where the text is silent."""

    value: T
    citation: Citation | None = None
    assumption: str = ""


class Need(StrEnum):
    """What an answer of a class must hold."""

    RESULT = "result"
    PLAN_AND_DATE = "plan_and_date"
    REASON = "reason"
    REPORTED_UP = "reported_up"


class Labelled:
    """Something that a pack names in its own words."""

    __slots__ = ()
    label: str

    @property
    def shown(self) -> str:
        """Its words in the reader's language; records and papers take `label`."""
        return gettext(self.label)


@dataclass(frozen=True, slots=True)
class Listed(Labelled):
    """One thing of a statute's list: a ground, an exit, a stage, an addressee. `label` is its wording."""

    code: str
    label: str
    citation: Citation | None = None


@dataclass(frozen=True, slots=True)
class AnswerClass(Labelled):
    """One class of answers. `solved` says that the matter counts as solved with the answer itself;
    `opens_promises` that what it plans becomes promises with a life of their own."""

    code: str
    label: str
    needs: tuple[Need, ...]
    opens_promises: bool
    solved: bool
    citation: Citation | None = None


@dataclass(frozen=True, slots=True)
class Question(Labelled):
    """One question of an evaluation (办理态度, 办理结果), answered on the scale."""

    code: str
    label: str
    citation: Citation | None = None


@dataclass(frozen=True, slots=True)
class Grade(Labelled):
    """One grade of the scale; `needs_opinion` that a specific opinion must be given with it."""

    code: str
    label: str
    needs_opinion: bool = False


class UnitSees(StrEnum):
    """When the handling unit sees a single evaluation (the office always does)."""

    FORM_SENT = "form_sent"
    """The deputy sends the form to the unit itself."""
    ON_REHANDLING = "on_rehandling"
    """Only through the order to handle again; else aggregates."""
    AGGREGATES = "aggregates"
    """Never; aggregates only."""


class HardMode(StrEnum):
    """How a suggestion comes to the longer period."""

    SET_AT_HANDOVER = "set_at_handover"
    BY_CONSENT = "by_consent"


class Follow(StrEnum):
    """What follows a dissatisfied evaluation."""

    NOTHING = "nothing"
    OFFICE_MAY_ORDER = "office_may_order"
    """The office may have it handled again, as it sees fit."""
    OFFICE_MUST_ORDER = "office_must_order"
    """The office has it handled again."""
    MEETING = "meeting"
    """Deputy, unit and office meet and an opinion on handling is reached."""
    MEETING_POSSIBLE = "meeting_possible"
    """The office may arrange that they meet."""


@dataclass(frozen=True, slots=True)
class Publicity:
    """What is made public: the yearly report on handling; each suggestion with its answer."""

    report: bool
    each: bool
    not_public: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Choices:
    """The choices of a pack for suggestions; None where the pack says nothing (then the parent's holds)."""

    review_stages: Said[tuple[Listed, ...]] | None = None
    """Stages of examination before it is filed or registered."""
    delegation_may_submit: Said[bool] | None = None
    cosigners_confirm: Said[bool] | None = None
    """Each joint signer confirms the content (else he only gets to know it)."""
    inadmissible: Said[tuple[Listed, ...]] | None = None
    """Grounds on which it is not handled as a suggestion."""
    exits: Said[tuple[Listed, ...]] | None = None
    """Where such a one may go: returned, reference, letter, not_accepted."""
    withdrawal_needs_all_signers: Said[bool] | None = None
    deputy_may_name_unit: Said[bool] | None = None
    deputy_may_object: Said[bool] | None = None
    """The deputy may object to the assignment."""
    decides_hand_back: Said[tuple[str, ...]] | None = None
    """Roles of which one decides on a hand-back: office, government_office."""
    hard_mode: Said[HardMode] | None = None
    merge_each_answered: Said[bool] | None = None
    """Merged suggestions are answered each to its own deputy."""
    each_signer_answered: Said[bool] | None = None
    answer_classes: Said[tuple[AnswerClass, ...]] | None = None
    answer_signed_by_head: Said[bool] | None = None
    answer_sealed: Said[bool] | None = None
    copies_to: Said[tuple[Listed, ...]] | None = None
    """Who gets a copy of each answer: office, government_office (if the unit is administrative), ..."""
    questions: Said[tuple[Question, ...]] | None = None
    """Questions of the evaluation of the answer."""
    promise_questions: Said[tuple[Question, ...]] | None = None
    """Questions of the second evaluation, of promises; empty where there is none."""
    scale: Said[tuple[Grade, ...]] | None = None
    lead_signer_evaluates: Said[bool] | None = None
    unit_sees: Said[UnitSees] | None = None
    aggregate_at_least: Said[int] | None = None
    """Units see figures on evaluation only over at least so many."""
    unsatisfied_answer: Said[Follow] | None = None
    unsatisfied_again: Said[Follow] | None = None
    unsatisfied_promise: Said[Follow] | None = None
    unreturned_excluded: Said[bool] | None = None
    """An evaluation not returned after reminders is left out of the rate (and counted apart)."""
    key_selected_by: Said[str] | None = None
    """Who chooses the key suggestions: council_of_chairpersons."""
    followed_over_years: Said[bool] | None = None
    open_after_term: Said[bool] | None = None
    """What is unanswered when the term ends is still answered to its deputy."""
    report_voted: Said[bool] | None = None
    """The standing committee votes on the report on handling."""
    made_public: Said[Publicity] | None = None
    counted_in_appraisal: Said[bool] | None = None
    """Handling counts in the units' performance appraisal."""
    mandate_ends: Said[tuple[Listed, ...]] | None = None
    """Grounds on which a mandate ends (代表法 62)."""
    mandate_suspended: Said[tuple[Listed, ...]] | None = None
    """Grounds on which the exercise of a mandate is suspended (代表法 61)."""


SATISFACTION = (
    Grade("satisfied", "满意"),
    Grade("basically", "基本满意"),
    Grade("dissatisfied", "不满意", needs_opinion=True),
)
"""The scale that all packs at hand use."""
