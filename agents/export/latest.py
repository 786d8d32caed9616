"""Which events stand at the end of the topic."""

from collections.abc import AsyncIterable

from agents.cli.events import Wanted
from agents.cli.tail import Published, Tombstone
from agents.export.columns import Columns, columns_of
from schemas.event import Status


async def standing(records: AsyncIterable[Published | Tombstone], wanted: Wanted) -> list[Columns]:
    """The greatest version of each event that was asked for, by date and id.

    It is the latest version that must be what was asked for: an event that moved to another country is not in the
    first one. Merged and withdrawn events are left out, and so is what a tombstone has ended.
    """
    versions: dict[str, int] = {}
    found: dict[str, Columns] = {}
    async for record in records:
        match record:
            case Tombstone(event_id):
                versions.pop(event_id, None)
                found.pop(event_id, None)
            case Published(event) if event.version >= versions.get(event.event_id, 0):
                versions[event.event_id] = event.version
                found.pop(event.event_id, None)
                if event.status is Status.ACTIVE and wanted.matches(event):
                    found[event.event_id] = columns_of(event)
            case _:
                pass
    return sorted(found.values(), key=lambda row: (row.start, row.id))
