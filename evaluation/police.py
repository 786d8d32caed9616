"""Police action by sentence: ``python -m evaluation.police ARTICLES.jsonl`` prints precision, recall and F1 a label.

A sentence is found where an act cites it as evidence: of an arrest, of a killing by police or soldiers, of force. All
acts that reading finds count, as the labels ask for all; with ``--published`` only those that would make a record,
which need a day and a place. The labels are read for the score alone.
"""

import argparse
import json
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Final, TypedDict

from evaluation.lines import article
from pipeline.gazetteer import Gazetteer, load
from pipeline.reading import read
from schemas.mention import Mention

LABELS: Final = ("KILL", "ARREST", "FORCE")
ARRESTS: Final = frozenset({"trigger:arrest", "trigger:be arrested"})
KILLINGS: Final = frozenset(
    {"trigger:kill", "trigger:killing", "trigger:die", "trigger:shoot", "trigger:police firing"}
)
FORCE: Final = KILLINGS | {
    "trigger:disperse",
    "trigger:fire on",
    "trigger:open fire",
    "trigger:beat",
    "trigger:gunfire",
    "trigger:clash",
    "trigger:clash with police",
}

NEAR: Final = 100
"""Characters on each side of the word that name the police, where it was them."""


class Labelled(TypedDict):
    """A sentence and its labels."""

    text: str
    labels: list[str]


class PoliceLine(TypedDict):
    """One article of the set."""

    id: str
    published: str
    text: str
    sentences: list[Labelled]


def cited(mentions: tuple[Mention, ...], text: str) -> Iterator[tuple[int, str]]:
    """Offsets into the text that an event cites, each with its label."""
    for mention in mentions:
        for evidence in mention.evidence:
            if evidence.span.sentence == 0:
                continue
            around = text[max(0, evidence.span.start - NEAR) : evidence.span.end + NEAR].lower()
            armed = "police" in around or "security forces" in around
            if evidence.rule in ARRESTS:
                yield evidence.span.start, "ARREST"
            if evidence.rule in KILLINGS and armed:
                yield evidence.span.start, "KILL"
            if evidence.rule in FORCE and armed:
                yield evidence.span.start, "FORCE"


def found(line: PoliceLine, gazetteer: Gazetteer, *, published: bool) -> list[set[str]]:
    """The labels that acts give to each sentence of an article."""
    source = article({"id": line["id"], "text": line["text"], "published": line["published"]})
    marks = list(cited(read(source, gazetteer, background=not published).mentions, line["text"]))
    given = []
    start = 0
    for sentence in line["sentences"]:
        start = max(start, line["text"].find(sentence["text"], start))
        end = start + len(sentence["text"])
        given.append({label for offset, label in marks if start <= offset < end})
        start = end
    return given


def main() -> None:
    """Print the scores."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("path", type=Path)
    parser.add_argument("--published", action="store_true")
    options = parser.parse_args()
    path: Path = options.path
    gazetteer = load()
    hits: Counter[str] = Counter()
    answers: Counter[str] = Counter()
    gold: Counter[str] = Counter()
    with path.open(encoding="utf-8") as lines:
        for raw in lines:
            line: PoliceLine = json.loads(raw)
            for sentence, labels in zip(
                line["sentences"], found(line, gazetteer, published=options.published), strict=True
            ):
                gold.update(sentence["labels"])
                answers.update(labels)
                hits.update(labels & set(sentence["labels"]))
    for label in LABELS:
        precision = hits[label] / max(1, answers[label])
        recall = hits[label] / max(1, gold[label])
        f1 = 2 * hits[label] / max(1, answers[label] + gold[label])
        print(f"{label:7} P {100 * precision:5.1f}  R {100 * recall:5.1f}  F1 {100 * f1:5.1f}  n {gold[label]}")


if __name__ == "__main__":
    main()
