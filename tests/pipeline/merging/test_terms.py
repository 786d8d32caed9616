from zlib import crc32

import pytest

from pipeline.lexicon import common_words, uncommon_words
from pipeline.merging.terms import MOST, terms, worth


@pytest.mark.parametrize(
    ("text", "found"),
    [
        pytest.param("Shots were fired at the Fairmont Terrace.", ["fairmont"], id="a building"),
        pytest.param("The police said on Monday that officers were called.", [], id="what all news says"),
        pytest.param("Oduya spoke. Lindqvist's car was found. LINDQVIST fled.", ["lindqvist", "oduya"], id="often"),
        pytest.param("Zoë Müller-Lüdenscheidt", ["muller-ludenscheidt"], id="accents"),
    ],
)
def test_terms_are_the_words_that_an_article_repeats_and_others_lack(text: str, found: list[str]) -> None:
    assert set(terms("", text)) >= {crc32(word.encode()) for word in found}
    assert len(terms("", text)) <= len(found) + 1


def test_the_commonest_come_first_and_a_word_of_the_title_counts_twice() -> None:
    text = "Oduya spoke. Lindqvist left, said Lindqvist. Lindqvist!"
    assert terms("Brattleboro mourns", text)[:2] == (crc32(b"lindqvist"), crc32(b"brattleboro"))


def test_a_rare_word_goes_before_an_uncommon_one_and_is_worth_two() -> None:
    assert terms("", "A harvest. Oduya spoke.") == (crc32(b"oduya"), crc32(b"harvest"))
    assert worth([crc32(b"oduya")]) == 2
    assert worth([crc32(b"harvest")]) == 1
    assert worth([]) == 0


def test_no_word_is_common_and_uncommon() -> None:
    assert not common_words() & uncommon_words()


def test_no_more_are_kept_than_travel_well() -> None:
    assert len(terms("", " ".join(f"q{chr(97 + n % 26)}{chr(97 + n // 26)}zz" for n in range(40)))) == MOST
