"""All figures of the public sets in one table: ``python -m evaluation.quality --data DIR [--only NAME ...]``.

Runs each adapter over its development data in ``DIR``, and the scorers in ``DIR/../score`` over what it answers. A set
whose data, scorer or adapter is missing is named and left out. The scorers need the dependency group ``evaluation``.
"""

import argparse
import importlib.util
import re
import subprocess
import sys
import tempfile
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path

from evaluation.lines import lines
from evaluation.measures import MEASURES, Figure, Measure


def table(data: Path, only: Sequence[str] = ()) -> Iterator[str]:
    """The lines of a Markdown table, each as soon as it is known."""
    yield "| set | figure | reached | target |"
    yield "|---|---|--:|--:|"
    chosen = [measure for measure in MEASURES if not only or measure.adapter in only]
    with tempfile.TemporaryDirectory() as folder:
        answers: dict[tuple[str, str], Path] = {}
        for measure in chosen:
            if lack := _lacks(measure, data):
                yield f"| {measure.name} | left out: {lack} | | |"
                continue
            try:
                output = _score(measure, data, Path(folder), answers)
            except subprocess.CalledProcessError as error:
                yield f"| {measure.name} | failed: {_last_line(error.stderr)} | | |"
                continue
            for figure in measure.figures:
                yield f"| {measure.name} | {figure.name} | {_value(figure, output)} | {figure.target or ''} |"
        if not only or "alarms" in only:
            yield from _alarms(data, Path(folder))


def _lacks(measure: Measure, data: Path) -> str | None:
    """What is not there: the adapter, the data or the scorer."""
    if importlib.util.find_spec(f"evaluation.{measure.adapter}") is None:
        return f"no evaluation.{measure.adapter}"
    scorer = [_scorer(data, measure.scorer)] if measure.scorer else []
    for path in (data / measure.gold, *measure.more(data), *scorer):
        if not path.exists():
            return f"no {path.name}"
    return None


def _scorer(data: Path, name: str) -> Path:
    return data.parent / "score" / f"{name}.py"


def _score(measure: Measure, data: Path, folder: Path, answers: dict[tuple[str, str], Path]) -> str:
    """What the scorer prints of what the adapter answers; adapters that serve several scorers run once."""
    gold = data / measure.gold
    adapter = [sys.executable, "-m", f"evaluation.{measure.adapter}", str(gold)]
    if measure.scorer is None:
        return _run(adapter)
    scorer = [sys.executable, str(_scorer(data, measure.scorer))]
    if measure.function:
        also = map(str, measure.more(data))
        return _run([*scorer, f"evaluation.{measure.adapter}:{measure.function}", str(gold), *also])
    place = (measure.adapter, measure.gold)
    if place not in answers:
        answers[place] = folder / f"{measure.adapter}-{gold.stem}.jsonl"
        answers[place].write_text(_run(adapter))
    return _run([*scorer, str(gold), str(answers[place]), *measure.options])


def _run(command: Sequence[str]) -> str:
    return subprocess.run(command, capture_output=True, text=True, check=True).stdout  # noqa: S603 - our own programs and the scorers


def _value(figure: Figure, output: str) -> str:
    found = re.search(figure.pattern, output, re.MULTILINE)
    return found[1] if found else "not printed"


def _last_line(text: str | None) -> str:
    return (text or "no message").strip().rpartition("\n")[2][:100]


def _alarms(data: Path, folder: Path) -> Iterator[str]:
    """How many events ordinary news yields, by the source that an article's id names."""
    source = data / "load" / "stream_dev.jsonl"
    if not source.exists():
        yield "| load set | left out: no load/stream_dev.jsonl | | |"
        return
    answered = folder / "alarms.jsonl"
    answered.write_text(_run([sys.executable, "-m", "evaluation.alarms", str(source)]))
    articles: Counter[str] = Counter()
    events: Counter[str] = Counter()
    for line in lines(answered):
        stratum = str(line["id"]).partition("-")[0]
        articles[stratum] += 1
        events[stratum] += len(line["events"] or ())
    for stratum, number in sorted(articles.items()):
        yield f"| load set, {stratum} | events of {number:,} articles, each alone | {events[stratum]:,} | |"


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, required=True, help="the folder of the public sets")
    parser.add_argument("--only", nargs="*", default=(), help="adapters to run")
    given = parser.parse_args()
    for line in table(given.data, given.only):
        print(line, flush=True)


if __name__ == "__main__":
    main()
