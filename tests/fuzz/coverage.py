"""Inputs driven by atheris: libFuzzer keeps what reaches new code, and changes that again.

A program of its own, since libFuzzer ends its process: ``python -m tests.fuzz.coverage COUNT SEED FOLDER TALLY``.
"""

import logging
import os
import pickle
import sys
from pathlib import Path
from random import Random
from typing import Final

import atheris  # no types

# What is to be watched must be imported here first.
with atheris.instrument_imports(include=["schemas", "pipeline", "agents"]):
    from tests.fuzz.harness import Harness

from tests.fuzz.corpus import CORPUS, Contract
from tests.fuzz.mutation import mutated

LONGEST: Final = 65_536
HANG_SECONDS: Final = 60
STRUCTURAL: Final = 0.9
"""The share of inputs that are changed as messages; the others are changed by libFuzzer, as bytes."""
CONTRACTS: Final = tuple(Contract)


def main(count: int, seed: int, folder: Path, tally: Path) -> None:
    """Send so many inputs, write the tally and end. An input that comes out wrong stays in the folder."""
    logging.disable(logging.CRITICAL)
    harness = Harness()
    seeds = folder / "seeds"
    seeds.mkdir()
    for number, contract in enumerate(CONTRACTS):
        for place, data in enumerate(dict.fromkeys(CORPUS[contract])):
            (seeds / f"{contract}-{place}").write_bytes(bytes([number]) + data)

    def take(data: bytes) -> None:
        """The first byte says which contract is meant."""
        harness.take(CONTRACTS[data[0] % len(CONTRACTS)] if data else Contract.ARTICLE, data[1:])
        if harness.tally.sent.total() == count:
            tally.write_bytes(pickle.dumps(harness.tally))
            os._exit(0)

    def change(data: bytes, longest: int, number: int) -> bytes:
        chance = Random(number)
        if not data or chance.random() > STRUCTURAL:
            changed: bytes = atheris.Mutate(data, len(data))
            return changed
        contract = CONTRACTS[data[0] % len(CONTRACTS)]
        return (data[:1] + mutated((data[1:], *CORPUS[contract]), chance))[:longest]

    options = [f"-seed={seed}", f"-max_len={LONGEST}", f"-timeout={HANG_SECONDS}", f"-artifact_prefix={folder}/"]
    atheris.Setup([sys.argv[0], *options, "-verbosity=0", str(seeds)], take, custom_mutator=change)
    atheris.Fuzz()


if __name__ == "__main__":
    main(int(sys.argv[1]), int(sys.argv[2]), Path(sys.argv[3]), Path(sys.argv[4]))
