"""A hand-written loop on confluent-kafka: `consume`, step, produce and flush three times, commit. No framework."""

import sys
import time
from typing import Any

from confluent_kafka import Consumer, KafkaError, KafkaException, Message, Producer, TopicPartition

from bench.systems.stages import BATCH, COMMIT, WITHIN, Effects, Record, Stage, stage
from streams import topics
from streams.settings import Settings


class Loop:
    """One worker of a role."""

    def __init__(self, role: topics.Role, settings: Settings) -> None:
        """Connect."""
        self._settings = settings
        self._brokers = {"bootstrap.servers": settings.bootstrap_servers}
        self._stage: Stage = stage(role, settings)
        self._failed: list[KafkaError] = []
        self._held: set[int] = set()
        self._done: dict[int, int] = {}  # the next offset after what was written, since the last commit
        self._producer = Producer({**self._brokers, "acks": "all", "linger.ms": 5})
        self._consumer = Consumer(
            {
                **self._brokers,
                "group.id": topics.group(settings, role),
                "group.instance.id": f"{role}-{settings.worker_name}",
                "enable.auto.commit": False,
                "auto.offset.reset": "earliest",
                "session.timeout.ms": round(settings.session_seconds * 1000),
                "heartbeat.interval.ms": round(settings.session_seconds * 1000 / 6),
            }
        )

    def run(self) -> None:
        """Process for ever."""
        self._consumer.subscribe([self._stage.source], on_assign=self._assigned, on_revoke=self._revoked)
        committed = time.monotonic()
        while True:
            messages = self._consumer.consume(BATCH, WITHIN)
            if messages:
                self._batch(messages)
            if time.monotonic() - committed > COMMIT:
                self._commit(wait=False)
                committed = time.monotonic()

    def _batch(self, messages: list[Message]) -> None:
        content = [(message, _content(message)) for message in messages]
        held = [(message, said) for message, said in content if said[0] in self._held]  # the others were revoked
        self._carry_out(self._stage.step([said for _, said in held]))
        self._done |= {said[0]: message.offset() + 1 for message, said in held}

    def _commit(self, *, wait: bool) -> None:
        """Commit what was written; not the consumer's positions, which are ahead of it."""
        done = [TopicPartition(self._stage.source, *each) for each in self._done.items()]
        self._done.clear()
        if done:
            self._consumer.commit(offsets=done, asynchronous=not wait)

    def _carry_out(self, effects: Effects) -> None:
        for records in (effects.outputs, effects.state, effects.projections):
            self._send(records)

    def _send(self, records: list[Record]) -> None:
        produce = self._producer.produce
        for topic, key, value, partition in records:
            try:
                produce(topic, value, key, partition, on_delivery=self._delivered)
            except BufferError:
                self._producer.flush()
                produce(topic, value, key, partition, on_delivery=self._delivered)
        if records:
            self._producer.flush()
        if self._failed:
            raise KafkaException(self._failed[0])

    def _delivered(self, error: KafkaError | None, _message: Message) -> None:
        if error is not None:
            self._failed.append(error)

    def _assigned(self, _consumer: Consumer, assigned: list[TopicPartition]) -> None:
        for partition, rows in self._loaded([each.partition for each in assigned]).items():
            self._carry_out(self._stage.begin(partition, rows))
            self._held.add(partition)

    def _revoked(self, _consumer: Consumer, revoked: list[TopicPartition]) -> None:
        self._commit(wait=True)
        for each in revoked:
            self._held.discard(each.partition)
            self._stage.drop(each.partition)

    def _loaded(self, partitions: list[int]) -> dict[int, dict[str, bytes]]:
        """Return the rows of these partitions of the state's changelog."""
        rows: dict[int, dict[str, bytes]] = {partition: {} for partition in partitions}
        reader = Consumer({**self._brokers, "group.id": "nobody", "enable.auto.commit": False})
        try:
            left: dict[int, int] = {}
            for partition in partitions:
                low, high = reader.get_watermark_offsets(TopicPartition(self._stage.state, partition))
                if high > low:
                    left[partition] = high
            reader.assign([TopicPartition(self._stage.state, partition, 0) for partition in left])
            while left:
                for message in reader.consume(10_000, 0.1):
                    _apply(rows, message)
                    if message.offset() + 1 >= left.get(message.partition(), 0):
                        left.pop(message.partition(), None)
        finally:
            reader.close()
        return rows


def _apply(rows: dict[int, dict[str, bytes]], message: Any) -> None:  # noqa: ANN401 - confluent_kafka.Message
    partition, raw = _content(message)
    rows[partition][message.key().decode()] = raw


def _content(message: Any) -> tuple[int, bytes]:  # noqa: ANN401 - confluent_kafka.Message
    if message.error():
        raise KafkaException(message.error())
    return message.partition(), message.value()


if __name__ == "__main__":
    Loop("extract" if sys.argv[1] == "extract" else "count", Settings()).run()
