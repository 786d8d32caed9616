"""Persons that one sentence names together: lists of them, and a name beside its description."""

from collections.abc import Iterator, Sequence

from msgspec import structs

from pipeline.reading.person_harm_words import APPOSED, LISTED, POST, SPEAKS, THEIR_OWN
from pipeline.reading.person_phrases import PersonPhrase


def list_of(text: str, phrases: Sequence[PersonPhrase], index: int) -> Iterator[int]:
    """The phrases listed with one: ``a judge, his driver and two guards``."""
    yield index
    for step in (1, -1):
        here = index
        while 0 <= here + step < len(phrases):
            left, right = sorted((here, here + step))
            gap = text[phrases[left].end : phrases[right].start]
            named = (
                phrases[right].description is None
                or THEIR_OWN.match(text, phrases[right].start)
                or gap.endswith(" and ")
            )
            if not (LISTED.match(gap) or (POST.match(gap) and named)) or SPEAKS.match(text, phrases[right].end):
                break
            here += step
            yield here


def is_apposed(text: str, one: PersonPhrase, other: PersonPhrase) -> bool:
    """Whether two phrases beside one another are a person's name and description: ``the mayor, Ana Cruz``."""
    gap = text[one.end : other.start]
    single = one.number == other.number == 1 and not (one.plural or other.plural)
    named = (one.name is None) != (other.name is None) and (one.description is None) != (other.description is None)
    return single and named and (APPOSED.match(gap) or POST.match(gap)) is not None


def joined(one: PersonPhrase, other: PersonPhrase) -> PersonPhrase:
    """A name and its description as one phrase."""
    return structs.replace(
        one,
        end=other.end,
        name=one.name or other.name,
        description=one.description or other.description,
        sector=one.sector if one.description else other.sector,
    )


def shared(text: str, phrases: Sequence[PersonPhrase]) -> list[PersonPhrase]:
    """The phrases, with each name that a plural leads described by it: both of ``priests Ana Cruz and Juan Mora``."""
    if not any(one.plural and one.name for one in phrases):
        return list(phrases)
    described: list[PersonPhrase] = []
    leader: PersonPhrase | None = None
    end = 0
    for one in phrases:
        bare = one.name is not None and one.description is None
        if leader and bare and LISTED.match(text[end : one.start]):
            described.append(structs.replace(one, description=leader.description, sector=leader.sector))
        else:
            leader = one if one.plural and one.name else None
            described.append(one)
        end = one.end
    return described
