"""How far the workers are, as the broker knows it."""

from typing import Final

from schemas.view import Stage
from streams.cluster import positions
from streams.settings import Settings
from streams.topics import ARTICLES, DEAD_LETTERS, EVENTS, group, name

NAMES: Final = {ARTICLES: "articles, extract agent", EVENTS: "events, count agent"}


async def others(settings: Settings) -> tuple[tuple[Stage, ...], int]:
    """Return the stages before this view, and how many dead letters there are.

    Errors: BrokerUnreachableError.
    """
    wanted = {
        name(settings, ARTICLES): group(settings, "extract"),
        name(settings, EVENTS): group(settings, "count"),
        name(settings, DEAD_LETTERS): group(settings, "extract"),
    }
    found = {position.topic: position for position in await positions(settings, wanted)}
    letters = found.get(name(settings, DEAD_LETTERS))
    stages = tuple(
        Stage(name=told, records=position.ends, lag=max(0, position.lag), newest=None)
        for short, told in NAMES.items()
        if (position := found.get(name(settings, short)))
    )
    return stages, letters.ends if letters else 0
