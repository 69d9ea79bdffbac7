"""What the counters must say of a load: its fold without Kafka."""

from collections.abc import Iterable
from typing import Final

import orjson

from bench.compare.load import PROBES, Sent, probe
from bench.systems.work import Tally, constant
from schemas import Statement
from streams.articles import parse_article
from streams.clock import wall
from streams.extract import extract
from streams.fold import Fold
from streams.projection import Projection
from streams.resources import load_lexicon
from streams.settings import Settings

MOST: Final = Settings(_env_file=None).max_article_bytes


class Truth:
    """Folds loads; what an article says is read once, however many loads have it."""

    def __init__(self) -> None:
        """Know nothing yet."""
        self._known: dict[bytes, tuple[Statement, ...]] = {}

    def attacks(self, sent: Iterable[Sent], mode: str) -> dict[str, int]:
        """Return how many attacks each country's counters must have in the end."""
        fold = Fold()
        for each in sent:
            article = parse_article(each.value, MOST)
            said = constant(article) if mode == "none" else self._statements(each.value)
            fold.add(article, said)
        made = Tally if mode == "none" else Projection
        counters = made(fold.reports.items(), wall()).counters
        return {country: orjson.loads(record)["windows"]["all"]["attacks"] for country, record in counters.items()}

    def _statements(self, value: bytes) -> tuple[Statement, ...]:
        if value not in self._known:
            self._known[value] = extract(parse_article(value, MOST), load_lexicon())
        return self._known[value]

    def probes(self, most: int) -> list[str]:
        """Return the countries that can be probed: each article about them is one attack more, and no other has one."""
        sent = [probe(country, number) for country in PROBES for number in range(1, most + 1)]
        found = self.attacks(sent, "real")
        return [country for country in PROBES if found.get(country) == most]
