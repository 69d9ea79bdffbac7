import io
import json
import logging
from collections.abc import Iterator

import pytest

from streams import logs


@pytest.fixture(autouse=True)
def _handlers_put_back() -> Iterator[None]:
    root = logging.getLogger()
    before, level = list(root.handlers), root.level
    levels = {name: logging.getLogger(name).level for name in logs.OTHERS}
    yield
    root.handlers[:] = before
    root.setLevel(level)
    for name, was in levels.items():
        logging.getLogger(name).setLevel(was)


def log(style: logs.Format | None, level: str = "INFO") -> str:
    out = io.StringIO()
    logs.install(level, style, out)
    logging.getLogger("streams.test").info("worker ready", extra={"partitions": [0, 1]})
    return out.getvalue()


def test_json_has_the_message_and_its_fields() -> None:
    line = json.loads(log("json"))
    assert (line["message"], line["partitions"], line["level"]) == ("worker ready", [0, 1], "INFO")
    assert line["time"].endswith("Z")


def test_plain_is_one_line() -> None:
    assert log("plain").endswith(" INFO     worker ready  partitions=[0, 1]\n")


def test_machines_get_json_unless_told_otherwise() -> None:
    assert log(None).startswith("{")


def test_a_level_leaves_the_rest_out() -> None:
    assert log("json", "WARNING") == ""


@pytest.mark.parametrize("style", ["json", "plain"])
def test_an_error_comes_with_its_traceback(style: logs.Format) -> None:
    out = io.StringIO()
    logs.install("INFO", style, out)
    try:
        int("no number")
    except ValueError:
        logging.getLogger("streams.test").exception("batch failed")
    assert "Traceback" in out.getvalue()
    assert "ValueError" in out.getvalue()


def test_libraries_tell_only_what_is_wrong() -> None:
    out = io.StringIO()
    logs.install("INFO", "json", out)
    logging.getLogger("faust.app").info("Starting...")
    assert out.getvalue() == ""
    logging.getLogger("aiokafka.consumer").warning("Heartbeat failed")
    assert "Heartbeat failed" in out.getvalue()
