"""Sectors of actors by what they can do to others: who is armed, who serves the state, who comes as a crowd."""

from collections.abc import Iterable
from typing import Final

from schemas.values import Sector

ARMED: Final = frozenset(
    {Sector.MILITARY, Sector.POLICE, Sector.REBEL, Sector.MILITIA, Sector.GANG, Sector.INTERNATIONAL}
)
STATE: Final = frozenset({Sector.MILITARY, Sector.POLICE})
CROWD: Final = frozenset({Sector.PROTESTER, Sector.RIOTER})
MOBS: Final = CROWD | {Sector.COMMUNAL}
FIGHTERS: Final = frozenset({Sector.REBEL, Sector.MILITIA, Sector.GANG})
UNARMED: Final = frozenset({Sector.CIVILIAN, Sector.PARTY})


def of_sectors(actors: Iterable[Sector]) -> frozenset[Sector]:
    """A set of sectors without the unknown ones."""
    return frozenset(actors) - {Sector.UNKNOWN}
