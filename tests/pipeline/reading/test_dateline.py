from datetime import date

import pytest

from pipeline.reading.dateline import find_dateline

PUBLISHED = date(2031, 8, 14)

FOUND = {
    "agency and date": ("RELL, Aug 13 (SNA) -- Two died.", "RELL", date(2031, 8, 13), "SNA", "Two died."),
    "colon": ("Rell, Aug 13 (SNA): Two died.", "Rell", date(2031, 8, 13), "SNA", "Two died."),
    "region": ("RELL, Sanur (SNA) \u2014 Two died.", "RELL, Sanur", None, "SNA", "Two died."),
    "year": ("RELL, Dec 21 , 2030 -- Two died.", "RELL", date(2030, 12, 21), None, "Two died."),
    "day first": ("NEW RELL, 3 JAN 31 -- [TEXT] TWO DIED.", "NEW RELL", date(2031, 1, 3), None, "TWO DIED."),
    "tags": (
        "NEW RELL, 3 JAN 31 (RADIO RELL) -- [REPORT] [PRESS OFFICE, SNA] [TEXT] TWO DIED.",
        "NEW RELL",
        date(2031, 1, 3),
        "RADIO RELL",
        "TWO DIED.",
    ),
    "country in brackets": ("RELL (SANUR), 3 JAN 31 -- TWO DIED.", "RELL (SANUR)", date(2031, 1, 3), None, "TWO DIED."),
    "station": ("RELL (KSNA) \u2013 Two died.", "RELL", None, "KSNA", "Two died."),
    "lower case": ("rell: two died.", "rell", None, None, "two died."),
    "after junk": ("By Lena Ode\n\nRELL, Aug 13 (SNA) -- Two died.", "RELL", date(2031, 8, 13), "SNA", "Two died."),
    "last year": ("RELL, Dec. 30 (SNA) -- Two died.", "RELL", date(2030, 12, 30), "SNA", "Two died."),
}


@pytest.mark.parametrize(("text", "place", "day", "agency", "rest"), FOUND.values(), ids=FOUND)
def test_a_dateline_gives_place_day_and_agency(
    text: str, place: str, day: date | None, agency: str | None, rest: str
) -> None:
    found = find_dateline(text, PUBLISHED)
    assert found is not None
    assert (found.place, found.day, found.agency) == (place, day, agency)
    assert text[found.end :] == rest
    assert text[found.start :].startswith(place)


def test_a_line_about_the_page_may_stand_before_a_dateline_in_small_letters() -> None:
    found = find_dateline("This story is from May 3, 2002\n\nlucknow: two men were shot.", date(2002, 5, 3))
    assert found is not None
    assert found.place == "lucknow"


NONE = {
    "update": "UPDATE (Feb. 20): Two died.",
    "sentence": "Police said two people died.",
    "name and dash": "Lena Ode - two people died in Rell.",
    "quote": "WATCH: Two died in Rell.",
}


@pytest.mark.parametrize("text", NONE.values(), ids=NONE)
def test_a_line_that_only_looks_like_one_is_none(text: str) -> None:
    assert find_dateline(text, PUBLISHED) is None


def test_a_source_without_place_or_day_gives_neither() -> None:
    found = find_dateline("NO CITY, NO DATE -- [SPEECH] [TEXT] TWO DIED.", PUBLISHED)
    assert found is not None
    assert (found.place, found.day) == (None, None)
