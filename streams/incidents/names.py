"""What the rare names, ages and house numbers of two texts say about whether they tell of one attack."""

from bisect import bisect_right
from collections.abc import Collection, Iterable, Iterator, Sequence
from typing import Final

from streams.rarity import rarity

SUMS: Final = (30, 60, 90, 120, 160, 200, 250, 300, 400, 500)  # tenths of nats
SHARES: Final = (10, 20, 30, 40, 50, 70)  # per cent
RARITIES: Final = (30, 40, 50, 55, 60)  # tenths of nats

NONE_SHARED: Final = "no name shared"
SUM: Final = tuple(f"names shared: {low}-{high}" for low, high in zip((0, *SUMS), (*SUMS, "more"), strict=True))
"""By the sum of the rarities of what both name."""
SHARE: Final = tuple(f"names alike: {low}-{high}%" for low, high in zip((0, *SHARES), (*SHARES, 100), strict=True))
"""By what part that sum is of all the names of the report with fewer."""
RAREST: Final = tuple(
    f"rarest name: {low}-{high}" for low, high in zip((0, *RARITIES), (*RARITIES, "more"), strict=True)
)
"""By the rarest name that both have."""
SAME_AGES: Final = ("same age", "two same ages", "three same ages")
OTHER_AGES: Final = "other ages"
SAME_HOUSE: Final = "same house number"

NO_NAMES: Final[frozenset[str]] = frozenset()

Names = set[str] | frozenset[str]
Terms = tuple[str, ...]


DAY_NAMED: Final = ("day named", "day named, date open")
"""A day that the text of one names is the day of the other, where the two are not of one day anyway."""


def kinds(terms: Terms) -> tuple[Terms, Terms, Terms]:
    """Divide terms into names, numbers (ages, `34`, and house numbers, `900 block`) and days (`2024-01-28`)."""
    names = [term for term in terms if not term[0].isdigit()]
    days = tuple([term for term in terms[len(names) :] if term[4:5] == "-"])
    return tuple(names), terms[len(names) : len(terms) - len(days)], days


def shared_names(left: Terms, right: Terms, busy: Names = NO_NAMES) -> set[str] | None:
    """Return the names that two reports share; None, where one of them names nothing.

    Shapes: `busy` are the names that so many reports give that they tell no attack from another: they count as none.
    """
    if not left or not right:
        return None
    shared = set(left).intersection(right).difference(busy)
    return shared if shared or not (busy.issuperset(left) or busy.issuperset(right)) else None


def weigh(names: Iterable[str]) -> int:
    """Return how telling names are together, in tenths of nats."""
    table = rarity()
    known, unknown = table.words, table.unknown
    return sum([known.get(name, unknown) for name in names])


def names_evidence(shared: Collection[str], least: int) -> tuple[str, ...]:
    """Return what the names say that two reports share; `least` is what the names of one weigh that has fewer."""
    if not shared:
        return (NONE_SHARED,)
    table = rarity()
    rarities = [table.of(name) for name in shared]
    total = sum(rarities)
    return (
        SUM[bisect_right(SUMS, total)],
        SHARE[bisect_right(SHARES, 100 * total // least)],
        RAREST[bisect_right(RARITIES, max(rarities))],
    )


def numbers_evidence(left: Terms, right: Terms) -> Iterator[str]:
    """Yield what the ages and house numbers of two reports say; nothing where only one gives them."""
    if not left or not right:
        return
    shared = set(left).intersection(right)
    ages = sum(1 for term in shared if len(term) <= 2)  # noqa: PLR2004 - digits of an age
    if ages:
        yield SAME_AGES[min(ages, len(SAME_AGES)) - 1]
    elif _has_age(left) and _has_age(right):
        yield OTHER_AGES
    if len(shared) > ages:
        yield SAME_HOUSE


def _has_age(numbers: Sequence[str]) -> bool:
    return len(numbers[0]) <= 2  # noqa: PLR2004 - as above; ages come first
