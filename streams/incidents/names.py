"""What the rare names, ages and house numbers of two texts say about whether they tell of one attack."""

from bisect import bisect_right
from collections.abc import Collection, Iterable, Iterator
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
FOREMOST: Final = 7
"""Names that a text is about; behind them come the paper, the county, the spokesman. With 4 or 9 less is found."""
SAME_FOREMOST: Final = tuple(
    f"foremost names shared: {number}" for number in ("none", "one", "two", "three", "four", "five", "six or more")
)
"""By how many names both texts have among their foremost."""

MOST_AGES: Final = 3
AGES: Final = {(same, few): f"{same} of {few} ages" for few in range(1, MOST_AGES + 1) for same in range(few + 1)}
"""How many ages both texts give, of as many as the one gives that gives fewer: of four ages one agrees by chance."""
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


def foremost_evidence(shared: Names, left: Terms, right: Terms) -> str:
    """Return what it says how many of the names that two reports share are among the foremost of both.

    Shapes: `left` and `right` are names as extraction orders them, the rarest and those said most first.
    """
    among = shared.intersection(left[:FOREMOST]).intersection(right[:FOREMOST])
    return SAME_FOREMOST[min(len(among), len(SAME_FOREMOST) - 1)]


def numbers_evidence(left: Terms, right: Terms) -> Iterator[str]:
    """Yield what the ages and house numbers of two reports say; nothing where only one gives them."""
    if not left or not right:
        return
    shared = set(left).intersection(right)
    ages = sum(map(_is_age, shared))
    few = min(sum(map(_is_age, left)), sum(map(_is_age, right)), MOST_AGES)
    if few:
        yield AGES[min(ages, few), few]
    if len(shared) > ages:
        yield SAME_HOUSE


def _is_age(number: str) -> bool:
    return len(number) <= 2  # noqa: PLR2004 - digits; a house number carries its street's kind
