import pytest

from pipeline.lexicon import table
from pipeline.reading.boilerplate import Boilerplate, is_junk, is_note, title_end


@pytest.mark.parametrize("example", [entry.example for entry in table("boilerplate", Boilerplate).furniture])
def test_each_entry_of_the_list_is_cut(example: str) -> None:
    assert is_junk(example)


@pytest.mark.parametrize(
    "caption",
    ["Soldiers at the bridge of Rell. (AP Photo/Lena Ode)", "A burnt car in Rell. Lena Ode/Getty Images"],
    ids=["brackets", "slash"],
)
def test_a_caption_is_known_by_its_credit(caption: str) -> None:
    assert is_junk(caption)


@pytest.mark.parametrize(
    "sentence",
    [
        "By Monday the rebels had left the town.",
        "Watch towers were burned along the road.",
        "Photographers were beaten by the police.",
        "Share prices fell after the attack.",
        "More than forty people died (Reuters reported).",
        "Follow-up attacks killed two soldiers.",
    ],
)
def test_ordinary_sentences_stay(sentence: str) -> None:
    assert not is_junk(sentence)


@pytest.mark.parametrize("example", [entry.example for entry in table("boilerplate", Boilerplate).note])
def test_a_note_to_editors_is_no_title(example: str) -> None:
    assert is_note(example)


@pytest.mark.parametrize("title", ["Attention turns to Goma", "EU editors meet", "Rebels take Goma =", ""])
def test_a_headline_is_no_note(title: str) -> None:
    assert not is_note(title)


TITLES = {
    "station": ("Two die in Rell blast - KSNA News 12 Sanur", "Two die in Rell blast"),
    "bar": ("Two die in Rell blast | Reuters", "Two die in Rell blast"),
    "host": ("Two die in Rell blast - Sanur.com", "Two die in Rell blast"),
    "colons": ("Two die in Rell blast :: WSNA.com", "Two die in Rell blast"),
}


@pytest.mark.parametrize(("title", "proper"), TITLES.values(), ids=TITLES)
def test_the_outlet_after_a_title_is_no_part_of_it(title: str, proper: str) -> None:
    assert title[: title_end(title, None)] == proper


@pytest.mark.parametrize(
    "title",
    ["Two die in Rell blast - governor", "Rell - Sanur News", "Two die", "", "Rebels - and soldiers - leave the town"],
)
def test_a_dash_inside_a_title_does_not_end_it(title: str) -> None:
    assert title_end(title, None) == len(title)


def test_the_articles_own_outlet_ends_a_title() -> None:
    title = "Two die in Rell blast - The Hill Walker"
    assert title[: title_end(title, "Hill Walker")] == "Two die in Rell blast"
