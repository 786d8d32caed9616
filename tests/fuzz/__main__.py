"""``make fuzz INPUTS=100000``: odd inputs through codec, reader, deduplicator, page and terminal.

Ends with one line of counts, and with 0 only where nothing came out wrong and every input is accounted for.
"""

import argparse
import importlib.util
import logging
import pickle
import platform
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Final

from tests.fuzz.harness import Harness, Tally
from tests.fuzz.property import drive

ROOT: Final = Path(__file__).parents[2]


def main() -> int:
    """Drive both engines, half of the inputs each, and say what became of them."""
    parser = argparse.ArgumentParser(prog="make fuzz", description=__doc__)
    parser.add_argument("--inputs", type=int, default=100_000)
    parser.add_argument("--seed", type=int, default=1)
    chosen = parser.parse_args()
    guided = chosen.inputs // 2 if importlib.util.find_spec("atheris") else 0
    if not guided:
        _say(f"atheris is not installed (no wheel for Python {platform.python_version()}?): Hypothesis alone")
    logging.disable(logging.CRITICAL)
    harness = Harness()
    drive(harness, chosen.inputs - guided, chosen.seed)
    _say(f"Hypothesis: {harness.tally}")
    tally = harness.tally
    if guided:
        found = _by_coverage(guided, chosen.seed)
        if found is None:
            return 1
        _say(f"atheris: {found}")
        tally += found
    content = tally.adds_up and tally.sent.total() == chosen.inputs
    _say(f"fuzz: seed {chosen.seed}: {tally}: {'all accounted for' if content else 'NOT ACCOUNTED FOR'}")
    return 0 if content else 1


def _by_coverage(count: int, seed: int) -> Tally | None:
    """The tally of inputs that atheris drove; null where something came out wrong."""
    with tempfile.TemporaryDirectory(prefix="conflict-stream-fuzz-") as name:
        folder, tally = Path(name), Path(name, "tally.json")
        command = [sys.executable, "-m", "tests.fuzz.coverage", str(count), str(seed), name, str(tally)]
        with (folder / "log").open("wb") as log:
            code = subprocess.run(command, check=False, cwd=ROOT, stdout=log, stderr=log).returncode
        if code or not tally.exists():
            for file in folder.glob("*-*"):
                _say(f"{file.name}: {file.read_bytes()[:2000]!r}")
            _say((folder / "log").read_text(errors="replace")[-3000:])
            _say(f"fuzz: atheris ended with {code}")
            return None
        found: Tally = pickle.loads(tally.read_bytes())
        return found


def _say(words: str) -> None:
    sys.stdout.write(f"{words}\n")
    sys.stdout.flush()


if __name__ == "__main__":
    sys.exit(main())
