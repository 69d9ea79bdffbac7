"""What `streams doctor` says of the page: is it built, can its port be bound, can its file be written."""

import socket
from collections.abc import Iterator
from pathlib import Path

import pytest

from streams.checkup import Finding, page
from streams.settings import Settings
from streams.web.database import Database
from streams.web.file import first_file, own_file
from tests.browser.backend import Backend
from tests.conftest import SettingsFactory


def found(settings: Settings) -> dict[str, Finding]:
    return {finding.what: finding for finding in page(settings)}


@pytest.fixture
def taken() -> Iterator[int]:
    """Listen on a port as another program does: it says nothing."""
    with socket.create_server(("127.0.0.1", 0)) as other:
        yield other.getsockname()[1]


def test_a_page_that_was_not_built_is_told(
    offline_settings: SettingsFactory, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr("streams.web.pages.STATIC", tmp_path)
    finding = found(offline_settings(web_port=0))["page"]
    assert not finding.ok
    assert "make" in finding.remedy
    (tmp_path / "index.html").touch()
    assert found(offline_settings(web_port=0))["page"].ok


def test_a_port_that_another_program_has_is_told(
    offline_settings: SettingsFactory, monkeypatch: pytest.MonkeyPatch, taken: int
) -> None:
    monkeypatch.setattr("streams.checkup.ANSWER_SECONDS", 0.1)
    finding = found(offline_settings(web_port=taken))["view's port"]
    assert not finding.ok
    assert str(taken) in finding.detail
    assert "STREAMS_WEB_PORT" in finding.remedy


def test_a_port_is_free_or_has_a_view(offline_settings: SettingsFactory, tmp_path: Path) -> None:
    with Backend(tmp_path) as view:
        finding = found(offline_settings(web_port=view.port))["view's port"]
        assert finding.ok
        assert "a view answers there" in finding.detail
    finding = found(offline_settings(web_port=view.port))["view's port"]
    assert finding.ok
    assert "free" in finding.detail


def test_a_file_that_is_not_made_yet_is_not_made_by_asking(offline_settings: SettingsFactory) -> None:
    settings = offline_settings(web_port=0)
    assert found(settings)["view's file"].ok
    assert not settings.data_dir.exists()


def test_a_file_can_be_written_also_while_a_view_has_it(offline_settings: SettingsFactory) -> None:
    settings = offline_settings(web_port=0)
    with own_file(settings) as path:
        assert path == first_file(settings)
        database = Database(path)
        try:
            finding = found(settings)["view's file"]
        finally:
            database.close()
    assert finding.ok
    assert "can be written" in finding.detail


def test_a_damaged_file_is_no_problem_as_the_view_makes_it_again(offline_settings: SettingsFactory) -> None:
    settings = offline_settings(web_port=0)
    settings.data_dir.mkdir(parents=True)
    first_file(settings).write_bytes(b"no database at all, and longer than the header of one" * 20)
    finding = found(settings)["view's file"]
    assert finding.ok
    assert "damaged" in finding.detail


@pytest.mark.parametrize("obstacle", ["a file where the folder should be", "a folder where the file should be"])
def test_a_place_that_cannot_be_written_is_told(offline_settings: SettingsFactory, obstacle: str) -> None:
    settings = offline_settings(web_port=0)
    if obstacle.startswith("a folder"):
        first_file(settings).mkdir(parents=True)
    else:
        settings.data_dir.write_text("in the way")
    finding = found(settings)["view's file"]
    assert not finding.ok
    assert "STREAMS_DATA_DIR" in finding.remedy
