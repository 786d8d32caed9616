"""The type of a text that is known to tell of one act: a coder's note, a headline."""

from msgspec import structs

from pipeline.reading import actors, objects
from pipeline.reading.cues import cues_of
from pipeline.reading.finders import Findings
from pipeline.reading.findings import Trigger
from pipeline.reading.grievance import grievances
from pipeline.reading.page import Page
from pipeline.reading.realis import judge
from pipeline.reading.triggers import find_triggers
from pipeline.reading.types import classify
from schemas.values import EventType


def type_of_text(page: Page) -> tuple[EventType, str]:
    """The type of the act and the rule that gave it; never nothing, however little the text says."""
    told: list[Trigger] = []
    for cued, followed in ((True, True), (False, True), (False, False)):
        triggers = find_triggers(page, cued=cued, followed=followed)
        told = _real(page, triggers) or list(triggers)
        if told:
            break
    found = Findings(
        actors=actors.find_actors(page), weapons=objects.find_weapons(page), targets=objects.find_targets(page)
    )
    text = " ".join(sentence.folded for sentence in page.sentences)
    return classify(structs.replace(cues_of(page, told, found), text=text, may_be_crime=False))


def _real(page: Page, triggers: tuple[Trigger, ...]) -> list[Trigger]:
    refused = {drop.span for drop in grievances(page, triggers)}
    return [trigger for trigger in triggers if trigger.span not in refused and judge(page, trigger) is None]
