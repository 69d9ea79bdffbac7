"""The AsyncAPI document is what topics and schemas give."""

from collections.abc import Iterator
from typing import Any

import pytest

from streams import asyncapi
from streams.settings import Settings
from streams.topics import LEDGER, REPORTS, all_topics


def test_the_document_is_fresh() -> None:
    assert asyncapi.DOCUMENT.read_text("utf-8") == asyncapi.render(), "run `python -m streams.asyncapi`"


def test_every_topic_but_the_workers_own_state_is_in_it() -> None:
    assert asyncapi.document()["channels"].keys() == all_topics(Settings()).keys() - {LEDGER, REPORTS}


def references(part: object) -> Iterator[str]:
    if isinstance(part, dict):
        if isinstance(part.get("$ref"), str):
            yield part["$ref"]
        for each in part.values():
            yield from references(each)
    elif isinstance(part, list):
        for each in part:
            yield from references(each)


def test_every_reference_leads_somewhere() -> None:
    document = asyncapi.document()
    found = set(references(document))
    assert "#/components/schemas/Count" in found
    for reference in found:
        part: Any = document
        for step in reference.removeprefix("#/").split("/"):
            part = part[step]


def test_the_environment_does_not_change_it(monkeypatch: pytest.MonkeyPatch) -> None:
    before = asyncapi.render()
    monkeypatch.setenv("STREAMS_TOPIC_PREFIX", "mine-")
    monkeypatch.setenv("STREAMS_PARTITIONS", "3")
    assert asyncapi.render() == before
