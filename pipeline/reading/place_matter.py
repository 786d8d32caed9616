"""Places of another matter than the act's: of the reply to it, of the port where ships make for."""

from typing import Final

from pipeline.lexicon.screen import guarded
from pipeline.reading.findings import Toponym, ToponymKind
from pipeline.reading.page import Page
from pipeline.reading.place_fitness import part_of
from schemas.values import Span

OTHER_MATTER: Final = guarded(
    r";|\b(?:while|whereas|after|before|following|amid|followed by|preceded by|in (?:response|reply) to"
    r"|in (?:retaliation|revenge) for)\b"
)
"""What stands behind these is another matter than what stands before them."""
_AT_SEA: Final = guarded(
    r"\b(?:in (?:the )?(?:\w+ )?(?:gulf|red sea|black sea|mediterranean|strait of \w+)|at sea|in international waters"
    r"|on the high seas|offshore)\b"
)


def is_of_another(page: Page, toponym: Toponym, toponyms: tuple[Toponym, ...], trigger: Span) -> bool:
    """Whether the best name for the place of a trigger's act is that of another matter."""
    return _is_ashore(page, toponym, trigger) or _is_of_reply(page, toponym, toponyms, trigger)


def _is_ashore(page: Page, toponym: Toponym, trigger: Span) -> bool:
    """Whether an act is told as at sea, and the name comes from elsewhere: ships make for ports."""
    told = page.sentences[trigger.sentence]
    elsewhere = toponym.span.sentence != trigger.sentence or toponym.rule == "dateline"
    return elsewhere and _AT_SEA.search(told.folded) is not None


def _is_of_reply(page: Page, toponym: Toponym, toponyms: tuple[Toponym, ...], trigger: Span) -> bool:
    """``strikes in Gaza after a rocket wounded two Israelis``: the reply's place, and people of another country hit."""
    span = toponym.span
    if span.sentence != trigger.sentence or span.end > trigger.start or not span.sentence:
        return False
    apart = OTHER_MATTER.search(part_of(page, span)[span.end : trigger.start].lower()) is not None
    return apart and any(
        one.kind is ToponymKind.DEMONYM
        and one.span.sentence == trigger.sentence
        and one.span.start >= trigger.end
        and one.location.country != toponym.location.country
        for one in toponyms
    )
