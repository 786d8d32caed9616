"""Which of several versions of the code, or interpreters, reads faster, and whether they read the same.

    python -m benchmarks.versus ARTICLES.jsonl .venv/bin/python:. .venv/bin/python:../before

A contender is an interpreter and the tree that it reads with. They take turns every few articles, so that what else the
machine does falls on all of them alike; only articles that yield mentions are timed.
"""

import argparse
import gc
import hashlib
import os
import subprocess
import sys
import time
from collections.abc import Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from random import Random
from statistics import median
from typing import Final

import pipeline
from benchmarks.read import articles
from pipeline.gazetteer import load
from pipeline.reading import read

TURN: Final = 10
"""Articles a turn: some tens of milliseconds."""


@dataclass(frozen=True, slots=True)
class Result:
    """What a contender read, as a digest, and the CPU seconds of each of its turns."""

    digest: str
    turns: tuple[float, ...]


def compare(path: Path, contenders: Sequence[str], sample: int, seed: int, rounds: int) -> list[Result]:
    """Let the contenders read a sample of the articles in turns.

    Raises:
        ChildProcessError: a contender ended before its turns.
    """
    with ExitStack() as stack:
        running = [stack.enter_context(_started(contender, path, sample, seed)) for contender in contenders]
        heads = [_line(one).split() for one in running]
        turns: list[list[float]] = [[] for _ in running]
        for turn in list(range(min(int(number) for _, number in heads))) * rounds:
            for one, taken in zip(running, turns, strict=True):
                assert one.stdin is not None
                one.stdin.write(f"{turn}\n")
                one.stdin.flush()
                taken.append(float(_line(one)))
    return [Result(digest, tuple(taken)) for (digest, _), taken in zip(heads, turns, strict=True)]


def _started(contender: str, path: Path, sample: int, seed: int) -> subprocess.Popen[str]:
    """A contender's process: this file, with all that it imports taken from the contender's tree."""
    python, _, folder = contender.rpartition(":")
    tree = str(Path(folder).resolve())
    return subprocess.Popen(  # noqa: S603 - the interpreter that the user names
        [python, "-P", __file__, str(path.resolve()), "--serve", tree, "--sample", str(sample), "--seed", str(seed)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        env=os.environ | {"PYTHONPATH": tree, "PYTHONHASHSEED": "0"},
    )


def _line(one: subprocess.Popen[str]) -> str:
    assert one.stdout is not None
    line = one.stdout.readline()
    if not line:
        raise ChildProcessError(f"{one.args!r} ended")
    return line


def serve(path: Path, tree: Path, sample: int, seed: int) -> None:
    """Tell a digest of all readings and the number of turns; then time each turn that is asked for.

    Raises:
        ImportError: what reads is not the tree's, but installed.
    """
    if not Path(pipeline.__file__).is_relative_to(tree):
        raise ImportError(f"{pipeline.__file__} is not in {tree}")
    drawn = articles(path)
    drawn = Random(seed).sample(drawn, min(sample, len(drawn)))  # noqa: S311 - a repeatable draw
    gazetteer = load()
    digest = hashlib.sha256()
    yielding = []
    for article in drawn:
        reading = read(article, gazetteer)
        digest.update(repr((reading.mentions, reading.drops)).encode())
        if reading.mentions:
            yielding.append(article)
    gc.freeze()
    print(digest.hexdigest()[:16], -(-len(yielding) // TURN), flush=True)
    for line in sys.stdin:
        first = int(line) * TURN
        started = time.process_time()
        for article in yielding[first : first + TURN]:
            read(article, gazetteer)
        print(time.process_time() - started, flush=True)


def _print(contenders: Sequence[str], results: Sequence[Result]) -> None:
    first = results[0]
    for contender, result in zip(contenders, results, strict=True):
        faster = median(ours / theirs for ours, theirs in zip(first.turns, result.turns, strict=True))
        same = "the same" if result.digest == first.digest else "reads otherwise"
        print(f"{contender}: {faster:.3f} times as fast as the first, {same}")


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("path", type=Path)
    parser.add_argument("contenders", nargs="*", metavar="PYTHON:TREE")
    parser.add_argument("--sample", type=int, default=1500, help="so many articles, drawn at random")
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--rounds", type=int, default=10)
    parser.add_argument("--serve", type=Path, help=argparse.SUPPRESS)
    return parser.parse_args()


if __name__ == "__main__":
    given = _arguments()
    if given.serve:
        serve(given.path, given.serve, given.sample, given.seed)
    else:
        _print(given.contenders, compare(given.path, given.contenders, given.sample, given.seed, given.rounds))
