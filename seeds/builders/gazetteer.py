"""The gazetteer: names of countries, peoples, towns, divisions, sites and armed groups, from packages and tables."""

import math
import re
from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import replace
from functools import cache
from typing import Any, Final

import pycountry
from babel import Locale

from seeds.builders.names import CAPITAL, Names, Row, bare_division
from seeds.builders.sources import GAZETTEER, SourceError, read_geonames, read_names, read_rows
from streams.extract.gazetteer import Kind, fold

ALTERNATES_FROM: Final = (
    50_000  # inhabitants; other names of smaller towns cost memory and chance matches (see aliases_all)
)
LONGEST_ALTERNATE: Final = 40  # characters
BY_OTHER_NAME: Final = 3  # times less is a place meant by its other names, so that Islamabad is not Chittagong
UNKNOWN_TOWN: Final = 300  # inhabitants where GeoNames has none
ADMIN1: Final = 300_000  # a province ranks as a town of so many inhabitants
ADMIN2: Final = 50_000
US_STATE: Final = 600_000  # below Washington, the capital
LISTED: Final = 100_000  # a hand-listed name at least
GONE: Final = frozenset(["SCG", "ANT"])  # no countries any more: Serbia and Montenegro, Netherlands Antilles
_LATIN_END: Final = 0x250
_LATIN_EXTRA: Final = range(0x1E00, 0x1F00)
_APOSTROPHES: Final = "\u2018\u2019`\u02bc\u02bb"


def is_latin(name: str) -> bool:
    """Tell whether every letter of a name is a Latin one."""
    return all(ord(sign) < _LATIN_END or ord(sign) in _LATIN_EXTRA or sign in _APOSTROPHES for sign in name)


@cache
def codes() -> dict[str, str]:
    """Return alpha-3 by alpha-2."""
    found = {two: facts["iso3"] for two, facts in read_geonames("countries").items() if facts["iso3"] not in GONE}
    return found | {"XK": "XKX"}


@cache
def regions() -> dict[tuple[str, str], int]:
    """Return the number of each first-order division, by alpha-2 and GeoNames' code."""
    known = {(town["countrycode"], town["admin1code"]) for town in read_geonames("cities500").values()}
    known |= {(row[0], row[1]) for row in read_rows(GAZETTEER / "admin.tsv", 6) if row[1]}
    return {key: number for number, key in enumerate(sorted(known), start=1)}


@cache
def towns() -> list[tuple[dict[str, Any], Row]]:
    """Return GeoNames' towns with their rows, capitals marked."""
    capitals = {two: fold(facts["capital"]).strip() for two, facts in read_geonames("countries").items()}
    found = []
    for town in read_geonames("cities500").values():
        two = town["countrycode"]
        if two not in codes():
            continue
        row = Row(
            country=codes()[two],
            kind=Kind.CAPITAL if fold(town["name"]) == capitals[two] else Kind.CITY,
            latitude=town["latitude"],
            longitude=town["longitude"],
            inhabitants=town["population"] or UNKNOWN_TOWN,
            region=regions()[two, town["admin1code"]],
            zone=town["timezone"],
        )
        found.append((town, row))
    return _one_capital_each(found)


def _one_capital_each(found: list[tuple[dict[str, Any], Row]]) -> list[tuple[dict[str, Any], Row]]:
    """Return the towns with only the largest of a capital's namesakes in its country a capital."""
    largest: dict[str, Row] = {}
    for _, row in found:
        if (
            row.kind is Kind.CAPITAL
            and row.inhabitants > largest.get(row.country, Row("", Kind.CITY, 0, 0)).inhabitants
        ):
            largest[row.country] = row
    return [
        (town, replace(row, kind=Kind.CITY) if row.kind is Kind.CAPITAL and row is not largest[row.country] else row)
        for town, row in found
    ]


@cache
def countries() -> dict[str, tuple[str, float, float, str]]:
    """Return name, place of the capital and its zone, by alpha-3; the largest town where there is no capital."""
    best: dict[str, Row] = {}
    for _, row in towns():
        old = best.get(row.country)
        if old is None or (row.kind is Kind.CAPITAL, row.inhabitants) > (old.kind is Kind.CAPITAL, old.inhabitants):
            best[row.country] = row
    english = Locale("en").territories
    names = {three: _plain(english[two]) for two, three in codes().items() if three in best}
    at = {code: best[code] for code in sorted(names)}
    return {code: (names[code], row.latitude, row.longitude, row.zone) for code, row in at.items()}


def _plain(name: str) -> str:
    """Return CLDR's name without what it adds in brackets: `Myanmar (Burma)`."""
    return re.sub(r" \(.*\)| SAR China", "", name).replace("&", "and").replace("\u2019", "'")


def build_names() -> Names:
    """Return the whole gazetteer."""
    names = Names()
    _add_countries(names)
    _add_towns(names)
    _add_divisions(names)
    _add_listed(names)
    names.add_bare_forms()
    for path in sorted(GAZETTEER.glob("stop*.tsv")):
        for word, *_ in read_rows(path, 1):
            names.drop(fold(word))
    return names


def country_row(code: str, kind: Kind, *, listed: bool = True) -> Row:
    """Return a row at the country's capital."""
    _, latitude, longitude, zone = countries()[code]
    return Row(code, kind, latitude, longitude, 10_000_000, 0, zone, listed)


def _add_countries(names: Names) -> None:
    for two, code in codes().items():
        if code not in countries():
            continue
        row = country_row(code, Kind.COUNTRY)
        for name in sorted({countries()[code][0], read_geonames("countries").get(two, {}).get("name", "")} - {""}):
            names.add(name, row)
    for code, forms in _rows("countries.tsv", 2):
        for name in read_names(forms, ","):
            names.add(name, country_row(code, Kind.COUNTRY))
    for code, forms in _rows("demonyms.tsv", 2):
        for name in read_names(forms, ","):
            for form in (name, f"{name}s"):
                names.add(form, country_row(code, Kind.DEMONYM))


def _add_towns(names: Names) -> None:
    all_names = {two for (two,) in _rows("aliases_all.tsv", 1)}
    for town, row in towns():
        names.add(town["name"], row)
        if row.inhabitants < ALTERNATES_FROM and town["countrycode"] not in all_names:
            continue
        lesser = replace(row, inhabitants=row.inhabitants // (BY_OTHER_NAME * _renowned(row)))
        for name in town["alternatenames"]:
            usable = SHORT_ALTERNATE < len(name) < LONGEST_ALTERNATE and not name.isupper() and is_latin(name)
            # An alternate in small letters is a transliteration by machine (`bghdad`), not a spelling.
            if usable and not name.islower():
                names.add(name, lesser)


SHORT_ALTERNATE: Final = 3  # characters


def _renowned(row: Row) -> int:
    """Return how many times better known its rank makes a town; by its own name alone: Philadelphia is not Amman."""
    return CAPITAL if row.kind is Kind.CAPITAL else 1


def _add_divisions(names: Names) -> None:
    zones: dict[int, Counter[str]] = defaultdict(Counter)
    for _, row in towns():
        zones[row.region][row.zone] += 1
    for two, code, first, second, latitude, longitude in _rows("admin.tsv", 6):
        if two not in codes():
            continue
        region = regions().get((two, code), 0)
        zone = max(sorted(zones[region]), key=zones[region].__getitem__, default="") if region else ""
        kind, inhabitants = (Kind.ADMIN2, ADMIN2) if second else (Kind.ADMIN1, ADMIN1)
        row = Row(codes()[two], kind, float(latitude), float(longitude), inhabitants, region, zone)
        names.add_division(second or first, row)
    for facts in sorted(pycountry.subdivisions, key=lambda facts: str(facts.code)):
        name = re.sub(r"\s*[\[(].*", "", facts.name)
        country = codes().get(facts.country_code, "")
        if country not in countries() or not is_latin(name):
            continue
        known = names.of(name, country)
        if not known:  # ISO's spelling of a division, or one that GeoNames has no town of: no coordinates
            names.add_division(name, Row(country, Kind.ADMIN1, math.nan, math.nan, ADMIN1, 0, countries()[country][3]))
    for facts in read_geonames("us_states").values():
        for row in names.of(facts["name"], "USA"):
            if row.kind is Kind.ADMIN1:
                names.add(facts["name"], replace(row, inhabitants=US_STATE, listed=True))


def _add_listed(names: Names) -> None:
    for code, latitude, longitude, forms in _rows("bases.tsv", 4):
        row = _near(Row(code, Kind.BASE, float(latitude), float(longitude), LISTED, listed=True))
        for name in read_names(forms, ";"):
            names.add(name, row)
    for code, kind, latitude, longitude, forms in _rows("regions.tsv", 5):
        spellings = read_names(forms, ";")
        if latitude:
            row = _near(Row(code, Kind(kind), float(latitude), float(longitude), LISTED, listed=True))
        else:
            row = _known(names, code, Kind(kind), spellings)
        for name in spellings:
            names.add(name, row)
    for latitude, longitude, forms in _rows("seas.tsv", 3):
        for name in read_names(forms, ";"):
            names.add(name, Row("", Kind.SEA, float(latitude), float(longitude), LISTED, listed=True))
    for code, forms in _rows("groups.tsv", 2):
        for name in read_names(forms, ";"):
            names.add(name, country_row(code, Kind.GROUP))


def _known(names: Names, code: str, kind: Kind, spellings: list[str]) -> Row:
    """Return the row that GeoNames gives one of the spellings, of that kind if it can be."""
    tried = [*spellings, *map(bare_division, spellings)]
    found = [row for name in tried for row in names.of(name, code) if not math.isnan(row.latitude)]
    if not found:
        raise SourceError(
            GAZETTEER / "regions.tsv", f"{code} {spellings}", "GeoNames has none of these: give a position"
        )
    towns_of = {Kind.CITY, Kind.CAPITAL}
    alike = [row for row in found if row.kind == kind or {row.kind, kind} <= towns_of]
    best = max(alike or found, key=lambda row: row.inhabitants)
    kept = best.kind if best.kind is Kind.CAPITAL else kind
    return replace(best, kind=kept, inhabitants=max(best.inhabitants, LISTED), listed=True)


def _near(row: Row) -> Row:
    """Return the row with the region and zone of the country's nearest town."""
    nearest = min(
        (town for _, town in towns() if town.country == row.country),
        key=lambda town: (town.latitude - row.latitude) ** 2 + (town.longitude - row.longitude) ** 2,
    )
    return replace(row, region=nearest.region, zone=nearest.zone)


def _rows(name: str, fields: int) -> Iterator[list[str]]:
    """Yield the rows of a table of the gazetteer, notes left out."""
    return (row[:fields] for row in read_rows(GAZETTEER / name, fields))
