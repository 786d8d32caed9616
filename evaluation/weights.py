"""What merging's signs are worth, by logistic regression: ``python -m evaluation.weights ARTICLES.jsonl``.

Each line has ``incidents``, the acts that the article is known to tell of, beside what ``evaluation.incidents`` reads.
Pairs of candidates from two articles are the cases. Prints for every sign its weight as it stands, as each half of the
incidents would have it, and as all of them would; in how many pairs it stands, and what share of those tell of one act.
"""

from argparse import ArgumentParser
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import compress
from pathlib import Path
from typing import Final
from zlib import crc32

import numpy as np
import numpy.typing as npt
import orjson
from scipy.optimize import minimize

from evaluation.incidents import article
from pipeline.gazetteer import load
from pipeline.merging.blocks import messages
from pipeline.merging.evidence import are_candidates, compare
from pipeline.merging.matching import keys
from pipeline.merging.profile import Profile
from pipeline.merging.sketch import sketch
from pipeline.merging.traits import profile
from pipeline.merging.weights import WEIGHTS
from pipeline.reading.read import read

Numbers = npt.NDArray[np.float64]

NAMES: Final = tuple(WEIGHTS)
STANDING: Final = np.array([WEIGHTS[name] for name in NAMES])
BY_HAND: Final = frozenset(
    """
    no_mark other_settlement other_date published_apart other_killed lone_person other_family figure one_battle
    same_area words three_terms type
    """.split()  # noqa: SIM905 - a list of words reads best as words
)
"""What keeps a war's news apart, or stands in too few of these pairs: it stays as it is."""
PULL: Final = 15.0
"""How strongly the weights are drawn to those that stand: as if by so many pairs."""
_LIMIT: Final = 9.0


@dataclass(frozen=True, slots=True)
class Told:
    """A mention, and the act that its article is known to tell of."""

    block: str
    profile: Profile
    act: str


@dataclass(frozen=True, slots=True)
class Pair:
    """Two candidates: what speaks for and against one act, and what is known."""

    signs: tuple[str, ...]
    is_one_act: bool
    halves: frozenset[int]
    """Which halves of the acts theirs belong to."""


def tellings(lines: Iterable[bytes]) -> Iterator[Told]:
    """Every mention of every article."""
    gazetteer = load()
    for line in lines:
        one, act = article(line), orjson.loads(line)["incidents"][0]
        for message in messages(one, read(one, gazetteer).mentions, sketch(one.text), None):
            for mention in message.mentions:
                yield Told(message.block or "", profile(mention, message), act)


def pairs(told: Iterable[Told]) -> Iterator[Pair]:
    """All candidates among mentions of different articles, each two once."""
    listed: dict[str, list[Told]] = defaultdict(list)
    for one in told:
        index, search = keys(one.block, one.profile)
        known = {other.profile.id: other for key in search for other in listed[key]}
        for other in known.values():
            if other.profile.article != one.profile.article and are_candidates(one.profile, other.profile):
                halves = frozenset(crc32(act.encode()) % 2 for act in (one.act, other.act))
                yield Pair(tuple(compare(one.profile, other.profile)), one.act == other.act, halves)
        for key in set(index):
            listed[key].append(one)


def fit(cases: Numbers, outcomes: Numbers) -> Numbers:
    """Weights of least log-loss, none of which says the opposite of what it says as it stands."""

    def loss(weights: Numbers) -> tuple[float, Numbers]:
        scores, moved = cases @ weights, weights - STANDING
        off = 1 / (1 + np.exp(-scores)) - outcomes
        total = np.logaddexp(0, scores).sum() - outcomes @ scores + PULL * moved @ moved / 2
        return float(total), cases.T @ off + PULL * moved

    found = minimize(loss, STANDING, jac=True, method="L-BFGS-B", bounds=[_bounds(name) for name in NAMES])
    return np.asarray(found.x, dtype=np.float64)


def _bounds(name: str) -> tuple[float, float]:
    weight = WEIGHTS[name]
    if name in BY_HAND:
        return weight, weight
    if name == "prior":
        return -_LIMIT, _LIMIT
    return (0.0, _LIMIT) if weight > 0 else (-_LIMIT, 0.0)


def table(found: Sequence[Pair]) -> Iterator[str]:
    """A line for each sign."""
    cases = np.array([[float(name in pair.signs) for name in NAMES] for pair in found])
    outcomes = np.array([float(pair.is_one_act) for pair in found])
    parts = [[pair.halves == {half} for pair in found] for half in (0, 1)]
    fits = [fit(cases[part], outcomes[part]) for part in map(np.array, parts)]
    fits.append(fit(cases, outcomes))
    yield f"{'sign':22}{'stands':>8}{'half':>8}{'half':>8}{'all':>8}{'pairs':>8}{'one act':>9}"
    for number, name in enumerate(NAMES):
        having = list(compress(outcomes, cases[:, number]))
        share = f"{np.mean(having):9.2f}" if having else ""
        fitted = "".join(f"{one[number]:8.1f}" for one in fits)
        yield f"{name:22}{WEIGHTS[name]:8.1f}{fitted}{len(having):8}{share}"


if __name__ == "__main__":
    parser = ArgumentParser()
    parser.add_argument("articles", type=Path)
    given = parser.parse_args()
    print(*table(list(pairs(tellings(given.articles.read_bytes().splitlines())))), sep="\n")
