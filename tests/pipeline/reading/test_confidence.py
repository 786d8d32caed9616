from datetime import UTC, date, datetime

import pytest

from pipeline.gazetteer import Gazetteer, load
from pipeline.reading.confidence import Fields, confidence, weights
from pipeline.reading.page import prepare
from pipeline.reading.read import read
from pipeline.reading.signs import Sign, Telling, signs
from schemas.article import Article
from schemas.values import DateBasis, DatePrecision, EventDate, Location, PlaceBasis, PlacePrecision


@pytest.fixture(scope="module")
def gazetteer() -> Gazetteer:
    return load()


FIELDS = Fields(
    location=Location(name="Goma", country="COD", precision=PlacePrecision.SETTLEMENT, basis=PlaceBasis.TEXT),
    date=EventDate(date(2024, 5, 18), date(2024, 5, 18), DatePrecision.DAY, DateBasis.WEEKDAY),
    actors=True,
    type_known=True,
)
GOOD = frozenset({Sign.TOLD_THERE, Sign.CONTAINED, Sign.TITLE_OF_CONFLICT})


def test_every_sign_has_a_weight() -> None:
    assert set(weights().signs) == set(Sign)


@pytest.mark.parametrize("sign", list(Sign))
def test_the_example_of_each_sign_shows_it(gazetteer: Gazetteer, sign: Sign) -> None:
    title, _, text = weights().signs[sign].example.rpartition(" | ")
    article = Article(
        id="one", published_at=datetime(2024, 5, 18, 12, tzinfo=UTC), title=title, text=text, language="en"
    )
    reading = read(article, gazetteer)

    shown = [
        signs(prepare(article), Telling(one.type, one.location, one.date, one.evidence), reading.toponyms)
        for one in reading.mentions
    ]

    assert any(sign in one for one in shown)


@pytest.mark.parametrize("sign", list(Sign))
def test_a_sign_moves_confidence_as_its_weight_says(sign: Sign) -> None:
    others = GOOD - {sign}
    gain = confidence(FIELDS, others | {sign}).overall - confidence(FIELDS, others).overall

    assert gain * weights().signs[sign].weight > 0


def test_confidence_stays_a_probability_where_every_sign_is_against() -> None:
    against = {sign for sign, weight in weights().signs.items() if weight.weight < 0}

    assert 0 < confidence(FIELDS, against).overall < 0.4
    assert confidence(FIELDS, GOOD).overall <= 0.95
