"""How many calls reading an article takes, and of which functions: a measure of work that no load falsifies.

    python -m benchmarks.calls [ARTICLES.jsonl]

Articles are read once before they are counted, so that tables are compiled and caches warm.
"""

import argparse
import sys
from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from types import FrameType
from typing import Any, Final

from benchmarks.read import articles
from pipeline.gazetteer import Gazetteer, load
from pipeline.reading import read
from schemas.article import Article
from seeds import ARTICLES

SHOWN: Final = 40
_INLINED: Final = frozenset({"<listcomp>", "<setcomp>", "<dictcomp>"})
"""Calls up to Python 3.11, and none from 3.12 on."""


def calls(load_set: Sequence[Article], gazetteer: Gazetteer) -> Counter[str]:
    """The calls of functions, Python's and built-in ones, in reading the articles a second time, by name.

    A generator counts once for each value that it is asked for. Profilers that run are put back afterwards.
    """
    for article in load_set:
        read(article, gazetteer)
    counted: Counter[str] = Counter()

    def count(frame: FrameType, event: str, function: Any) -> None:  # noqa: ANN401 - what an event carries depends on it
        if event == "c_call":
            counted[f"built in: {function.__qualname__}"] += 1
        elif event == "call" and frame.f_code.co_name not in _INLINED:
            counted[f"{Path(frame.f_code.co_filename).stem}: {frame.f_code.co_qualname}"] += 1

    before = sys.getprofile()
    sys.setprofile(count)
    try:
        for article in load_set:
            read(article, gazetteer)
    finally:
        sys.setprofile(before)
    return counted


def main(path: Path) -> None:
    """Print the calls an article, and the functions that are called most."""
    load_set = articles(path)
    counted = calls(load_set, load())
    print(f"{counted.total() / len(load_set):8,.1f} calls an article")
    for name, times in counted.most_common(SHOWN):
        print(f"{times / len(load_set):8,.1f} {name}")


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("path", nargs="?", type=Path, default=ARTICLES)
    main(parser.parse_args().path)
