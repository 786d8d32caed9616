"""News without end, of our own making: acts in many countries, each told by several outlets, corrected and taken back.

The same seed gives the same articles. No two acts share a place and a week, so that what merges is one act.
"""

import random
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Final

import orjson

START: Final = datetime(2001, 1, 1, tzinfo=UTC)
"""A Monday, long ago: an article from the future is set aside, and a hundred thousand take 26 years."""

PLACES: Final = (
    ("Kharkiv", "Ukraine"),
    ("Sumy", "Ukraine"),
    ("Zaporizhzhia", "Ukraine"),
    ("Ramadi", "Iraq"),
    ("Mosul", "Iraq"),
    ("Kirkuk", "Iraq"),
    ("Gao", "Mali"),
    ("Mopti", "Mali"),
    ("Taiz", "Yemen"),
    ("Marib", "Yemen"),
    ("Nyala", "Sudan"),
    ("El Fasher", "Sudan"),
    ("Maiduguri", "Nigeria"),
    ("Kaduna", "Nigeria"),
    ("Peshawar", "Pakistan"),
    ("Quetta", "Pakistan"),
    ("Kandahar", "Afghanistan"),
    ("Kunduz", "Afghanistan"),
    ("Aleppo", "Syria"),
    ("Idlib", "Syria"),
    ("Goma", "Democratic Republic of the Congo"),
    ("Baidoa", "Somalia"),
    ("Kismayo", "Somalia"),
    ("Mekelle", "Ethiopia"),
    ("Djibo", "Burkina Faso"),
    ("Diffa", "Niger"),
    ("Sittwe", "Myanmar"),
    ("Zamboanga", "Philippines"),
)
ACTS: Final = (
    "Artillery shelled a market in {place}, {country}, on {day}, killing {killed} civilians and wounding {wounded}",
    "Gunmen attacked a bus near {place}, {country}, on {day}, killing {killed} civilians and wounding {wounded}",
    "A car bomb exploded outside a police station in {place}, {country}, on {day}, killing {killed} police officers",
    "An air strike hit a hospital in {place}, {country}, on {day}, killing {killed} people and wounding {wounded}",
    "Soldiers clashed with rebels near {place}, {country}, on {day}, and {killed} rebels were killed",
    "Police fired on protesters in {place}, {country}, on {day}, killing {killed} and wounding {wounded}",
)
TITLES: Final = ("{killed} killed in {place}", "Violence in {place} leaves {killed} dead", "{place} counts its dead")
SOURCES: Final = ("the governor said", "a hospital doctor said", "witnesses said", "the interior ministry said")
FILLERS: Final = (
    "Shops stayed closed in the neighbourhood the next morning.",
    "The road to the north was blocked for several hours.",
    "Residents gathered at the gates and waited for news.",
    "Electricity had been restored by the evening, the town hall said.",
)
QUIET: Final = "The council of {place}, {country}, discussed the new bus timetable on {day}. Fares will not change."


@dataclass(frozen=True, slots=True)
class Message:
    """A message to the topic of articles, or of corrections. A bad one must end as a dead letter."""

    key: bytes
    value: bytes | None
    is_bad: bool = False
    is_correction: bool = False


def messages(count: int, seed: int) -> list[Message]:
    """So many messages, in the order of sending."""
    chance = random.Random(seed)
    stream = _stream(chance)
    return [next(stream) for _ in range(count)]


def _stream(chance: random.Random) -> Iterator[Message]:
    week = 0
    while True:
        round_ = [message for place, country in PLACES for message in _act(chance, week, place, country)]
        # Later messages about an article must stay behind it; the acts of a week come mixed.
        by_key: dict[bytes, list[Message]] = {}
        for message in round_:
            by_key.setdefault(message.key, []).append(message)
        order = [key for key, of_key in by_key.items() for _ in of_key]
        chance.shuffle(order)
        for key in order:
            yield by_key[key].pop(0)
        week += 1


def _act(chance: random.Random, week: int, place: str, country: str) -> Iterator[Message]:
    act, killed, wounded = chance.choice(ACTS), chance.randint(2, 40), chance.randint(2, 60)
    happened = START + timedelta(days=7 * week + chance.randrange(5))
    for outlet in range(chance.randint(1, 4)):
        name = f"{place.lower().replace(' ', '-')}-{week}-{outlet}"
        published = happened + timedelta(hours=chance.randint(6, 40))
        toll = {"killed": killed + chance.choice((0, 0, 0, 1)), "wounded": wounded}
        telling = {"place": place, "country": country, "day": f"{happened:%A}", **toll}
        fate = chance.random()
        # What a correction puts right may have looked like another act: events merge.
        wrong_day = {"day": f"{happened - timedelta(days=2):%A}"} if fate < 0.04 else {}
        article = _article(chance, name, act, published, telling | wrong_day)
        yield Message(name.encode(), orjson.dumps(article))
        if fate < 0.06:
            told = telling | {"killed": killed + 2}
            later = _article(chance, name, act, published, told) | {"updated_at": _text(published + timedelta(hours=5))}
            yield Message(name.encode(), orjson.dumps(later))
        elif fate < 0.09:
            yield Message(name.encode(), None)
        elif fate < 0.10:
            yield Message(f"bad-{name}".encode(), orjson.dumps(article)[:-9], is_bad=True)


def _article(
    chance: random.Random, name: str, act: str, published: datetime, telling: dict[str, object]
) -> dict[str, object]:
    is_quiet = chance.random() < 0.1
    lead = QUIET if is_quiet else f"{act}, {chance.choice(SOURCES)}."
    title = "A new timetable" if is_quiet else chance.choice(TITLES)
    body = "\n\n".join((lead.format(**telling), *chance.sample(FILLERS, 2)))
    outlet = f"outlet-{name.rpartition('-')[2]}"
    return {
        "id": name,
        "published_at": _text(published),
        "title": title.format(**telling),
        "text": body,
        "outlet": outlet,
        "url": f"https://{outlet}.example/{name}",
    }


def _text(instant: datetime) -> str:
    return instant.isoformat().replace("+00:00", "Z")
