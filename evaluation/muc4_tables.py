"""The values of the MUC-4 slots that are set lists, and what in a mention they stand for."""

import re
from typing import Final

from schemas.values import (
    ActorRole,
    PersonEffect,
    Sector,
    TargetClass,
    TargetEffect,
    WeaponClass,
)

INSTRUMENTS: Final = {
    WeaponClass.FIREARM: "GUN",
    WeaponClass.BOMB: "BOMB",
    WeaponClass.VEHICLE_BOMB: "VEHICLE BOMB",
    WeaponClass.MINE: "MINE",
    WeaponClass.GRENADE: "GRENADE",
    WeaponClass.MORTAR: "MORTAR",
    WeaponClass.ROCKET: "ROCKET",
    WeaponClass.MISSILE: "MISSILE",
    WeaponClass.BLADE: "CUTTING DEVICE",
    WeaponClass.FIRE: "FIRE",
}
EXPLOSIVES: Final = frozenset(
    {WeaponClass.BOMB, WeaponClass.VEHICLE_BOMB, WeaponClass.MINE, WeaponClass.GRENADE, WeaponClass.SUICIDE_BOMB}
)
BOMBS: Final = frozenset({"VEHICLE BOMB", "DYNAMITE", "MINE", "GRENADE", "BOMB"})
VAGUE: Final = frozenset({"EXPLOSIVE"})
"""What bombs are made of, where bombs are told."""
FINER: Final = (
    ("DYNAMITE", "DYNAMITE"),
    ("MACHINE", "MACHINE GUN"),
    ("SUBMACHINE", "MACHINE GUN"),
    ("RIFLE", "RIFLE"),
    ("EXPLOSIVE", "EXPLOSIVE"),
    ("MOLOTOV", "MOLOTOV COCKTAIL"),
    ("PISTOL", "HANDGUN"),
    ("REVOLVER", "HANDGUN"),
    ("TORTURE", "TORTURE"),
)
VICTIMS: Final = {
    Sector.GOVERNMENT: "GOVERNMENT OFFICIAL",
    Sector.MILITARY: "ACTIVE MILITARY",
    Sector.POLICE: "LAW ENFORCEMENT",
    Sector.PARTY: "POLITICAL FIGURE",
}
DESCRIBED: Final = (
    (re.compile(r"\b(?:FORMER|EX)\b.*(?:MINISTER|PRESIDENT|OFFICIAL|MAYOR|GOVERNOR)"), "FORMER GOVERNMENT OFFICIAL"),
    (re.compile(r"\b(?:FORMER|RETIRED)\b.*(?:GENERAL|COLONEL|CHIEF|OFFICER|MAJOR)"), "FORMER ACTIVE MILITARY"),
    (re.compile(r"\b(?:BODYGUARD|GUARD|WATCHM[AE]N|ESCORT)S?\b"), "SECURITY GUARD"),
    (re.compile(r"\b(?:JUDGE|MAGISTRATE|JUSTICE|PROSECUTOR|ATTORNEY|LAWYER)S?\b"), "LEGAL OR JUDICIAL"),
    (re.compile(r"\b(?:SENATOR|DEPUTY|DEPUTIES|CONGRESSM[AE]N|LEGISLATOR|COUNCILM[AE]N)S?$"), "GOVERNMENT OFFICIAL"),
    (re.compile(r"\b(?:AMBASSADOR|DIPLOMAT|CONSUL|ATTACHE)S?\b"), "DIPLOMAT"),
    (re.compile(r"\b(?:UNION|LABOR|STUDENT|PEASANT) LEADERS?\b"), "CIVILIAN"),
)
EFFECTS: Final = {
    PersonEffect.KILLED: "DEATH",
    PersonEffect.WOUNDED: "INJURY",
    PersonEffect.NONE: "NO INJURY OR DEATH",
}
OBJECTS: Final = {
    TargetClass.HOME: "CIVILIAN RESIDENCE",
    TargetClass.SCHOOL: "SCHOOL",
    TargetClass.POWER_PLANT: "ENERGY",
    TargetClass.ENERGY: "ENERGY",
    TargetClass.BRIDGE: "TRANSPORTATION ROUTE",
    TargetClass.ROAD: "TRANSPORTATION ROUTE",
    TargetClass.VEHICLE: "TRANSPORT VEHICLE",
    TargetClass.AIRCRAFT: "TRANSPORT VEHICLE",
    TargetClass.SHIP: "TRANSPORT VEHICLE",
    TargetClass.TRAIN: "TRANSPORT VEHICLE",
    TargetClass.RELIGIOUS: "CHURCH",
    TargetClass.MARKET: "COMMERCIAL",
    TargetClass.BUSINESS: "COMMERCIAL",
    TargetClass.MEDIA: "COMMUNICATIONS",
    TargetClass.COMMUNICATIONS: "COMMUNICATIONS",
    TargetClass.GOVERNMENT: "GOVERNMENT OFFICE OR RESIDENCE",
    TargetClass.DIPLOMATIC: "DIPLOMAT OFFICE OR RESIDENCE",
    TargetClass.POLICE: "LAW ENFORCEMENT FACILITY",
    TargetClass.WATER: "WATER",
}
ARMED: Final = frozenset({TargetClass.MILITARY, TargetClass.AIRCRAFT})
"""What the guerrillas' war hits; the task asks for what is not the army's."""
BANKS: Final = re.compile(r"\b(?:BANK|SAVINGS)", re.IGNORECASE)
PARTIES: Final = re.compile(r"\b(?:PARTY|UNION|FEDERATION|ORGANIZATION|COMMITTEE)", re.IGNORECASE)
DAMAGE: Final = {TargetEffect.DAMAGED: "SOME DAMAGE", TargetEffect.DESTROYED: "DESTROYED"}
VIOLENT: Final = frozenset(
    {Sector.MILITARY, Sector.REBEL, Sector.MILITIA, Sector.GANG, Sector.COMMUNAL, Sector.RIOTER, Sector.UNKNOWN}
)
NINE: Final = {
    "ARG": "ARGENTINA",
    "BOL": "BOLIVIA",
    "CHL": "CHILE",
    "COL": "COLOMBIA",
    "ECU": "ECUADOR",
    "GTM": "GUATEMALA",
    "HND": "HONDURAS",
    "PER": "PERU",
    "SLV": "EL SALVADOR",
}
"""The task is about these countries, their people and their embassies."""
PERPETRATORS: Final = frozenset({ActorRole.INITIATOR, ActorRole.SIDE_A, ActorRole.ALLEGED})
STATE: Final = frozenset({Sector.MILITARY, Sector.POLICE, Sector.GOVERNMENT})
NATIONS: Final = (
    (re.compile(r"\bU\.S\.|(?<!CENTRAL )(?<!LATIN )(?<!SOUTH )\bAMERICANS?\b"), "UNITED STATES"),
    (re.compile(r"\b(?:SPANISH|SPANIARDS?)\b"), "SPAIN"),
    (re.compile(r"\bSOVIETS?\b"), "USSR"),
    (re.compile(r"\bPERUVIANS?\b"), "PERU"),
    (re.compile(r"\bSALVADORANS?\b"), "EL SALVADOR"),
    (re.compile(r"\bHONDURANS?\b"), "HONDURAS"),
    (re.compile(r"\bCOLOMBIANS?\b"), "COLOMBIA"),
    (re.compile(r"\bNICARAGUANS?\b"), "NICARAGUA"),
    (re.compile(r"\bMEXICANS?\b"), "MEXICO"),
    (re.compile(r"\bBRAZILIANS?\b"), "BRAZIL"),
    (re.compile(r"\bCHILEANS?\b"), "CHILE"),
)
"""The task wants the nation of a victim who was abroad."""
