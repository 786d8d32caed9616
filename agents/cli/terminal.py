"""What is written to the terminal: results to standard output, everything else to standard error.

Articles come from anywhere. A control character in one could clear the screen, hide a line or retitle the window, so
none reaches the terminal.
"""

import re
import sys
from typing import Final

from rich.console import Console

WIDE: Final = 240

_UNSAFE: Final = re.compile(
    "[\x00-\x1f\x7f-\x9f"  # C0 and C1 controls: escape sequences start with them
    "\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069"  # writing direction: they reorder what stands around them
    "\u2028\u2029\ud800-\udfff]"  # line breaks of their own kind; halves of characters, which cannot be encoded
)


def results() -> Console:
    """Where results go: one line each, not wrapped. Files and pipes are as wide as a table needs."""
    width = None if sys.stdout.isatty() else WIDE
    return Console(width=width, soft_wrap=True, highlight=False, markup=False, emoji=False)


def notices() -> Console:
    """Where progress, hints and errors go."""
    return Console(stderr=True, soft_wrap=True, highlight=False, markup=False, emoji=False)


def plain(text: str) -> str:
    r"""Make text safe for one line of a terminal.

    >>> plain("18:00\x1b[2J\nKharkiv")
    '18:00\ufffd[2J Kharkiv'
    """
    return _UNSAFE.sub(lambda found: " " if found[0] in "\t\n\r" else "\ufffd", text)


def plain_json(data: bytes) -> str:
    r"""Make JSON safe for a terminal without changing what it says: JSON may escape any character.

    >>> plain_json('{"text":"\u202eA"}'.encode())
    '{"text":"\\u202eA"}'
    """
    return _UNSAFE.sub(lambda found: f"\\u{ord(found[0]):04x}", data.decode())


def counted(number: int, noun: str) -> str:
    """Write a number with its noun.

    >>> counted(1, "article"), counted(1200, "dead letter")
    ('1 article', '1,200 dead letters')
    """
    return f"{number:,} {noun}{'' if number == 1 else 's'}"
