"""Regular English inflection of the lexicon's words; irregular forms stand in the lexicon itself."""

import re

_VOWELS = "aeiou"
_DOUBLES = re.compile(r"^[^aeiou]*[aeiou][bdgmnpt]$")
_HISSES = re.compile(r"(?:s|sh|ch|x|z)$")


def verb_forms(verb: str) -> tuple[str, ...]:
    """All forms of a verb or verb phrase, its first word inflected.

    >>> verb_forms("open fire")
    ('open fire', 'opens fire', 'opened fire', 'opening fire')
    """
    word, _, rest = verb.partition(" ")
    tail = f" {rest}" if rest else ""
    if word.endswith("e"):
        past, progressive = word + "d", word[:-1] + "ing"
    elif word.endswith("y") and word[-2] not in _VOWELS:
        past, progressive = word[:-1] + "ied", word + "ing"
    elif _DOUBLES.match(word):
        past, progressive = word + word[-1] + "ed", word + word[-1] + "ing"
    else:
        past, progressive = word + "ed", word + "ing"
    return tuple(form + tail for form in (word, _with_s(word), past, progressive))


def noun_forms(noun: str) -> tuple[str, str]:
    """Singular and plural of a noun or noun phrase, its last word inflected.

    >>> noun_forms("gun battle")
    ('gun battle', 'gun battles')
    """
    return noun, _with_s(noun)


def _with_s(word: str) -> str:
    if _HISSES.search(word):
        return word + "es"
    if word.endswith("y") and word[-2] not in _VOWELS:
        return word[:-1] + "ies"
    return word + "s"
