from zlib import crc32

import pytest

from pipeline.merging.names import MOST, names


@pytest.mark.parametrize(
    ("text", "found"),
    [
        pytest.param("Shots were fired at Fairmont Terrace.", ["fairmont terrace"], id="a building"),
        pytest.param("Darnell K. Hayes was 23.", ["darnell hayes"], id="a person, without the initial"),
        pytest.param("Mara Lindqvist Olsen spoke.", ["mara lindqvist", "lindqvist olsen"], id="three words"),
        pytest.param("Police Chief Karen Oduya spoke on Monday.", ["karen oduya"], id="an office is no name"),
        pytest.param("The county sheriff said on Friday that he knew.", [], id="nothing"),
    ],
)
def test_names_are_capitalised_words_that_stand_together(text: str, found: list[str]) -> None:
    assert names("", text) == tuple(crc32(name.encode()) for name in found)


def test_a_title_comes_first() -> None:
    assert names("Riverside Gardens shooting", "Karen Oduya spoke.")[0] == crc32(b"riverside gardens")


def test_no_more_are_kept_than_travel_well() -> None:
    text = " and ".join(f"{chr(65 + n % 26)}{'ab'[n // 26]}o {chr(65 + n % 26)}iu" for n in range(40))
    assert len(names("", text)) == MOST
