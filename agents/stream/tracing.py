"""Traces: what a message leads to carries the trace context that the message came with.

Source: W3C Trace Context, level 1. The worker makes no spans of its own, so the context is handed on as it is: from
an article to its mentions, from mentions to the events that they change, and to dead letters. A message that changes
nothing leads to nothing, and so to no trace.
"""

import re
from collections.abc import Iterable
from typing import Final

from msgspec.structs import replace

from agents.stream.records import Record, Result, Step
from pipeline.stages import Stages

PARENT: Final = "traceparent"
STATE: Final = "tracestate"
LONGEST_STATE: Final = 512
"""As many bytes as everybody must be able to hand on."""

# Version ff, and a trace or a parent of zeros only, are invalid.
_PARENT: Final = re.compile(rb"(?!ff)[0-9a-f]{2}-(?!0{32})[0-9a-f]{32}-(?!0{16})[0-9a-f]{16}-[0-9a-f]{2}")


def traced(step: Step) -> Step:
    """A step whose outputs carry the trace of the record that led to them."""

    def carry(record: Record) -> Stages[Result]:
        result = yield from step(record)
        context = trace(record.headers)
        if not context:
            return result
        outputs = tuple(replace(output, headers=(*output.headers, *context)) for output in result.outputs)
        return replace(result, outputs=outputs)

    return carry


def trace(headers: Iterable[tuple[str, bytes]]) -> tuple[tuple[str, bytes], ...]:
    """The trace context among a record's headers; empty where there is none that is valid.

    >>> parent = ("traceparent", b"00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01")
    >>> trace([("other", b"1"), parent]) == (parent,)
    True
    >>> trace([("traceparent", b"00-" + b"0" * 32 + b"-b7ad6b7169203331-01")])
    ()
    """
    found = {name: value for name, value in headers if name in {PARENT, STATE}}
    parent, state = found.get(PARENT), found.get(STATE, b"")
    if parent is None or _PARENT.fullmatch(parent) is None:
        return ()
    return ((PARENT, parent), (STATE, state)) if 0 < len(state) <= LONGEST_STATE else ((PARENT, parent),)
