"""What two reports must share, by its sign, where one is vague, or their places or days differ.

Weights alone would let many small agreements of a dense war's news outweigh another town or day.
"""

from collections.abc import Sequence
from typing import Final

_MANY_TERMS: Final = frozenset({"four_terms", "six_terms", "nine_terms"})
_TIES: Final = frozenset({"person", "persons", "surname", "address", "copy"}) | _MANY_TERMS
"""One of these outweighs another settlement."""
_AGE_TIES: Final = _TIES | {"ages"}
"""One of these outweighs another day."""
_DAY_TIES: Final = _AGE_TIES | {"unusual_toll", "unusual_killed"}
"""Or one of these, in one month's news: in a year of war, tolls recur."""
_MARKS: Final = _TIES | {"targets", "unusual_toll", "unusual_killed", "three_terms", "figure"}
"""One of these a coarse mention must share with another: that one place contains the other never merges."""
_ARMED: Final = frozenset({"actors", "weapons"})
"""Or an organisation with its weapon."""
_ELSEWHERE: Final = frozenset({"far_apart", "other_region", "other_settlement"})
_OTHER_TIME: Final = frozenset({"other_week", "other_date"})
_COINCIDENCES: Final = frozenset({"unusual_toll", "three_terms"})
"""These join two settlements, but not where something else differs."""
_STRANGE: Final = frozenset({"other_persons", "other_ages", "other_address", "other_killed", "other_type", "no_term"})
_OTHER_DAYS: Final = frozenset({"other_date", "undated_late"})
_WITH_PERSON: Final = _MANY_TERMS | {"age", "ages", "address", "copy"}
"""One of these beside the name: two reports of one person on different days tell of one act."""


def lacks_mark(signs: Sequence[str], *, is_vague: bool) -> bool:
    """Whether nothing is shared that a vague report, or reports of two places or days, must share."""
    if is_vague and _MARKS.isdisjoint(signs) and not _ARMED.issubset(signs):
        return True
    ties = _AGE_TIES if "published_apart" in signs else _DAY_TIES
    if not _OTHER_TIME.isdisjoint(signs) and ties.isdisjoint(signs):
        return True
    if _ELSEWHERE.isdisjoint(signs) or not _TIES.isdisjoint(signs):
        return False
    return _COINCIDENCES.isdisjoint(signs) or not _STRANGE.isdisjoint(signs)


def is_lone_person(signs: Sequence[str]) -> bool:
    """Whether a name is all that two reports of different days share."""
    return "person" in signs and not _OTHER_DAYS.isdisjoint(signs) and _WITH_PERSON.isdisjoint(signs)
