"""What Prometheus is told, in a registry of our own."""

from collections.abc import Callable, Iterator
from typing import Final

from prometheus_client import CollectorRegistry, Counter, Histogram, generate_latest
from prometheus_client.core import CounterMetricFamily, GaugeMetricFamily, Metric
from prometheus_client.registry import Collector

from schemas.view import State
from streams.web.health import Health
from streams.web.hub import Hub

BUCKETS: Final = (0.005, 0.01, 0.025, 0.05, 0.1, 0.3, 1.0, 3.0)  # s; 0.05 and 0.3 are what /api/world may take
CONTENT_TYPE: Final = "text/plain; version=0.0.4; charset=utf-8"


class Metrics:
    """Counts of requests and records; the rest is asked for when somebody looks."""

    def __init__(self, health: Health, hub: Hub) -> None:
        """Make a registry for one view."""
        self._registry = CollectorRegistry()
        self.requests = Histogram(
            "streams_web_request_seconds",
            "Time to answer, by route and status.",
            ("route", "status"),
            buckets=BUCKETS,
            registry=self._registry,
        )
        self.records = Counter(
            "streams_web_records", "Records kept in the view's file.", ("topic",), registry=self._registry
        )
        self._registry.register(_Asked(lambda: _state(health, hub)))

    def text(self) -> bytes:
        """Return the page."""
        return generate_latest(self._registry)


class _Asked(Collector):
    def __init__(self, collect: Callable[[], Iterator[Metric]]) -> None:
        self._collect = collect

    def collect(self) -> Iterator[Metric]:
        """Return the values of now."""
        return self._collect()


def _state(health: Health, hub: Hub) -> Iterator[Metric]:
    ready = health.readiness()
    yield GaugeMetricFamily("streams_web_ready", "1 when the numbers are complete and fresh.", int(ready.ready))
    states = GaugeMetricFamily("streams_web_state", "1 for the state that the view is in.", labels=("state",))
    for state in State:
        states.add_metric((state.value,), int(state is health.state))
    yield states
    lags = GaugeMetricFamily("streams_web_lag_records", "Records before the end of the topic.", labels=("topic",))
    for topic, reach in dict(health.reaches).items():
        lags.add_metric((topic,), reach.lag)
    yield lags
    workers = GaugeMetricFamily("streams_web_stage_lag_records", "Records that wait for a stage.", labels=("stage",))
    for stage in health.workers:
        workers.add_metric((stage.name,), stage.lag)
    yield workers
    newest = health.newest.timestamp() if health.newest else 0.0
    yield GaugeMetricFamily("streams_web_newest_record_timestamp_seconds", "When the newest record was made.", newest)
    yield GaugeMetricFamily("streams_web_streams", "Open event streams.", len(hub))
    yield CounterMetricFamily("streams_web_streams_dropped", "Event streams dropped as too slow.", hub.dropped)
    yield GaugeMetricFamily("streams_web_dead_letters", "Records in the dead letters.", health.dead_letters)
