"""Why something about people, seats or accounts was not done, as a sentence for the one who tried."""

from __future__ import annotations


class Refused(ValueError):
    """Nothing was changed. `sentence` says why and what to mend."""

    def __init__(self, sentence: str) -> None:
        super().__init__(sentence)
        self.sentence = sentence
