"""The articles that all systems get, in the same order: news, redelivered and corrected in part, and probes.

A pure function of its arguments, so that the process that sends them and the one that folds them for the truth make the
same. Ids begin with a country, which the constant event takes; the real extraction reads the text.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from itertools import islice
from pathlib import Path
from random import Random
from typing import Any, Final

import orjson

STREAM: Final = Path(__file__).parents[3] / "shared" / "eval" / "dev" / "news_stream.jsonl"
SEEDS: Final = Path(__file__).parents[2] / "seeds" / "articles"
REDELIVERED: Final = 0.15
CORRECTED: Final = 0.05
LATEST: Final = 500  # articles later that one comes again at most
COUNTRIES: Final = 40  # among which the constant events are spread
SHIFT: Final = timedelta(days=45)  # between repetitions of an article, so that its incident is another one
NUMBER: Final = re.compile(r"\b\d{1,2}\b")
DAY: Final = re.compile(r"\d{4}(-\d\d){0,2}$")
PROBE_START: Final = datetime(2001, 1, 10, 6, tzinfo=UTC)
PROBE_DAYS: Final = 9  # between two probes of a country: further apart than two reports of one incident
PROBES: Final[Mapping[str, tuple[str, str]]] = {
    "ISL": ("Reykjavik", "Iceland"),
    "BTN": ("Thimphu", "Bhutan"),
    "FJI": ("Suva", "Fiji"),
    "MLT": ("Valletta", "Malta"),
    "LUX": ("Luxembourg City", "Luxembourg"),
    "MNG": ("Ulaanbaatar", "Mongolia"),
    "URY": ("Montevideo", "Uruguay"),
    "EST": ("Tallinn", "Estonia"),
    "LVA": ("Riga", "Latvia"),
    "SVN": ("Ljubljana", "Slovenia"),
    "BWA": ("Gaborone", "Botswana"),
    "NAM": ("Windhoek", "Namibia"),
    "GAB": ("Libreville", "Gabon"),
    "LAO": ("Vientiane", "Laos"),
    "BRN": ("Bandar Seri Begawan", "Brunei"),
    "TKM": ("Ashgabat", "Turkmenistan"),
    "ZMB": ("Lusaka", "Zambia"),
    "MWI": ("Lilongwe", "Malawi"),
    "TON": ("Nukualofa", "Tonga"),
    "WSM": ("Apia", "Samoa"),
    "OMN": ("Muscat", "Oman"),
    "CUB": ("Havana", "Cuba"),
    "PRY": ("Asuncion", "Paraguay"),
    "LTU": ("Vilnius", "Lithuania"),
}
"""Countries that the news hardly speaks of, each with its capital: what happens to them tells how far a system is."""


@dataclass(frozen=True, slots=True)
class Sent:
    """One record. `probe` is the country whose counters move when it has been counted, "" for the rest."""

    key: str
    value: bytes
    probe: str = ""


def base(most: int | None = None) -> list[dict[str, Any]]:
    """Return the texts that the load is made of: those of the stream of news where it is there, else the seeds."""
    if not STREAM.is_file():
        files = sorted(SEEDS.glob("*.jsonl"))
        return [orjson.loads(line) for file in files for line in file.read_bytes().splitlines()][:most]
    with STREAM.open("rb") as file:
        return [_article(orjson.loads(line)) for line in islice(file, most)]


def _article(row: Mapping[str, Any]) -> dict[str, Any]:
    said = str(row.get("date"))
    day = said if DAY.match(said) else "2022"
    day += {4: "-07-01", 7: "-15"}.get(len(day), "")
    return {"title": row.get("title") or None, "body": row["text"], "published_at": f"{day}T12:00:00Z"}


def origin() -> str:
    """Return where the texts are from."""
    return "the stream of news" if STREAM.is_file() else "seeds/articles"


def news(texts: Sequence[Mapping[str, Any]], seed: int = 1) -> Iterator[Sent]:
    """Yield records without end: the texts, again and again with other numbers and days, some twice, some corrected."""
    chance = Random(seed)  # noqa: S311 - a workload, not a secret
    later: dict[int, list[Sent]] = {}
    number = 0
    while True:
        said = _varied(texts[number % len(texts)], number // len(texts), chance)
        said["id"] = f"{_code(number % COUNTRIES)}-{number}"
        first = _sent(said)
        yield first
        if chance.random() < REDELIVERED:
            later.setdefault(number + chance.randint(1, LATEST), []).append(first)
        if chance.random() < CORRECTED:
            moment = _moment(said) + timedelta(hours=5)
            body = NUMBER.sub(lambda found: str(int(found[0]) + 1), said["body"])
            corrected = _sent({**said, "body": body, "updated_at": moment.isoformat()})
            later.setdefault(number + chance.randint(1, LATEST), []).append(corrected)
        yield from later.pop(number, ())
        number += 1


def probe(country: str, number: int) -> Sent:
    """Return the article that tells of one more attack in a country, for which its counters go up by one."""
    city, name = PROBES[country]
    at = PROBE_START + timedelta(days=PROBE_DAYS * number)
    killed = number % 7 + 2
    said = {
        "id": f"{country}-probe-{number}",
        "title": f"Gunmen kill {killed} in {city}",
        "body": f"{city.upper()}, {name} - Gunmen killed {killed} people in {city}, {name}, on {at:%A}, police said.",
        "published_at": (at + timedelta(hours=12)).isoformat(),
    }
    return Sent(said["id"], orjson.dumps(said), country)


def _varied(said: Mapping[str, Any], repetition: int, chance: Random) -> dict[str, Any]:
    """Return the text as it is the first time, and with other numbers and on another day the next times."""
    if not repetition:
        return dict(said)
    body = NUMBER.sub(lambda _: str(chance.randint(1, 40)), said["body"])
    moment = _moment(said) - repetition * SHIFT
    return {**said, "body": body, "published_at": moment.isoformat()}


def _moment(said: Mapping[str, Any]) -> datetime:
    return datetime.fromisoformat(said["published_at"])


def _code(number: int) -> str:
    """Return a code of three letters that is no country's: these are reserved for private use."""
    return f"X{chr(65 + number // 26)}{chr(65 + number % 26)}"


def _sent(said: Mapping[str, Any]) -> Sent:
    return Sent(str(said["id"]), orjson.dumps(said))
