"""The labelled texts that training reads: are the labels whole, in bounds, and in the words of their texts?"""

import json
import re
from collections import Counter
from collections.abc import Iterator
from datetime import date, datetime, timedelta
from itertools import combinations
from typing import Annotated, Final, Literal, Self

import pycountry
import pytest
from pydantic import BaseModel, ConfigDict, Field, StringConstraints, model_validator

from schemas import Article, Count, CountryShare, EventType
from tests.conftest import ROOT

FOLDER: Final = ROOT / "seeds" / "labelled"
AT_LEAST: Final = {
    "actors": 40,
    "background": 40,
    "counts": 60,
    "dates": 40,
    "noise": 25,
    "not_attacks": 110,
    "places": 50,
    "several": 45,
    "totals": 25,
    "types": 60,
}
LONGEST_SHARED_RUN: Final = 8  # words; from here on two texts come from one mould

Text = Annotated[str, StringConstraints(min_length=1, strip_whitespace=True)]


class Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True, strict=True)


class Incident(Strict):
    event_type: EventType
    country: str | None
    place: Text | None
    geo_precision: Literal[1, 2, 3] | None
    date: date | None
    attacker: Text | None
    target: Text | None
    weapon: Text | None
    killed: Count | None
    injured: Count | None
    claimed_by: Text | None = None

    @property
    def phrases(self) -> list[str]:
        said = (self.place, self.attacker, self.target, self.weapon, self.claimed_by)
        return [phrase for phrase in said if phrase is not None]

    @model_validator(mode="after")
    def _somewhere(self) -> Self:
        if self.country is None and self.place is None:
            message = "an incident is somewhere: a country, or a place such as a sea"
            raise ValueError(message)
        return self


class Total(Strict):
    since: date | None
    as_of: date
    attacks: Count | None
    injured: Count | None
    killed: Count | None
    by_country: dict[str, CountryShare]

    @property
    def counts(self) -> list[Count | None]:
        shares = [(share.attacks, share.injured, share.killed) for share in self.by_country.values()]
        return [self.attacks, self.injured, self.killed, *(count for share in shares for count in share)]


class Row(Strict):
    id: Annotated[str, StringConstraints(pattern=r"^[a-z_]+-\d{3}$")]
    title: Text | None = None
    text: Text
    published_at: datetime
    incidents: tuple[Incident, ...]
    background: tuple[Text, ...]
    reported_total: Total | None
    tags: Annotated[tuple[Text, ...], Field(min_length=1)]

    @property
    def words(self) -> str:
        return " ".join(f"{self.title or ''} {self.text}".lower().split())

    @property
    def counts(self) -> list[Count]:
        counts = [count for incident in self.incidents for count in (incident.killed, incident.injured)]
        counts += self.reported_total.counts if self.reported_total else []
        return [count for count in counts if count is not None]

    @property
    def countries(self) -> set[str]:
        named = {incident.country for incident in self.incidents if incident.country}
        return named | set(self.reported_total.by_country if self.reported_total else ())


def rows_of(theme: str) -> list[Row]:
    lines = (FOLDER / f"{theme}.jsonl").read_text(encoding="utf-8").splitlines()
    return [Row.model_validate_json(line) for line in lines]


ROWS: Final = {theme: rows_of(theme) for theme in AT_LEAST}
ALL: Final = [row for rows in ROWS.values() for row in rows]

UNITS: Final = re.findall(
    r"\w+",
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen"
    " eighteen nineteen",
)
TENS: Final = re.findall(r"\w+", "twenty thirty forty fifty sixty seventy eighty ninety")
SPELT: Final = (
    {word: number for number, word in enumerate(UNITS)}
    | {word: 10 * number for number, word in enumerate(TENS, start=2)}
    | {f"{word}-{UNITS[unit]}": 10 * tens + unit for tens, word in enumerate(TENS, start=2) for unit in range(1, 10)}
    | {"dozen": 12, "both": 2, "couple": 2, "pair": 2, "twin": 2, "half a dozen": 6}
)
LONGEST_FIRST: Final = "|".join(sorted(SPELT, key=len, reverse=True))
NUMBER: Final = re.compile(
    rf"\d{{1,3}}(?:,\d{{3}})+|\d+|(?:\b(?:{'|'.join(UNITS)}) hundred and )?\b(?:{LONGEST_FIRST})\b"
)


def stated(words: str) -> Iterator[int]:
    for match in NUMBER.findall(words):
        hundreds, _, rest = match.rpartition(" hundred and ")
        below = int(rest.replace(",", "")) if rest[0].isdigit() else SPELT[rest]
        yield below + 100 * SPELT.get(hundreds, 0)


def said_outright(count: Count, numbers: set[int]) -> bool:
    """0 and 1 are mostly said without a number (`no one`, `a clerk`), and vague words have theirs by definition."""
    return count.vague or {count.low, count.best, count.high} - {None} <= numbers | {0, 1}


def added_up(best: int, numbers: list[int]) -> bool:
    """Whether two to four of the text's numbers, or of its single victims, give it, or one less the others."""
    parts = Counter(number for number in [*numbers, 1, 1] if number <= max([best, *numbers]))
    pool = list(parts.elements())
    sums = any(sum(chosen) == best for size in (2, 3, 4) for chosen in combinations(pool, size))
    return sums or any(
        number - sum(rest) == best for number in pool for rest in [*combinations(pool, 1), *combinations(pool, 2)]
    )


def runs(words: str) -> set[str]:
    found = re.findall(r"[\w'-]+", words)
    return {" ".join(found[at : at + LONGEST_SHARED_RUN]) for at in range(len(found) - LONGEST_SHARED_RUN + 1)}


def test_every_file_is_read() -> None:
    assert {path.stem for path in FOLDER.glob("*.jsonl")} == set(AT_LEAST)


def test_the_readme_counts_them() -> None:
    table = re.findall(
        r"^\| (\w+)\.jsonl \| (\d+) \|", (FOLDER / "README.md").read_text(encoding="utf-8"), re.MULTILINE
    )
    assert {theme: int(number) for theme, number in table} == {theme: len(rows) for theme, rows in ROWS.items()}


@pytest.mark.parametrize("theme", AT_LEAST)
def test_a_theme_has_its_rows(theme: str) -> None:
    assert len(ROWS[theme]) >= AT_LEAST[theme]
    assert [row.id for row in ROWS[theme]] == [f"{theme}-{number:03d}" for number in range(1, len(ROWS[theme]) + 1)]


def test_a_line_is_one_row_without_repeated_keys() -> None:
    def once(pairs: list[tuple[str, object]]) -> dict[str, object]:
        assert len(pairs) == len(dict(pairs))
        return dict(pairs)

    for path in FOLDER.glob("*.jsonl"):
        for line in path.read_text(encoding="utf-8").splitlines():
            json.loads(line, object_pairs_hook=once)


def test_long_texts_are_among_them() -> None:
    assert sum(len(re.findall(r"[.!?][\"”]?(?:\s|$)", row.text)) >= 5 for row in ALL) >= 60


def test_every_type_is_among_them() -> None:
    assert {incident.event_type for row in ROWS["types"] for incident in row.incidents} == set(EventType)


def test_what_is_no_attack_has_no_incident() -> None:
    assert not [row.id for row in ROWS["not_attacks"] if row.incidents or row.reported_total]


def test_themes_hold_what_they_are_named_for() -> None:
    assert sum(len(row.incidents) >= 2 for row in ROWS["several"]) >= 38
    assert sum(row.reported_total is not None for row in ROWS["totals"]) >= 25
    assert sum(bool(row.background) for row in ROWS["background"]) >= 40


def test_no_two_texts_come_from_one_mould() -> None:
    first: dict[str, str] = {}
    shared = {
        (first[run], row.id, run) for row in ALL for run in runs(row.words) if first.setdefault(run, row.id) != row.id
    }
    assert not shared


def test_every_row_is_an_article() -> None:
    articles = [Article(id=row.id, title=row.title, body=row.text, published_at=row.published_at) for row in ALL]
    assert len({article.id for article in articles}) == len(ALL) >= 420


def test_countries_are_iso_3166() -> None:
    assert not [code for row in ALL for code in row.countries if pycountry.countries.get(alpha_3=code) is None]


def test_actors_places_and_weapons_are_in_the_words_of_the_text() -> None:
    said = [(row, phrase) for row in ALL for incident in row.incidents for phrase in incident.phrases]
    assert not [(row.id, phrase) for row, phrase in said if phrase.lower() not in row.words]


def test_an_incident_is_no_older_than_a_month() -> None:
    days = [(row, incident.date) for row in ALL for incident in row.incidents if incident.date]
    oldest = timedelta(days=30)  # before that it is background
    assert not [row.id for row, day in days if not timedelta(0) <= row.published_at.date() - day <= oldest]


def test_counts_are_numbers_of_the_text_or_add_up_from_them() -> None:
    wrong = []
    for row in ALL:
        numbers = list(stated(row.words))
        unsaid = [count for count in row.counts if not said_outright(count, set(numbers))]
        if bool(unsaid) != ("derived" in row.tags) or not all(added_up(count.best, numbers) for count in unsaid):
            wrong.append(row.id)
    assert not wrong


def test_two_incidents_of_a_row_differ() -> None:
    assert not [row.id for row in ALL if any(one == other for one, other in combinations(row.incidents, 2))]


def test_attacks_by_country_add_up_to_the_whole() -> None:
    totals = [(row.id, row.reported_total) for row in ALL if row.reported_total]
    shares = {
        name: (total.attacks.best, [share.attacks.best for share in total.by_country.values() if share.attacks])
        for name, total in totals
        if total.attacks
    }
    assert not [name for name, (whole, parts) in shares.items() if len(parts) > 1 and sum(parts) != whole]


NUMBERS = {
    "12 people, among them three children": [12, 3],
    "thirty-seven, and one hundred and seven more": [37, 107],
    "1,030 of half a dozen": [1030, 6],
    "someone often": [],
}


@pytest.mark.parametrize(("words", "numbers"), NUMBERS.items(), ids=NUMBERS)
def test_numbers_are_read(words: str, numbers: list[int]) -> None:
    assert list(stated(words)) == numbers
