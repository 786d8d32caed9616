"""The share of capitals in a text, which tells whether names can be told from words by their first letter."""

from typing import Final

_READ: Final = 6_000
_NOT_LETTERS: Final = bytes(code for code in range(256) if not chr(code).isascii() or not chr(code).isalpha())
_NOT_CAPITALS: Final = bytes(code for code in range(256) if not 65 <= code <= 90)

LOWER_BELOW: Final = 0.012
"""Below this share of capitals, a text has been lower-cased: ordinary news has 3 to 8 %."""
UPPER_ABOVE: Final = 0.7


def capital_share(text: str) -> float | None:
    """How many of the ASCII letters of a text's beginning are capitals, 0 to 1; null where it has none."""
    data = text[:_READ].encode("ascii", "ignore")
    letters = len(data.translate(None, _NOT_LETTERS))
    if not letters:
        return None
    return len(data.translate(None, _NOT_CAPITALS)) / letters
