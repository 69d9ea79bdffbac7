"""A name's other forms, and the table that gathers what each name may mean."""

import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, replace
from math import isnan
from typing import Final

from streams.extract.gazetteer import ARTICLES, Kind, fold

SHORTEST: Final = 3  # letters of a name; shorter ones are abbreviations or chance
ACRONYMS: Final = frozenset(["us", "uk", "3r", "g9"])
SURE: Final = frozenset([Kind.COUNTRY, Kind.DEMONYM, Kind.SEA])  # meant before any town of that name
CAPITAL: Final = 5  # times as well known as another town of its size
WHOLE: Final = frozenset([Kind.COUNTRY, Kind.DEMONYM])  # leave no room for a town of that name, unless it is listed
MOST_ROWS: Final = 12  # of a name: enough to find a town by its province, few enough to weigh at every mention
MOST_OF_COUNTRY: Final = 6
SEAT: Final = 50_000  # inhabitants of a town that its province's name alone means
SAME_PLACE: Final = 0.15  # degrees; two rows of a name as near as this are one place

_PREFIX: Final = re.compile(
    r"^(?:muhafazat|wilayat|wilaya|provincia d(?:e|el)|departamento d(?:e|el)|estado d(?:e|el)|state of|province of"
    r"|region of|republic of|governorate of|mayorality of|ostan e|ostan) "
)
_SUFFIX: Final = re.compile(
    r" (?:governorate|province|region|state|district|department|county|oblast|wilaya|division|prefecture"
    r"|municipality|territory|zone|city|parish|raion|rayon|skyy rayon)$"
)


def bare_division(name: str) -> str:
    """Return the folded name of a division without the word that says what it is: `borno` for `Borno State`."""
    return _SUFFIX.sub("", _PREFIX.sub("", " ".join(fold(name).split())))


@dataclass(frozen=True, slots=True, order=True)
class Row:
    """One meaning of a name. Shapes: as streams.extract.gazetteer.Candidate; NaN is an unknown coordinate."""

    country: str
    kind: Kind
    latitude: float
    longitude: float
    inhabitants: int = 0
    region: int = 0
    zone: str = ""
    listed: bool = False  # in a hand-edited table, so meant before others of the name


class Names:
    """Every name with its meanings."""

    def __init__(self) -> None:
        self._rows: dict[str, list[Row]] = defaultdict(list)

    def add(self, name: str, row: Row) -> None:
        """Note a meaning, unless the name has no Latin spelling or is too short to mean one thing."""
        folded = " ".join(fold(name).split())
        if not folded.isascii() or folded.replace(" ", "").isdigit() or "\n" in folded:
            return
        if len(folded) < SHORTEST and folded not in ACRONYMS:
            return
        self._rows[folded].append(row)

    def add_division(self, name: str, row: Row) -> None:
        """Note a province or district, also without the word that says so."""
        self.add(name, row)
        bare = bare_division(name)
        if bare != fold(name):
            self.add(bare, row)

    def add_bare_forms(self) -> None:
        """Note `anbar` for `al anbar`, unless it has a meaning of its own in that country."""
        for name in list(self._rows):
            first, _, rest = name.partition(" ")
            if first not in ARTICLES or len(rest) <= SHORTEST:
                continue
            known = {row.country for row in self._rows.get(rest, ())}
            self._rows[rest].extend(row for row in self._rows[name] if row.country not in known)

    def drop(self, name: str) -> None:
        """Forget what only a town or division means by this name: it is a word or a person's name first."""
        sure = [row for row in self._rows.get(name, ()) if row.kind in SURE or row.listed]
        if sure:
            self._rows[name] = sure
        else:
            self._rows.pop(name, None)

    def of(self, name: str, country: str) -> list[Row]:
        """Return a name's meanings in a country, largest first."""
        rows = (row for row in self._rows.get(" ".join(fold(name).split()), ()) if row.country == country)
        return sorted(rows, key=lambda row: -row.inhabitants)

    def ranked(self) -> Iterator[tuple[str, list[Row]]]:
        """Yield the names in order, each with its meanings, likeliest first."""
        for name in sorted(self._rows):
            rows = _distinct(self._rows[name])
            if rows:
                yield name, rows


def _distinct(rows: list[Row]) -> list[Row]:
    owners = {row.kind for row in rows} & WHOLE
    if owners:  # `Sudan, Texas` is not what is meant
        rows = [row for row in rows if row.kind in WHOLE or row.kind in SURE or row.listed]
    ordered = sorted(set(rows), key=_order)
    kept: list[Row] = []
    of_country: dict[str, int] = defaultdict(int)
    for row in ordered:
        if len(kept) == MOST_ROWS:
            break
        same = next((place for place, other in enumerate(kept) if _same(row, other)), None)
        if same is None and of_country[row.country] < MOST_OF_COUNTRY:
            kept.append(row)
            of_country[row.country] += 1
        elif same is not None and _seat(row, kept[same]):
            kept[same] = replace(row, inhabitants=kept[same].inhabitants)
    return kept


def _seat(row: Row, division: Row) -> bool:
    """Tell whether a town is what its district or province is named after: the name alone then means the town."""
    least = {Kind.ADMIN2: 0, Kind.ADMIN1: SEAT}.get(division.kind)
    return row.kind is Kind.CITY and least is not None and not division.listed and row.inhabitants >= least


def _order(row: Row) -> tuple[bool, int, bool, str]:
    """Return what sorts the likeliest first, and always the same way: NaN has no order of its own."""
    return (not (row.kind in SURE or row.listed), -_renown(row), isnan(row.latitude), repr(row))


def _renown(row: Row) -> int:
    return row.inhabitants * (CAPITAL if row.kind is Kind.CAPITAL else 1)


def _same(row: Row, other: Row) -> bool:
    if row.country != other.country or (row.kind != other.kind and row.kind in {*SURE, Kind.CAPITAL}):
        return False
    if other.kind is Kind.COUNTRY:  # a village named as its country, too
        return True
    near = abs(row.latitude - other.latitude) < SAME_PLACE and abs(row.longitude - other.longitude) < SAME_PLACE
    return near or (row.kind == other.kind and row.kind in {Kind.DEMONYM, Kind.GROUP})
