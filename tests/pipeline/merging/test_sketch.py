from hypothesis import given
from hypothesis import strategies as st

from pipeline.merging.sketch import COPY, SIZE, resemblance, sketch

STORY = (
    "Gunmen on motorcycles opened fire on a checkpoint outside the northern town late on Friday, killing four soldiers "
    "and burning two vehicles before they fled towards the river, a district official said. Reinforcements arrived an "
    "hour later and found the post deserted. No group has said that it carried out the raid, the third this month."
)
OTHER = (
    "Four soldiers died when attackers stormed an army post in the north of the country, officials said on Saturday. "
    "The assault, in which two trucks were set alight, lasted half an hour, according to residents of the town."
)


def test_a_copy_with_a_local_paragraph_is_a_copy() -> None:
    longer = STORY + " Our correspondent adds that shops in the town stayed shut on Saturday."
    assert resemblance(sketch(STORY), sketch(longer)) >= COPY


def test_another_report_of_the_same_act_is_no_copy() -> None:
    assert resemblance(sketch(STORY), sketch(OTHER)) < COPY


def test_case_and_punctuation_make_no_difference() -> None:
    assert sketch(STORY) == sketch(STORY.upper().replace(",", " --"))


def test_a_text_shorter_than_a_shingle_has_no_sketch() -> None:
    assert sketch("Three words only") == ()
    assert resemblance((), ()) == 0


@given(st.text(max_size=300))
def test_a_sketch_is_one_size_and_always_the_same(text: str) -> None:
    assert len(sketch(text)) in (0, SIZE)
    assert sketch(text) == sketch(text)
