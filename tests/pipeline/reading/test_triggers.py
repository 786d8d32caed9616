from datetime import UTC, datetime

import pytest

from pipeline.reading.folding import fold
from pipeline.reading.inflection import noun_forms, verb_forms
from pipeline.reading.page import Page, prepare
from pipeline.reading.triggers import MOST, find_triggers, has_trigger
from schemas.article import Article

PUBLISHED = datetime(2024, 5, 20, 12, tzinfo=UTC)


def page_of(text: str, title: str = "") -> Page:
    return prepare(Article(id="a", published_at=PUBLISHED, text=text, title=title))


def lemmas(text: str) -> list[str]:
    return [trigger.lemma for trigger in find_triggers(page_of(text))]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("Rebels ambushed a patrol.", ["ambush"], id="a verb in its past form"),
        pytest.param("The shellfish market opened.", [], id="a word inside another word"),
        pytest.param("A roadside bomb hit an army truck.", ["roadside bomb"], id="the longest phrase"),
        pytest.param("The council attacked the budget.", [], id="an attack without anything of force"),
        pytest.param("REBELS AMBUSHED A PATROL.", ["ambush"], id="capitals"),
        pytest.param("rebels ambushed a patrol near pune.", ["ambush"], id="small letters"),
    ],
)
def test_triggers_are_whole_words_with_their_cue(text: str, expected: list[str]) -> None:
    assert lemmas(text) == expected


def test_spans_hold_the_trigger_to_the_letter() -> None:
    page = page_of("On Monday soldiers shelled the village. Later rebels ambushed a convoy.", "Army shells village")

    for trigger in find_triggers(page):
        part = page.article.title if trigger.span.sentence == 0 else page.article.text
        assert part[trigger.span.start : trigger.span.end] == trigger.text


def test_a_form_that_is_verb_and_noun_is_a_noun_after_an_article() -> None:
    trigger = find_triggers(page_of("The murder of the judge shocked soldiers."))[0]

    assert trigger.noun
    assert trigger.lemma == "murder"


def test_a_form_that_is_verb_and_noun_is_a_verb_after_to() -> None:
    assert not find_triggers(page_of("Soldiers had come to murder the judge."))[0].noun


def test_an_article_without_any_trigger_word_is_known_at_once() -> None:
    assert not has_trigger(Article(id="a", published_at=PUBLISHED, text="The bakery on Elm Street has new ovens."))


def test_a_text_of_triggers_alone_is_read_only_so_far() -> None:
    text = " ".join(f"Rebels ambushed, shelled, bombed and massacred villagers {number}." for number in range(MOST))

    assert len(find_triggers(page_of(text))) == MOST


@pytest.mark.parametrize("text", ["Straße", "İzmir", "ΑΣ", "plain"])
def test_folding_keeps_every_offset(text: str) -> None:
    assert len(fold(text)) == len(text)


@pytest.mark.parametrize(
    ("verb", "past"),
    [
        ("attack", "attacked"),
        ("stab", "stabbed"),
        ("raze", "razed"),
        ("carry out", "carried out"),
        ("deploy", "deployed"),
    ],
)
def test_regular_verbs_are_inflected(verb: str, past: str) -> None:
    assert past in verb_forms(verb)


@pytest.mark.parametrize(
    ("noun", "plural"), [("ambush", "ambushes"), ("sortie", "sorties"), ("artillery", "artilleries")]
)
def test_regular_nouns_are_inflected(noun: str, plural: str) -> None:
    assert noun_forms(noun) == (noun, plural)
