"""The type of a snippet's main event: ``python -m evaluation.types SNIPPETS.jsonl > SYSTEM.jsonl``. Never empty."""

import sys

from evaluation.lines import Line, answer, article
from pipeline.reading.page import prepare
from pipeline.reading.snippet import type_of_text
from schemas.values import EventType


def label(line: Line) -> dict[str, str | None]:
    """One snippet's label. Snippets are of political events, so crime is an attack."""
    type_, _ = type_of_text(prepare(article(line)))
    return {"id": line["id"], "label": EventType.ATTACK_ON_CIVILIANS if type_ is EventType.VIOLENT_CRIME else type_}


if __name__ == "__main__":
    answer(sys.argv[1], label)
