"""What must hold of every page: nothing sticks out, nothing lies on other words, axe finds nothing serious."""

from typing import Any, Final

from playwright.sync_api import Page

from tests.browser.conftest import PICTURES, ROOT

AXE: Final = ROOT / "streams" / "web" / "ui" / "node_modules" / "axe-core" / "axe.min.js"

WIDER: Final = "document.documentElement.scrollWidth - document.documentElement.clientWidth"

OVERLAPS: Final = """() => {
  // Words on words: the boxes of visible texts, each against the others of the same layer.
  const texts = [];
  const walker = document.createTreeWalker(document.querySelector("#app"), NodeFilter.SHOW_TEXT);
  const layer = (element) => element.closest(".popover, .tip, .sentence, .found, dialog");
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    const element = node.parentElement;
    if (!node.data.trim() || element.closest(".hidden, noscript, .search kbd")) continue;
    if (!element.checkVisibility({ visibilityProperty: true, opacityProperty: true })) continue;
    const range = document.createRange();
    range.selectNodeContents(node);
    const clip = element.closest(".scroll, .clip, .clip-2, .clip-4, .name-cell > *, .what, .why, .where, .choices");
    const frame = clip ? clip.getBoundingClientRect() : null;
    for (const box of range.getClientRects()) {
      const [left, top] = [Math.max(box.left, frame?.left ?? -Infinity), Math.max(box.top, frame?.top ?? -Infinity)];
      const right = Math.min(box.right, frame?.right ?? Infinity);
      const bottom = Math.min(box.bottom, frame?.bottom ?? Infinity);
      const words = node.data.trim().slice(0, 40);
      if (right - left > 1 && bottom - top > 1) texts.push({ left, right, top, bottom, element, node, words });
    }
  }
  const found = [];
  for (let i = 0; i < texts.length; i++) for (let j = i + 1; j < texts.length; j++) {
    const [one, other] = [texts[i], texts[j]];
    if (one.node === other.node) continue; // a text that is clipped has two boxes
    if (layer(one.element) !== layer(other.element)) continue;
    const across = Math.min(one.right, other.right) - Math.max(one.left, other.left);
    const down = Math.min(one.bottom, other.bottom) - Math.max(one.top, other.top);
    // Lines of text share the space between them; words share a box when more than a third of a line does.
    if (across > 2 && down > 6) found.push(`${one.words} | ${other.words}`);
  }
  return found;
}"""


def look(page: Page, name: str) -> None:
    """Keep a picture for people, and check what a machine can."""
    page.screenshot(path=PICTURES / f"{name}.png", full_page=True)
    assert page.evaluate(WIDER) <= 0, f"{name} is wider than its window"
    overlaps = page.evaluate(OVERLAPS)
    assert overlaps == [], f"words lie on words in {name}"


def axe(page: Page) -> list[str]:
    """Return what axe-core finds serious, a line each."""
    page.evaluate(AXE.read_text())  # by the debugger, as the page's own policy allows no such script
    result: dict[str, Any] = page.evaluate("axe.run(document, { resultTypes: ['violations'] })")
    return [
        f"{found['id']}: {node['html'][:160]} {node.get('failureSummary', '')[:200]}"
        for found in result["violations"]
        if found["impact"] in {"serious", "critical"}
        for node in found["nodes"]
    ]
