"""How the gazetteer is laid out in its file; streams.extract.gazetteer.Gazetteer.unpack reads it."""

import math
from array import array
from sys import byteorder
from typing import Any, Final

import orjson

from seeds.builders.names import Names, Row
from streams.extract.gazetteer import FORMAT, KINDS, NO_COUNTRY

LARGEST: Final = 7  # of the powers of ten of inhabitants


def pack(names: Names, stamp: dict[str, Any]) -> bytes:
    """Return the packed gazetteer: a line of JSON, then names, first words and columns.

    Shapes: numbers are little-endian; `first_row` has one number more than there are names.
    """
    ranked = list(names.ranked())
    rows = [row for _, meanings in ranked for row in meanings]
    countries = sorted({NO_COUNTRY, *(row.country for row in rows)})
    zones = sorted({"", *(row.zone for row in rows)})
    first_row = [0]
    for _, meanings in ranked:
        first_row.append(first_row[-1] + len(meanings))
    longest = _longest(name for name, _ in ranked)
    first_words = sorted(longest)
    country_number = {code: number for number, code in enumerate(countries)}
    zone_number = {zone: number for number, zone in enumerate(zones)}
    blobs: list[tuple[str, str, bytes]] = [
        ("names", "", "\n".join(name for name, _ in ranked).encode("ascii")),
        ("first_words", "", "\n".join(first_words).encode("ascii")),
        ("longest", "B", _bytes("B", [longest[word] for word in first_words])),
        ("first_row", "I", _bytes("I", first_row)),
        ("country", "B", _bytes("B", [country_number[row.country] for row in rows])),
        ("kind", "B", _bytes("B", [KINDS.index(row.kind) for row in rows])),
        ("latitude", "f", _bytes("f", [row.latitude for row in rows])),
        ("longitude", "f", _bytes("f", [row.longitude for row in rows])),
        ("population", "B", _bytes("B", [_power(row) for row in rows])),
        ("region", "H", _bytes("H", [row.region for row in rows])),
        ("zone", "H", _bytes("H", [zone_number[row.zone] for row in rows])),
    ]
    head = {
        "format": FORMAT,
        "stamp": stamp,
        "countries": countries,
        "zones": zones,
        "blobs": [(name, typecode, len(blob)) for name, typecode, blob in blobs],
    }
    return b"".join([orjson.dumps(head), b"\n", *(blob for _, _, blob in blobs)])


def _power(row: Row) -> int:
    return min(LARGEST, int(math.log10(row.inhabitants))) if row.inhabitants > 0 else 0


def _bytes(typecode: str, values: list[int] | list[float]) -> bytes:
    numbers: array[Any] = array(typecode, values)
    if byteorder == "big":
        numbers.byteswap()
    return numbers.tobytes()


def _longest(names: Any) -> dict[str, int]:  # noqa: ANN401 - any iterable of names
    longest: dict[str, int] = {}
    for name in names:
        words = name.split(" ")
        if len(words) > max(1, longest.get(words[0], 1)):
            longest[words[0]] = len(words)
    return longest
