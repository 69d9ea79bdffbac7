"""What a person waits for: the first draw, and a record that changes the title. In Chromium, headless.

Units: milliseconds; bytes as they come over the wire, headers included.
"""

import asyncio
import shutil
import time
from dataclasses import dataclass
from typing import Any, Final

from aiokafka import AIOKafkaProducer
from playwright.async_api import Browser, Page, async_playwright

from bench.view.measure import quantile
from streams.connection import connection
from streams.settings import Settings
from streams.topics import name
from tests.browser.conftest import FLAGS, NAMES
from tests.support.view import NOW, Maker, of_incident

DRAWS: Final = 15
UPDATES: Final = 100
BETWEEN_SECONDS: Final = 0.5
SETTLE_MS: Final = 1_000
WAIT_SECONDS: Final = 60.0

NOTE_DRAWN: Final = """
  const look = () => {
    // the table and the map have their figures, and the next frame has shown them
    if (document.querySelector(".countries tbody tr:nth-child(20)") && document.querySelector(".land.m1, .land.m6")) {
      requestAnimationFrame(() => { window.drawn = performance.now(); });
    } else requestAnimationFrame(look);
  };
  requestAnimationFrame(look);
"""
BYTES: Final = """() => [...performance.getEntriesByType("navigation"), ...performance.getEntriesByType("resource")]
  .reduce((sum, one) => sum + one.transferSize, 0)"""
NOTE_TITLES: Final = """() => {
  window.titles = [];
  const title = document.querySelector("h1");
  const note = () => window.titles.push([Date.now(), Number(/[0-9,]+/.exec(title.textContent)[0].replaceAll(",", ""))]);
  note();
  new MutationObserver(note).observe(title, { subtree: true, childList: true, characterData: true });
}"""


@dataclass(frozen=True)
class Drawn:
    """The first view with an empty cache, and how late the title of an open page is."""

    p50: float
    worst: float
    kilobytes: float
    update_p50: float
    update_p99: float


async def drawn(settings: Settings, address: str) -> Drawn:
    """Open the page DRAWS times, each in a browser profile of its own; then send records while one is open."""
    binary = next((found for each in NAMES if (found := shutil.which(each))), None)
    async with async_playwright() as playwright:
        browser = await playwright.chromium.launch(executable_path=binary, args=list(FLAGS))
        await _draw(browser, address)  # the browser's own first page is not ours to answer for
        times, size = [], 0
        for _ in range(DRAWS):
            took, size = await _draw(browser, address)
            times.append(took / 1000)
        late = await _titles(await browser.new_page(), settings, address)
        await browser.close()
    return Drawn(quantile(times, 0.5), max(times) * 1000, size / 1000, quantile(late, 0.5), quantile(late, 0.99))


async def _draw(browser: Browser, address: str) -> tuple[float, int]:
    context = await browser.new_context(viewport={"width": 1440, "height": 900})
    page = await context.new_page()
    await page.add_init_script(NOTE_DRAWN)
    await page.goto(f"{address}/?w=all")
    await _until(page, "window.drawn !== undefined")
    await page.wait_for_timeout(SETTLE_MS)
    took, size = await page.evaluate("window.drawn"), await page.evaluate(BYTES)
    await context.close()
    return float(took), int(size)


async def _until(page: Page, condition: str) -> None:
    """Wait until JavaScript says yes; Playwright's own way needs an `eval` that the page's policy forbids."""
    async with asyncio.timeout(WAIT_SECONDS):
        while not await page.evaluate(condition):  # noqa: ASYNC110 - the page is another process
            await asyncio.sleep(0.05)


async def _titles(page: Page, settings: Settings, address: str) -> list[float]:
    """Return how many seconds after its acknowledgement each record was in the title's number of attacks."""
    await page.goto(f"{address}/?w=all")
    await page.wait_for_selector(".countries tbody tr:nth-child(20)")
    await page.wait_for_timeout(SETTLE_MS)
    await page.evaluate(NOTE_TITLES)
    maker = Maker(777, 200)
    producer = AIOKafkaProducer(**connection(settings), linger_ms=0)
    await producer.start()
    try:
        sent = []
        for _ in range(UPDATES):
            record = of_incident(maker.incident(NOW), int(time.time() * 1000))
            await producer.send_and_wait(name(settings, record.topic), record.value, record.key)
            sent.append(time.time())
            await asyncio.sleep(BETWEEN_SECONDS)
    finally:
        await producer.stop()
    base = (await page.evaluate("window.titles"))[0][1]
    await _until(page, f"window.titles.at(-1)[1] >= {base + UPDATES}")
    titles: list[list[Any]] = await page.evaluate("window.titles")
    return [
        max(0.0, next(at for at, attacks in titles if attacks >= base + number) / 1000 - moment)
        for number, moment in enumerate(sent, start=1)
    ]
