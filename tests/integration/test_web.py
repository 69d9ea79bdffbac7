"""The view on a real broker: records appear at once, a restart resumes, a deleted file comes back."""

import asyncio
import time
from collections.abc import Sequence
from functools import partial
from pathlib import Path

import httpx2 as httpx
import pytest
from aiokafka import AIOKafkaProducer

from schemas import Window
from streams import topics
from streams.broker import EmbeddedBroker
from streams.broker.ports import free_port
from streams.cluster import administration
from streams.connection import connection
from streams.counters import counters_at
from streams.provision import ensure_topics
from streams.settings import Settings
from streams.topics import INCIDENTS
from streams.web.write import Record
from tests.conftest import SHARED_DATA_DIR, SettingsFactory
from tests.support.served import Served, Stream, streamed
from tests.support.view import NOW, Maker, Sample, make_sample, of_correction, of_incident

STAMP = 1_700_000_000_000


def write(settings: Settings, records: Sequence[Record]) -> None:
    async def send() -> None:
        producer = AIOKafkaProducer(**connection(settings), enable_idempotence=True)
        await producer.start()
        try:
            sent = [
                await producer.send(topics.name(settings, record.topic), record.value, record.key) for record in records
            ]
            await asyncio.gather(*sent)
        finally:
            await producer.stop()

    asyncio.run(send())


def database_of(settings: Settings) -> Path:
    (found,) = settings.data_dir.glob("web-*.db")
    return found


@pytest.fixture(scope="module")
def sample() -> Sample:
    return make_sample(120, 20)


@pytest.fixture
def ready(settings: SettingsFactory, sample: Sample) -> Settings:
    made = settings()
    ensure_topics(made)
    write(made, list(sample.records()))
    return made


def changed(stream: Stream, wanted: set[str]) -> bool:
    """Tell whether the stream has told of these incidents."""
    return wanted <= {incident for change in stream.of("change") for incident in change["incidents"]}


def attacks(view: Served) -> int:
    return int(view.get("/api/world", w="all", as_of=NOW.isoformat())["total"]["attacks"])


def shows(view: Served, wanted: int) -> bool:
    """Tell whether the view shows so many attacks; it may show none for now, while it reads everything again."""
    answer = view.client.get("/api/world", params={"w": "all", "as_of": NOW.isoformat()})
    return answer.is_success and answer.json()["total"]["attacks"] == wanted


def test_the_figures_are_those_of_the_topics(ready: Settings, sample: Sample, tmp_path: Path) -> None:
    with Served(ready, tmp_path) as view:
        said = view.live().get("/api/world", w="30d", as_of=NOW.isoformat())
        wanted = {each.country: each.windows[Window.MONTH] for each in counters_at(sample.incidents, {}, NOW)}
        assert {row["country"]: row["attacks"] for row in said["countries"]} == {
            country: counts.attacks for country, counts in wanted.items()
        }
        assert view.stop() == 0


def test_a_record_appears_within_a_second(ready: Settings, tmp_path: Path) -> None:
    maker = Maker(99, 20)
    with Served(ready, tmp_path) as view, streamed(view.live().client) as stream:
        stream.wait(lambda: bool(stream.of("status")))
        for _ in range(3):
            incident = maker.incident(NOW)
            write(ready, [of_incident(incident, STAMP)])
            sent = time.monotonic()
            stream.wait(partial(changed, stream, {incident.incident_id}))
            assert time.monotonic() - sent < 1.0
            listed = view.get("/api/incidents", w="24h", as_of=NOW.isoformat())["incidents"]
            assert incident.incident_id in [each["incident_id"] for each in listed]


def test_a_restart_resumes_and_the_stream_has_no_gap(ready: Settings, sample: Sample, tmp_path: Path) -> None:
    maker = Maker(98, 20)
    away, back = maker.incident(NOW), maker.incident(NOW)
    with Served(ready, tmp_path) as view:
        with streamed(view.live().client) as stream:
            stream.wait(lambda: stream.last_id is not None)
            last_id = stream.last_id
        write(ready, [of_incident(away, STAMP)])
        view.until(lambda: attacks(view) == len(sample.incidents) + 1)
        inode = database_of(ready).stat().st_ino
        assert view.stop() == 0
    with Served(ready, tmp_path) as view, streamed(view.live().client, last_id) as stream:
        write(ready, [of_incident(back, STAMP)])
        stream.wait(partial(changed, stream, {away.incident_id, back.incident_id}))
        assert not stream.of("resync")
        assert database_of(ready).stat().st_ino == inode
        assert "made anew" not in view.log()


def test_a_deleted_file_comes_back(ready: Settings, sample: Sample, tmp_path: Path) -> None:
    with Served(ready, tmp_path) as view, streamed(view.live().client) as stream:
        database = database_of(ready)
        for suffix in ("", "-wal", "-shm"):
            Path(f"{database}{suffix}").unlink(missing_ok=True)
        stream.wait(lambda: bool(stream.of("resync")))
        view.until(lambda: shows(view, len(sample.incidents)))


@pytest.mark.parametrize("pause", [0.0, 6.0])  # shorter and longer than the view takes to notice that they are gone
def test_topics_made_again_are_noticed(ready: Settings, tmp_path: Path, pause: float) -> None:
    with Served(ready, tmp_path) as view:
        view.live()
        delete_topics(ready)
        time.sleep(pause)
        ensure_topics(ready)
        other = make_sample(150, 20, seed=77)  # more than before: the old positions lie within the new topics
        write(ready, list(other.records()))
        view.until(lambda: shows(view, 150), 40.0)


def test_topics_made_again_while_the_view_was_away_are_noticed(ready: Settings, tmp_path: Path) -> None:
    with Served(ready, tmp_path) as view:
        assert view.live().stop() == 0
    delete_topics(ready)
    ensure_topics(ready)
    other = make_sample(150, 20, seed=78)
    write(ready, list(other.records()))
    with Served(ready, tmp_path) as view:
        assert attacks(view.live()) == 150


def delete_topics(settings: Settings) -> None:
    async def delete() -> None:
        async with administration(settings) as client:
            await client.delete_topics([topic.name for topic in topics.all_topics(settings).values()])
        await asyncio.sleep(1.0)

    asyncio.run(delete())


def test_without_a_broker_the_last_state_stays(ready: Settings, sample: Sample, tmp_path: Path) -> None:
    with Served(ready, tmp_path) as view:
        view.live()
        assert view.stop() == 0
    # The same file, as its name is made of the address; nothing of the broker is reached through a wrong CA.
    gone = ready.model_copy(update={"security_protocol": "SSL"})
    with Served(gone, tmp_path) as view:
        view.until(lambda: bool(view.get("/api/status")["detail"]))
        said = view.get("/api/status")
        assert said["state"] == "not connected"
        assert said["retry_at"]
        assert attacks(view) == len(sample.incidents)
        assert view.client.get("/health/ready").status_code == httpx.codes.SERVICE_UNAVAILABLE


def test_two_views_have_a_file_each_and_say_the_same(ready: Settings, tmp_path: Path) -> None:
    (tmp_path / "other").mkdir()
    with Served(ready, tmp_path) as one, Served(ready, tmp_path / "other") as other:
        assert attacks(one.live()) == attacks(other.live())
        assert len(list(ready.data_dir.glob("web-*.db"))) == 2


def test_a_withdrawn_incident_and_a_correction_are_seen(ready: Settings, sample: Sample, tmp_path: Path) -> None:
    maker = Maker(97, 20)
    gone = sample.incidents[0]
    with Served(ready, tmp_path) as view:
        before = attacks(view.live())
        write(ready, [Record(INCIDENTS, gone.incident_id.encode(), None, STAMP)])
        view.until(lambda: attacks(view) == before - 1)
        correction = maker.correction(sample.incidents[1])
        write(ready, [of_correction(correction, STAMP), of_correction(correction, STAMP)])
        view.until(
            lambda: (
                [
                    each["correction_id"] for each in view.get("/api/corrections", w="all", limit=500)["corrections"]
                ].count(correction.correction_id)
                == 1
            )
        )


def test_a_broker_that_goes_and_comes_is_told_and_read_on(
    offline_settings: SettingsFactory, sample: Sample, tmp_path: Path
) -> None:
    fetched = Settings(_env_file=None, data_dir=SHARED_DATA_DIR)
    with EmbeddedBroker(fetched, port=free_port(), data_dir=tmp_path / "broker") as broker:
        settings = offline_settings(brokers=broker.address, partitions=2)
        ensure_topics(settings)
        write(settings, list(sample.records()))
        with Served(settings, tmp_path) as view, streamed(view.live().client) as stream:
            broker.stop()
            stream.wait(lambda: stream.of("status")[-1]["state"] == "not connected", 20.0)
            assert attacks(view) == len(sample.incidents)
            broker.start()
            stream.wait(lambda: stream.of("status")[-1]["state"] == "live", 40.0)
            incident = Maker(96, 20).incident(NOW)
            write(settings, [of_incident(incident, STAMP)])
            stream.wait(partial(changed, stream, {incident.incident_id}))
            assert not stream.of("resync")
