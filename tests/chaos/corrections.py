"""Corrections of the generated news, each kind of them, some revoked and some that cannot be meant.

They come at any place among the articles, before those that they speak of too: the two topics have no common order.
"""

import random
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta
from typing import Final

from schemas.codec import encode
from schemas.correction import Action, Correction, EventReference, Fields
from schemas.values import Range, Toll
from tests.chaos.articles import PLACES, START, Message

SHARE: Final = 0.15
"""Of the acts, which somebody corrects."""
BLOCKS: Final = {
    "Ukraine": "UKR",
    "Iraq": "IRQ",
    "Mali": "MLI",
    "Yemen": "YEM",
    "Sudan": "SDN",
    "Nigeria": "NGA",
    "Pakistan": "PAK",
    "Afghanistan": "AFG",
    "Syria": "SYR",
    "Democratic Republic of the Congo": "COD",
    "Somalia": "SOM",
    "Ethiopia": "ETH",
    "Burkina Faso": "BFA",
    "Niger": "NER",
    "Myanmar": "MMR",
    "Philippines": "PHL",
}
_BLOCK_OF: Final = {place.lower().replace(" ", "-"): BLOCKS[country] for place, country in PLACES}

Act = tuple[str, str]
"""A place and a week."""


def corrected(articles: Sequence[Message], seed: int) -> list[Message]:
    """The articles with corrections among them."""
    chance = random.Random(f"{seed} corrections")
    acts = _acts(articles)
    found = list(articles)
    for number, act in enumerate(acts):
        if chance.random() < SHARE:
            for message in _messages(chance, number, act, acts):
                found.insert(chance.randrange(len(found) + 1), message)
    return found


def _acts(articles: Sequence[Message]) -> dict[Act, list[str]]:
    acts: dict[Act, list[str]] = defaultdict(list)
    for article in articles:
        name = article.key.decode()
        place, week, _ = name.removeprefix("bad-").rsplit("-", 2)
        if not article.is_bad and f"{name}#0" not in acts[place, week]:
            acts[place, week].append(f"{name}#0")
    return {act: mentions for act, mentions in acts.items() if mentions}


def _messages(chance: random.Random, number: int, act: Act, acts: dict[Act, list[str]]) -> list[Message]:
    correction = _correction(chance, number, act, acts)
    fate = chance.random()
    if fate < 0.1:
        elsewhere = replace(correction.events[0], event_id="elsewhere", block="?", mentions=("elsewhere#0",))
        value = encode(correction).replace(b'"events":[', b'"events":[' + encode(elsewhere) + b",")
        return [Message(correction.id.encode(), value, is_bad=True, is_correction=True)]
    said = [correction]
    if fate < 0.3:
        said.append(replace(correction, at=correction.at + timedelta(days=1), revoked=True))
    return [Message(one.id.encode(), encode(one), is_correction=True) for one in said]


def _correction(chance: random.Random, number: int, act: Act, acts: dict[Act, list[str]]) -> Correction:
    block, mentions = _BLOCK_OF[act[0]], acts[act]
    events = [EventReference(" ".join(act), block, tuple(mentions))]
    fields: Fields | None = None
    out: tuple[str, ...] = ()
    others = [other for other in acts if other != act and other[1] == act[1] and _BLOCK_OF[other[0]] == block]
    action = chance.choice(tuple(Action))
    if action is Action.SPLIT and len(mentions) > 1:
        events = [replace(events[0], mentions=tuple(mentions[:-1]))]
        out = (mentions[-1],)
    elif action is Action.MERGE and others:
        other = chance.choice(others)
        events.append(EventReference(" ".join(other), block, tuple(acts[other])))
    elif action is not Action.WITHDRAW:
        action = Action.SET
        count = chance.randint(0, 99)
        fields = Fields(killed=Toll(Range(count, count, count)))
    at = START + timedelta(hours=chance.randrange(1000))
    return Correction(f"correction-{number}", action, at, "an analyst", "a reason", tuple(events), out, fields)
