"""A hand-written loop on aiokafka: `getmany`, step, send and await three times, commit. No framework."""

import asyncio
import sys
import time
from contextlib import suppress
from typing import Final

from aiokafka import AIOKafkaConsumer, AIOKafkaProducer, ConsumerRebalanceListener, TopicPartition
from aiokafka.errors import CommitFailedError

from bench.systems.stages import BATCH, COMMIT, WITHIN, Effects, Stage, stage
from streams import topics
from streams.connection import connection
from streams.settings import Settings

BATCH_BYTES: Final = 256_000  # of one partition in one request, as ours


class Loop(ConsumerRebalanceListener):  # type: ignore[misc] # it has no types
    """One worker of a role."""

    def __init__(self, role: topics.Role, settings: Settings) -> None:
        """Make the clients, in the loop that they belong to."""
        self._settings = settings
        self._stage: Stage = stage(role, settings)
        self._held: set[int] = set()
        self._done: dict[TopicPartition, int] = {}  # the next offset after what was written, since the last commit
        self._writing = asyncio.Lock()  # a rebalance waits for the batch that is being written
        self._settled = asyncio.Event()  # getmany gives records of a partition before its state has been read
        self._producer = AIOKafkaProducer(**connection(settings), acks="all", linger_ms=0, max_batch_size=BATCH_BYTES)
        self._consumer = AIOKafkaConsumer(
            **connection(settings),
            group_id=topics.group(settings, role),
            group_instance_id=f"{role}-{settings.worker_name}",
            enable_auto_commit=False,
            auto_offset_reset="earliest",
            session_timeout_ms=round(settings.session_seconds * 1000),
            heartbeat_interval_ms=round(settings.session_seconds * 1000 / 6),
        )

    async def run(self) -> None:
        """Process for ever."""
        await self._producer.start()
        await self._consumer.start()
        self._consumer.subscribe([self._stage.source], listener=self)
        committed = time.monotonic()
        while True:
            found = await self._consumer.getmany(timeout_ms=round(WITHIN * 1000), max_records=BATCH)
            batch = [(each.partition, each.value) for records in found.values() for each in records]
            await self._settled.wait()
            if batch:
                async with self._writing:
                    held = [one for one in batch if one[0] in self._held]  # revoked while we waited: others do it
                    # In a thread: a batch of long articles would keep the heartbeats from being sent.
                    await self._carry_out(await asyncio.to_thread(self._stage.step, held))
                    done = {place: records[-1].offset + 1 for place, records in found.items()}
                    self._done |= {place: offset for place, offset in done.items() if place.partition in self._held}
            if time.monotonic() - committed > COMMIT:
                async with self._writing:
                    await self._commit()
                committed = time.monotonic()

    async def _commit(self) -> None:
        """Commit what was written; not the consumer's positions, which are ahead of it."""
        done, self._done = self._done, {}
        if done:
            with suppress(CommitFailedError):  # the group has moved on, and whoever has them now does them again
                await self._consumer.commit(done)

    async def _carry_out(self, effects: Effects) -> None:
        send = self._producer.send
        for records in (effects.outputs, effects.state, effects.projections):
            waiting = [await send(topic, value, key, partition) for topic, key, value, partition in records]
            await asyncio.gather(*waiting)

    async def on_partitions_revoked(self, revoked: list[TopicPartition]) -> None:
        """Commit what was written, and forget. aiokafka calls this from a task of its own."""
        self._settled.clear()
        async with self._writing:
            await self._commit()
            for each in revoked:
                self._held.discard(each.partition)
                self._stage.drop(each.partition)

    async def on_partitions_assigned(self, assigned: list[TopicPartition]) -> None:
        """Read the state of what is held."""
        for partition, rows in (await self._loaded([each.partition for each in assigned])).items():
            await self._carry_out(self._stage.begin(partition, rows))
            self._held.add(partition)
        self._settled.set()

    async def _loaded(self, partitions: list[int]) -> dict[int, dict[str, bytes]]:
        """Return the rows of these partitions of the state's changelog."""
        rows: dict[int, dict[str, bytes]] = {partition: {} for partition in partitions}
        reader = AIOKafkaConsumer(**connection(self._settings), enable_auto_commit=False, auto_offset_reset="earliest")
        await reader.start()
        try:
            places = [TopicPartition(self._stage.state, partition) for partition in partitions]
            reader.assign(places)
            ends = await reader.end_offsets(places)
            while any([await reader.position(place) < ends[place] for place in places]):
                for place, records in (await reader.getmany(timeout_ms=100)).items():
                    rows[place.partition] |= {each.key.decode(): each.value for each in records}
                await asyncio.sleep(0)
        finally:
            await reader.stop()
        return rows


async def main(role: topics.Role) -> None:
    """Run a worker."""
    await Loop(role, Settings()).run()


if __name__ == "__main__":
    asyncio.run(main("extract" if sys.argv[1] == "extract" else "count"))
