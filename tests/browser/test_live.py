"""A real Kafka, real workers, the real view: an article that is published moves the page that is open."""

import json
import os
import re
import signal
import subprocess
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any, Final
from urllib.error import URLError
from urllib.request import urlopen

import pytest
from playwright.sync_api import expect

from streams.broker.ports import free_port
from tests.browser.checks import look
from tests.browser.conftest import OpenPage
from tests.integration.test_up import command, environment, listener, up
from tests.support.processes import eventually

ADDRESS: Final = re.compile(r"http://127\.0\.0\.1:\d+")
SECONDS: Final = 90.0  # for a start, on a machine that does other things too


class Stack:
    """What `streams up` runs, and how to publish an article to it."""

    def __init__(self, folder: Path, broker_port: int, url: str) -> None:
        self.folder, self.broker_port = folder, broker_port
        self.url = url

    def publish(self, **article: Any) -> None:  # noqa: ANN401 - an article's fields
        """Publish an article, as soon as the broker takes it."""
        assert eventually(lambda: self._published(article), SECONDS)

    def _published(self, article: dict[str, Any]) -> bool:
        done = subprocess.run(  # noqa: S603 - our own command
            command("produce", "-"),
            input=json.dumps(article),
            env=environment(self.folder, self.broker_port),
            cwd=self.folder,
            text=True,
            check=False,
            capture_output=True,
        )
        return done.returncode == 0

    def ready(self) -> bool:
        try:
            with urlopen(f"{self.url}/health/ready", timeout=5) as answer:  # noqa: S310 - our own address
                return bool(answer.status == 200)
        except (URLError, TimeoutError, ConnectionError):
            return False


@pytest.fixture
def stack(tmp_path: Path) -> Iterator[Stack]:
    broker_port = free_port()
    with up(tmp_path, broker_port) as process:
        said = (tmp_path / "said").read_text()
        address = ADDRESS.search(said)
        assert address, said
        running = Stack(tmp_path, broker_port, address[0])
        assert eventually(running.ready, SECONDS), (tmp_path / "said").read_text()
        yield running
        process.send_signal(signal.SIGTERM)
        process.wait(60)


def test_an_article_moves_the_page_and_a_correction_is_shown(open_page: OpenPage, stack: Stack) -> None:
    now = datetime.now(UTC).replace(microsecond=0)
    day = (now - timedelta(days=1)).strftime("%A")
    page = open_page(stack.url)
    expect(page.locator("h1")).to_have_text("No articles yet")
    page.evaluate("window.same = true")

    first = {
        "id": "live-1",
        "source": "Harbour Gazette",
        "title": "Rockets at the airport",
        "published_at": now.isoformat(),
    }
    stack.publish(**first, body=f"Rockets hit Erbil airport on {day}. Two guards were wounded in the attack.")
    expect(page.locator("h1")).to_contain_text("1 attack in 1 country", timeout=60_000)
    iraq = page.locator(".countries tbody tr", has_text="Iraq")
    expect(iraq.locator("td").nth(2)).to_contain_text("2")
    expect(page.locator("#map-IRQ")).to_have_class("land m1")
    look(page, "live-first-article")

    later = (now + timedelta(minutes=5)).isoformat()
    stack.publish(
        **first, updated_at=later, body=f"Rockets hit Erbil airport on {day}. Five guards were wounded in the attack."
    )
    expect(iraq.locator("td").nth(2)).to_contain_text("5", timeout=60_000)
    line = page.locator(".corrections li").first
    expect(line).to_contain_text("injured")
    expect(line.locator("del")).to_have_text("was 2")
    expect(line.locator("ins")).to_have_text("now 5")
    assert page.evaluate("window.same"), "the page was loaded again"

    (broker,) = listener(stack.broker_port)
    os.kill(broker, signal.SIGKILL)
    assert eventually(lambda: bool(listener(stack.broker_port) - {broker}), SECONDS)
    expect(page.locator(".countries tbody tr", has_text="Iraq")).to_have_count(1)  # figures stay meanwhile
    stack.publish(
        id="live-2",
        source="Salt Market News",
        published_at=now.isoformat(),
        body=f"Gunmen killed three soldiers near Gao in Mali on {day}.",
    )
    expect(page.locator("h1")).to_contain_text("2 attacks in 2 countries", timeout=60_000)
    expect(page.locator(".banner")).to_have_count(0)
    assert page.evaluate("window.same"), "the page was loaded again"
