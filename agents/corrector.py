"""The corrector: an analyst's corrections in, each on its way to the mentions that it speaks of.

Corrections and mentions must be merged from one log: from two, a worker that was killed could take them up in another
order, and an event's version would have two contents.
"""

from dataclasses import replace
from datetime import datetime

from agents.reader import check_instant
from agents.stream.guard import fitting
from agents.stream.records import Output, Record, Result, Step
from agents.topics import Topology
from pipeline.stages import Stages
from schemas.cloudevents import of_correction
from schemas.codec import RejectedError, decode, encode
from schemas.correction import Correction
from schemas.dead_letter import Reason


def corrector(topology: Topology) -> Step:
    """The step of the corrector."""

    def step(record: Record) -> Stages[Result]:
        correction = replace(admit(record.value, record.timestamp), received_at=record.timestamp)
        yield
        topic, headers = topology.mentions, of_correction(correction, topology.source)
        output = Output(topic.name, correction.block.encode(), encode(correction), headers=headers)
        return Result(fitting((output,), topic))

    return step


def admit(value: bytes | None, timestamp: datetime) -> Correction:
    """Decode a correction, and refuse what cannot be one.

    Raises:
        RejectedError: with the reason, and the field where there is one.
    """
    if value is None:
        detail = "a null says neither who nor why: send the correction again, with a later 'at' and 'revoked' true"
        raise RejectedError(Reason.INVALID_FIELD, detail)
    correction = decode(value, Correction)
    check_instant("at", correction.at, timestamp)
    return correction
