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


ProfileOf = Callable[[int], Profile]


class Weighing:
    """Mentions by serial, and what speaks for two of them telling of one act: every pair is weighed once."""

    __slots__ = ("_profile_of", "_scores")

    def __init__(self, profile_of: ProfileOf, scores: dict[tuple[int, int], float] | None = None) -> None:
        self._profile_of = profile_of
        self._scores = scores if scores is not None else {}

    def profile(self, serial: int) -> Profile:
        """What is compared of a mention."""
        return self._profile_of(serial)

    def order(self, serial: int) -> Order:
        """Where a mention stands in canonical order."""
        return self._profile_of(serial).order

    def score(self, serial: int, other: int) -> float:
        """Log-odds that two mentions tell of one act."""
        found = self._scores.get((serial, other))
        if found is None:
            found = self._scores[serial, other] = score(self._profile_of(serial), self._profile_of(other))
        return found


def partition(members: Iterable[int], acts: Iterable[Sequence[int]], weighing: Weighing) -> list[list[int]]:
    """Fold mentions, named by serial, into acts that hold what comes before all of them in canonical order."""
    folded = [list(act) for act in _ordered(acts, weighing)]
    for member in sorted(members, key=weighing.order):
        found = _choose(member, folded, weighing)
        if found is None:
            folded.append([member])
        else:
            folded[found].append(member)
    return folded


def insert(member: int, acts: Sequence[Sequence[int]], weighing: Weighing) -> list[list[int]]:
    """What ``partition`` of all these mentions gives, where it gave ``acts`` without ``member``."""
    order = weighing.order
    ours = order(member)
    if all(order(act[-1]) < ours for act in acts):
        return partition([member], acts, weighing)
    known = _ordered(acts, weighing)
    cuts = [bisect(act, ours, key=order) for act in known]
    folded = [list(act[:cut]) for act, cut in zip(known, cuts, strict=True) if cut]
    later = merge(*(act[cut:] for act, cut in zip(known, cuts, strict=True)), key=order)
    home = _choose(member, folded, weighing)
    if home is None or len(folded[home]) < FOUNDERS or weighing.profile(member).several:
        return partition([member, *later], folded, weighing)
    folded[home].append(member)
    act_of = {serial: number for number, act in enumerate(known) for serial in act[cuts[number] :]}
    heard = 0
    for serial in later:
        found = _choose(serial, folded, weighing)
        if found != (act_of[serial] if act_of[serial] < len(folded) else None):
            return partition([serial, *later], folded, weighing)
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


def _ordered(acts: Iterable[Sequence[int]], weighing: Weighing) -> list[Sequence[int]]:
    return sorted(acts, key=lambda act: weighing.order(act[0]))


def _choose(serial: int, acts: Sequence[Sequence[int]], weighing: Weighing) -> int | None:
    """The act that a mention joins: that of the best mean evidence, the earliest of equals; null if it opens one."""
    best, found = LINK, None
    profile = weighing.profile(serial)
    for number, members in enumerate(acts):
        if profile.several and _is_told_apart(profile, members, weighing):
            continue
        # What agrees with no founder does not join, however well it agrees with others.
        scores = [weighing.score(serial, founder) for founder in members[:FOUNDERS]]
        if max(scores) <= LINK:
            continue
        latest = members[max(FOUNDERS, len(members) + FOUNDERS - _HEARD) :]
        scores += [weighing.score(serial, other) for other in latest]
        scores.sort(reverse=True)
        agreed = scores[: (len(scores) + 1) // 2]
        mean = sum(agreed) / len(agreed)
        if mean > best:
            heard = [weighing.profile(other) for other in (*members[:FOUNDERS], *latest)]
            mean -= _FURTHER_DAY * _further_days(profile, heard)
            if mean > best:
                best, found = mean, number
    return found


def _further_days(profile: Profile, heard: Sequence[Profile]) -> int:
    """How many further days an act has already, where a mention would bring it yet another."""
    if profile.bounded:
        return 0
    dated = [other for other in heard if not other.bounded]
    days = len({other.start for other in dated})
    if days <= 1 or any(days_apart(profile, other) <= _ONE_ACT_DAYS for other in dated):
        return 0
    return days - 1


def _is_told_apart(profile: Profile, members: Sequence[int], weighing: Weighing) -> bool:
    """Whether an act holds a mention that the same article tells apart from this one.

    An article's mentions stand together in canonical order, but for the loose ones: most acts are done with one look.
    """
    for member in reversed(members):
        other = weighing.profile(member)
        if are_told_apart(profile, other):
            return True
        if not profile.loose and other.article != profile.article:
            return False
    return False
