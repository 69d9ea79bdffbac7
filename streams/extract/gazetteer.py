"""Names of places, and where they may be: a plain lookup from a folded name to its candidates."""

import sys
import unicodedata
from array import array
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Final, Self

import orjson

FORMAT: Final = 1  # of the packed file; raised when its layout changes
NO_COUNTRY: Final = ""  # in the packed list of countries: a sea
_MEMO_NAMES: Final = 20_000  # names whose candidates are kept built; more cost memory, fewer are built again and again
_APART: Final = str.maketrans(
    {
        **dict.fromkeys("-\u2010\u2011\u2013/", " "),
        **dict.fromkeys("'\u2019\u2018`\u02bc\u02bb\u2032.", None),
        "\u00f8": "o",
        "\u0111": "d",
        "\u0142": "l",
        "\u0131": "i",
        "\u00df": "ss",
        "\u00e6": "ae",
        "\u0153": "oe",
        "\u00f0": "d",
        "\u00fe": "th",
        "\u0259": "a",
    }
)
ARTICLES: Final = frozenset(["al", "el", "ad", "ar", "as", "at", "az", "an", "ash"])  # Arabic, before a name


class Kind(StrEnum):
    """What a name names. The order is that of the packed file."""

    COUNTRY = "country"
    DEMONYM = "demonym"
    CAPITAL = "capital"
    CITY = "city"
    ADMIN1 = "admin1"
    ADMIN2 = "admin2"
    BASE = "base"
    REGION = "region"
    GROUP = "group"
    SEA = "sea"


KINDS: Final = tuple(Kind)


@dataclass(frozen=True, slots=True)
class Candidate:
    """One place that a name may mean.

    Units: degrees, WGS 84; `population` is the power of ten of the inhabitants, 0 to 7.
    Shapes: `country` is null for a sea; `region` numbers the first-order division (0: none known), so that a town and
    its province can be told to belong together; `zone` is an IANA time zone, empty where unknown.
    """

    country: str | None
    kind: Kind
    latitude: float
    longitude: float
    population: int
    region: int
    zone: str


def fold(text: str) -> str:
    """Return a name without case, accents, points and apostrophes, with hyphens as blanks: the gazetteer's spelling.

    Shapes: ASCII where the name has a Latin spelling; what has none keeps its letters and is in no gazetteer.
    """
    if not text.isascii():
        text = unicodedata.normalize("NFKD", text)
        text = "".join(character for character in text if not unicodedata.combining(character))
    return text.lower().translate(_APART)


def fold_token(token: str) -> str:
    """Return a token as `fold` does, without its possessive ending."""
    if token.isascii() and token.isalpha():
        return token.lower()
    if token[-2:] in {"'s", "\u2019s", "'S", "\u2019S"}:
        token = token[:-2]
    return fold(token)


@dataclass(frozen=True, slots=True)
class Gazetteer:
    """Every name with its candidates, likeliest first.

    Shapes: `names` maps a folded name to its number n, whose rows are `first_row[n]` to `first_row[n + 1]` of the
    columns; `longest` maps a first word to the words of the longest name that begins so, where that is two or more;
    `going_on` are the first two words of the names of three or more.
    Source: docs/data.md, "The gazetteer".
    """

    names: Mapping[str, int]
    longest: Mapping[str, int]
    going_on: frozenset[str]
    countries: Sequence[str]
    zones: Sequence[str]
    first_row: Sequence[int]
    columns: Mapping[str, Sequence[int] | Sequence[float]]
    _memo: dict[str, tuple[Candidate, ...]] = field(default_factory=dict, repr=False)  # the same answers, built once

    @classmethod
    def unpack(cls, packed: bytes) -> Self:
        """Read the file that `seeds/build.py` packs.

        Shapes: a line of JSON (format, countries, zones, the blobs' names, types and lengths), then the blobs.
        Errors: ValueError for another format.
        """
        end = packed.index(b"\n")
        head = orjson.loads(packed[:end])
        if head["format"] != FORMAT:
            message = f"gazetteer of format {head['format']}, not {FORMAT}"
            raise ValueError(message)
        blobs: dict[str, bytes] = {}
        numbers: dict[str, array[int] | array[float]] = {}
        position = end + 1
        for name, typecode, length in head["blobs"]:
            blob = packed[position : position + length]
            position += length
            if typecode:
                numbers[name] = _numbers(typecode, blob)
            else:
                blobs[name] = blob
        names = blobs["names"].decode("ascii").split("\n")
        first_words = blobs["first_words"].decode("ascii").split("\n")
        first_row = numbers.pop("first_row")
        longest = numbers.pop("longest")
        return cls(
            names=dict(zip(names, range(len(names)), strict=True)),
            longest={word: int(words) for word, words in zip(first_words, longest, strict=True)},
            going_on=frozenset(" ".join(name.split(" ", 2)[:2]) for name in names if name.count(" ") > 1),
            countries=head["countries"],
            zones=head["zones"],
            first_row=[int(row) for row in first_row],
            columns=numbers,
        )

    def find(self, name: str) -> tuple[Candidate, ...]:
        """Return the candidates of a folded name, likeliest first; none where it is unknown."""
        found = self._memo.get(name)
        if found is None:
            number = self.names.get(name)
            if number is None:
                return ()
            if len(self._memo) >= _MEMO_NAMES:
                self._memo.clear()
            rows = range(self.first_row[number], self.first_row[number + 1])
            found = self._memo[name] = tuple(map(self._candidate, rows))
        return found

    def _candidate(self, row: int) -> Candidate:
        columns = self.columns
        return Candidate(
            country=self.countries[int(columns["country"][row])] or None,
            kind=KINDS[int(columns["kind"][row])],
            latitude=round(columns["latitude"][row], 4),
            longitude=round(columns["longitude"][row], 4),
            population=int(columns["population"][row]),
            region=int(columns["region"][row]),
            zone=self.zones[int(columns["zone"][row])],
        )


def _numbers(typecode: str, blob: bytes) -> "array[int] | array[float]":
    numbers: array[int] | array[float] = array(typecode)
    numbers.frombytes(blob)
    if sys.byteorder == "big":  # packed little-endian
        numbers.byteswap()
    return numbers
