from typing import Any

import pytest
from aiokafka.structs import TopicPartition

from streams.runtime.guards import GapGuard, LivenessGuard, PauseGuard, WriteGuard
from streams.runtime.membership import Membership, Phase
from tests.support.fakes import LIMITS, Ended, FakeEvent, HandClock, end, message

HERE = TopicPartition("articles", 0)


def events(*offsets: int) -> Any:  # noqa: ANN401 - Faust's events have no public class
    return [FakeEvent(message(b"{}", place=("articles", 0, offset))) for offset in offsets]


@pytest.fixture
def clock() -> HandClock:
    return HandClock()


@pytest.fixture
def member(clock: HandClock) -> Membership:
    return Membership(clock)


def test_offsets_in_order_pass() -> None:
    gaps = GapGuard(end)
    gaps.expect({HERE: 7})
    assert gaps.follow(events(7, 8)) == 0
    assert gaps.next == {HERE: 9}


@pytest.mark.parametrize("offsets", [(8,), (7, 9)], ids=["the first", "a later one"])
def test_a_lost_message_ends_the_process(offsets: tuple[int, ...]) -> None:
    gaps = GapGuard(end)
    gaps.expect({HERE: 7})
    with pytest.raises(Ended, match=r"gap in articles\[0\]"):
        gaps.follow(events(*offsets))


def test_a_message_of_a_partition_not_held_ends_the_process() -> None:
    with pytest.raises(Ended, match="gap"):
        GapGuard(end).follow(events(0))


def test_messages_may_come_again_but_then_without_a_gap() -> None:
    gaps = GapGuard(end)
    gaps.expect({HERE: 2})
    assert gaps.follow(events(2, 0, 1, 2)) == 1
    assert gaps.next == {HERE: 3}
    with pytest.raises(Ended, match="expected 1, got 3"):
        gaps.follow(events(0, 3))


PHASES = {Phase.JOINING: False, Phase.LOADING: False, Phase.RUNNING: True, Phase.REVOKING: True}


@pytest.mark.parametrize(("phase", "may_write"), PHASES.items(), ids=PHASES)
def test_who_holds_nothing_writes_nothing(
    member: Membership, clock: HandClock, phase: Phase, *, may_write: bool
) -> None:
    guard = WriteGuard(member, LIMITS, end, clock)
    member.enter(phase)
    if may_write:
        guard.check()
    else:
        with pytest.raises(Ended, match=f"a write while {phase}"):
            guard.check()


def test_a_batch_that_outlasts_the_rebalance_ends_the_process(member: Membership, clock: HandClock) -> None:
    guard = WriteGuard(member, LIMITS, end, clock)
    member.begin_rebalance()
    for _ in range(2):
        clock.now += LIMITS.revoked / 2
        guard.beat()
        guard.check()
    clock.now += 0.1
    with pytest.raises(Ended, match="revoked"):
        guard.check()


def test_nothing_is_written_after_a_pause(member: Membership, clock: HandClock) -> None:
    guard = WriteGuard(member, LIMITS, end, clock)
    member.enter(Phase.RUNNING)
    clock.now += LIMITS.pause + 0.1
    with pytest.raises(Ended, match="stood still"):
        guard.check()
    with pytest.raises(Ended, match="stood still"):
        guard.beat()


def test_the_thread_sees_what_the_loop_cannot(member: Membership, clock: HandClock) -> None:
    guard = WriteGuard(member, LIMITS, end, clock)
    crash: list[str] = []
    watch = PauseGuard(guard, LIMITS, end, lambda: crash[0] if crash else None)
    assert watch.look(1000.0, 1000.2) == 1000.2
    with pytest.raises(Ended, match="the process stood still"):
        watch.look(1000.0, 1000.0 + LIMITS.pause + 0.1)
    with pytest.raises(Ended, match="the event loop is blocked"):
        watch.look(1016.0, 1016.2)
    crash.append("a bug in Faust")
    with pytest.raises(Ended, match="a bug in Faust"):
        watch.look(1000.0, 1000.2)


def test_a_worker_that_does_not_become_ready_is_restarted(member: Membership, clock: HandClock) -> None:
    liveness = LivenessGuard(member, LIMITS, end, clock)
    member.enter(Phase.LOADING)
    clock.now += LIMITS.idle - 1
    assert not liveness.suspicious()
    member.touch()  # a long load tells that it moves
    clock.now += LIMITS.idle - 1
    assert not liveness.suspicious()
    clock.now += 2
    with pytest.raises(Ended, match="loading for 61 s"):
        liveness.suspicious()


def test_idleness_is_no_fault_but_lag_without_progress_is(member: Membership, clock: HandClock) -> None:
    liveness = LivenessGuard(member, LIMITS, end, clock)
    member.enter(Phase.RUNNING)
    clock.now += LIMITS.idle + 1
    assert liveness.suspicious()
    liveness.judge({HERE: 9}, {HERE: 9})
    assert not liveness.suspicious()
    with pytest.raises(Ended, match="3 records behind"):
        liveness.judge({HERE: 9}, {HERE: 12})
    with pytest.raises(Ended, match="does not answer"):
        liveness.judge({HERE: 9}, None)
