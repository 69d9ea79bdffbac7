import asyncio

from streams.runtime.membership import Membership, Phase


def test_a_rebalance_goes_through_all_phases() -> None:
    async def circle() -> list[Phase]:
        member, seen = Membership(), []
        for move in (member.begin_rebalance, member.take):
            move()
            seen.append(member.phase)
            if member.phase is Phase.REVOKING:
                await member.leave()
                seen.append(member.phase)
        return seen

    assert asyncio.run(circle()) == [Phase.REVOKING, Phase.JOINING, Phase.LOADING]


def test_an_assignment_is_overtaken_by_a_newer_rebalance() -> None:
    member = Membership()
    member.begin_rebalance()
    member.take()
    assert member.current
    member.begin_rebalance()
    assert not member.current


def test_partitions_are_not_given_back_while_somebody_writes() -> None:
    async def write() -> list[str]:
        member, told = Membership(), list[str]()
        member.begin_rebalance()
        async with member.writing:
            leaving = asyncio.ensure_future(member.leave())
            await asyncio.sleep(0.01)
            told.append(member.phase)
        await leaving
        return [*told, member.phase]

    assert asyncio.run(write()) == [Phase.REVOKING, Phase.JOINING]
