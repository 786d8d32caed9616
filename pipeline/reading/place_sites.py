"""Street addresses and venues, as written: what tells two acts in one city apart."""

from typing import Final

from pipeline.lexicon.screen import any_of, guarded

_STREET: Final = (
    "Street|St|Avenue|Ave|Road|Rd|Boulevard|Blvd|Drive|Dr|Lane|Ln|Court|Ct|Place|Pl|Way|Highway|Hwy|Parkway|Pkwy"
    "|Terrace|Circle|Trail|Pike|Square"
)
_NAME: Final = r"(?:[A-Z][\w'’.]*|\d{1,3}(?:st|nd|rd|th))"  # noqa: RUF001
_BLOCK: Final = guarded(rf"\b\d{{2,5}} block of (?:{_NAME} ){{0,3}}{_NAME}")
_NUMBERED: Final = guarded(rf"\b\d{{1,5}} (?:{_NAME} ){{1,4}}(?:{_STREET})\b")
_CROSSING: Final = guarded(
    rf"\b(?:corner|intersection) of (?:{_NAME} ){{1,4}}and (?:{_NAME} ){{0,3}}{_NAME}"
    rf"|\b(?:{_NAME} ){{1,3}}(?:and|near|at) (?:{_NAME} ){{1,3}}(?:[Ss]treets|[Aa]venues|[Rr]oads|{_STREET})\b"
)
_ADDRESS: Final = any_of(_BLOCK, _NUMBERED, _CROSSING)
_VENUE: Final = guarded(
    r"\b(?:[A-Z][\w'’&.-]* (?:(?:of|the|de|al|and) )?){1,5}"  # noqa: RUF001
    r"(?:[Aa]partment complex|[Aa]partments?|[Mm]osque|[Cc]hurch|[Cc]athedral|[Ss]ynagogue|[Tt]emple|[Hh]ospital"
    r"|[Ss]chool|[Uu]niversity|[Cc]ollege|[Mm]all|[Hh]otel|[Mm]otel|[Nn]ightclub|[Cc]lub|[Bb]ar|[Rr]estaurant|[Aa]irport|[Ss]tation"
    r"|[Mm]arket|[Ss]tadium|[Tt]heater|[Tt]heatre|[Cc]asino|[Pp]rison|[Bb]ridge|[Pp]ark)\b"
)
_READ: Final = 600


def address_in(sentence: str) -> str | None:
    """The first street address of a sentence: "the 6000 block of South Owasso"."""
    text = sentence[:_READ]
    if not _ADDRESS.may_match(text):
        return None
    found = _BLOCK.search(text) or _NUMBERED.search(text) or _CROSSING.search(text)
    return found[0].rstrip(".") if found else None


def venue_in(sentence: str) -> str | None:
    """The first named building or site of a sentence: "Green Meadows apartment complex"."""
    found = _VENUE.search(sentence[:_READ])
    return found[0].removeprefix("The ") if found else None
