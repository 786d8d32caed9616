"""Mentions into acts, whatever order they came in.

Connected components chain, and a greedy fold depends on order; so mentions are folded greedily in one canonical order:
publication, then mention id, the loose ones last. A mention joins the act with whose better half it agrees best: not
all reports of an act agree, and one misread place must not shut the rest out. Acts never join: what a later mention has
in common with two does not make them one. What one article itself tells apart stays apart.

An act does not drift: whatever joins it agrees with one of its first mentions, so that day cannot lead to day and town
to town. And it takes more to join the more days an act has already, if one would bring yet another: the name that
carries a court report to its act is, in years of news, also that of a minister.

Three things follow, on which the cost of a message rests. Acts without a link to a mention play no part in its choice,
so the fold of several components is the fold of each of them. A mention changes nothing of what comes before it. And
since only the first and the latest members speak for an act, it soon changes nothing of what comes after it either.
"""

from bisect import bisect
from collections.abc import Callable, Iterable, Sequence
from heapq import merge
from typing import Final

from pipeline.merging.evidence import are_told_apart, days_apart, score
from pipeline.merging.profile import Order, Profile

LINK: Final = 0.0
"""Mean evidence from which a mention joins an act, and from which two mentions are folded together."""
_HEARD: Final = 8
"""How many members speak for an act: half of them the first, half the latest."""
FOUNDERS: Final = _HEARD // 2
"""How many first members of an act speak for it: with one of them whatever joins must agree."""
_ONE_ACT_DAYS: Final = 1
_FURTHER_DAY: Final = 1.0
"""How much more evidence is asked for each day beyond the first that an act has, of a mention that brings another."""


def partition(
    members: Iterable[int], acts: Sequence[Sequence[int]], profile_of: Callable[[int], Profile]
) -> list[list[int]]:
    """Fold mentions, named by serial, into acts that hold what comes before all of them in canonical order."""
    folded = sorted((list(act) for act in acts), key=lambda act: profile_of(act[0]).order)
    for member in sorted(members, key=lambda serial: profile_of(serial).order):
        found = _choose(profile_of(member), folded, profile_of)
        if found is None:
            folded.append([member])
        else:
            folded[found].append(member)
    return folded


def insert(member: int, acts: Iterable[Sequence[int]], profile_of: Callable[[int], Profile]) -> list[list[int]]:
    """What ``partition`` of all these mentions gives, where it gave ``acts`` without ``member``."""

    def order(serial: int) -> Order:
        return profile_of(serial).order

    known = sorted(acts, key=lambda act: order(act[0]))
    cuts = [bisect(act, order(member), key=order) for act in known]
    folded = [list(act[:cut]) for act, cut in zip(known, cuts, strict=True) if cut]
    later = merge(*(act[cut:] for act, cut in zip(known, cuts, strict=True)), key=order)
    home = _choose(profile_of(member), folded, profile_of)
    if home is None or len(folded[home]) < FOUNDERS or profile_of(member).several:
        return partition([member, *later], folded, profile_of)
    folded[home].append(member)
    act_of = {serial: number for number, act in enumerate(known) for serial in act[cuts[number] :]}
    heard = 0
    for serial in later:
        found = _choose(profile_of(serial), folded, profile_of)
        if found != (act_of[serial] if act_of[serial] < len(folded) else None):
            return partition([serial, *later], folded, profile_of)
        if found is None:
            folded.append([serial])
            continue
        folded[found].append(serial)
        heard += found == home
        if heard == _HEARD - FOUNDERS:
            break
    for serial in later:
        if act_of[serial] == len(folded):
            folded.append([])
        folded[act_of[serial]].append(serial)
    return folded


def _choose(profile: Profile, acts: Sequence[Sequence[int]], profile_of: Callable[[int], Profile]) -> int | None:
    """The act that a mention joins: that of the best mean evidence, the earliest of equals; null if it opens one."""
    best, found = LINK, None
    for number, members in enumerate(acts):
        if profile.several and _is_told_apart(profile, members, profile_of):
            continue
        heard = [profile_of(member) for member in _heard(members)]
        scores = [score(profile, other) for other in heard]
        if max(scores[:FOUNDERS]) <= LINK:
            continue
        agreed = sorted(scores, reverse=True)[: (len(scores) + 1) // 2]
        mean = sum(agreed) / len(agreed) - _FURTHER_DAY * _further_days(profile, heard)
        if mean > best:
            best, found = mean, number
    return found


def _heard(members: Sequence[int]) -> Sequence[int]:
    return members if len(members) <= _HEARD else (*members[:FOUNDERS], *members[FOUNDERS - _HEARD :])


def _further_days(profile: Profile, heard: Sequence[Profile]) -> int:
    """How many further days an act has already, where a mention would bring it yet another."""
    if profile.bounded:
        return 0
    dated = [other for other in heard if not other.bounded]
    if any(days_apart(profile, other) <= _ONE_ACT_DAYS for other in dated):
        return 0
    return max(0, len({other.start for other in dated}) - 1)


def _is_told_apart(profile: Profile, members: Sequence[int], profile_of: Callable[[int], Profile]) -> bool:
    """Whether an act holds a mention that the same article tells apart from this one.

    An article's mentions stand together in canonical order, but for the loose ones: most acts are done with one look.
    """
    for member in reversed(members):
        other = profile_of(member)
        if are_told_apart(profile, other):
            return True
        if not profile.loose and other.article != profile.article:
            return False
    return False
