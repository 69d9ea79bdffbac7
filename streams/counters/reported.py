"""Reported totals of a country: what others say the number is. They stand beside the counted ones, never in them."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Final

from schemas import Count, CountryShare, ReportedFigure, ReportedTotal, ReportedWhole

MAX_REPORTED: Final = 20
"""Entries per country; the newest. With more, a counters record grows without a reader who scrolls that far."""

NO_SHARE: Final = CountryShare()

Rank = tuple[date, datetime, str]


def rank(total: ReportedTotal) -> Rank:
    """Return what orders the totals of a country: `as_of`, then the article's time, then the event's id."""
    return (total.as_of, total.reported_at, total.event_id)


def newest_first(totals: Sequence[ReportedTotal], country: str) -> tuple[ReportedFigure, ...]:
    """Return the newest totals as the counters of a country show them, one entry an event."""
    newest = sorted(totals, key=rank, reverse=True)[:MAX_REPORTED]
    return tuple(figure_of(total, country) for total in newest)


def figure_of(total: ReportedTotal, country: str) -> ReportedFigure:
    """Return what a reported total says of one country.

    Shapes: where the claim names no other country, a figure that is not given for this one is the claim's own. `total`
    is there when the claim is wider than the country: it names others, or gives a whole that is not this one's share.
    Source: docs/semantics.md, "Reported totals".
    """
    share = total.by_country.get(country, NO_SHARE)
    alone = set(total.by_country) <= {country}

    def stated(own: Count | None, whole: Count | None) -> Count | None:
        return whole if own is None and alone else own

    attacks = stated(share.attacks, total.attacks)
    injured = stated(share.injured, total.injured)
    killed = stated(share.killed, total.killed)
    wider = not alone or (attacks, injured, killed) != (total.attacks, total.injured, total.killed)
    known = (total.attacks, total.injured, total.killed) != (None, None, None)
    return ReportedFigure(
        since=total.since,
        as_of=total.as_of,
        attacks=attacks,
        injured=injured,
        killed=killed,
        source=total.claimed_by or total.source,
        article_id=total.article_id,
        event_id=total.event_id,
        scope=total.scope,
        total=ReportedWhole(
            countries=tuple(sorted({country, *total.by_country})),
            attacks=total.attacks,
            injured=total.injured,
            killed=total.killed,
        )
        if wider and known
        else None,
        evidence=total.evidence[0].sentence if total.evidence else None,
    )
