"""What a reader of a compacted topic has seen on the way, not only at the end."""

from collections.abc import Iterable

from aiokafka import ConsumerRecord

from schemas import Incident
from streams import topics
from streams.reader import records
from streams.settings import Settings


def steps_back(log: Iterable[ConsumerRecord[bytes, bytes]]) -> list[str]:
    """Return the events of which an incident was published with an older version after a newer one."""
    newest: dict[tuple[int, str, str], str] = {}
    back: list[str] = []
    for each in log:
        if each.value is None:
            continue
        incident = Incident.model_validate_json(each.value)
        for report in incident.reports:
            place = (each.partition, incident.country, report.event_id)
            if report.version < newest.get(place, ""):
                back.append(f"{place} at offset {each.offset}")
            newest[place] = max(report.version, newest.get(place, ""))
    return back


async def incidents_log(settings: Settings) -> list[ConsumerRecord[bytes, bytes]]:
    """Return every record of the topic incidents that is still there."""
    return [each async for each in records(settings, topics.INCIDENTS, from_beginning=True, follow=False)]
