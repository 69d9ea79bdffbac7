"""`python -m seeds.training.incidents`: learn when two reports are one incident.

Takes the labelled sets that `--sets` names (gva_rest, gvc, pitf) and seeds/. Starts from the weights of
seeds/training/prior.py, lets the pairs that resolution compares move them, and writes streams/incidents/weights.json:
the same bytes from the same texts and rules. With --folds N nothing is written: the incidents of the gun violence sets
are resolved with weights that were learnt without them, and the figures are printed.
"""

import argparse
import sys
from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import date
from pathlib import Path
from random import Random
from typing import Final

import orjson

from seeds.training.figures import figures
from seeds.training.logistic import Pattern, fit
from seeds.training.prior import PRIOR, SPREADS
from seeds.training.reports import ATROCITIES, GUN_VIOLENCE, Labelled, atrocities, judged, seeds, shootings
from seeds.training.texts import DEFAULT_SETS, SEEDS, digests
from streams.extract.lexicon import Lexicon
from streams.incidents import Report, Resolution
from streams.incidents.relation import evidence, score
from streams.incidents.resolution import CountryScore
from streams.incidents.weights import FILE, Weights
from streams.resources import load_lexicon

SEED: Final = 2  # of the division into folds
PAIR_WEIGHTS: Final = {"seeds": 20.0, "judged": 100.0}
"""What a pair of seeds/ counts against one of the other sets, which are many and of another kind."""

BASE: Final = "base"
OUTPUT: Final = SEEDS.parent / "streams" / "incidents" / FILE

Pair = tuple[Labelled, Labelled, tuple[str, ...]]
"""Two reports, and what speaks for and against their being one."""


def main() -> None:
    """Learn, or measure."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--sets", type=Path, default=DEFAULT_SETS, help="Folder of labelled sets, JSON lines.")
    parser.add_argument("--folds", type=int, metavar="N", help="Only measure, cross-validated over incidents.")
    options = parser.parse_args()
    files = [options.sets / f"{name}.jsonl" for name in (*GUN_VIOLENCE, ATROCITIES)]
    missing = [str(file) for file in files if not file.exists()]
    if missing:
        sys.exit(f"No labelled set {', '.join(missing)}: name their folder with --sets.")
    lexicon = load_lexicon()
    shot = list(shootings(options.sets, lambda _: lexicon))
    other = other_pairs(options.sets, lexicon)
    if options.folds:
        measure(shot, other, options.folds)
        return
    weights = learn([*compared(shot), *other])
    made_of = digests([*files, *sorted((SEEDS / "articles").glob("*.jsonl")), SEEDS / "expected" / "events.jsonl"])
    learnt = {"made_of": made_of, "base": weights.base, "weights": dict(weights.of)}
    OUTPUT.write_bytes(orjson.dumps(learnt, option=orjson.OPT_INDENT_2) + b"\n")
    sys.stdout.write(f"{len(weights.of)} weights\n")


def compared(labelled: Iterable[Labelled]) -> list[Pair]:
    """Return the pairs that resolution compares, group by group."""
    groups: dict[str, list[Labelled]] = defaultdict(list)
    for one in labelled:
        groups[one.group].append(one)
    pairs: list[Pair] = []
    for _, group in sorted(groups.items()):
        known = {one.report.event_id: one for one in group}
        seen: set[tuple[str, str]] = set()

        def note(left: Report, right: Report, _busy: set[str], seen: set[tuple[str, str]] = seen) -> int:
            seen.add((min(left.event_id, right.event_id), max(left.event_id, right.event_id)))
            return 0

        busy = resolve(group, note).busy
        for left, right in sorted(seen):
            pairs.append((known[left], known[right], evidence(known[left].report, known[right].report, busy)))
    return pairs


def other_pairs(sets: Path, lexicon: Lexicon) -> list[Pair]:
    """Return the pairs that are learnt from beside the shootings."""
    different = (pair for pair in compared(atrocities(sets, lexicon)) if are_two(pair))
    return [*judged_pairs(), *compared(seeds(lexicon)), *different]


def judged_pairs() -> list[Pair]:
    """Return the pairs that were judged by hand."""
    return [(left, right, evidence(left.report, right.report)) for left, right in judged()]


def resolve(labelled: Iterable[Labelled], how: CountryScore) -> Resolution:
    """Return the reports as resolution puts them together."""
    resolution = Resolution(how)
    for one in labelled:
        resolution.put(one.report)
    resolution.resolve()
    return resolution


def are_two(pair: Pair) -> bool:
    """Tell whether two atrocities are surely two: their days lie two or more apart, or all that is coded differs."""
    (day, dead, place), (other_day, other_dead, other_place) = (one.incident.split("|")[:3] for one in pair[:2])
    if abs(date.fromisoformat(day) - date.fromisoformat(other_day)).days > 1:
        return True
    names, others = (set(name.lower().replace(",", " ").split()) for name in (place, other_place))
    return dead != other_dead and bool(names) and bool(others) and not names & others


def learn(pairs: Iterable[Pair]) -> Weights:
    """Return the weights that pairs give, rounded."""
    yes, no = defaultdict[tuple[str, ...], float](float), defaultdict[tuple[str, ...], float](float)
    for left, right, found in pairs:
        names = tuple(sorted(found))
        if names:
            weight = PAIR_WEIGHTS.get(left.group.partition(" ")[0], 1.0)
            (yes if left.incident == right.incident else no)[names] += weight
    patterns = [
        Pattern((BASE, *names), yes.get(names, 0.0), no.get(names, 0.0)) for names in sorted(yes.keys() | no.keys())
    ]
    fitted = {name: round(weight, 2) for name, weight in fit(patterns, PRIOR, SPREADS).items()}
    return Weights(fitted.pop(BASE), fitted)


def measure(shot: Sequence[Labelled], other: Sequence[Pair], folds: int) -> None:
    """Print the figures of the gun violence sets; no pair is scored by weights that have seen it."""
    random = Random(SEED)  # noqa: S311 - a division, not a secret
    fold = {incident: random.randrange(folds) for incident in sorted({one.incident for one in shot})}
    of_report = {one.report.event_id: fold[one.incident] for one in shot}
    pairs = compared(shot)
    weights = [
        learn([*(pair for pair in pairs if all(fold[one.incident] != held for one in pair[:2])), *other])
        for held in range(folds)
    ]

    def unseen(left: Report, right: Report, busy: set[str]) -> int:
        return score(left, right, busy, weights[max(of_report[left.event_id], of_report[right.event_id])])

    for name in GUN_VIOLENCE:
        rows = [one for one in shot if one.group == name]
        for title, kept in (
            ("one report an article", rows),
            ("reports that extraction gives", [one for one in rows if one.said]),
        ):
            found = resolve(kept, unseen).incident_of
            predicted = [found.get(one.report.event_id, f"none {one.report.event_id}") for one in rows]
            sys.stdout.write(f"{name:9s} {title:30s} {figures([one.incident for one in rows], predicted)}\n")
        sys.stdout.write(f"{name:9s} {sum(not one.said for one in rows)} of {len(rows)} articles give no incident\n")


if __name__ == "__main__":
    main()
