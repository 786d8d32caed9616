"""Whether a text is English.

The detector is compiled and takes microseconds; what it cannot do is names: a list of them, or a headline, may look
like any language. So a short or doubtful text counts as English if it has an English function word, or no sign against
it.
"""

import re
from functools import cache
from typing import Final

import eldc

_READ: Final = 1_500
_SHORT: Final = 120
"""Below this many characters the detector's word alone is not enough to refuse a text."""
_FUNCTION_WORD: Final = re.compile(r"\b(?:the|of|and|was|were|with|from|that|by|for|after|has|have|said|who|their)\b")
_FOREIGN_WORD: Final = re.compile(
    r"\b(?:el|los|las|del|una|les|des|une|dans|sur|et|und|der|das|ein|nicht|il|della|che|het|een|os|uma|não|och|att|dan|yang|ve|bir)\b"
)


@cache
def _detector() -> None:
    eldc.init()


def is_english(text: str) -> bool:
    """Whether to read a text as English. Never raises; says yes where it cannot tell.

    Capitals are folded first, because a text in capitals is as English as another.
    """
    _detector()
    sample = text[:_READ].lower().encode("utf-8", "ignore").decode()
    if eldc.detect(sample) == "en":
        return True
    latin = sum("a" <= letter <= "z" for letter in sample[:_SHORT])
    letters = sum(letter.isalpha() for letter in sample[:_SHORT])
    if latin < letters / 2:
        return False
    english = len(_FUNCTION_WORD.findall(sample))
    foreign = len(_FOREIGN_WORD.findall(sample))
    if len(sample) < _SHORT:
        return foreign <= english
    return english > foreign and english >= len(sample) // 100
