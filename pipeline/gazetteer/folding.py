"""Names reduced to what tells them apart: letters without case or marks, one for one.

``fold`` keeps length, so that an offset into folded text is an offset into the text. Builder and look-up share it: a
name is found if both sides fold to the same key.
"""

import re
import unicodedata
from typing import Final

_SPECIAL: Final = {
    "ø": "o", "ł": "l", "đ": "d", "ı": "i", "ß": "s", "æ": "a", "œ": "o", "þ": "t", "ð": "d", "ħ": "h", "ŋ": "n",  # noqa: RUF001
    "ə": "a", "ŧ": "t", "ʻ": "'", "ʼ": "'", "ʾ": "'", "ʿ": "'", "’": "'", "‘": "'", "`": "'", "´": "'",  # noqa: RUF001
    "-": " ", "\u2010": " ", "\u2011": " ", "\n": " ", "\t": " ", "\r": " ", "\u00a0": " ",
}  # fmt: skip
_LATIN: Final = (*range(0x20, 0x250), *range(0x1E00, 0x1F00))


def _letter(code: int) -> str:
    character = chr(code)
    plain = unicodedata.normalize("NFKD", character)[0].lower()
    return _SPECIAL.get(character.lower(), _SPECIAL.get(plain, plain))[0]


def _table() -> dict[int, str]:
    table = {ord(written): key for written, key in _SPECIAL.items()}
    for code in _LATIN:
        letter = _letter(code)
        if letter != chr(code) and ord(letter) < 0x80:
            table.setdefault(code, letter)
    return table


_TABLE: Final = _table()
_PIECES: Final = re.compile(r"[\x00-\x7f]+|[^\x00-\x7f]+")
"""ASCII is translated many times as fast, but only in strings of nothing else."""


def fold(text: str) -> str:
    """The key of a name, or a text in which keys can be looked up; as long as what came in.

    >>> fold("Deir al-Zôr")
    'deir al zor'
    """
    if text.isascii():
        return text.translate(_TABLE)
    return "".join([piece.translate(_TABLE) for piece in _PIECES.findall(text)])
