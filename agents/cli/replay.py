"""``conflict-stream replay``: articles to events, without a broker."""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Annotated, Final

import typer
from rich.progress import Progress, SpinnerColumn, TextColumn, TimeElapsedColumn

from agents.cli.articles import Layout, Skipped, articles, instant, passed_over, passing
from agents.cli.events import line, table
from agents.cli.failure import USAGE, Failure
from agents.cli.options import Format, Paths, PublishedAt, SkipBad, examples, settings
from agents.cli.terminal import counted, notices, plain_json, results
from agents.rules import rules
from pipeline import gazetteer
from pipeline.merging.rules import Rules
from pipeline.replay import Replayed
from pipeline.replay import replay as run
from schemas.article import Article
from schemas.codec import RejectedError, decode, encode
from schemas.correction import Correction

EXAMPLES: Final = examples(
    "conflict-stream replay seeds/articles.jsonl --table",
    "conflict-stream replay seeds/articles.jsonl --corrections corrections.jsonl",
    "conflict-stream replay report.txt --published-at 2024-08-13T06:00:00Z --json",
    "zcat feed.jsonl.gz | conflict-stream replay - --json --skip-bad > events.jsonl",
)


def replay(  # noqa: PLR0913 - one parameter an option
    *,
    paths: Paths,
    published_at: PublishedAt = None,
    layout: Format = Layout.AUTO,
    json: Annotated[bool, typer.Option("--json", help="Whole records, one JSON object a line.")] = False,
    as_table: Annotated[bool, typer.Option("--table", help="A table.")] = False,
    skip_bad: SkipBad = False,
    corrections: Annotated[
        Path | None,
        typer.Option(help="Analysts' corrections to apply, JSON lines as in their topic.", exists=True, dir_okay=False),
    ] = None,
) -> None:
    """Read and merge articles from files, and print the events that stand at the end. Needs no broker.

    Files are as for produce. Nothing expires: the horizon is unlimited here.
    """
    if json and as_table:
        raise Failure("--json and --table are two ways to print: give one of them", USAGE)
    moment = instant(published_at) if published_at else None
    said = _corrections(corrections) if corrections is not None else []
    for words in passed_over(paths):
        notices().print(words, style="dim")
    with _progress() as progress:
        skipped = Skipped(progress.console)
        found = passing(articles(paths, layout, moment), skipped if skip_bad else None)
        replayed = run(_counted(found, progress), gazetteer.load(), _rules(), said)
    console = results()
    if as_table:
        console.print(table(replayed.events))
    else:
        for event in replayed.events:
            console.print(plain_json(encode(event)) if json else line(event, news=False))
    notices().print(_summary(replayed, skipped), style="dim")


def _corrections(file: Path) -> list[Correction]:
    found = []
    for number, said in enumerate(file.read_bytes().splitlines(), start=1):
        if said.strip():
            try:
                found.append(decode(said, Correction))
            except RejectedError as error:
                raise Failure(f"{file}:{number}: {error.field or '$'}: {error.detail}") from None
    return found


def _rules() -> Rules:
    """The stream's own, as the settings have them, but without a horizon."""
    return replace(rules(settings()), horizon=None)


def _counted(found: Iterable[Article], progress: Progress) -> Iterator[Article]:
    task = progress.add_task("", read=0)
    for number, one in enumerate(found, start=1):
        yield one
        progress.update(task, read=number)


def _progress() -> Progress:
    console = notices()
    columns = (SpinnerColumn(), TextColumn("{task.fields[read]:,} articles read"), TimeElapsedColumn())
    return Progress(*columns, console=console, transient=True, disable=not console.is_terminal)


def _summary(replayed: Replayed, skipped: Skipped) -> str:
    flow = (
        counted(replayed.articles, "article") + skipped.summary,
        counted(replayed.mentions, "mention"),
        counted(len(replayed.events), "event"),
    )
    drops = ", ".join(f"{reason} {count:,}" for reason, count in sorted(replayed.drops.items()))
    return " -> ".join(flow) + (f"; dropped: {drops}" if drops else "")
