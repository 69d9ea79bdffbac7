"""A view without a broker: realistic records by the thousand, a file filled with them, the app around it.

`python -m tests.support.view` serves it on http://127.0.0.1:8080, with a new record each second.
"""

import argparse
import asyncio
import random
import tempfile
import time
from collections.abc import AsyncIterator, Iterable, Iterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Final, Literal

from schemas import (
    Correction,
    Count,
    CountryCounters,
    EventType,
    Evidence,
    Figure,
    Incident,
    IncidentMember,
    Place,
    ReportedFigure,
    ReportedWhole,
)
from schemas.view import Change, State
from streams.counters import counters_at
from streams.settings import Clock
from streams.topics import CORRECTIONS, COUNTERS, EVENTS, INCIDENTS
from streams.web.app import Access, change_event, make_app, status_event
from streams.web.database import Database
from streams.web.health import Health, Reach
from streams.web.hub import Hub
from streams.web.metrics import Metrics
from streams.web.names import country_names
from streams.web.snapshot import Histories, Snapshots
from streams.web.view import View
from streams.web.write import Record, apply, meta, put_meta

NOW: Final = datetime(2023, 11, 22, 6, 41, tzinfo=UTC)
BATCH: Final = 2_000
ATTACKERS: Final = ("Unknown gunmen", "Kataib Hezbollah", "IS", "government forces", "Red Valley Front", None)
TARGETS: Final = ("US and coalition forces", "police patrol", "civilians", "army convoy", "militia vehicle", None)
WEAPONS: Final = ("close-range ballistic missile", "drone", "car bomb", "rifles", None, None)
TOWNS: Final = ("Old Bridge", "Harbour Road", "Northgate", "Salt Market", "Três Rios", "Al-Wadi", "Hill Station")
SOURCES: Final = ("Tigris Post", "Meridian Wire", "Gulf Record", "Hill Gazette", "Steppe News")
BUSY: Final = ("UKR", "PSE", "MMR", "SYR", "SDN", "NGA", "COD", "LBN", "BFA", "MLI", "PAK", "ISR", "ETH", "IRQ", "MEX")


@dataclass(frozen=True)
class Sample:
    """Records as the topics have them."""

    incidents: tuple[Incident, ...]
    counters: tuple[CountryCounters, ...]
    corrections: tuple[Correction, ...]

    def records(self) -> Iterator[Record]:
        """Yield every record: incidents, counters, corrections, and an event for each report's article."""
        stamp = int(NOW.timestamp() * 1000)
        for incident in self.incidents:
            yield of_incident(incident, stamp)
            for report in incident.reports:
                yield Record(EVENTS, b"", b'{"article_id":"%s"}' % report.article_id.encode(), stamp)
        for counters in self.counters:
            yield Record(COUNTERS, counters.country.encode(), counters.model_dump_json().encode(), stamp)
        for correction in self.corrections:
            yield of_correction(correction, stamp)


def of_incident(incident: Incident, stamp: int) -> Record:
    return Record(INCIDENTS, incident.incident_id.encode(), incident.model_dump_json().encode(), stamp)


def of_correction(correction: Correction, stamp: int) -> Record:
    return Record(CORRECTIONS, correction.country.encode(), correction.model_dump_json().encode(), stamp)


class Maker:
    """Makes records from a seed: the same seed, the same records."""

    def __init__(self, seed: int, countries: int, now: datetime = NOW) -> None:
        self._random = random.Random(seed)  # noqa: S311 - data for a test, not a secret
        quiet = sorted(set(country_names()) - set(BUSY))
        self.countries = [*BUSY, *quiet][:countries]
        self._weights = [1 / (place + 2) for place in range(len(self.countries))]
        self._now = now
        self._made = 0

    def incident(self, occurred_at: datetime | None = None) -> Incident:
        draw, self._made = self._random, self._made + 1
        country = draw.choices(self.countries, self._weights)[0]
        age = timedelta(hours=draw.expovariate(1 / (24 * 120)) % (24 * 365 * 4))
        moment = occurred_at or self._now - age
        reports = tuple(self._report(moment, number) for number in range(draw.choice((1, 1, 1, 2, 3))))
        stated = [report.injured for report in reports if report.injured is not None]
        dead = [report.killed for report in reports if report.killed is not None]
        return Incident(
            incident_id=reports[0].event_id,
            country=country,
            event_type=draw.choice(list(EventType)),
            place=self._place(country),
            occurred_at=moment,
            time_precision=draw.choice((1, 1, 1, 2, 3)),
            attacker=draw.choice(ATTACKERS),
            target=draw.choice(TARGETS),
            weapon=draw.choice(WEAPONS),
            claimed_by=None,
            injured=stated[-1] if stated else None,
            killed=dead[-1] if dead else None,
            reports=reports,
        )

    def correction(self, incident: Incident) -> Correction:
        report = incident.reports[-1]
        old, new = self._count(), self._count() or Count.exactly(2)
        return Correction(
            correction_id=f"correction-{self._draw_id()}",
            country=incident.country,
            incident_id=incident.incident_id,
            figure=self._random.choice((Figure.INJURED, Figure.KILLED)),
            old=old,
            new=new,
            occurred_at=incident.occurred_at,
            article_id=report.article_id,
            event_id=report.event_id,
            version=report.version,
            reported_at=report.reported_at,
        )

    def reported(self, country: str) -> tuple[ReportedFigure, ...]:
        """Two totals, the newer first, as a country's counters record has them."""
        today = self._now.date()
        whole = ReportedWhole(
            countries=tuple(sorted((country, "SYR"))), attacks=Count.exactly(66), injured=Count.exactly(62), killed=None
        )
        return tuple(
            ReportedFigure(
                since=today - timedelta(days=36),
                as_of=today - timedelta(days=7 * number),
                attacks=Count.exactly(32 - 5 * number),
                injured=None,
                killed=None,
                source="The Pentagon",
                article_id=f"total-{country}-{number}",
                event_id=f"total-{country}-{number}#1",
                scope="US forces",
                total=whole if number == 0 else None,
                evidence="Our forces were attacked 32 times there since the middle of October, an official said.",
            )
            for number in range(2)
        )

    def _draw_id(self) -> str:
        return f"{self._random.getrandbits(64):016x}"

    def _count(self) -> Count | None:
        best = int(self._random.expovariate(0.25))
        return self._random.choice(
            (
                None,
                None,
                Count.exactly(best),
                Count(low=best, best=best + 1, high=best + 3),
                Count(low=2, best=3, high=None, vague=True),
            )
        )

    def _report(self, moment: datetime, number: int) -> IncidentMember:
        source, word = self._random.choice(SOURCES), self._random.choice(TOWNS)
        sentence = f"Several people were hurt when a rocket landed near {word} late in the evening, doctors said."
        reported_at = min(moment + timedelta(hours=7 + 9 * number), self._now)
        article = f"{source.lower().replace(' ', '-')}-{self._draw_id()}"
        return IncidentMember(
            event_id=f"{article}#1",
            article_id=article,
            version=f"{reported_at:%Y-%m-%dT%H:%M:%S.%fZ}/0",
            reported_at=reported_at,
            source=source,
            title=f"Strike near {word}",
            url=f"https://news.example/{article}",
            injured=self._count(),
            killed=self._count(),
            evidence=(Evidence(sentence=sentence, start=0, end=len(sentence)),),
            evidence_total=1,
        )

    def _place(self, country: str) -> Place | None:
        draw = self._random
        kind = draw.random()
        if kind < 0.1:
            return None
        precision: Literal[1, 2, 3] = draw.choice((1, 1, 1, 2, 3))
        near = (sum(map(ord, country)) * 37 % 100 - 40, sum(map(ord, country)) * 91 % 300 - 150)
        spot = draw.randrange(40)
        return Place(
            name=f"{draw.choice(TOWNS)} {spot}",
            latitude=near[0] + spot / 20,
            longitude=near[1] + spot % 7 / 3,
            geo_precision=precision,
        )


def make_sample(incidents: int, countries: int = 60, seed: int = 6, now: datetime = NOW) -> Sample:
    """Make records: a correction for every tenth incident, reported totals for Iraq and Syria."""
    maker = Maker(seed, countries, now)
    made = tuple(maker.incident() for _ in range(incidents))
    reported: dict[str, tuple[ReportedFigure, ...]] = {
        country: maker.reported(country) for country in ("IRQ", "SYR") if country in maker.countries
    }
    return Sample(
        incidents=made,
        counters=tuple(counters_at(made, reported, now)),
        corrections=tuple(maker.correction(incident) for incident in made[::10]),
    )


def fill(database: Database, records: Iterable[Record], *, complete: bool = True) -> None:
    """Keep records as the reader of the topics would."""
    batch: list[Record] = []
    for record in records:
        batch.append(record)
        if len(batch) == BATCH:
            apply(database, batch, {}, 0.0)
            batch = []
    apply(database, batch, {}, 0.0)
    with database.writing() as connection:
        put_meta(connection, "complete", int(complete))


def make_view(database: Database, clock: Clock = Clock.WALL, now: datetime = NOW) -> View:
    """Return a view over a file, live since the beginning, whose wall clock stands still."""
    hub = Hub()
    health = Health(lambda: now, clock)
    health.enter(State.LIVE)
    health.recovered = True
    health.reaches = {INCIDENTS: Reach(0, 10, 10), COUNTERS: Reach(0, 5, 5)}
    health.newest = now
    return View(Snapshots(database, clock, lambda: now, Histories()), health, hub, Metrics(health, hub))


async def keep(view: View, records: Sequence[Record]) -> None:
    """Keep a batch and tell the streams of it, as the reader of the topics does."""
    version = apply(view.snapshots.database, records, {}, time.time())
    if version is not None:
        with view.snapshots.database.reading() as connection:
            generation = str(meta(connection, "generation"))
            text = connection.execute("SELECT change FROM changes WHERE version = ?", (version,)).fetchone()[0]
        view.hub.send(change_event(Change.model_validate_json(text), generation, version))


def _serve(port: int, incidents: int) -> None:
    import uvicorn  # noqa: PLC0415 - only to look at the page

    with tempfile.TemporaryDirectory() as folder:
        now = datetime.now(UTC)
        database = Database(Path(folder) / "view.db")
        fill(database, make_sample(incidents, 200, now=now).records())
        view = make_view(database, now=now)
        maker = Maker(7, 200, now)

        @asynccontextmanager
        async def arriving() -> AsyncIterator[None]:
            async def arrive() -> None:
                while True:
                    await asyncio.sleep(1.0)
                    moment = datetime.now(UTC)
                    incident = maker.incident(moment - timedelta(hours=3))
                    stamp = int(moment.timestamp() * 1000)
                    records = [of_incident(incident, stamp)]
                    if stamp % 3 == 0:
                        records.append(of_correction(maker.correction(incident), stamp))
                    view.health.newest = moment
                    await keep(view, records)
                    view.hub.send(status_event(view))

            task = asyncio.create_task(arrive())
            yield
            task.cancel()

        uvicorn.run(make_app(view, Access(), arriving), port=port, log_level="warning", timeout_graceful_shutdown=1)
        database.close()


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description="Serve a view of invented records.")
    parser.add_argument("--port", type=int, default=8080)
    parser.add_argument("--incidents", type=int, default=20_000)
    options = parser.parse_args()
    _serve(options.port, options.incidents)
