"""What the settings say of merging and publishing."""

from datetime import timedelta

from agents.settings import Settings
from pipeline.merging.rules import Rules


def rules(settings: Settings) -> Rules:
    """The rules of a deployment."""
    return Rules(
        horizon=None if settings.horizon_days is None else timedelta(days=settings.horizon_days),
        published_types=settings.published_types,
        min_confidence=settings.min_confidence,
        historic_after=timedelta(days=settings.historic_days),
        names_published=settings.publish_person_names,
        sentences_published=settings.publish_sentences,
    )
