import re

from hypothesis import given
from hypothesis import strategies as st

from pipeline.reading.phrases import Phrases, fold, key

WORDS = ("car", "car bomb", "bomb", "bomb squad", "squad")
PHRASES = Phrases([key(word) for word in WORDS])
LONGEST_FIRST = re.compile(rf"(?<= )(?:{'|'.join(sorted(WORDS, key=len, reverse=True))})(?= )".encode())


def test_a_phrase_may_begin_where_the_one_before_it_ends() -> None:
    assert [WORDS[index] for _, _, index in PHRASES.find(fold("Car, squad"))] == ["car", "squad"]


def test_of_phrases_that_begin_together_the_longest_counts() -> None:
    assert PHRASES.find(fold("a car bomb squad")) == [(2, 10, 1), (11, 16, 4)]


@given(st.lists(st.sampled_from(["car", "bomb", "squad", "cars", "the"]), max_size=12))
def test_phrases_are_found_as_an_expression_finds_them(words: list[str]) -> None:
    folded = fold(" ".join(words))
    found = [(start, end, WORDS[index]) for start, end, index in PHRASES.find(folded)]
    assert found == [(hit.start() - 1, hit.end() - 1, hit[0].decode()) for hit in LONGEST_FIRST.finditer(folded)]
