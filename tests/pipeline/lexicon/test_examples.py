"""Every entry of the trigger, realis and metaphor files is read in its own example."""

import re
from datetime import UTC, datetime

import pytest

from pipeline.lexicon import table, words
from pipeline.reading import actors, objects
from pipeline.reading.cues import cues_of
from pipeline.reading.finders import Findings
from pipeline.reading.findings import Trigger
from pipeline.reading.folding import fold
from pipeline.reading.page import Page, prepare
from pipeline.reading.realis import Mark, MarkFile, MetaphorFile, Phrase, judge
from pipeline.reading.triggers import Entry, entries, find_triggers
from pipeline.reading.types import classify
from schemas.article import Article

PUBLISHED = datetime(2024, 5, 20, 12, tzinfo=UTC)


def page_of(text: str) -> Page:
    return prepare(Article(id="example", published_at=PUBLISHED, text=text))


def real(page: Page) -> list[Trigger]:
    return [trigger for trigger in find_triggers(page) if judge(page, trigger) is None]


@pytest.mark.parametrize("entry", entries(), ids=lambda entry: f"{entry.lemma}-{entry.types[0]}")
def test_entry_is_found_in_its_example_and_gives_its_type(entry: Entry) -> None:
    page = page_of(entry.example)
    triggers = real(page)
    found = Findings(
        actors=actors.find_actors(page), weapons=objects.find_weapons(page), targets=objects.find_targets(page)
    )

    type_, _ = classify(cues_of(page, triggers, found))

    assert triggers, f"no form of {entry.lemma!r} founds an act in its example: irregular verbs need `forms`"
    assert type_ == (entry.expects or entry.types[0])


def test_no_two_entries_share_a_name() -> None:
    names = [(entry.lemma, entry.noun is not None) for entry in entries()]

    assert len(names) == len(set(names))


@pytest.mark.parametrize("mark", table("realis", MarkFile).mark, ids=lambda mark: mark.example[:40])
def test_realis_mark_drops_the_triggers_of_its_example(mark: Mark) -> None:
    page = page_of(mark.example)

    drops = [judge(page, trigger) for trigger in find_triggers(page)]

    assert drops
    assert None not in drops
    assert mark.reason in {drop.reason for drop in drops if drop}


@pytest.mark.parametrize("phrase", table("metaphor", MetaphorFile).phrases, ids=lambda phrase: phrase.example[:40])
def test_figure_of_speech_tells_of_no_violence(phrase: Phrase) -> None:
    page = page_of(phrase.example)

    assert any(phrase_matches(phrase, sentence.text) for sentence in page.sentences)
    assert real(page) == []


def phrase_matches(phrase: Phrase, text: str) -> bool:
    return re.search(phrase.pattern, fold(text)) is not None


def test_an_unknown_word_list_is_refused_by_name() -> None:
    with pytest.raises(KeyError, match="no_such_list"):
        words("no_such_list")
