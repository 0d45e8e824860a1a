"""Which facts a step can touch: only those are read, derived and compared again when it is taken.

Facts are derived in parts (`figures.py`), each of some kinds. A step that is not named here is taken to touch all of them:
one that changes the topic or the way of putting forward does, since every fact bears them. The tests hold what is said
here to what a full derivation gives.
"""

from __future__ import annotations

from collections.abc import Mapping

Kinds = frozenset[str]

PUT_FORWARD: Kinds = frozenset({"submitted", "good", "recorded", "split"})
"""What names those who put it forward, and what is counted in place of that."""
COURSE: Kinds = frozenset(
    {"registered", "key", "solved", "published", "withheld", "turned_away", "withdrawn", "merged"}
)
"""What became of the suggestion itself."""
CARRIED: Kinds = frozenset({"carried"})
OVERSEEN: Kinds = frozenset({"oversight", "look_back"})
HANDED: Kinds = frozenset({"handed", "handed_back", "good_handling", "unevaluated"})
ANSWERED: Kinds = frozenset({"answered", "handled_again"})
EVALUATED: Kinds = frozenset({"evaluated"})
PROMISED: Kinds = frozenset({"promised", "promise_kept", "promise_failed", "promise_carried"})
PARTS = (PUT_FORWARD, COURSE, CARRIED, OVERSEEN, HANDED, ANSWERED, EVALUATED, PROMISED)
ALL: Kinds = frozenset().union(*PARTS)

NOTHING: Kinds = frozenset()
UNCOUNTED = frozenset(
    {
        "draft", "object_to_assignment",
        "receive", "ask_hand_back", "refuse_hand_back", "record_talk", "give_opinion", "ask_again", "draft_answer", "sign", "redraft",
        "ask_extension", "refuse_extension", "read", "call_meeting", "urge_evaluation", "change_leads",
    }
)  # fmt: skip
"""Steps that write nothing of what is counted, whatever they are taken on."""

SUGGESTION: Mapping[str, Kinds] = dict.fromkeys(UNCOUNTED, NOTHING) | {
    "assign": HANDED,
    "all_answered": COURSE,
    "all_evaluated": NOTHING,
    "all_closed": CARRIED,
}
HANDLING: Mapping[str, Kinds] = dict.fromkeys(UNCOUNTED, NOTHING) | {
    "hand": HANDED,
    "send": COURSE | ANSWERED,
    "evaluate": EVALUATED,
    "close": NOTHING,
    "end_with_whole": NOTHING,
}
PROMISE: Mapping[str, Kinds] = dict.fromkeys(UNCOUNTED, NOTHING) | {"make": PROMISED}
"""By the name of the step in each loop. A promise is closed with a result and a handling is not; so they differ."""
