"""Reported totals: `attacked 66 times since Oct. 17, 32 in Iraq and 34 in Syria; 62 injuries`."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import product
from typing import Final

from schemas import Count, CountryShare
from streams.extract.classes import Marked
from streams.extract.date_words import WEEKDAYS
from streams.extract.figures import UNITS, Figure, find_figures
from streams.extract.numbers import Number

_SURELY: Final = frozenset({"since", "tracking", "tally", "total", "totaling", "far"})
LEAST: Final = 5  # attacks; a smaller whole without parts is rather one day's count
_DAY_REACH: Final = 9  # tokens from casualties to the day that alone they are of
_ONE_DAY: Final = frozenset([*WEEKDAYS, "yesterday", "overnight", "night"])
_MOST_PARTS: Final = 4  # countries of one total


@dataclass(frozen=True, slots=True)
class Total:
    """A cumulative claim, and the sentences that make it. `lead` is the token of its main figure."""

    attacks: Count | None
    injured: Count | None
    killed: Count | None
    by_country: Mapping[str, CountryShare]
    sentences: tuple[int, ...]
    tokens: frozenset[int]
    lead: int


def may_total(marked: Marked) -> bool:
    """Tell whether a text without any attack of its own may yet count them: `27 times since`."""
    return "since" in marked.document.words and not UNITS.isdisjoint(marked.document.words)


def find_total(marked: Marked, numbers: Sequence[Number], countries: Mapping[int, str]) -> Total | None:
    """Return the cumulative claim of a text, None for none.

    Shapes: `countries` maps the first token of a country's name (or a place's) to its code.
    Errors: none. Source: docs/extraction.md, "Reported totals".
    """
    figures = find_figures(marked, numbers, countries)
    return _choose(marked, figures)


def _choose(marked: Marked, figures: Sequence[Figure]) -> Total | None:
    """Take the whole, check its parts against it, and add the casualties that belong to all of it."""
    attacks = [figure for figure in figures if figure.what == "attacks"]
    if not attacks:
        return None
    if marked.document.has_title:  # a title rounds
        attacks = [figure for figure in attacks if figure.sentence] or attacks
    surely = not _SURELY.isdisjoint(marked.document.words)
    wholes = [figure for figure in attacks if figure.country is None]
    parts = _parts([figure for figure in attacks if figure.country], {figure.number.value for figure in wholes})
    if len(parts) < 2 and not (surely or any(figure.spanning for figure in attacks)):  # noqa: PLR2004 - as below
        return None
    whole = _whole(wholes, parts)
    best = whole.number.value if whole else sum(figure.number.value for figure in parts.values())
    if len(parts) < 2 and (whole is None or not whole.spanning or best < LEAST):  # noqa: PLR2004 - two countries are a claim in themselves
        single = [figure for figure in parts.values() if figure.spanning and figure.number.value >= LEAST]
        if not single or whole is not None:
            return None
        whole, best = single[0], single[0].number.value
    kept = {code: figure for code, figure in parts.items() if figure.number.value <= best}
    if whole and not kept and whole.beside:
        kept = {whole.beside: whole}
    injured = _casualties(marked, figures, "injured")
    killed = _casualties(marked, figures, "killed")
    used = [figure for figure in (whole, *kept.values(), injured, killed) if figure]
    return Total(
        attacks=whole.number.count() if whole else None,  # a sum that nobody states is the reader's to make
        injured=injured.number.count() if injured else None,
        killed=killed.number.count() if killed else None,
        by_country={code: CountryShare(attacks=figure.number.count()) for code, figure in kept.items()},
        sentences=tuple(sorted({figure.sentence for figure in used})),
        tokens=frozenset(figure.number.start for figure in used),
        lead=used[0].number.start,
    )


def _parts(figures: Sequence[Figure], wholes: set[int]) -> dict[str, Figure]:
    """Return each country's figure: those that add up to a whole, else the largest."""
    by_country: dict[str, list[Figure]] = {}
    for figure in figures:
        assert figure.country  # noqa: S101 - the caller looked
        by_country.setdefault(figure.country, []).append(figure)
    for named in by_country.values():
        named.sort(key=lambda figure: -figure.number.value)
    if 2 <= len(by_country) <= _MOST_PARTS:  # noqa: PLR2004 - one part adds up to nothing
        for choice in product(*(named[:4] for named in by_country.values())):
            if sum(figure.number.value for figure in choice) in wholes:
                return dict(zip(by_country, choice, strict=True))
    return {code: named[0] for code, named in by_country.items()}


def _whole(wholes: Sequence[Figure], parts: Mapping[str, Figure]) -> Figure | None:
    added = sum(figure.number.value for figure in parts.values())
    exact = [figure for figure in wholes if len(parts) > 1 and figure.number.value == added]
    if exact:
        return exact[0]
    largest_part = max((figure.number.value for figure in parts.values()), default=0)
    spanning = [figure for figure in wholes if figure.spanning] or (list(wholes) if len(parts) > 1 else [])
    large = [figure for figure in spanning if figure.number.value >= largest_part]
    return max(large, key=lambda figure: figure.number.value, default=None)


def _casualties(marked: Marked, figures: Sequence[Figure], what: str) -> Figure | None:
    """Return the casualties of the whole period: not those of a sentence that speaks of one day or one attack."""
    ranked = [
        (_belongs(marked, figure), figure.number.value, -place, figure)
        for place, figure in enumerate(figures)
        if figure.what == what
    ]
    ranked = [entry for entry in ranked if entry[0] > 0]
    return max(ranked)[3] if ranked else None


def _belongs(marked: Marked, figure: Figure) -> int:
    start, end = marked.document.sentences[figure.sentence]
    words = set(marked.lower[start:end])
    period = bool(words & {"since", "total", "overall", "far", "cumulative", "altogether", "attacks", "these"})
    near = range(max(start, figure.number.start - _DAY_REACH), min(end, figure.number.end + _DAY_REACH))
    one_day = any(marked.lower[token] in _ONE_DAY for token in near)
    single = bool(words & {"attack", "strike"}) and "attacks" not in words
    return (2 if period else 1) - (2 if (one_day and "since" not in words) or (single and "since" not in words) else 0)
