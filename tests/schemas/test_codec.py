"""The codec: strict, lossless, and clear about what it refuses."""

import contextlib
from datetime import UTC, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from schemas import codec
from schemas.article import Article
from schemas.dead_letter import DeadLetter, Reason

instants = st.datetimes(datetime(1900, 1, 1), datetime(2200, 1, 1), timezones=st.just(UTC))  # noqa: DTZ001
texts = st.text(st.characters(exclude_categories=["Cs"]))
articles = st.builds(
    Article,
    id=texts.filter(bool),
    published_at=instants,
    text=texts,
    title=texts,
    url=st.none() | texts,
    outlet=st.none() | texts,
    language=st.none() | st.just("en"),
    updated_at=st.none() | instants,
)


@given(articles)
def test_decode_undoes_encode(article: Article) -> None:
    assert codec.decode(codec.encode(article), Article) == article


@given(st.binary())
def test_any_bytes_are_read_or_refused(data: bytes) -> None:
    with contextlib.suppress(codec.RejectedError):
        codec.decode(data, Article)


def test_equal_instants_in_other_offsets_are_equal_bytes() -> None:
    noon = datetime(2024, 5, 2, 12, tzinfo=UTC)
    elsewhere = noon.astimezone(timezone(timedelta(hours=5, minutes=45)))
    assert codec.encode(Article("a", noon)) == codec.encode(Article("a", elsewhere))


def test_deep_nesting_is_refused_and_not_a_crash() -> None:
    with pytest.raises(codec.RejectedError) as refusal:
        codec.decode(b"[" * 1_000_000, Article)
    assert refusal.value.reason is Reason.NOT_JSON


def test_invalid_utf8_is_told_by_its_byte() -> None:
    with pytest.raises(codec.RejectedError, match="byte 7") as refusal:
        codec.decode(b'{"id":"\xff"}', Article)
    assert refusal.value.reason is Reason.NOT_UTF8


def test_an_edition_is_dated_by_its_update() -> None:
    published = datetime(2024, 5, 2, tzinfo=UTC)
    assert Article("a", published).version == published
    assert Article("a", published, updated_at=published + timedelta(hours=1)).version == published + timedelta(hours=1)


def test_error_headers_are_read_back() -> None:
    letter = DeadLetter(Reason.INVALID_FIELD, "Expected `str`, got `int`", "articles.raw.v1", 3, 41, "$.id")
    assert codec.read_error_headers(codec.error_headers(letter)) == letter


def test_headers_of_something_else_are_refused() -> None:
    with pytest.raises(codec.RejectedError):
        codec.read_error_headers([("traceparent", b"00-1-2-03")])
