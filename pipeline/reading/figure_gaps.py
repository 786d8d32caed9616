"""What stands between a phrase that counts and the verb that takes it, over word classes; and the words that decide."""

import re
from collections.abc import Sequence
from typing import Final

COMPLEX: Final = re.compile(r"(?:[BHvFxmf]|T[C,])*$")
"""The verb's own helpers, read back from it: "were", "have been", "was shot and"."""
GAP: Final = re.compile(
    r"(?:[^TgtinjLSRshzm;.]{0,12}"  # in the same breath: "three people in a car"
    r"|,.{1,25},"  # across an insertion in commas
    r"|,?O?R"  # "who was"
    r"|[^Ts;.]{0,9},?R.{1,30}?,?"  # across a relative clause
    r"|[vf]?T[^;.hLR]{0,14})$"  # "a boy shot on Monday"
)
APPOSED: Final = re.compile(r"(?:[vfwu]?|,[GA]?,?|,.{1,12},|E?u)$")
LINK: Final = re.compile(r",|,?C,?|[OW][EXwDQ]{1,6},?C|,[wX]{1,3},,?C")
FATAL: Final = re.compile(r"(?:dead|to death|and killed)\b")
PREDICATES: Final = tuple("TBHijtf")
OBJECTS: Final = tuple("DEXANahz")
"""Classes that start an object: a verb before them is active, and its subject suffers nothing."""
_TOLL: Final = re.compile(r"[wvBHsX]{0,5}[WBs]v?N")
SPEAKER: Final = re.compile(r"[^,;.CRTgtinjf]{0,5}")
"""What may stand between a speaker and the verb: "in Sarn", "at the main hospital"."""
HARM: Final = re.compile(r"[TgtinjfS]")
VERB: Final = re.compile(r"[Tgt]")
MAX_GAP: Final = 30
"""Words that may stand between a subject and its verb."""
TOLLS: Final = frozenset(("toll", "fatalities", "deaths"))
SENDS: Final = frozenset(("send", "sends", "sent", "sending"))
"""Whom these take to a hospital is hurt."""
HOSPITALS: Final = frozenset(("hospital", "hospitals"))
NO_MORE: Final = frozenset(("other", "else", "further", "more"))
HURTS: Final = ("injur", "wound", "gunshot", "burn", "shrapnel")
SAYS: Final = frozenset(
    ("said", "says", "say", "told", "tells", "added", "announced", "confirmed", "reported", "stated", "according")
)
HURT: Final = frozenset(("hurt", "injured", "wounded"))
"""Who were these "or killed" are not all dead; who was shot and killed is."""
_RISES: Final = frozenset(
    (
        "rose",
        "rises",
        "risen",
        "climbed",
        "climbs",
        "jumped",
        "grew",
        "grown",
        "increased",
        "reached",
        "stood",
        "stands",
    )
)
_RISEN: Final = re.compile(r"[wWv]{0,3}N")
_FARTHEST_RISE: Final = 16


def toll(words: Sequence[str], classes: str, at: int) -> int | None:
    """The index of the number of a toll: "stands at 12", "from the raid on a bus in Sarn rose to at least 12"."""
    for rise in range(at + 1, min(at + _FARTHEST_RISE, len(words))):
        if classes[rise] in ",;":
            break
        if words[rise] in _RISES:
            number = _RISEN.match(classes, rise + 1)
            apart = words[rise + 1] in ("by", "from") if rise + 1 < len(words) else True
            return None if number is None or apart else number.end() - 1
    number = _TOLL.match(classes, at + 1)
    return None if number is None else number.end() - 1


def fatal(words: Sequence[str], at: int) -> int:
    """How many words say behind a verb that it killed: "shot to death two men"."""
    return 2 if words[at + 1 : at + 3] == ["to", "death"] else 0
