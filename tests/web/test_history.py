from hypothesis import given
from hypothesis import strategies as st

from schemas import Count
from streams.counters.rolling import Rolling
from streams.counters.tally import tally_of
from streams.counters.windows import HOURS
from streams.web.history import History

COUNTS = st.none() | st.builds(
    lambda low, more, top: Count(low=low, best=low + more, high=None if top is None else low + more + top),
    st.integers(0, 9),
    st.integers(0, 9),
    st.none() | st.integers(0, 9),
)
INCIDENTS = st.lists(st.tuples(st.integers(-50, 9_000), COUNTS, COUNTS), max_size=30)


@given(INCIDENTS, st.integers(-100, 18_000))
def test_windows_are_those_of_the_counters(incidents: list[tuple[int, Count | None, Count | None]], as_of: int) -> None:
    rolling = Rolling()
    for hour, injured, killed in incidents:
        rolling.add(hour, tally_of(injured, killed))
    rolling.move(as_of)
    rows = sorted((hour, *tally_of(injured, killed)[1:]) for hour, injured, killed in incidents)
    history = History(rows)
    for window, length in HOURS.items():
        assert history.between(None if length is None else as_of - length, as_of) == rolling.sums[window]


@given(INCIDENTS, st.integers(0, 9_000))
def test_neighbouring_stretches_share_no_hour(
    incidents: list[tuple[int, Count | None, Count | None]], middle: int
) -> None:
    history = History(sorted((hour, *tally_of(injured, killed)[1:]) for hour, injured, killed in incidents))
    parts = history.bars([-100, middle, 20_000]).attacks
    assert sum(parts) == len(incidents) == history.between(None, 20_000).attacks
    assert parts[0] == history.between(-100, middle).attacks
