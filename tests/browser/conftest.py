"""A browser, and pages that fail their test when anything is wrong in the console."""

import os
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, Final, NoReturn

import pytest
from playwright.sync_api import Browser, ConsoleMessage, Page, sync_playwright

from tests.browser.backend import Backend
from tests.browser.records import iraq
from tests.support.view import make_sample

ROOT: Final = Path(__file__).parents[2]
STATIC: Final = ROOT / "streams" / "web" / "static"
PICTURES: Final = ROOT / "test-output"
NAMES: Final = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
FLAGS: Final = (
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)

OpenPage = Callable[..., Page]


def missing(what: str) -> NoReturn:
    """Say what these tests lack; that is a failure where nobody would read it."""
    if os.environ.get("CI", "").lower() not in {"", "0", "false"}:
        pytest.fail(what)
    pytest.skip(what)


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    binary = next((found for name in NAMES if (found := shutil.which(name))), None)
    if binary is None:
        missing("No Chromium is installed; on Debian: apt-get install chromium")
    if not (STATIC / "index.html").is_file():
        missing("The page is not built: make, or npm ci && npm run build in streams/web/ui")
    PICTURES.mkdir(exist_ok=True)
    with sync_playwright() as playwright:
        running = playwright.chromium.launch(executable_path=binary, args=list(FLAGS))
        yield running
        running.close()


@pytest.fixture
def open_page(browser: Browser) -> Iterator[OpenPage]:
    """Open a page: `open_page(url, width=360, dark=True)`. What its console complains of fails the test."""
    complaints: list[str] = []
    contexts = []

    def note(message: ConsoleMessage) -> None:
        # A request that fails because the view was stopped on purpose is no fault of the page.
        if message.type == "error" and "Failed to load resource" not in message.text:
            complaints.append(message.text)

    def opened(url: str, width: int = 1440, height: int = 900, *, dark: bool = False, **more: Any) -> Page:  # noqa: ANN401 - Playwright's options
        context = browser.new_context(
            viewport={"width": width, "height": height}, color_scheme="dark" if dark else "light", **more
        )
        contexts.append(context)
        page = context.new_page()
        page.set_default_timeout(15_000)
        page.on("console", note)
        page.on("pageerror", lambda error: complaints.append(str(error)))
        page.goto(url)
        return page

    yield opened
    for context in contexts:
        context.close()
    assert complaints == []


@pytest.fixture
def backend(tmp_path: Path) -> Iterator[Backend]:
    """Serve a few records whose figures a test can work out; the test may keep more."""
    with Backend(tmp_path, iraq()) as running:
        yield running


@pytest.fixture(scope="session")
def few(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Backend]:
    """Serve the same records; tests only read it."""
    with Backend(tmp_path_factory.mktemp("few"), iraq()) as running:
        yield running


@pytest.fixture(scope="session")
def crowd(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Backend]:
    """Serve three thousand incidents in sixty countries; tests only read it."""
    with Backend(tmp_path_factory.mktemp("crowd"), make_sample(3_000).records()) as running:
        yield running
