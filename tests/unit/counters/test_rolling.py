from hypothesis import given
from hypothesis import strategies as st

from schemas import Count, Window
from streams.counters.rolling import Rolling
from streams.counters.tally import EMPTY, Tally, plus, tally_of
from streams.counters.windows import HOURS

#  hour    76      77  ...  100 (as_of)
#           |  24 h window: 77 to 100  |
#  76 is one hour too old; 100 itself is inside; 101 is in the future
EDGES = {76: 0, 77: 1, 100: 1, 101: 0}


def test_a_window_holds_its_last_hour_and_not_the_one_before_its_first() -> None:
    for hour, expected in EDGES.items():
        rolling = Rolling()
        rolling.add(hour, tally_of(None, None))
        rolling.move(100)
        assert rolling.sums[Window.DAY].attacks == expected, hour


def test_all_time_has_no_beginning_but_ends_at_as_of() -> None:
    rolling = Rolling()
    for hour in (-500_000, 100, 101):
        rolling.add(hour, tally_of(None, None))
    rolling.move(100)
    assert rolling.sums[Window.ALL].attacks == 2


def naive(held: list[tuple[int, Tally]], as_of: int) -> dict[Window, Tally]:
    sums = dict.fromkeys(Window, EMPTY)
    for window, length in HOURS.items():
        for hour, tally in held:
            if hour <= as_of and (length is None or hour > as_of - length):
                sums[window] = plus(sums[window], tally)
    return sums


COUNTS = st.one_of(st.none(), st.builds(Count.exactly, st.integers(0, 9)), st.just(Count(low=None, best=3, high=None)))
HOUR = st.integers(-40, 400) | st.sampled_from((0, 24, 168, 720, 8760, 9000))
STEPS = st.lists(
    st.tuples(st.just("move"), HOUR)
    | st.tuples(st.just("add"), st.tuples(HOUR, st.builds(tally_of, COUNTS, COUNTS)))
    | st.tuples(st.just("remove"), st.integers(0, 50)),
    max_size=60,
)


@given(STEPS)
def test_the_sums_are_those_of_what_is_held_after_any_path(steps: list[tuple[str, object]]) -> None:
    rolling, held = Rolling(), list[tuple[int, Tally]]()
    for step, value in steps:
        if isinstance(value, tuple):
            rolling.add(*value)
            held.append(value)
        elif step == "move" and isinstance(value, int):
            rolling.move(value)
        elif held and isinstance(value, int):
            rolling.remove(*held.pop(value % len(held)))
        assert rolling.sums == naive(held, rolling.as_of)
        assert rolling.newest == max((hour for hour, _ in held), default=None)
