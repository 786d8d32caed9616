"""Which capitalised names are persons, organisations or plain words, and no places."""

import re
from typing import Final

from pipeline.gazetteer import ALTERNATE, ROW, Gazetteer, Level
from pipeline.reading.findings import ToponymKind
from pipeline.reading.given_names import given_names, weak_names
from pipeline.reading.place_lexicon import Known, cues
from pipeline.reading.place_name import Name

_AGE: Final = re.compile(r", (?:\d{1,2},|who (?:was|is|had|has)\b|(?:a|an|the) \d{1,2}-year)")
_COMPOUND: Final = re.compile(
    r"-(?:born|based|backed|led|held|controlled|occupied|made|style|bound|native|trained|educated|raised)"
)
_ITS_FORCES: Final = re.compile(
    r" (?:(?:former|air|special|federal) )?(?:military|army|navy|naval|air ?force|marines?|troops|forces?"
    r"|soldiers?|service(?:man|men)|warplanes?|jets?|warships?|bases?|embass(?:y|ies)|consulates?|diplomats?|citizens?|nationals?|officials?|government)\b"
)
"""Behind the abbreviation of a country these make an adjective of it, wherever they are: "at a US navy base"."""
_ABBREVIATED: Final = frozenset(("US", "U.S.", "UK", "U.K."))
_MOVEMENT: Final = re.compile(
    r" (?:[A-Z][\w-]+ ){1,2}(?:Movement|Army|Front|Party|Brigades?|Organi[sz]ation|Alliance|Command|Council)\b"
)
"""Behind a name these make an organisation of it, of several words: "over the Tupac Amaru Revolutionary Movement"."""
_FIGHTERS: Final = re.compile(r" (?:rebels?|guerrillas?|militants?|insurgents?|commandos?|clans?|tribes?)\b")
_ACRONYM: Final = 4
"""Names all in capitals as short as this are abbreviations, not the towns that bear the letters: "SOR members"."""
_ARTICLE: Final = "the "
"""Where case tells nothing, "the river" is no town: only large ones ("The Hague") are called so."""
_AGENCIES: Final = frozenset(("xinhua", "antara", "kyodo", "yonhap", "bernama"))
"""Who tells the news, and bears the name of some place."""
_LONGER: Final = re.compile(r" (?:DE|DEL|DE LA|DE LOS|DE LAS) [A-Z]", re.IGNORECASE)
_WORD_AFTER: Final = re.compile(r" ([^\W\d_]+)")
_LARGE: Final = 200_000
_SIZEABLE: Final = 10_000
_PLACING: Final = frozenset(("in", "near", "outside", "inside", "around", "throughout", "within", "across", "dateline"))
_WEAK_CUES: Final = frozenset(("of", "to", "on", "by", "and", "between"))


def kind_of(name: Name, gazetteer: Gazetteer, surnames: frozenset[str], placed: frozenset[str]) -> ToponymKind | None:
    """How a name is used; null where it names no place.

    ``surnames`` are the last names of persons on the page, ``placed`` the keys that a locative marks somewhere on it.
    """
    if name.is_unlisted:
        return ToponymKind.PLACE
    if name.key in _AGENCIES and not name.locative:
        return None
    if name.known is not None:
        return _listed_kind(name, name.known)
    if name.caseless:
        return _caseless_kind(name, gazetteer)
    acronym = name.text.isupper() and len(name.text) <= _ACRONYM and not name.locative and name.part_of is None
    if acronym or (" " not in name.key and _is_refused(name, gazetteer, surnames, placed)):
        return None
    return _used_as(name)


def _listed_kind(name: Name, known: Known) -> ToponymKind | None:
    if known.demonym:
        return ToponymKind.DEMONYM
    if known.any_case:
        return ToponymKind.SITE
    return None if known.abbreviation and not name.is_outer else _used_as(name)


def _is_refused(name: Name, gazetteer: Gazetteer, surnames: frozenset[str], placed: frozenset[str]) -> bool:
    """Whether a single word is a common word, a person, or too small a place to be named so."""
    lists = cues()
    cued = name.cue is not None and name.cue not in _WEAK_CUES and not is_aimed_at(name, surnames)
    firm = cued or name.part_of is not None or name.is_outer
    if name.key in lists.common and name.next_word == "of":
        return True
    if name.key in lists.common and name.level is None:
        if not firm or name.in_title_case or name.after is not None or name.before is not None:
            return True
    elif name.level is not None or (name.next_word in lists.followers and not name.in_title_case):
        firm = True
    if not firm and name.key not in placed:
        personal = name.key in surnames or name.key in lists.surnames or name.key in given_names()
        if personal and not is_wide(name, gazetteer):
            return True
        if name.initial and not _reaches(name, gazetteer, _SIZEABLE):
            return True
    if not name.in_title_case and _is_person(name, gazetteer, surnames, firm=firm):
        return True
    return name.next_word in cues().says and not firm and not _reaches(name, gazetteer, _LARGE)


def is_aimed_at(name: Name, surnames: frozenset[str]) -> bool:
    """Whether "at" stands before a person's name: "pointed the gun at Winslow"."""
    return name.cue == "at" and name.key in surnames


def _caseless_kind(name: Name, gazetteer: Gazetteer) -> ToponymKind | None:
    """Where case tells nothing: a cue, a container, or a place too large to be meant otherwise; and no common word."""
    lists = cues()
    if name.key.startswith(_ARTICLE) and not _reaches(name, gazetteer, _LARGE):
        return None
    tied = name.part_of is not None or name.is_outer
    if not tied and (name.before is not None or name.key in lists.common or name.key in lists.never):
        return None
    if not tied and _goes_on(name):
        return None
    if not (tied or name.locative or name.level is not None):
        person = name.key in given_names() or name.key in lists.surnames
        if person or not _reaches(name, gazetteer, _LARGE if name.cue is None else _SIZEABLE):
            return None
    return _used_as(name)


def _goes_on(name: Name) -> bool:
    """Whether the next words are of the name: ``San Miguel de Mercedes`` is no San Miguel, José Matías no place."""
    if _LONGER.match(name.following):
        return True
    after = _WORD_AFTER.match(name.following)
    return after is not None and name.key in given_names() and after[1].lower() in given_names()


def _used_as(name: Name) -> ToponymKind:
    if _COMPOUND.match(name.following) or (name.text in _ABBREVIATED and _ITS_FORCES.match(name.following)):
        return ToponymKind.DEMONYM
    if _MOVEMENT.match(name.following) or (not name.locative and _FIGHTERS.match(name.following)):
        return ToponymKind.ORGANISATION
    in_larger = name.level is None and not name.in_title_case and name.after is not None and not name.after_is_place
    if in_larger and (name.after in cues().organisations or not name.locative):
        return ToponymKind.ORGANISATION
    if name.next_word in cues().says and not name.locative and name.part_of is None:
        return ToponymKind.ORGANISATION
    return ToponymKind.PLACE


def _is_person(name: Name, gazetteer: Gazetteer, surnames: frozenset[str], *, firm: bool) -> bool:
    """Whether the words beside a single name make a person of it: "Vladimir Putin", "Gen. Hamdan"."""
    before = name.before
    if (
        before is not None
        and not name.before_is_place
        and before not in cues().directions
        and before not in cues().function
    ):
        return _is_last_name(name, before, gazetteer, firm=firm)
    if not firm and _AGE.match(name.following):
        return True
    return _is_first_name(name, gazetteer, surnames, firm=firm)


def _is_last_name(name: Name, before: str, gazetteer: Gazetteer, *, firm: bool) -> bool:
    lists = cues()
    if before in given_names() and before not in weak_names():
        return True
    if before in lists.titles or before in cues().heads:
        return not firm
    plain = before in lists.common or before in lists.organisations or before in lists.never
    return not plain and not is_wide(name, gazetteer)


def _is_first_name(name: Name, gazetteer: Gazetteer, surnames: frozenset[str], *, firm: bool) -> bool:
    lists = cues()
    after = name.after
    if after is None or name.after_is_place or after in lists.organisations or after in lists.types:
        return False
    if name.key in lists.given or name.key in given_names() or name.key in surnames:
        return not (firm and after in lists.common)
    return not is_wide(name, gazetteer) and not _reaches(name, gazetteer, _SIZEABLE)


def is_wide(name: Name, gazetteer: Gazetteer) -> bool:
    """Whether it may be a country or a first-order division; listed names count."""
    return name.known is not None or any(
        gazetteer.level[posting & ROW] <= Level.ADMIN1 and not posting & ALTERNATE for posting in name.postings
    )


def _reaches(name: Name, gazetteer: Gazetteer, population: int) -> bool:
    return any(
        gazetteer.population[posting & ROW] >= population for posting in name.postings if not posting & ALTERNATE
    )


def surnames_of(names: list[Name]) -> frozenset[str]:
    """Last names of persons on the page, where they are names of places too."""
    return frozenset(
        name.key
        for name in names
        if name.known is None and name.cue not in _PLACING and not name.in_title_case and _follows_person(name)
    )


def _follows_person(name: Name) -> bool:
    """Whether a capitalised word stands before a name that is no place, direction or common word."""
    before = name.before
    if (
        before is None
        or name.before_is_place
        or before in cues().directions
        or before in cues().function
        or " " in name.key
    ):
        return False
    lists = cues()
    return before not in lists.common and before not in lists.organisations and before not in lists.never


def is_doubtful(name: Name) -> bool:
    """Whether a name is as often a person's: only other words on the page can make it a place."""
    return name.known is None and (name.key in given_names() or name.key in cues().surnames)
