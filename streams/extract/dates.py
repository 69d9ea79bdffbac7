"""When it happened: the dates that a text names, resolved against its publication, and the one that fits an attack."""

from collections.abc import Mapping, Sequence
from datetime import UTC, date, datetime, time, tzinfo
from enum import StrEnum
from itertools import compress
from typing import Final, NamedTuple

from streams.extract.clocks import Clock, find_clocks
from streams.extract.counted_days import after, ago
from streams.extract.date_words import (
    FIRST_YEAR,
    LAST_YEAR,
    MONTHS,
    NIGHT,
    POSSESSIVES,
    WEEKDAYS,
    YEARS,
    Found,
    Precision,
    Reader,
    Reading,
    month,
    weekday,
    year_alone,
)
from streams.extract.day_zones import EASTWARD, reference_day, zone_named
from streams.extract.relative_days import RELATIVE
from streams.extract.text import Document

__all__ = [
    "DateMention",
    "Role",
    "find_dates",
    "reference_day",
    "zone_named",
]

NOON: Final = time(12)
AT_NIGHT: Final = time(22)
BETWEEN: Final = 7  # tokens at most between `said` and its day
CLOCK_REACH: Final = 8  # tokens at most between a day and its time
DATELINE: Final = 14  # tokens from the text's start

DAY_NAMES: Final = frozenset([*WEEKDAYS, *(f"{day}{ending}" for day in WEEKDAYS for ending in POSSESSIVES)])
READERS: Final[Mapping[str, Reader]] = {
    **RELATIVE,
    "ago": ago,
    "after": after,
    **dict.fromkeys(YEARS, year_alone),
    **dict.fromkeys(MONTHS, month),
    **dict.fromkeys(DAY_NAMES, weekday),
}
KEYS: Final = frozenset(READERS)
SAYING: Final = frozenset(
    ["said", "says", "told", "announced", "confirmed", "reported", "stated", "added", "tweeted", "declared", "wrote"]
)
_SAYING_ASIDE: Final = frozenset(
    "on late early in a an the statement to reporters by phone via interview news conference briefing journalists "  # noqa: SIM905 - a list literal is a line a word
    "earlier agency state television tv radio telephone press during at from email media".split()
)
_HEADING: Final = 3  # tokens at most before the date that heads a text
_HEADERS: Final = frozenset(
    [*WEEKDAYS, *(day[:3] for day in WEEKDAYS), "published", "posted", "updated", ":", ",", "."]
)
_PAGE: Final = frozenset(["published", "posted", "updated", "created", "copyright"])
_PAGE_REACH: Final = 3  # tokens from `Posted :` to its date
DEEDS: Final = frozenset(  # what is done on the day that follows within the clause is not the attack
    "arrested blamed condemned accused buried mourned identified detained charged dug urged sentenced appeared "  # noqa: SIM905 - a list literal is a line a word
    "appearance pleaded pled convicted indicted arraigned booked surrendered apprehended court hearing trial vigil "
    "funeral conference condition custody searching bond bail held jailed statement update interview".split()
)
FOLLOW_UP: Final = (  # nor is what is done on the day that stands before it
    DEEDS
    | frozenset("said says told announced confirmed reported named lowered raised vowed denied ordered claimed".split())  # noqa: SIM905 - as above
    | frozenset(["revised", "put"])
)
FOLLOW_UP_REACH: Final = 8  # tokens from `accused the rebels` to its `on Thursday`
CLAUSE_STARTS: Final = frozenset(
    [",", ";", ":", "who", "which", "that", "after", "when", "where", "while", "by", "for"]
)
_QUOTES: Final = frozenset(['"', "\u201c", "\u201d"])


class Role(StrEnum):
    """What a date is the date of."""

    EVENT = "event"
    SAYING = "saying"  # `a spokesperson said Tuesday`
    SINCE = "since"  # the start of a count
    AHEAD = "ahead"  # until, by, before
    DATELINE = "dateline"


class DateMention(NamedTuple):
    """A date in a text.

    Shapes: tokens `start` to `end`, end exclusive. `moment` is in UTC and never after the publication.
    Units: `precision` is ACLED's time precision: 1 day, 2 week, 3 month; `year_only` is coarser still.
    """

    start: int
    end: int
    day: date
    moment: datetime
    precision: Precision
    role: Role
    has_clock: bool = False
    year_only: bool = False
    quoted: bool = False  # said in a quote, on a day of the speaker's
    local: time | None = None  # of day where it happened; null where the text itself gives the clock's zone


def find_dates(document: Document, published_at: datetime, zone: tzinfo) -> list[DateMention]:
    """Return the dates named, in the order of the text.

    Errors: none, whatever the text; time is linear in its length.
    Source: docs/semantics.md, "Time and place"; docs/extraction.md, "Dates".
    """
    if not FIRST_YEAR < published_at.year < LAST_YEAR:  # no newspaper's clock: nothing can be told from it
        return []
    return _Dates(document, published_at, zone).find()


class _Dates:
    """One pass over one text."""

    def __init__(self, document: Document, published_at: datetime, zone: tzinfo) -> None:
        self.document = document
        self.published_at = published_at.astimezone(UTC)
        self.zone = zone
        self.today = reference_day(published_at, zone)
        self.latest = max(self.today, reference_day(published_at, EASTWARD))
        self.said_on: date | None = None  # the last day on which someone is said to have spoken
        self.last: date | None = None  # the last day named: `a day earlier` is the day before it

    def find(self) -> list[DateMention]:
        lower = self.document.lower
        places = list(compress(range(len(lower)), map(KEYS.__contains__, lower)))
        if not places:
            return []
        self._hear(places)
        clocks = find_clocks(lower, self.document.figures)
        mentions: list[DateMention] = []
        for at in places:
            if mentions and at < mentions[-1].end:
                continue
            found = READERS[lower[at]](Reading(lower, self._reference(at), self.latest, self.last or self.today), at)
            if found and not (mentions and found.start < mentions[-1].end):
                mentions.append(self._mention(found, clocks))
        return mentions

    def _hear(self, places: Sequence[int]) -> None:
        """Find the first day on which someone is said to have spoken: quotes are as of that day."""
        for at in places:
            if self.document.lower[at] in WEEKDAYS and self._is_saying(at):
                found = weekday(Reading(self.document.lower, self.today, self.latest, self.today), at)
                if found:
                    self.said_on = found.day
                    return

    def _reference(self, at: int) -> date:
        """Return the day that `last night` is the night before: of speaking in a quote, else of publication."""
        if self.said_on is None or self.document.lower[at] in WEEKDAYS:
            return self.today
        start, end = self.document.sentences[self.document.sentence_of[at]]
        words = self.document.tokens[start:end]
        quoted = not _QUOTES.isdisjoint(words) or self._in_quote(start)
        spoken = quoted or any(
            self._is_saying(day) for day in range(start, end) if self.document.lower[day] in WEEKDAYS
        )
        return self.said_on if spoken else self.today

    def _in_quote(self, start: int) -> bool:
        """Tell whether a quote opened in the sentence before goes on here."""
        if "\u201c" not in self.document.text:
            return False
        at = self.document.start_of(start)
        before = self.document.text[max(0, at - 400) : at]
        return before.count("\u201c") > before.count("\u201d")

    def _is_quoted(self, start: int) -> bool:
        """Tell whether a token stands in a quote of its paragraph."""
        text = self.document.text
        if "\u201c" not in text and '"' not in text:
            return False
        at = self.document.start_of(start)
        before = text[text.rfind("\n\n", 0, at) + 1 : at]
        return before.count("\u201c") > before.count("\u201d") or before.count('"') % 2 == 1

    def _is_saying(self, at: int) -> bool:
        """Tell whether the day is that of saying so: `said Tuesday`, `told The News Agency on Tuesday`."""
        document = self.document
        first = document.sentences[document.sentence_of[at]][0]
        for position in range(at - 1, max(first, at - BETWEEN) - 1, -1):
            word = document.lower[position]
            if word in SAYING:
                return True
            if word not in _SAYING_ASIDE and document.tokens[position] == word:
                return False
        return False

    def _mention(self, found: Found, clocks: Sequence[Clock]) -> DateMention:
        clock = self._clock(found, clocks) if found.precision == 1 else None
        at = clock.time if clock else AT_NIGHT if found.night or self._at_night(found) else NOON
        zone = (clock.zone if clock else None) or self.zone
        moment = datetime.combine(found.day, at, zone).astimezone(UTC)
        self.last = found.day
        return DateMention(
            start=found.start,
            end=found.end,
            day=found.day,
            moment=min(moment, self.published_at),
            precision=found.precision,
            role=self._role(found),
            has_clock=clock is not None,
            year_only=found.year_only and not self._opens(found),
            quoted=self._is_quoted(found.start),
            local=None if clock and clock.zone else at,
        )

    def _opens(self, found: Found) -> bool:
        """Tell `Ten years ago, gunmen`: what opens a sentence dates all of it."""
        opening = self.document.sentences[self.document.sentence_of[found.start]][0]
        return found.start == opening and self.document.lower[found.end : found.end + 1] == [","]

    def _at_night(self, found: Found) -> bool:
        """Tell `on the night of Nov. 12` and `Nov. 12 at night`."""
        lower = self.document.lower
        around = (*lower[max(0, found.start - 2) : found.start], *lower[found.end : found.end + 2])
        return found.precision == 1 and not NIGHT.isdisjoint(around)

    def _clock(self, found: Found, clocks: Sequence[Clock]) -> Clock | None:
        sentence = self.document.sentence_of[found.start]
        near = (
            clock
            for clock in clocks
            if self.document.sentence_of[clock.start] == sentence
            and -CLOCK_REACH <= clock.start - found.start <= CLOCK_REACH
        )
        return min(near, key=lambda clock: abs(clock.start - found.start), default=None)

    def _role(self, found: Found) -> Role:
        before = self.document.lower[max(0, found.start - 2) : found.start]
        if "since" in before:
            return Role.SINCE
        if self._is_page_date(found) or self._heads(found):
            return Role.DATELINE  # even one after the publication: pages are renewed
        if found.day > self.latest or not {"until", "till", "before", "by", "next"}.isdisjoint(before[-1:]):
            return Role.AHEAD
        named = self.document.lower[found.start] in WEEKDAYS and (
            self._is_saying(found.start) or not FOLLOW_UP.isdisjoint(self.document.lower[found.end : found.end + 1])
        )
        if named or (found.precision == 1 and self._is_follow_up(found.start)):
            return Role.SAYING
        if self._is_dateline(found):
            return Role.DATELINE
        return Role.EVENT

    def _is_page_date(self, found: Found) -> bool:
        """Tell `Posted: Thursday, August 20`: the day of the page."""
        before = self.document.lower[max(0, found.start - _PAGE_REACH) : found.start]
        return not _PAGE.isdisjoint(before) and not any(word.isdigit() for word in before)

    def _heads(self, found: Found) -> bool:
        """Tell the date that a page's text begins with, or a photograph's credit: `Sat Jul 26 2014 Rebels have ...`."""
        tokens, lower, body = self.document.tokens, self.document.lower, self.document.body_token
        if found.precision != 1 or lower[found.end - 1] not in YEARS:
            return False
        behind = tokens[found.end : found.end + 3]
        if behind[:1] == ["("] and behind[2:] == [")"]:
            return True  # `June 6 2015 (Reuters)`
        opens = body <= found.start <= body + _HEADING and _HEADERS.issuperset(lower[body : found.start])
        return opens and bool(behind) and behind[0][0].isalnum() and not behind[0].islower()

    def _is_follow_up(self, at: int) -> bool:
        """Tell the day of another deed: `accused the rebels on Thursday of killing`, `arrested a man on Monday`.

        Shapes: the days of `arrested for the May 14 raid` and `for Friday's raid` are those of the raid.
        """
        document = self.document
        if document.lower[max(0, at - 1) : at] == ["the"] or document.lower[at].endswith(POSSESSIVES):
            return False
        first = document.sentences[document.sentence_of[at]][0]
        for position in range(at - 1, max(first, at - FOLLOW_UP_REACH) - 1, -1):
            word = document.lower[position]
            if word in DEEDS:
                return True
            if word in CLAUSE_STARTS:
                return False
        return False

    def _is_dateline(self, found: Found) -> bool:
        """Tell `BAGHDAD, July 18 (Reuters) -` at the beginning of the body."""
        tokens, first = self.document.tokens, self.document.body_token
        limit = first + DATELINE
        if not first <= found.start or found.end >= limit or not tokens[first].isupper():
            return False
        return not {"-", "\u2013", "\u2014"}.isdisjoint(tokens[found.end : limit])
