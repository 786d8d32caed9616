"""Topics are contracts with the broker."""

from schemas.topics import ARTICLES, CORRECTIONS, EVENTS, MENTIONS, MIB, TOPICS


def test_topics_are_named_once() -> None:
    assert len({topic.name for topic in TOPICS}) == len(TOPICS)


def test_dead_letters_have_room_for_the_original_and_its_headers() -> None:
    assert ARTICLES.dead_letters.max_message_bytes == 3 * MIB


def test_events_are_compacted_and_tombstones_stay_a_week() -> None:
    assert EVENTS.config["cleanup.policy"] == "compact"
    assert EVENTS.config["delete.retention.ms"] == str(7 * 24 * 3600 * 1000)


def test_every_consumed_topic_has_dead_letters() -> None:
    assert {ARTICLES.dead_letters, CORRECTIONS.dead_letters, MENTIONS.dead_letters} <= set(TOPICS)


def test_corrections_are_kept_for_good() -> None:
    assert CORRECTIONS.config["cleanup.policy"] == "compact"
