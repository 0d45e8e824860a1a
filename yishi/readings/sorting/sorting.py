"""Suggestions for the one who sorts: what a message is about, whom it is for, and the words that say so. No database."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from yishi.readings.sorting.model import Model
from yishi.readings.sorting.reasons import reason, telling
from yishi.readings.sorting.units import by_code
from yishi.readings.sorting.vocabulary import Message

UNITS = 3
"""Kinds of units that are suggested."""


@dataclass(frozen=True)
class Guess:
    """One suggested answer: a class's name or a kind's code, the words that speak for it, and the sentence."""

    answer: str
    words: tuple[str, ...]

    @property
    def reason(self) -> str:
        """Why, in a sentence."""
        return reason(self.words)


@dataclass(frozen=True)
class Sorted:
    """What is suggested for one message; nothing where nothing was learned."""

    topic: Guess | None
    units: tuple[Guess, ...]

    def as_json(self) -> dict[str, Any]:
        """As the command line prints it."""
        kinds = by_code()
        units = [
            {"kind": each.answer, "name": kinds[each.answer].called, "words": list(each.words), "reason": each.reason}
            for each in self.units
        ]
        topic = self.topic
        said = [f"{topic.answer}：{topic.reason}"] if topic else []
        return {
            "class": topic.answer if topic else "",
            "words": list(topic.words) if topic else [],
            "units": units,
            "reasons": [*said, *(f"{unit['name']}：{unit['reason']}" for unit in units)],
        }


class Sorter:
    """Sorts by one model."""

    def __init__(self, model: Model) -> None:
        self.model = model

    def sort(self, messages: Sequence[Message]) -> list[Sorted]:
        """Class and kinds of units of each, with reasons."""
        topics, units = self.ranked("topic", messages, 1), self.ranked("unit", messages, UNITS)
        return [
            Sorted(next(self._guesses("topic", message, topic), None), tuple(self._guesses("unit", message, unit)))
            for message, topic, unit in zip(messages, topics, units, strict=True)
        ]

    def ranked(self, head: str, messages: Sequence[Message], most: int) -> list[list[str]]:
        """The best answers for each message, the best first, without reasons: fast enough for an import."""
        if head not in self.model.heads:
            return [[] for _message in messages]
        answers = self.model.heads[head].answers
        order = (-self.model.scores(head, messages)).argsort(axis=1, kind="stable")[:, :most]
        return [[answers[at] for at in row] for row in order]

    def _guesses(self, head: str, message: Message, answers: list[str]) -> Iterator[Guess]:
        if answers:
            words = telling(self.model, head, message, answers)
            yield from (Guess(answer, words[answer]) for answer in answers)
