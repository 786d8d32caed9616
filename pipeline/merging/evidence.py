"""What speaks for and against two mentions telling of one act."""

from bisect import bisect
from dataclasses import dataclass
from math import cos, radians
from typing import Final
from zlib import crc32

from pipeline.merging.marks import is_lone_person, lacks_mark
from pipeline.merging.profile import EPOCH, KEY_TERMS, UNUSUAL_TOLL, Profile
from pipeline.merging.sketch import COPY, resemblance
from pipeline.merging.terms import worth
from pipeline.merging.weights import WEIGHTS
from schemas.values import EventType

STRANGERS: Final = -20.0
"""The score of two mentions that are no candidates at all."""
NEAR_KM: Final = 25.0
WIDEST_DAYS: Final = 10
"""Intervals of more days are too vague to bring two mentions together by date."""
WIDEST_KM: Final = 60.0
"""Larger circles are too vague to bring two mentions together by distance."""
_WORDS: Final = ("word", "two_words", "words")
_TERMS: Final = ("no_term", "term", "two_terms", "three_terms", "four_terms", "six_terms", "nine_terms")
"""A rare word counts as two of them."""
_WORTH: Final = (1, 2, 3, 4, 6, 9)
CRIME: Final = crc32(EventType.VIOLENT_CRIME.encode())
_OF_A_WAR: Final = 2
"""Reports of other acts of one war share telling words too: its provinces, sides and leaders."""
_FEW_TERMS: Final = 2
_SIDES: Final = 2
_KM_PER_DEGREE: Final = 111.2
_MICROSECONDS_A_DAY: Final = 86_400_000_000
_FIRST_DAY: Final = EPOCH.toordinal()
SAME_NEWS: Final = 7 * _MICROSECONDS_A_DAY
"""Telling words bring two reports together that were published no further apart than this, in microseconds."""


def distance_km(a: Profile, b: Profile) -> float:
    """Between two points, on a plane: good to a percent over the distances that matter here."""
    north = a.lat - b.lat
    east = ((a.lon - b.lon + 180) % 360 - 180) * cos(radians((a.lat + b.lat) / 2))
    return _KM_PER_DEGREE * float((north * north + east * east) ** 0.5)


def days_apart(a: Profile, b: Profile) -> int:
    """Days between two intervals, widened by their precision; 0 where they overlap."""
    return max(0, a.start - a.slack - b.end - b.slack, b.start - b.slack - a.end - a.slack)


def shared(a: tuple[int, ...], b: tuple[int, ...]) -> int:
    """How many values two small tuples have in common."""
    return len(set(a).intersection(b)) if a and b else 0


def meet(a: tuple[int, ...], b: tuple[int, ...]) -> bool:
    """Whether two small tuples share any value."""
    return bool(a and b) and not set(a).isdisjoint(b)


def are_candidates(a: Profile, b: Profile) -> bool:
    """Whether two mentions may tell of one act: by place and date, place and age or venue, a person, or an address."""
    if a.summary != b.summary:
        return False
    if meet(a.people, b.people) or meet(a.streets, b.streets):
        return True
    if a.families & b.families and (_at_one_place(a, b) or _in_one_area(a, b)):
        return True
    return _by_terms(a, b)


def _at_one_place(a: Profile, b: Profile) -> bool:
    """Whatever the days: one place, and an age, a venue or telling words."""
    if a.place != b.place or not (a.fine and b.fine):
        return False
    return meet(a.ages, b.ages) or meet(a.addresses, b.addresses) or _share_terms(a, b)


def _by_terms(a: Profile, b: Profile) -> bool:
    """Wherever and whenever, in one week's news: telling words."""
    return abs(a.published - b.published) <= SAME_NEWS and _share_terms(a, b)


def _share_terms(a: Profile, b: Profile) -> bool:
    """Two telling words, one of them among the first of both."""
    return meet(a.terms[:KEY_TERMS], b.terms[:KEY_TERMS]) and shared(a.terms, b.terms) >= _FEW_TERMS


def _in_one_area(a: Profile, b: Profile) -> bool:
    """About one day: near each other, or in one region or area where a place is coarse or a mark is shared."""
    if days_apart(a, b) > 1 or max(a.end - a.start, b.end - b.start) > WIDEST_DAYS:
        return False
    both_fine = a.fine and b.fine
    if a.place == b.place and not (a.fine or b.fine):
        return True
    if a.admin1 != 0 and a.admin1 == b.admin1 and (not both_fine or _share_a_toll(a, b)):
        return True
    if not both_fine:
        return False
    reach = _reach(a, b)
    return abs(a.lat - b.lat) * _KM_PER_DEGREE <= reach and distance_km(a, b) <= reach


def _share_a_toll(a: Profile, b: Profile) -> bool:
    """An unusual one, while nobody who is named or whose age is told is another: of those there are many in a war."""
    if a.marks != b.marks or not a.marks:
        return False
    return not (_disjoint(a.people, b.people) or _disjoint(a.ages, b.ages))


def compare(a: Profile, b: Profile) -> list[str]:
    """All signs for and against, by the names that they have in ``weights``. Symmetric."""
    signs = ["prior", _place(a, b), _date(a, b), _lag(a, b), _type(a, b)]
    if _is_foretold(a, b):
        signs.append("foretold")
    signs += _people(a, b)
    signs += _toll(a, b)
    signs += _words(a, b)
    signs += _things(a, b)
    if a.battle != b.battle and (a.shelling or b.shelling) and _are_in_one_battle(a, b):
        signs.append("one_battle")
    if "other_address" in signs and ("other_killed" in signs or "other_targets" in signs):
        signs.append("other_scene")
    if is_lone_person(signs):
        signs.append("lone_person")
    vague = (a.coarse or b.coarse) and not _say_the_same(a, b)
    if lacks_mark(signs, is_vague=vague):
        signs.append("no_mark")
    return signs


def are_told_apart(a: Profile, b: Profile) -> bool:
    """Whether one article itself tells two acts apart: by their named victims or their targets."""
    if not (a.several and b.several) or a.article != b.article:
        return False
    return _disjoint(a.victims, b.victims) or _disjoint(a.targets, b.targets)


def _disjoint(a: tuple[int, ...], b: tuple[int, ...]) -> bool:
    return bool(a and b) and set(a).isdisjoint(b)


@dataclass(frozen=True, slots=True)
class Why:
    """A decision and its reasons, the weightiest first."""

    score: float
    supporting: tuple[tuple[str, float], ...]
    opposing: tuple[tuple[str, float], ...]


def why(a: Profile, b: Profile) -> Why:
    """What speaks for and against two mentions telling of one act."""
    if not are_candidates(a, b):
        return Why(STRANGERS, (), (("no_candidates", STRANGERS),))
    signs = [(sign, WEIGHTS[sign]) for sign in compare(a, b)]
    return Why(
        score(a, b),
        tuple(sorted((sign for sign in signs if sign[1] > 0), key=lambda sign: -sign[1])),
        tuple(sorted((sign for sign in signs if sign[1] < 0), key=lambda sign: sign[1])),
    )


def score(a: Profile, b: Profile) -> float:
    """Log-odds that two mentions tell of one act."""
    if not are_candidates(a, b):
        return STRANGERS
    return sum(map(WEIGHTS.__getitem__, compare(a, b)))


def _are_in_one_battle(a: Profile, b: Profile) -> bool:
    """The same sides at the same place and day: shelling is part of the battle."""
    same_day = not (a.bounded or b.bounded) and a.start == b.start and a.end == b.end
    return same_day and a.fine and b.fine and a.place == b.place and shared(a.actors, b.actors) >= _SIDES


def _reach(a: Profile, b: Profile) -> float:
    return max(NEAR_KM, min(a.radius, WIDEST_KM) + min(b.radius, WIDEST_KM))


def _type(a: Profile, b: Profile) -> str:
    if a.type == b.type:
        return "type"
    return "other_type" if a.families & b.families else "other_family"


def _place(a: Profile, b: Profile) -> str:
    if a.fine and b.fine:
        if a.place == b.place:
            return "same_place"
        apart = distance_km(a, b)
        if apart > _reach(a, b):
            return "far_apart" if a.admin1 and a.admin1 == b.admin1 else "other_region"
        if apart <= max(a.radius, b.radius):
            return "inside"
        return "other_settlement" if a.settlement and b.settlement else "nearby"
    if a.place == b.place and not (a.fine or b.fine):
        return "same_area"
    return "other_region" if a.admin1 and b.admin1 and a.admin1 != b.admin1 else "vague_place"


def _date(a: Profile, b: Profile) -> str:
    apart = days_apart(a, b)
    if a.bounded and b.bounded:
        return "both_undated"
    if a.bounded or b.bounded:
        return "undated_soon" if apart <= 3 else "undated_month" if apart <= 30 else "undated_late"
    if apart <= 1:
        return "next_day" if apart else "same_day"
    return "other_week" if apart <= 7 else "other_date"


def _is_foretold(a: Profile, b: Profile) -> bool:
    """Whether one was published before the other's act began: they may tell of one only if a day was misread."""
    if days_apart(a, b) == 0:
        return False
    began = max(a.start - a.slack, b.start - b.slack)
    return began > min(a.published, b.published) // _MICROSECONDS_A_DAY + _FIRST_DAY


def _say_the_same(a: Profile, b: Profile) -> bool:
    """The same kind of act, at the same place in the same days; where the place is an area, by whom as well."""
    same = a.place == b.place and (a.start, a.end) == (b.start, b.end) and not (a.bounded or b.bounded)
    if not same or not (a.type == b.type or (a.battle and b.battle)):
        return False
    return (a.fine and b.fine) or (bool(a.actors) and a.actors == b.actors)


def _lag(a: Profile, b: Profile) -> str:
    days = abs(a.published - b.published) // _MICROSECONDS_A_DAY
    return "published_together" if days <= 3 else "published_in_a_month" if days <= 30 else "published_apart"


def _people(a: Profile, b: Profile) -> list[str]:
    signs = []
    if a.people and b.people:
        same = shared(a.people, b.people)
        if same:
            signs.append("persons" if same > 1 else "person")
        elif shared(a.surnames, b.surnames):
            signs.append("surname")
        else:
            signs += ["other_persons", "other_victims"] if a.victims and b.victims else ["other_persons"]
    if a.ages and b.ages:
        same = shared(a.ages, b.ages)
        signs.append("ages" if same > 1 else "age" if same else "other_ages")
    return signs


def _words(a: Profile, b: Profile) -> list[str]:
    signs = []
    words = shared(a.words, b.words)
    if words:
        signs.append(_WORDS[min(len(_WORDS), words) - 1])
    if a.terms and b.terms:
        told = worth(set(a.terms).intersection(b.terms))
        signs.append(_TERMS[bisect(_WORTH, told if CRIME in (a.type, b.type) else min(told, _OF_A_WAR))])
    if resemblance(a.sketch, b.sketch) >= COPY and not _is_foretold(a, b):
        signs.append("copy")
    return signs


def _things(a: Profile, b: Profile) -> list[str]:
    signs = []
    if a.addresses and b.addresses:
        same = shared(a.addresses, b.addresses)
        signs.append("address" if same > 1 else "address_word" if same else "other_address")
    if a.actors and b.actors:
        signs.append("actors" if shared(a.actors, b.actors) else "other_actors")
    if a.weapons and b.weapons:
        signs.append("weapons" if shared(a.weapons, b.weapons) else "other_weapons")
    if meet(a.figures, b.figures):
        signs.append("figure")
    if a.targets and b.targets:
        signs.append("targets" if shared(a.targets, b.targets) else "other_targets")
    return signs


def _toll(a: Profile, b: Profile) -> list[str]:
    ours, theirs = max(a.killed, 0) + max(a.wounded, 0), max(b.killed, 0) + max(b.wounded, 0)
    if ours == theirs and ours >= UNUSUAL_TOLL:
        return ["unusual_toll" if a.killed == b.killed else "unusual_total"]
    signs = []
    if _is_nobody_dead(a, b) or _is_nobody_dead(b, a):
        signs.append("wounded_only")
    if a.killed >= 0 and b.killed >= 0:
        same = "same_killed" if a.killed < UNUSUAL_TOLL else "unusual_killed"
        signs.append(same if a.killed == b.killed else "other_killed")
    if a.wounded >= 0 and b.wounded >= 0:
        same = "same_wounded" if a.wounded < UNUSUAL_TOLL else "unusual_wounded"
        signs.append(same if a.wounded == b.wounded else "other_wounded")
    return signs


def _is_nobody_dead(a: Profile, b: Profile) -> bool:
    """Whether one counts the wounded alone where the other tells of dead."""
    return a.killed < 0 < a.wounded and b.killed > 0
