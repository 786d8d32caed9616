"""Sentences, cut where their evidence lies."""

import re
from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from msgspec import structs

from agents.cli import main
from agents.page.passages import passages
from schemas.article import Article
from schemas.codec import decode
from schemas.event import Event, MentionReference
from schemas.values import Evidence, Span
from seeds import ARTICLES

Make = Callable[..., Event]
SENTENCE = "Shells hit a market in Kharkiv on Wednesday, killing 3 people."


def evidence(words: str, field: str, start: int, sentence: int = 4, text: str = SENTENCE) -> Evidence:
    at = start + text.index(words)
    return Evidence(field, Span(sentence, at, at + len(words)), "rule")


def mention(
    event: Event, *found: Evidence, sentence: str | None = SENTENCE, start: int | None = 700
) -> MentionReference:
    return structs.replace(event.mentions[0], sentence=sentence, evidence=found, sentence_start=start)


def marked(event: Event, *found: Evidence, start: int | None = 700) -> list[tuple[str, tuple[str, ...]]]:
    return [(one.text, one.fields) for one in passages(mention(event, *found, start=start)) if one.fields]


def test_words_are_marked_by_the_field_that_rests_on_them(make: Make) -> None:
    found = (
        evidence("hit", "trigger", 700),
        evidence("hit", "type", 700),
        evidence("Kharkiv", "location", 700),
        evidence("on Wednesday", "date", 700),
        evidence("3", "claims.0", 700),
    )
    assert marked(make(), *found) == [
        ("hit", ("trigger",)),
        ("Kharkiv", ("location",)),
        ("on Wednesday", ("date",)),
        ("3", ("claims",)),
    ]


def test_evidence_of_other_sentences_is_not_marked_here(make: Make) -> None:
    found = (
        evidence("hit", "trigger", 700),
        evidence("Kharkiv", "location", 700),
        evidence("market", "actors.0", 100, sentence=2),
    )
    assert [words for words, _ in marked(make(), *found)] == ["hit", "Kharkiv"]


def test_a_record_that_does_not_say_where_its_sentence_starts_has_nothing_marked(make: Make) -> None:
    given = mention(make(), evidence("hit", "trigger", 700), start=None)
    assert [(one.text, one.fields) for one in passages(given)] == [(SENTENCE, ())]


@pytest.mark.parametrize("sentence", [None, ""])
def test_a_record_without_sentences_has_no_passages(make: Make, sentence: str | None) -> None:
    event = make()
    assert passages(mention(event, sentence=sentence)) == []


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    sentence=st.text(max_size=320),
    start=st.none() | st.integers(0, 600),
    found=st.lists(
        st.tuples(
            st.sampled_from(["trigger", "date", "claims.1"]), st.integers(0, 3), st.integers(0, 500), st.integers(0, 40)
        ),
        max_size=5,
    ),
)
def test_whatever_the_evidence_no_character_is_lost(make: Make, sentence: str, start: int | None, found: Any) -> None:
    event = make()
    given = [Evidence(field, Span(index, start, start + length), "r") for field, index, start, length in found]
    cut = passages(mention(event, *given, sentence=sentence, start=start))
    assert "".join(one.text for one in cut) == sentence


def test_sentences_of_the_seeds_stand_where_their_records_say(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        main(["replay", str(ARTICLES), "--json"])
    articles = [decode(line, Article) for line in ARTICLES.read_bytes().splitlines() if re.search(rb'"text"', line)]
    by_id = {article.id: article for article in articles}
    events = [decode(line.encode(), Event) for line in capsys.readouterr().out.splitlines()]
    mentions = [one for event in events for one in event.mentions]
    assert len(mentions) > 20
    for one in mentions:
        assert one.sentence
        article = by_id[one.article_id]
        part = article.text if one.evidence[0].span.sentence else article.title
        assert one.sentence_start is not None
        assert part.startswith(one.sentence, one.sentence_start)
        assert any(passage.fields for passage in passages(one))
