"""What keeps reports apart and what brings them together."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from zlib import crc32

import pytest

from pipeline.merging.evidence import score, why
from pipeline.merging.profile import Profile
from pipeline.merging.traits import profile
from schemas.mention import ArticleMentions
from schemas.values import (
    Actor,
    ActorRole,
    Claim,
    EventType,
    Evidence,
    Location,
    Metric,
    PlaceBasis,
    PlacePrecision,
    Span,
)

Report = Callable[..., ArticleMentions]

TULSA = Location("Tulsa", "USA", PlacePrecision.SETTLEMENT, PlaceBasis.TEXT, "Oklahoma", None, 7, 36.15, -95.99, 15)
MOORE = Location("Moore", "USA", PlacePrecision.SETTLEMENT, PlaceBasis.TEXT, "Oklahoma", None, 8, 35.34, -97.49, 6)
OKLAHOMA = Location("Oklahoma", "USA", PlacePrecision.ADMIN1, PlaceBasis.TEXT, "Oklahoma", None, 9, 35.5, -97.5, 250)


@pytest.fixture
def tells(report: Report) -> Callable[..., Profile]:
    def make(article: str = "a", **said: object) -> Profile:
        said.setdefault("place", TULSA)
        said.setdefault("type_", EventType.VIOLENT_CRIME)
        said.setdefault("sentence", "")
        message = report(article, **said)
        return profile(message.mentions[0], message)

    return make


Tells = Callable[..., Profile]


def test_an_address_and_the_venue_that_stands_there_meet(tells: Tells) -> None:
    terrace = replace(TULSA, venue="Fairmont Terrace")
    longer = replace(TULSA, venue="the Fairmont Terrace apartment complex")
    assert score(tells(place=terrace), tells(place=longer, day=date(2024, 5, 8))) > score(
        tells(), tells(day=date(2024, 5, 8))
    )
    assert "address" in dict(why(tells(place=terrace), tells(place=longer)).supporting)


def test_one_town_and_one_day_meet(tells: Tells) -> None:
    assert score(tells(), tells()) > 0


def test_another_town_keeps_apart(tells: Tells) -> None:
    assert score(tells(), tells(place=MOORE)) < 0


def test_another_day_keeps_apart(tells: Tells) -> None:
    assert score(tells(killed=1), tells(killed=1, day=date(2024, 5, 9))) < 0


def test_a_shared_victim_outweighs_another_day(tells: Tells) -> None:
    assert score(tells(names=("Dana Whitlock",)), tells(names=("Dana R. Whitlock",), day=date(2024, 5, 9))) > 0


def test_a_shared_victim_outweighs_another_town(tells: Tells) -> None:
    assert score(tells(names=("Dana Whitlock",)), tells(names=("Dana Whitlock",), place=MOORE)) > 0


def test_other_addresses_speak_against(tells: Tells) -> None:
    one, other = (replace(TULSA, address=street) for street in ("Peoria Avenue", "Harvard Avenue"))
    assert "other_address" in dict(why(tells(place=one), tells(place=other)).opposing)


def test_a_region_alone_joins_nothing(tells: Tells) -> None:
    assert score(tells(), tells(place=OKLAHOMA)) < 0


def test_a_region_with_an_unusual_toll_joins(tells: Tells) -> None:
    assert score(tells(killed=4, wounded=3), tells(place=OKLAHOMA, killed=4, wounded=3)) > 0


def test_a_protest_and_an_attack_are_no_candidates(tells: Tells) -> None:
    assert why(tells(), tells(type_=EventType.PEACEFUL_PROTEST)).opposing == (("no_candidates", -20.0),)


def test_wounded_alone_speak_against_dead(tells: Tells) -> None:
    assert "wounded_only" in dict(why(tells(wounded=2), tells(killed=1)).opposing)
    assert "wounded_only" not in dict(why(tells(killed=0, wounded=2), tells(killed=1)).opposing)


def test_another_town_with_the_same_common_toll_keeps_apart(tells: Tells) -> None:
    nearby = replace(MOORE, lat=36.2, lon=-95.8)
    assert score(tells(killed=1), tells(killed=1, place=nearby)) < 0


def test_two_bombs_in_other_districts_with_other_tolls_keep_apart(tells: Tells) -> None:
    one = tells(place=replace(TULSA, venue="Karrada"), killed=6, wounded=14)
    other = tells(place=replace(TULSA, venue="Sadr City"), killed=2, wounded=7)
    assert score(one, other) < 0


def test_names_in_both_articles_outweigh_a_misread_place(tells: Tells) -> None:
    assert score(tells(said=(1, 2, 3, 4)), tells(place=MOORE, said=(1, 2, 3, 4))) > 0


def test_the_words_of_an_article_stand_for_what_it_tells_first(report: Report) -> None:
    message = report("a", said=(1, 2, 3, 4))
    first = message.mentions[0]
    message = replace(message, mentions=(first, replace(first, id="a#1")))
    assert [profile(mention, message).terms for mention in message.mentions] == [(1, 2, 3, 4), ()]


def test_the_words_of_an_article_stand_for_the_act_in_its_title(report: Report) -> None:
    message = report("a", said=(1, 2, 3, 4))
    first = message.mentions[0]
    titled = replace(first, id="a#1", evidence=(Evidence("trigger", Span(0, 0, 4), "verb"),))
    message = replace(message, mentions=(first, titled))
    assert [profile(mention, message).terms for mention in message.mentions] == [(), (1, 2, 3, 4)]


def test_words_of_both_articles_join_reports_of_one_town_whose_days_were_read_otherwise(tells: Tells) -> None:
    words = (1, 2, 3, 4, 5)
    later = tells("b", said=words, day=date(2024, 4, 26))
    assert score(tells(said=words), later) > 0
    assert score(tells(said=words), tells("b", said=words[:1], day=date(2024, 4, 26))) < 0


def test_what_was_told_before_it_began_speaks_against(tells: Tells) -> None:
    words = (1, 2, 3, 4, 5)
    told = tells(said=words)
    before, after = (tells("b", hours=24 * 9, said=words, day=date(2024, 5, day)) for day in (1, 11))
    assert "foretold" not in dict(why(told, before).opposing)
    assert "foretold" in dict(why(told, after).opposing)
    assert score(told, before) > score(told, after)


def test_a_text_used_again_for_a_later_day_is_no_copy(tells: Tells) -> None:
    one = tells(killed=34, sketch=(1, 2), said=(1, 2))
    again = tells("b", hours=24 * 9, killed=12, sketch=(1, 2), said=(1, 2), day=date(2024, 5, 15))
    assert "copy" not in dict(why(one, again).supporting)
    assert score(one, again) < 0


def test_the_same_high_toll_joins_no_acts_of_two_months(tells: Tells) -> None:
    words = (crc32(b"harvest"), crc32(b"hardware"))
    one = tells(killed=34, said=words)
    later = tells("b", hours=24 * 60, killed=34, said=words, day=date(2024, 7, 5))
    assert "no_mark" in dict(why(one, later).opposing)
    assert score(one, later) < 0


def test_a_date_that_is_only_bounded_joins_in_one_town(tells: Tells) -> None:
    assert score(tells(), tells(day=None)) > 0


def test_a_toll_joins_two_towns_only_where_nothing_else_differs(tells: Tells) -> None:
    assert score(tells(killed=4, wounded=3), tells(killed=4, wounded=3, place=MOORE)) > 0
    named = tells(killed=4, wounded=3, names=("Dana Whitlock",))
    assert score(named, tells(killed=4, wounded=3, place=MOORE, names=("Omar Nasser",))) < 0


def test_what_says_the_same_of_an_area_joins_by_whom_it_names(tells: Tells) -> None:
    army = (Actor("troops", "Iraqi Armed Forces", ActorRole.INITIATOR),)
    militants = (Actor("militants", "Islamic State", ActorRole.INITIATOR),)
    one, same, other = (tells(place=OKLAHOMA, actors=actors) for actors in (army, army, militants))
    assert score(one, same) > 0
    assert score(one, other) < 0
    assert score(one, tells(place=OKLAHOMA, actors=army, day=date(2024, 5, 7))) < 0


def test_a_large_figure_of_anything_joins_two_reports_of_an_area(report: Report, tells: Tells) -> None:
    fled = Claim(Metric.DISPLACED, low=10_000, high=99_999)
    message = report("a", place=OKLAHOMA, type_=EventType.DISPLACEMENT)
    mention = replace(message.mentions[0], claims=(fled,))
    one = profile(mention, message)
    assert score(one, one) > 0
    assert score(one, tells(place=OKLAHOMA, type_=EventType.DISPLACEMENT)) < 0


def test_a_country_alone_is_no_sign_of_one_act(tells: Tells) -> None:
    anywhere = Location("United States", "USA", PlacePrecision.COUNTRY, PlaceBasis.DATELINE)
    assert score(tells(place=anywhere), tells(place=anywhere)) < 0


def test_many_telling_words_join_no_two_acts_of_one_war(tells: Tells) -> None:
    words = (1, 2, 3, 4, 5)
    crime, war = EventType.VIOLENT_CRIME, EventType.ATTACK_ON_CIVILIANS
    days = {"day": date(2024, 4, 26)}
    assert score(tells(said=words, type_=crime), tells("b", said=words, type_=crime, **days)) > 0
    assert score(tells(said=words, type_=war), tells("b", said=words, type_=war, **days)) < 0
