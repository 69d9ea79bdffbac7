"""The file: whole or not at all, made anew when it is not ours, safe to delete."""

import sqlite3
import threading
from pathlib import Path

import pytest

from schemas.view import State
from streams.settings import Clock
from streams.web.database import Database
from streams.web.file import TooManyViewsError, own_file
from streams.web.health import MAX_LAG, Health, Reach
from streams.web.write import Record, UnreadableError, apply, meta
from tests.conftest import SettingsFactory
from tests.support.view import NOW, Maker, fill, make_sample, of_incident
from tests.web.conftest import ViewFactory, client_of


def incidents(database: Database) -> int:
    with database.reading() as connection:
        return int(connection.execute("SELECT count(*) FROM incidents").fetchone()[0])


def positions(database: Database) -> dict[tuple[str, int], int]:
    with database.reading() as connection:
        rows = connection.execute("SELECT * FROM positions").fetchall()
    return {(topic, partition): offset for topic, partition, offset in rows}


def test_rows_and_offsets_are_kept_together_or_not_at_all(tmp_path: Path) -> None:
    database = Database(tmp_path / "view.db")
    maker = Maker(1, 3)
    apply(database, [of_incident(maker.incident(), 0)], {("incidents", 0): 1}, 0.0)
    broken = Record("incidents", b"broken", b'{"incident_id": "broken"}', 0)
    with pytest.raises(UnreadableError) as error:
        apply(database, [of_incident(maker.incident(), 0), broken], {("incidents", 0): 3}, 0.0)
    assert (error.value.topic, error.value.key) == ("incidents", "broken")
    assert (incidents(database), positions(database)) == (1, {("incidents", 0): 1})
    database.close()


@pytest.mark.parametrize("value", [b"", b"[]", b"no JSON", b"\xff", b'{"article": 1}'])
@pytest.mark.parametrize("topic", ["incidents", "counters", "corrections", "events"])
def test_what_cannot_be_read_is_named(tmp_path: Path, topic: str, value: bytes) -> None:
    database = Database(tmp_path / "view.db")
    with pytest.raises(UnreadableError, match=topic):
        apply(database, [Record(topic, b"IRQ", value, 0)], {}, 0.0)
    database.close()


def test_a_record_read_twice_changes_nothing_that_counts(tmp_path: Path) -> None:
    database = Database(tmp_path / "view.db")
    records = list(make_sample(30, 4).records())
    fill(database, records)
    first = [row[0] for row in database.writer.execute("SELECT record FROM incident_records ORDER BY record")]
    fill(database, records)
    assert [row[0] for row in database.writer.execute("SELECT record FROM incident_records ORDER BY record")] == first
    assert database.writer.execute("SELECT count(*) FROM corrections").fetchone()[0] == 3
    assert database.writer.execute("SELECT count(*) FROM words").fetchone()[0] == 30
    with database.reading() as connection:
        assert meta(connection, "articles") == connection.execute("SELECT count(*) FROM articles").fetchone()[0]
    database.close()


def test_counters_stated_again_are_no_change(tmp_path: Path) -> None:
    database = Database(tmp_path / "view.db")
    records = [record for record in make_sample(30, 4).records() if record.topic == "counters"]
    assert apply(database, records, {}, 0.0) is not None
    assert apply(database, records, {}, 0.0) is None
    database.close()


BAD_FILES = {"not a database": b"something else entirely" * 100, "empty": b"", "half of a header": b"SQLite form"}


@pytest.mark.parametrize("content", BAD_FILES.values(), ids=BAD_FILES)
def test_a_file_that_is_not_ours_is_made_anew(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "view.db").write_bytes(content)
    database = Database(tmp_path / "view.db")
    fill(database, make_sample(5, 3).records())
    assert incidents(database) == 5
    database.close()


def test_a_file_of_another_release_is_made_anew(tmp_path: Path) -> None:
    old = Database(tmp_path / "view.db")
    fill(old, make_sample(5, 3).records())
    old.writer.execute("PRAGMA user_version = 999")
    old.close()
    database = Database(tmp_path / "view.db")
    assert (incidents(database), positions(database)) == (0, {})
    database.close()


def test_a_deleted_file_is_noticed_and_made_again(tmp_path: Path) -> None:
    database = Database(tmp_path / "view.db")
    fill(database, make_sample(5, 3).records())
    assert not database.vanished()
    with database.reading() as connection:
        generation = meta(connection, "generation")
        for path in tmp_path.glob("view.db*"):
            path.unlink()
        assert database.vanished()
        database.recreate()
        assert connection.execute("SELECT count(*) FROM incidents").fetchone()[0] == 5  # who reads finishes
    assert incidents(database) == 0
    with database.reading() as connection:
        assert meta(connection, "generation") != generation
    database.close()


def test_a_reader_sees_one_moment(tmp_path: Path) -> None:
    database = Database(tmp_path / "view.db")
    fill(database, make_sample(5, 3).records())
    with database.reading() as connection:
        before = connection.execute("SELECT count(*) FROM incidents").fetchone()
        writing = threading.Thread(target=apply, args=(database, [of_incident(Maker(2, 3).incident(), 0)], {}, 0.0))
        writing.start()
        writing.join()
        assert connection.execute("SELECT count(*) FROM incidents").fetchone() == before
    assert incidents(database) == 6
    database.close()


def test_a_question_while_the_file_is_gone_is_told_to_come_again(empty: ViewFactory, tmp_path: Path) -> None:
    view = empty()
    for path in tmp_path.glob("view.db*"):
        path.unlink()
    with client_of(view) as client:
        assert client.get("/api/world").status_code == 503
        view.snapshots.database.recreate()
        assert client.get("/api/world").json()["type"].endswith("catching-up")


def test_readers_cannot_write(tmp_path: Path) -> None:
    database = Database(tmp_path / "view.db")
    with database.reading() as connection, pytest.raises(sqlite3.OperationalError, match="readonly"):
        connection.execute("DELETE FROM incidents")
    database.close()


def test_each_running_view_has_a_file_of_its_own(offline_settings: SettingsFactory) -> None:
    settings = offline_settings()
    with own_file(settings) as first:
        with own_file(settings) as second:
            assert first != second
        with own_file(settings) as third:
            assert third == second
    with own_file(settings) as again:
        assert again == first
    with own_file(offline_settings(topic_prefix="other-")) as other:
        assert other != first


def test_more_views_than_anyone_wants_are_refused(
    offline_settings: SettingsFactory, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("streams.web.file.MAX_VIEWS", 1)
    with own_file(offline_settings()), pytest.raises(TooManyViewsError), own_file(offline_settings()):
        pass


def test_ready_needs_everything_read_and_little_behind() -> None:
    health = Health(lambda: NOW, Clock.EVENT)
    assert not health.readiness().ready
    health.enter(State.LIVE)
    health.recovered = True
    health.reaches = {"incidents": Reach(0, 10, 10 + MAX_LAG)}
    assert health.readiness().ready
    health.reaches = {"incidents": Reach(0, 10, 11 + MAX_LAG)}
    assert not health.readiness().ready


def test_the_time_left_is_told_while_catching_up() -> None:
    health = Health(lambda: NOW, Clock.WALL)
    health.enter(State.CATCHING_UP)
    health.reaches = {"incidents": Reach(5, 25, 105), "events": Reach(0, 0, 20)}
    health.per_second = 50.0
    status = health.status()
    assert status.seconds_left == 2.0
    assert [(each.topic, each.done, each.total) for each in status.progress] == [
        ("incidents", 20, 100),
        ("events", 0, 20),
    ]
    assert health.enter(State.NOT_CONNECTED, "why", 4.0)
    told = health.status()
    assert (told.detail, told.seconds_left) == ("why", None)
    assert told.retry_at is not None
    assert (told.retry_at - NOW).total_seconds() == 4.0
