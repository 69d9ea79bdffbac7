"""A real Apache Kafka on this machine, without Docker: for `streams up`, `streams demo` and the tests."""

from streams.broker.embedded import EmbeddedBroker

__all__ = ["EmbeddedBroker"]
