import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.reading.language import is_english

ENGLISH = {
    "sentence": "Three policemen were killed when gunmen attacked a checkpoint outside the town.",
    "capitals": "THREE POLICEMEN WERE KILLED WHEN GUNMEN ATTACKED A CHECKPOINT OUTSIDE THE TOWN.",
    "headline": "Police kill three in raid",
    "names": "Kadyrov, Smirnov and Hnatiuk in Belgorod",
    "empty": "",
    "figures": "12:30 - 14:00",
}
FOREIGN = {
    "Spanish": "La policía mató a tres personas en un enfrentamiento en las afueras de la ciudad.",
    "French": "Trois policiers ont été tués dans une attaque contre un poste de contrôle, selon les autorités locales.",
    "German": "Drei Polizisten wurden bei einem Angriff auf einen Kontrollpunkt am Rande der Stadt getötet.",
    "Russian": "Трое полицейских погибли при нападении на контрольно-пропускной пункт.",  # noqa: RUF001 - Russian
    "Arabic": "قتل ثلاثة من رجال الشرطة في هجوم على نقطة تفتيش",
}


@pytest.mark.parametrize("text", ENGLISH.values(), ids=ENGLISH)
def test_english_and_doubtful_texts_are_read(text: str) -> None:
    assert is_english(text)


@pytest.mark.parametrize("text", FOREIGN.values(), ids=FOREIGN)
def test_other_languages_are_not_read(text: str) -> None:
    assert not is_english(text)


@given(st.text(st.characters(), max_size=200))
@settings(max_examples=200, deadline=None)
def test_no_text_is_an_error(text: str) -> None:
    assert is_english(text) in (True, False)


def test_a_lone_surrogate_is_no_error() -> None:
    assert is_english("\ud800 Two soldiers were killed in the attack on the village")
