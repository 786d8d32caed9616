"""``conflict-stream explain``: what reading found in an article, what it refused, and by which rule."""

from collections.abc import Iterable, Iterator
from itertools import groupby
from operator import itemgetter
from typing import Annotated, Final

import typer
from rich.text import Text

from agents.cli.articles import Layout, articles, instant, passing
from agents.cli.events import days
from agents.cli.options import Format, Paths, PublishedAt, examples
from agents.cli.terminal import plain, plain_json, results
from pipeline import gazetteer
from pipeline.reading import page
from pipeline.reading.findings import Drop, Reading
from pipeline.reading.page import Sentence
from pipeline.reading.read import read
from schemas.article import Article
from schemas.codec import encode
from schemas.mention import Mention
from schemas.values import Evidence, Span

EXAMPLES: Final = examples(
    "conflict-stream explain report.txt --published-at 2024-08-13T06:00:00Z",
    "head -1 seeds/articles.jsonl | conflict-stream explain -",
)
STYLES: Final = {
    "trigger": "bold red",
    "type": "bold red",
    "location": "green",
    "date": "cyan",
    "claims": "yellow",
    "casualties": "yellow",
    "actors": "magenta",
    "persons": "blue",
}
_DROPPED: Final = "strike"


def explain(
    *,
    paths: Paths,
    published_at: PublishedAt = None,
    layout: Format = Layout.AUTO,
    json: Annotated[bool, typer.Option("--json", help="What was read, one JSON object an article.")] = False,
) -> None:
    """Show what an article says of conflict: its mentions with their evidence, and what was refused, by which rule.

    In the text, triggers are red, places green, dates cyan, numbers yellow, actors magenta; refused triggers are struck
    through. Without colours, the words stand in brackets.
    """
    moment = instant(published_at) if published_at else None
    places = gazetteer.load()
    console = results()
    for article in passing(articles(paths, layout, moment), None):
        reading = read(article, places)
        if json:
            console.print(plain_json(encode(reading)))
        else:
            for line in article_lines(article, reading, brackets=console.color_system is None):
                console.print(line)


def article_lines(article: Article, reading: Reading, *, brackets: bool) -> Iterator[Text]:
    """Lay out an article: its sentences with the evidence marked, its mentions, and what was refused."""
    yield Text.assemble(
        (plain(article.id), "bold"), f"  {article.published_at.isoformat()}  {plain(article.outlet or '')}"
    )
    marks = [(one.span, _style(one.field)) for mention in reading.mentions for one in mention.evidence]
    marks += [(drop.span, _DROPPED) for drop in reading.drops if drop.span is not None]
    for sentence in page.prepare(article).sentences:
        if sentence.text:
            yield _marked(sentence, marks, brackets=brackets)
    for mention in reading.mentions:
        yield from _mention(article, mention)
    for drop in reading.drops:
        yield _drop(article, drop)
    yield Text()


def _marked(sentence: Sentence, marks: Iterable[tuple[Span, str]], *, brackets: bool) -> Text:
    """The sentence with its evidence marked. Making it safe keeps every offset; a dateline lies outside of it."""
    text = Text(plain(sentence.text))
    covered = [False] * len(text)
    for span, style in marks:
        start, end = max(0, span.start - sentence.start), min(len(text), span.end - sentence.start)
        if span.sentence == sentence.index and start < end:
            text.stylize(style, start, end)
            covered[start:end] = [True] * (end - start)
    if brackets:
        runs = groupby(zip(text.plain, covered, strict=True), key=itemgetter(1))
        words = (("".join(letter for letter, _ in run), is_marked) for is_marked, run in runs)
        text = Text("".join(f"[{word}]" if is_marked else word for word, is_marked in words))
    return Text.assemble((f"{sentence.index:4}  ", "dim"), text)


def _mention(article: Article, mention: Mention) -> Iterator[Text]:
    place = mention.location
    confidence = f"confidence {mention.confidence.overall:.2f}"
    what = (
        f"{mention.kind} {mention.type}, {days(mention.date)}, {plain(place.name)}, {place.country} ({place.precision})"
    )
    yield Text.assemble((f"  {plain(mention.id)}  ", "bold"), what, (f"  {confidence}", "dim"))
    for one in mention.evidence:
        yield _evidence(article, mention, one)


def _evidence(article: Article, mention: Mention, one: Evidence) -> Text:
    words = _words(article, one.span)
    return Text.assemble(
        "      ",
        (f"{_name(mention, one.field):28}", _style(one.field)),
        f" {words}",
        (f"  {one.rule}", "dim"),
    )


def _name(mention: Mention, field: str) -> str:
    """The field with its value: ``claims.0 killed 12``."""
    kind, _, place = field.partition(".")
    match kind:
        case "claims":
            claim = mention.claims[int(place)]
            value = f"{claim.metric} {'?' if claim.low is None else claim.low}"
            value += "" if claim.high == claim.low else f"-{'?' if claim.high is None else claim.high}"
        case "actors":
            value = f"{mention.actors[int(place)].role} {mention.actors[int(place)].canonical}"
        case _:
            return field
    return f"{field} {plain(value)}"


def _drop(article: Article, drop: Drop) -> Text:
    words = "" if drop.span is None else _words(article, drop.span)
    return Text.assemble("  dropped   ", (f"{drop.reason:16}", "dim"), f" {words}", (f"  {drop.rule}", "dim"))


def _words(article: Article, span: Span) -> str:
    part = article.title if span.sentence == 0 else article.text
    return f'"{plain(part[span.start : span.end])}"'


def _style(field: str) -> str:
    return STYLES.get(field.partition(".")[0], "underline")
