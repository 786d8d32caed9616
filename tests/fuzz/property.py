"""Inputs driven by Hypothesis: it makes the choices, and shrinks what it finds."""

from typing import Final

from hypothesis import HealthCheck, Phase, given, seed, settings
from hypothesis import strategies as st

from tests.fuzz.corpus import CORPUS, Contract
from tests.fuzz.harness import Harness
from tests.fuzz.mutation import mutated

CHUNK: Final = 1_000
"""Inputs of one run: Hypothesis remembers all that it tried, so that one of 100,000 would take gigabytes."""
SHARES: Final = (*[Contract.ARTICLE] * 6, Contract.CORRECTION, Contract.MENTIONS, Contract.EVENT)

Input = tuple[Contract, bytes]


@st.composite
def inputs(draw: st.DrawFn) -> Input:
    """A contract and what claims to fulfil it: a seed made odd, or any bytes."""
    contract = draw(st.sampled_from(SHARES))
    chance = draw(st.randoms(use_true_random=False))
    return contract, draw(st.binary()) if chance.randrange(50) == 0 else mutated(CORPUS[contract], chance)


def drive(harness: Harness, count: int, first_seed: int) -> None:
    """Send so many inputs.

    Raises:
        AssertionError: something came out wrong; its note has the smallest input that shows it.
    """
    target = harness.tally.sent.total() + count
    number = first_seed
    while (left := target - harness.tally.sent.total()) > 0:
        _chunk(harness, min(CHUNK, left), number)
        number += 1


def _chunk(harness: Harness, count: int, number: int) -> None:
    end = harness.tally.sent.total() + count
    found: list[Input] = []

    @seed(number)
    @settings(
        max_examples=count,
        database=None,
        deadline=None,
        phases=(Phase.generate, Phase.shrink),
        suppress_health_check=list(HealthCheck),
    )
    @given(inputs())
    def every_input_is_accounted_for(given_input: Input) -> None:
        # Hypothesis may send a few more; what fails must fail again whenever it is sent.
        if harness.tally.sent.total() < end or found:
            found.append(given_input)
            harness.take(*given_input)
            found.pop()

    every_input_is_accounted_for()
