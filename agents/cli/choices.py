"""Options that take one word of an enumeration."""

from difflib import get_close_matches
from enum import StrEnum
from typing import Any, TypeVar

from agents.cli.failure import USAGE, Failure

Word = TypeVar("Word", bound=StrEnum)


def one_of(kind: type[Word], option: str) -> dict[str, Any]:
    """What ``typer.Option`` needs for it: typer's own refusal speaks of a value error, and knows no nearest word."""
    words = [one.value for one in kind]

    def parse(text: str) -> Word:
        try:
            return kind(text)
        except ValueError:
            near = [word for word in words if text and text in word] or get_close_matches(text, words, n=1)
            hint = f"; did you mean {near[0]}?" if near else ""
            raise Failure(f"{option} '{text}' is none of {', '.join(words)}{hint}", USAGE) from None

    def complete() -> list[str]:
        return words

    return {"parser": parse, "autocompletion": complete}
