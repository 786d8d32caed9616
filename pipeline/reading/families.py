"""Kinds of act that may be told as one: reports of other families are of other acts, or of an aftermath."""

from enum import StrEnum
from typing import Final

from schemas.values import EventType

T = EventType


class Family(StrEnum):
    """Types that may be reports of one act."""

    VIOLENCE = "violence"
    PROTEST = "protest"
    TERRITORY = "territory"
    ARRESTS = "arrests"
    AGREEMENT = "agreement"
    WEAPONS = "weapons"
    DISPLACEMENT = "displacement"
    STRATEGIC = "strategic"


_FAMILIES: Final = {
    T.PEACEFUL_PROTEST: Family.PROTEST,
    T.PROTEST_WITH_INTERVENTION: Family.PROTEST,
    T.VIOLENT_DEMONSTRATION: Family.PROTEST,
    T.EXCESSIVE_FORCE: Family.PROTEST,
    T.TERRITORY_SEIZED: Family.TERRITORY,
    T.TERRITORY_REGAINED: Family.TERRITORY,
    T.TERRITORY_TRANSFERRED: Family.TERRITORY,
    T.ARRESTS: Family.ARRESTS,
    T.AGREEMENT: Family.AGREEMENT,
    T.DISRUPTED_WEAPONS_USE: Family.WEAPONS,
    T.DISPLACEMENT: Family.DISPLACEMENT,
    T.GROUP_CHANGE: Family.STRATEGIC,
    T.BASE_ESTABLISHED: Family.STRATEGIC,
    T.OTHER_STRATEGIC: Family.STRATEGIC,
}

PROTEST_TYPES: Final = frozenset(type_ for type_, family in _FAMILIES.items() if family is Family.PROTEST)

FOLLOWS: Final = {
    Family.ARRESTS: (Family.VIOLENCE, Family.PROTEST, Family.WEAPONS),
    Family.WEAPONS: (Family.VIOLENCE,),
    Family.VIOLENCE: (Family.PROTEST,),
    Family.PROTEST: (Family.VIOLENCE,),
    Family.STRATEGIC: (Family.VIOLENCE, Family.TERRITORY, Family.PROTEST),
}
"""What a sentence of one family may be the aftermath of."""


def family_of(type_: EventType) -> Family:
    """The family of a type; all violence is one."""
    return _FAMILIES.get(type_, Family.VIOLENCE)
