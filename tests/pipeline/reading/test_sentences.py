import time
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.lexicon import table
from pipeline.reading.sentences import split


def sentences(text: str) -> list[str]:
    return [text[start:end] for start, end in split(text)]


WHOLE = {
    "rank": "Lt. Gen. Petro Hnatiuk spoke to the Sanur Times.",
    "initials": "The body of John F. Adeyemi was found.",
    "country": "A U.S. convoy was hit near the border.",
    "number": "Reactor No. 4 was shut down.",
    "month": "The raid of Jan. 3 failed.",
    "town": "Shells fell on St. Anton and Ft. Rell.",
    "state": "He was shot in Tulsa, Okla., on Monday.",
    "quote goes on": 'She said, "We ran." as the shells fell.',
    "ellipsis": "They waited ... and then they ran.",
    "company": "Pitt & Co. chairman Ray Pitt was unhurt.",
    "host": "See www.Sanur.News.Example for more.",
    "hour": "At 5 a.m. Mr. Bah opened the gate.",
}


@pytest.mark.parametrize("text", WHOLE.values(), ids=WHOLE)
def test_a_sentence_with_stops_inside_stays_whole(text: str) -> None:
    assert sentences(text) == [text]


SEVERAL = {
    "plain": ["Two soldiers fell.", "The rest withdrew."],
    "country at the end": ["They fled to the U.S.", "The rest stayed."],
    "quote": ['"We are safe."', "She wept."],
    "closing bracket": ["(Nobody was hurt.)", "Police left."],
    "question": ["Who fired?", "Nobody knows."],
    "number next": ["Many were hurt.", "12 died."],
    "touching": ["The siege ended.", "Today is calm."],
    "paragraph without a stop": ["Two dead in Rell", "Police said so."],
    "bullets": ["\u2022 Two dead", "\u2022 Five hurt"],
    "numbered": ["1. Two dead", "2. Five hurt"],
    "capitals": ["THE U.S. CONVOY WAS HIT.", "GEN. BAH DIED."],
    "lower case": ["curfew went on in rell.", "police said so."],
    "four dots": ["He stopped....", "Then he fell."],
}
GLUE = {"touching": "", "paragraph without a stop": "\n\n"}


@pytest.mark.parametrize(("name", "parts"), SEVERAL.items(), ids=SEVERAL)
def test_sentences_end_where_they_end(name: str, parts: list[str]) -> None:
    assert sentences(GLUE.get(name, " ").join(parts)) == parts


def test_a_long_line_that_goes_on_in_lower_case_is_no_boundary() -> None:
    text = "The governor of the northern province said late on Monday\nthat two villages had been left."
    assert sentences(text) == [text]


def test_a_short_line_ends_a_sentence() -> None:
    assert sentences("Two dead in Rell\nmore to follow") == ["Two dead in Rell", "more to follow"]


TEXTS = st.text(st.sampled_from("aB .!?\n\"')(1\u2022\u2026\u201d,-\u00e9"), max_size=200) | st.text(max_size=100)


@given(TEXTS)
@settings(max_examples=300, deadline=None)
def test_splitting_loses_no_character_and_keeps_order(text: str) -> None:
    spans = split(text)
    assert "".join("".join(text[start:end].split()) for start, end in spans) == "".join(text.split())
    assert all(first[1] <= second[0] for first, second in pairwise(spans))
    assert all(text[start:end] == text[start:end].strip() != "" for start, end in spans)


@given(TEXTS, TEXTS)
@settings(max_examples=100, deadline=None)
def test_an_empty_line_is_always_a_boundary(before: str, after: str) -> None:
    text = f"{before}a\n\nB{after}"
    cut = len(before) + 1
    assert not any(start < cut < end for start, end in split(text))


@pytest.mark.parametrize(
    "bait", [". " * 30_000, "." * 60_000, "A. " * 20_000, " ." * 30_000, '"' * 60_000, "1. " * 20_000]
)
def test_hostile_text_is_split_in_bounded_time(bait: str) -> None:
    begun = time.process_time()
    split(bait)
    assert time.process_time() - begun < 1


def test_the_abbreviations_are_written_as_the_splitter_looks_them_up() -> None:
    lists = table("abbreviations", dict[str, frozenset[str]])
    assert all(word == word.lower() and not word.endswith(".") for words in lists.values() for word in words)
