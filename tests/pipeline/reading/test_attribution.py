from datetime import UTC, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.reading.attribution import find_attributions
from pipeline.reading.page import LetterCase, Page, Sentence
from schemas.article import Article
from schemas.values import Stance


def page(text: str) -> Page:
    article = Article(id="a", published_at=datetime(2024, 5, 6, 12, tzinfo=UTC), text=text)
    sentences = (Sentence(0, 0, 0, ""), Sentence(1, 0, len(text), text))
    return Page(article, sentences, LetterCase.MIXED, None, None, body_mismatch=False, paragraphs=(0, 1))


@pytest.mark.parametrize(
    ("text", "claimant", "stance", "within"),
    [
        ("Nine people were killed, Marovian officials said.", "Marovian officials", Stance.ASSERT, "Nine people"),
        ("The Marovian defence ministry said Monday that nine men were killed.", None, Stance.ASSERT, "nine men"),
        (
            "Rebels hold 12 villages, according to Ivo Tarn, the acting governor.",
            "Ivo Tarn",
            Stance.ASSERT,
            "12 villages",
        ),
        ("According to the mayor, nine people were killed.", "mayor", Stance.ASSERT, "nine people"),
        ('"Nine people were killed," said Ivo Tarn.', "Ivo Tarn", Stance.ASSERT, "Nine people"),
        ("Ann Cole, the head of the force, said Monday that nine men died.", "Ann Cole", Stance.ASSERT, "nine men"),
        ("The army admitted that it had lost 40 soldiers.", "army", Stance.ADMIT, "40 soldiers"),
        ("The rebels denied that nine people were killed.", "rebels", Stance.DENY, "nine people"),
    ],
)
def test_speakers_and_what_they_say(text: str, claimant: str | None, stance: Stance, within: str) -> None:
    (found,) = find_attributions(page(text))
    assert found.claimant == (claimant or "Marovian defence ministry")
    assert found.stance is stance
    assert within in text[found.scope.start : found.scope.end]
    assert found.claimant in text[found.speaker.start : found.speaker.end]


def test_a_sentence_without_a_claim_is_not_read() -> None:
    assert find_attributions(page("The weather will be fine, the mayor said.")) == ()


@settings(max_examples=60)
@given(
    st.lists(st.sampled_from(('"', ",", "said", "the mayor", "killed", "according to", "that", "denied")), max_size=60)
)
def test_spans_lie_in_the_text(words: list[str]) -> None:
    text = " ".join(words)
    for found in find_attributions(page(text)):
        assert 0 <= found.scope.start < found.scope.end <= len(text)
        assert 0 <= found.speaker.start < found.speaker.end <= len(text)
