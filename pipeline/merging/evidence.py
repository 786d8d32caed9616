"""What speaks for and against two mentions telling of one act."""

from dataclasses import dataclass
from math import cos, radians
from typing import Final

from pipeline.merging.profile import UNUSUAL_TOLL, Profile
from pipeline.merging.sketch import COPY, resemblance
from pipeline.merging.weights import WEIGHTS

STRANGERS: Final = -20.0
"""The score of two mentions that are no candidates at all."""
NEAR_KM: Final = 25.0
WIDEST_DAYS: Final = 10
"""Intervals of more days are too vague to bring two mentions together by date."""
WIDEST_KM: Final = 60.0
"""Larger circles are too vague to bring two mentions together by distance."""
_KM_PER_DEGREE: Final = 111.2
_MICROSECONDS_A_DAY: Final = 86_400_000_000


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
    return sum(value in b for value in a) if a and b else 0


def are_candidates(a: Profile, b: Profile) -> bool:
    """Whether two mentions may tell of one act: by place and date, place and age or venue, a person, or an address."""
    if a.summary != b.summary:
        return False
    if shared(a.people, b.people) or shared(a.streets, b.streets):
        return True
    return bool(a.families & b.families) and (_at_one_place(a, b) or _in_one_area(a, b))


def _at_one_place(a: Profile, b: Profile) -> bool:
    """Whatever the days: one place, and an age or a venue."""
    same = a.fine and b.fine and a.place == b.place
    return same and bool(shared(a.ages, b.ages) or shared(a.addresses, b.addresses))


def _in_one_area(a: Profile, b: Profile) -> bool:
    """About one day: near each other, or in one region where a place is coarse or a mark is shared."""
    if days_apart(a, b) > 1 or max(a.end - a.start, b.end - b.start) > WIDEST_DAYS:
        return False
    both_fine = a.fine and b.fine
    if a.admin1 != 0 and a.admin1 == b.admin1 and (not both_fine or shared(a.marks, b.marks)):
        return True
    return both_fine and distance_km(a, b) <= _reach(a, b)


def compare(a: Profile, b: Profile) -> list[str]:
    """All signs for and against, by the names that they have in ``weights``. Symmetric."""
    signs = ["prior", _place(a, b), _date(a, b), _type(a, b)]
    lag = abs(a.published - b.published) // _MICROSECONDS_A_DAY
    signs.append("published_together" if lag <= 3 else "published_in_a_month" if lag <= 30 else "published_apart")
    if a.people and b.people:
        same = shared(a.people, b.people)
        if same:
            signs.append("persons" if same > 1 else "person")
        else:
            signs.append("surname" if shared(a.surnames, b.surnames) else "other_persons")
    if a.ages and b.ages:
        same = shared(a.ages, b.ages)
        signs.append("ages" if same > 1 else "age" if same else "other_ages")
    if a.addresses and b.addresses:
        same = shared(a.addresses, b.addresses)
        signs.append("address" if same > 1 else "address_word" if same else "other_address")
    signs += _toll(a, b)
    words = shared(a.words, b.words)
    if words:
        signs.append("words" if words > 2 else "two_words" if words == 2 else "word")
    if resemblance(a.sketch, b.sketch) >= COPY:
        signs.append("copy")
    for name, ours, theirs in (
        ("actors", a.actors, b.actors),
        ("weapons", a.weapons, b.weapons),
        ("targets", a.targets, b.targets),
    ):
        if ours and theirs:
            signs.append(name if shared(ours, theirs) else f"other_{name}")
    return signs


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
    return sum(WEIGHTS[sign] for sign in compare(a, b))


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


def _toll(a: Profile, b: Profile) -> list[str]:
    ours, theirs = max(a.killed, 0) + max(a.wounded, 0), max(b.killed, 0) + max(b.wounded, 0)
    if ours == theirs and ours >= UNUSUAL_TOLL:
        return ["unusual_toll" if a.killed == b.killed else "unusual_total"]
    signs = []
    if a.killed >= 0 and b.killed >= 0:
        same = "same_killed" if a.killed < UNUSUAL_TOLL else "unusual_killed"
        signs.append(same if a.killed == b.killed else "other_killed")
    if a.wounded >= 0 and b.wounded >= 0:
        same = "same_wounded" if a.wounded < UNUSUAL_TOLL else "unusual_wounded"
        signs.append(same if a.wounded == b.wounded else "other_wounded")
    return signs
