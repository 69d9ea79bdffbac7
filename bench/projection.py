"""Cost of one report with 10 and with 100,000 incidents in one country: `python -m bench.projection`.

Prints JSON lines: CPU microseconds a report through `Projection.change` and `flush`, with one flush a report (the worst
case; a worker flushes a batch), and the ratio. The country has `RATE` attacks a day in both, as a war has: the smaller
has them since this morning, the larger for three years. The cost does depend on the rate, up to a bound, since reports
of the same days are compared. The reports of an attack, three on average, come one after the other.
"""

import gc
import resource
import sys
import time
from datetime import UTC, datetime, timedelta
from pathlib import Path
from random import Random
from typing import Final

import orjson

from schemas import Count, EventType, Evidence, IncidentReport, Place
from streams.projection import Projection, report_key

START: Final = datetime(2023, 1, 1, tzinfo=UTC)
RATE: Final = 90  # attacks a day
TOWNS: Final = 400
MEASURED: Final = 2_000  # reports
SIZES: Final = (10, 100_000)  # incidents in the country beforehand
PER_INCIDENT: Final = 3
VICTIMS: Final = 6  # names that the reports of one attack have between them, all but two in each
WAR: Final = ("kurdistan", "peshmerga", "baghdad", "iraq", "governor")  # names that every report of the country has
TYPES: Final = (EventType.SHELLING, EventType.AIR_DRONE_STRIKE, EventType.ARMED_CLASH, EventType.ATTACK)


class Country:
    """Makes the news of one invented country: towns, attackers, attacks, and reports of these."""

    def __init__(self, seed: int) -> None:
        """Draw the towns."""
        self._random = Random(seed)  # noqa: S311 - a workload, not a secret
        self._towns = [self._town() for _ in range(TOWNS)]
        self._articles = 0

    def attack(self, hour: int) -> list[IncidentReport]:
        """Return the reports of one attack, one an article: the place, a toll that grows, some of it left out."""
        place = self._random.choice(self._towns)
        kind = self._random.choice(TYPES)
        killed = int(self._random.paretovariate(1.2)) - 1
        victims = [self._name() for _ in range(VICTIMS)]
        happened = START + timedelta(hours=hour)
        reports = []
        for number in range(self._random.randint(1, 2 * PER_INCIDENT - 1)):
            self._articles += 1
            article = f"paper-{self._articles}"
            reported = happened + timedelta(hours=4 + 3 * number, minutes=self._articles % 60)
            reports.append(
                IncidentReport(
                    event_id=f"{article}#5f0c1d2e",
                    article_id=article,
                    version=f"{reported:%Y-%m-%dT%H:%M:%S.%fZ}/0123456789abcdef",
                    reported_at=reported,
                    source=f"Paper {self._articles % 50}",
                    title="Shelling reported near the town",
                    event_type=kind,
                    country="IRQ",
                    place=place if self._random.random() < 0.9 else None,  # noqa: PLR2004 - a tenth names no place
                    occurred_at=happened.replace(hour=12),
                    time_precision=1,
                    attacker=f"Brigade {self._random.randint(1, 9)}",
                    target=None,
                    weapon="rockets",
                    injured=None,
                    killed=Count.exactly(killed + number) if self._random.random() < 0.7 else None,  # noqa: PLR2004 - the same
                    evidence=(Evidence(sentence="x" * 160, start=0, end=160),),
                    confidence=0.8,
                    terms=(*self._random.sample(victims, VICTIMS - 2), place.name.lower(), *WAR),
                )
            )
        return reports

    def _name(self) -> str:
        letters = "".join(self._random.choices("bdfghklmnrstz", k=6))
        return f"{letters[:3]}a{letters[3:]}"

    def _town(self) -> Place:
        return Place(
            name=self._name().capitalize(),
            latitude=30 + 6 * self._random.random(),
            longitude=40 + 6 * self._random.random(),
            geo_precision=1,
        )


def stored(reports: list[IncidentReport]) -> list[tuple[str, bytes]]:
    """Return reports as their table holds them."""
    return [(report_key("IRQ", report), report.model_dump_json().encode()) for report in reports]


def measure(incidents: int) -> dict[str, float]:
    """Return the cost of one report in a country that has so many incidents already."""
    country = Country(seed=incidents)
    before = stored([report for n in range(incidents) for report in country.attack(n * 24 // RATE)])
    gc.collect()
    memory = resident()
    start = time.process_time()
    projection = Projection(before, None)
    built = time.process_time() - start
    held = resident() - memory
    after: list[tuple[str, bytes]] = []
    attacks = incidents
    while len(after) < MEASURED:
        after += stored(country.attack(attacks * 24 // RATE))
        attacks += 1
    gc.collect()
    start = time.process_time()
    for key, value in after:
        projection.change(key, None, value)
        projection.flush(None)
    spent = time.process_time() - start
    return {
        "incidents_before": incidents,
        "reports_before": len(before),
        "incidents_found": len(projection.incidents),
        "microseconds_a_report": round(spent / len(after) * 1e6, 1),
        "build_microseconds_a_report": round(built / len(before) * 1e6, 1),
        "held_mb_beside_the_reports": round(held / 1e6, 1),
    }


def resident() -> int:
    """Return the memory this process has now, bytes (Linux)."""
    return int(Path("/proc/self/statm").read_text().split()[1]) * resource.getpagesize()


def main() -> None:
    """Measure both sizes and print the ratio."""
    results = [measure(size) for size in SIZES]
    for result in results:
        sys.stdout.write(orjson.dumps(result).decode() + "\n")
    ratio = results[-1]["microseconds_a_report"] / results[0]["microseconds_a_report"]
    sys.stdout.write(orjson.dumps({"ratio": round(ratio, 2)}).decode() + "\n")


if __name__ == "__main__":
    main()
