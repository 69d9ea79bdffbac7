"""From pairs to incidents: average link inside a connected component."""

from collections.abc import Callable, Collection, Iterator, Mapping
from heapq import heapify, heappop, heappush
from typing import Final

from streams.incidents.links import Links
from streams.incidents.relation import CERTAIN, surely_two
from streams.incidents.report import Report

LINK: Final = 300
"""Per mille; two groups become one when the mean score of their cross pairs is at least this.

Lower, and neighbouring attacks of a bad week run together; higher, and a toll that grows from 1 to 12 over a day, whose
first and last report look little alike, is counted twice.
"""

MAX_COMPONENT: Final = 60
"""Reports; a larger component is first cut at higher links, since average link compares all pairs: 60 cost 5 ms."""

CUTS: Final = (600, 750, 850, 900, 950)

Told = dict[str, list[str]]
"""Event ids by article."""

Score = Callable[[Report, Report], int]
"""How alike two reports are: symmetric, per mille, and the same throughout one call of `groups`."""


def component(start: str, links: Links, least: int, within: Collection[str] | None = None) -> set[str]:
    """Return all reports that are connected with `start` by pairs of at least this score."""
    found, waiting = {start}, [start]
    while waiting:
        for other, alike in links.of(waiting.pop()).items():
            if alike >= least and other not in found and (within is None or other in within):
                found.add(other)
                waiting.append(other)
    return found


def groups(members: set[str], reports: Mapping[str, Report], links: Links, score: Score) -> Iterator[list[str]]:
    """Split a connected component into incidents, each a list of event ids, oldest report first.

    Average link: the two groups with the highest mean score become one, as long as it reaches LINK; ties go to the
    group with the older reports. Two reports of one article score 0, so they become one only where those of other
    articles are like both, and never where they are `surely_two`. A component that is too large is cut at higher and
    higher scores; what is still too large then is single link at the highest cut: hundreds of reports that hardly
    differ. All of it depends on the reports and scores alone, so the order of arrival leaves no trace.
    """
    if len(members) == 1:
        yield list(members)
        return
    ordered = sorted(members, key=lambda event_id: reports[event_id].age)
    if len(members) == 2 and reports[ordered[0]].article_id != reports[ordered[1]].article_id:  # noqa: PLR2004 - linked
        yield ordered
        return
    if len(members) <= MAX_COMPONENT:
        if _all_linked(ordered, reports, links):
            yield ordered
        else:
            yield from _average(ordered, reports, links, score)
        return
    yield from _cut(ordered, reports, links, score, 0)


def _all_linked(ordered: list[str], reports: Mapping[str, Report], links: Links) -> bool:
    """Tell whether average link would make one group of it: every mean is one of scores that are LINK or more then.

    Only reports of one article can be `surely_two`, and those are not linked.
    """
    others = len(ordered) - 1
    return all(links.count(event_id) == others for event_id in ordered) and len(
        {reports[event_id].article_id for event_id in ordered}
    ) == len(ordered)


def _cut(
    ordered: list[str], reports: Mapping[str, Report], links: Links, score: Score, level: int
) -> Iterator[list[str]]:
    if len(ordered) <= MAX_COMPONENT:
        yield from _average(ordered, reports, links, score)
        return
    if level == len(CUTS):
        yield from _single(ordered, reports, links)
        return
    left = set(ordered)
    for event_id in ordered:
        if event_id in left:
            piece = component(event_id, links, CUTS[level], left)
            left -= piece
            yield from _cut([other for other in ordered if other in piece], reports, links, score, level + 1)


def _average(ordered: list[str], reports: Mapping[str, Report], links: Links, score: Score) -> Iterator[list[str]]:
    """Join groups, the most alike first. A group is known by the rank of its oldest report."""
    members = {number: [number] for number in range(len(ordered))}
    articles = {number: {reports[event_id].article_id: [event_id]} for number, event_id in enumerate(ordered)}
    sums = _all_pairs(ordered, reports, links, score)
    heap: list[tuple[float, int, int]] = [
        (-alike, one, two) for one, row in sums.items() for two, alike in row.items() if one < two and alike >= LINK
    ]
    heapify(heap)
    while heap:
        negative, one, two = heappop(heap)
        if one not in members or two not in members or -negative != _mean(sums, members, one, two):
            continue  # one of them has grown since, or is part of another group
        if _surely_two(articles[one], articles[two], reports):
            continue  # and never will be one: groups only grow
        members[one] += members.pop(two)
        for article, told in articles.pop(two).items():
            articles[one].setdefault(article, []).extend(told)
        for other, total in sums.pop(two).items():
            del sums[other][two]
            if other != one:
                sums[one][other] = sums[other][one] = sums[one][other] + total
        for other in sums[one]:
            mean = _mean(sums, members, one, other)
            if mean >= LINK:
                entry = (-mean, min(one, other), max(one, other))
                heappush(heap, entry)
    for group in members.values():
        yield [ordered[number] for number in sorted(group)]


def _surely_two(left: Told, right: Told, reports: Mapping[str, Report]) -> bool:
    return any(
        surely_two(reports[one], reports[two])
        for article in left.keys() & right.keys()
        for one in left[article]
        for two in right[article]
    )


def _all_pairs(
    ordered: list[str], reports: Mapping[str, Report], links: Links, score: Score
) -> dict[int, dict[int, int]]:
    """Return the score of every pair, by rank: also of those that share no key of the index, so that a mean is one."""
    sums: dict[int, dict[int, int]] = {number: {} for number in range(len(ordered))}
    for two, event_id in enumerate(ordered):
        known = links.of(event_id)
        for one in range(two):
            alike = known.get(ordered[one])
            if alike is None:
                alike = score(reports[ordered[one]], reports[event_id])
            sums[one][two] = sums[two][one] = alike
    return sums


def _mean(sums: dict[int, dict[int, int]], members: dict[int, list[int]], one: int, two: int) -> float:
    return sums[one][two] / (len(members[one]) * len(members[two]))


def _single(ordered: list[str], reports: Mapping[str, Report], links: Links) -> Iterator[list[str]]:
    """Join the most alike pairs first, unless that would put two reports together that are `surely_two`."""
    rank = {event_id: number for number, event_id in enumerate(ordered)}
    group = {event_id: [event_id] for event_id in ordered}
    articles: dict[str, Told] = {event_id: {reports[event_id].article_id: [event_id]} for event_id in ordered}
    pairs = (
        (CERTAIN - alike, rank[one], rank[two])
        for one in ordered
        for two, alike in links.of(one).items()
        if alike >= CUTS[-1] and two in rank and rank[one] < rank[two]
    )
    for _, first, second in sorted(pairs):
        keep, gone = group[ordered[first]], group[ordered[second]]
        if keep is gone or _surely_two(articles[keep[0]], articles[gone[0]], reports):
            continue
        for article, told in articles[gone[0]].items():
            articles[keep[0]].setdefault(article, []).extend(told)
        keep += gone
        for event_id in gone:
            group[event_id] = keep
    for event_id in ordered:
        if group[event_id][0] == event_id:
            yield sorted(group[event_id], key=rank.__getitem__)
