"""ACLED notes as events: ``python -m evaluation.acled NOTES.jsonl > SYSTEM.jsonl``.

A note is known to tell of one event of political violence or protest, so its type is always answered, by the rules that
``read`` uses too; the other fields are those of the first mention, else of the first place and figure in the text.
"""

import re
import sys
from datetime import date

from evaluation.lines import Line, answer, article
from pipeline.codes import ACLED
from pipeline.gazetteer import Gazetteer, load
from pipeline.reading import claims, numbers, places, times
from pipeline.reading.finders import find
from pipeline.reading.findings import Toponym
from pipeline.reading.page import Page, prepare
from pipeline.reading.roles import Sides, sides
from pipeline.reading.snippet import type_of_text
from pipeline.reading.triggers import find_triggers
from pipeline.tally import tally
from schemas.values import EventType, Location, Metric, Span

_SPLIT = re.compile(
    r"(?:split|spread|distributed|divided) (?:evenly )?(?:between|across|among|over|into) (?:the )?(\w+)"
    r" (?:\w+ )?(?:events|locations|days|villages|towns)"
)
_DATE = re.compile(
    r"\b(\d{1,2}) (January|February|March|April|May|June|July|August|September|October|November|December) (\d{4})"
)
_COUNTRIES = {
    "BIH": "Bosnia and Herzegovina",
    "CIV": "Ivory Coast",
    "COD": "Democratic Republic of Congo",
    "COG": "Republic of Congo",
    "CPV": "Cape Verde",
    "CZE": "Czech Republic",
    "MKD": "North Macedonia",
    "MMR": "Myanmar",
    "NLD": "Netherlands",
    "PSE": "Palestine",
    "SWZ": "eSwatini",
    "TLS": "East Timor",
}
"""ACLED's names of countries that GeoNames calls otherwise."""
_MONTHS = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
]


def event(line: Line, gazetteer: Gazetteer) -> dict[str, object]:
    """One note's event, in ACLED's names."""
    page = prepare(article(line, _own_date(line["text"] or "")))
    type_, _ = type_of_text(page)
    # ACLED leaves crime out: what it holds is political by its own account.
    type_ = EventType.ATTACK_ON_CIVILIANS if type_ is EventType.VIOLENT_CRIME else type_
    found = find(page, gazetteer)
    triggers = find_triggers(page)
    span = triggers[0].span if triggers else Span(1, page.sentences[-1].start, page.sentences[-1].start)
    day, _ = times.date_of(page, found.times, span)
    location = _place(page, found.toponyms, span)
    told = claims.of_act(found.claims, tuple(sentence.index for sentence in page.sentences))
    killed = tally([one.claim for one in told if one.claim.metric is Metric.KILLED]).killed
    named = next((both for trigger in triggers if (both := sides(page, trigger, found.actors))), Sides())
    event_type, sub_event_type = ACLED[type_]
    return {
        "id": line["id"],
        "event_type": event_type,
        "sub_event_type": sub_event_type,
        "date": day.start,
        "country": _country(location, gazetteer),
        "location": location.name if location else None,
        "lat": location.lat if location else None,
        "lon": location.lon if location else None,
        "fatalities": _share(line["text"] or "", (killed.total.best or killed.total.low or 0) if killed else 0),
        "actor1": named.initiators[0].canonical if named.initiators else None,
        "actor2": named.targets[0].canonical if named.targets else None,
    }


def _share(text: str, killed: int) -> int:
    """What a note counts on its own event, where it says that it splits a toll evenly between several."""
    found = _SPLIT.search(text)
    number = numbers.read(found[1].lower()) if found else None
    return killed if number is None or not number.low else max(min(killed, 1), round(killed / number.low))


def _country(location: Location | None, gazetteer: Gazetteer) -> str | None:
    if location is None:
        return None
    row = gazetteer.row_of_country(location.country)
    return _COUNTRIES.get(location.country) or (gazetteer.name(row) if row is not None else None)


def _place(page: Page, toponyms: tuple[Toponym, ...], span: Span) -> Location | None:
    placed = places.place_of(page, toponyms, span)
    return placed[0] if placed else next((toponym.location for toponym in toponyms), None)


def _own_date(text: str) -> date:
    """The note's own date, in place of a publication."""
    found = _DATE.search(text)
    return date(int(found[3]), _MONTHS.index(found[2]) + 1, int(found[1])) if found else date(2022, 6, 30)


def main(path: str) -> None:
    """Write one line out for one line in."""
    gazetteer = load()
    answer(path, lambda line: event(line, gazetteer))


if __name__ == "__main__":
    main(sys.argv[1])
