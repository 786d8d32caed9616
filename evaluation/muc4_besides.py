"""Other acts that a report goes on to tell: ``On Sunday a bomb destroyed a bank``, after one at a school."""

import re
from typing import Final

from msgspec import Struct

from evaluation.muc4_kinds import blows
from evaluation.muc4_slots import is_object
from pipeline.reading.objects import find_targets, united
from pipeline.reading.page import Page
from schemas.mention import Mention
from schemas.values import Target

_SAME: Final = re.compile(
    r"\b(?:the|this|these|that) (?:\w+ )?"
    r"(?:explosions?|blasts?|bombs?|attacks?|device|charge|shock wave|fire|incident)\b(?! (?:on|against|of|at)\b)"
)
"""What else ``the blast`` damaged it damaged as one act."""
_KNOWN: Final = re.compile(r"\b(?:the|this|that|these|his|her|their|its)\s+$")


class Beside(Struct, frozen=True):
    """Another act: the sentence that tells it, its kind and what it hit."""

    sentence: int
    type: str
    targets: tuple[Target, ...]


def besides(mention: Mention, page: Page) -> list[Beside]:
    """The sentences that tell of bombs, fire or sabotage against nothing that an earlier one names."""
    acts: list[Beside] = []
    named: set[str] = set()
    kinds = blows(mention)
    telling = {one.span.sentence for one in mention.evidence if one.rule.startswith("trigger:")}
    found = [one for one in find_targets(page, telling) if is_object(one.target)]
    for sentence in sorted({one.span.sentence for one in found}):
        own = [one for one in found if one.span.sentence == sentence]
        words = {word.removesuffix("s") for one in own for word in one.target.name.lower().split()}
        text, start = page.sentences[sentence].folded, page.sentences[sentence].start
        known = any(_KNOWN.search(text, 0, one.span.start - start) for one in own) or _SAME.search(text)
        if sentence in kinds and named and named.isdisjoint(words) and not known:
            acts.append(Beside(sentence, kinds[sentence], united(one.target for one in own)))
        named |= words
    return acts
