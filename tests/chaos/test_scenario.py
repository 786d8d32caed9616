"""The same seed gives the same run."""

import orjson
import pytest

from schemas.codec import RejectedError, decode
from schemas.correction import Action, Correction
from tests.chaos.articles import messages
from tests.chaos.corrections import corrected
from tests.chaos.scenario import MANY, Trouble, scenario, stops


def test_messages_are_the_same_for_the_same_seed() -> None:
    assert messages(200, seed=3) == messages(200, seed=3)
    assert messages(200, seed=3) != messages(200, seed=4)


def test_only_a_bad_message_cannot_be_parsed() -> None:
    for message in messages(2000, seed=1):
        if message.is_bad:
            with pytest.raises(orjson.JSONDecodeError):
                orjson.loads(message.value or b"")
        elif message.value is not None:
            assert orjson.loads(message.value)["id"] == message.key.decode()


def test_a_correction_and_a_retraction_follow_their_article() -> None:
    seen = set()
    for message in messages(2000, seed=1):
        if message.value is None or b"updated_at" in message.value:
            assert message.key in seen
        seen.add(message.key)


@pytest.mark.parametrize("kills", [1, 8, 100])
def test_a_scenario_has_its_kills_and_goes_from_one_worker_to_three_and_back(kills: int) -> None:
    steps = scenario(kills, seed=1)
    assert steps == scenario(kills, seed=1)
    assert sum(step.trouble is Trouble.KILL for step in steps) == kills
    if kills > MANY:
        assert [steps[0].workers, max(step.workers for step in steps), steps[-1].workers] == [1, MANY, 1]


def test_orderly_restarts_are_nothing_else() -> None:
    assert {step.trouble for step in stops(5, seed=1)} == {Trouble.STOP}


def test_corrections_are_of_every_kind_and_only_bad_ones_are_refused() -> None:
    articles = messages(2000, seed=1)
    sent = corrected(articles, seed=1)
    assert sent == corrected(articles, seed=1)
    assert [message for message in sent if not message.is_correction] == articles
    good = []
    for message in sent:
        if message.is_bad and message.is_correction:
            with pytest.raises(RejectedError):
                decode(message.value or b"", Correction)
        elif message.is_correction:
            good.append(decode(message.value or b"", Correction))
    assert {one.action for one in good} == set(Action)
    assert any(one.revoked for one in good)
    assert len(sent) - len(articles) > len(good)
