"""Which of the dates that a text names is that of an attack."""

from collections.abc import Iterator, Sequence
from datetime import UTC, datetime, timedelta, tzinfo
from typing import Final, NamedTuple

from streams.extract.date_words import Precision
from streams.extract.dates import DateMention, Role
from streams.extract.text import Document

YEAR_REACH: Final = 8  # tokens at most between a trigger and a bare year: `founded in 1987` is no date of an attack
OLD: Final = timedelta(days=30)  # SEMANTICS, "What counts as an attack"; what is older has a sentence of its own
QUOTED: Final = 6  # sentences' worth that a date in a quote is farther off: the speaker's `today` may be another day
SENTENCES: Final = 3  # so far from the trigger's own sentence is a date still taken for its


_EVENT: Final = Role.EVENT  # asked of every date for every attack


class Dated(NamedTuple):
    """When it happened. `mention` is the date in the text that says so, null where the publication has to do."""

    occurred_at: datetime
    time_precision: Precision
    mention: DateMention | None


def days_before(moment: datetime, published_at: datetime) -> int:
    """Return how many days before publication a moment is, zero if not before."""
    return max(0, (published_at - moment).days)


def resolve_date(
    mentions: Sequence[DateMention], document: Document, focus: Sequence[int], published_at: datetime
) -> Dated:
    """Return when happened what the tokens of `focus` tell.

    Shapes: the date of its own sentence, else of one nearby, else the day on which it was told (precision 2), else the
    moment of publication (precision 2).
    Source: docs/semantics.md, "Time and place".
    """
    best = min(_ranked(mentions, document, focus, published_at), key=lambda ranked: ranked[0], default=None)
    if best is not None:
        return Dated(best[1].moment, best[1].precision, best[1])
    said = next((mention for mention in mentions if mention.role in {Role.SAYING, Role.DATELINE}), None)
    if said is not None:
        return Dated(said.moment, 2, said)
    return Dated(published_at.astimezone(UTC), 2, None)


def _ranked(
    mentions: Sequence[DateMention], document: Document, focus: Sequence[int], published_at: datetime
) -> Iterator[tuple[tuple[int, int], DateMention]]:
    """Yield the dates that may be the attack's, with how far they are: sentences, then tokens."""
    sentence_of = document.sentence_of
    told = [(token, sentence_of[token]) for token in focus or (0,)] if mentions else []
    for mention in mentions:
        if mention.role is not _EVENT:
            continue
        named_in = sentence_of[mention.start]
        for token, sentence in told:
            apart = named_in - sentence
            if apart and (abs(apart) > SENTENCES or mention.precision > 2):  # noqa: PLR2004 - coarser than a week
                continue
            if apart not in {0, -1} and published_at - mention.moment > OLD:
                continue
            distance = abs(mention.start - token)
            if mention.year_only and (apart or distance > YEAR_REACH or _comma_between(document, mention, token)):
                continue
            spoken = QUOTED if mention.quoted and apart else 0
            yield (2 * abs(apart) - (apart > 0) + spoken, distance), mention


def _comma_between(document: Document, mention: DateMention, token: int) -> bool:
    return "," in document.tokens[min(mention.start, token) : max(mention.start, token)]


def moment_at(mention: DateMention, zone: tzinfo, published_at: datetime) -> datetime:
    """Return a date's moment by the clocks of a zone, in UTC, never after publication."""
    if mention.local is None:
        return mention.moment
    return min(datetime.combine(mention.day, mention.local, zone).astimezone(UTC), published_at.astimezone(UTC))
