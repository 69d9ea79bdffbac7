"""`python -m streams.asyncapi` writes docs/asyncapi.json, the AsyncAPI document of the topics; --check compares."""

import json
import sys
from pathlib import Path
from typing import Any, Final

from pydantic import TypeAdapter

from schemas import EVENT, Article, Correction, CountryCounters, DeadLetter, Incident
from streams.settings import Settings
from streams.topics import LEDGER, REPORTS, Topic, all_topics

DOCUMENT: Final = Path(__file__).parent.parent / "docs" / "asyncapi.json"
REF: Final = "#/components/schemas/{model}"

PAYLOADS: Final[dict[str, TypeAdapter[Any]]] = {
    "Article": TypeAdapter(Article),
    "Event": EVENT,
    "Incident": TypeAdapter(Incident),
    "CountryCounters": TypeAdapter(CountryCounters),
    "Correction": TypeAdapter(Correction),
    "DeadLetter": TypeAdapter(DeadLetter),
}
_PRIVATE: Final = (LEDGER, REPORTS)  # a worker's own state: nobody else may read or write it
_INPUT: Final = "articles"


def document() -> dict[str, Any]:
    """Return the AsyncAPI document of the topics as the default settings make them."""
    topics = [topic for topic in all_topics(Settings.model_construct()).values() if topic.short not in _PRIVATE]
    payloads, definitions = _payloads()
    return {
        "asyncapi": "3.0.0",
        "info": {
            "title": "conflict-streams",
            "version": "1",
            "description": "News articles become rolling counters of attacks, injured and killed per country.",
            "license": {"name": "Apache-2.0"},
        },
        "defaultContentType": "application/json",
        "channels": {topic.short: _channel(topic) for topic in topics},
        "operations": {_operation(topic): _does(topic) for topic in topics},
        "components": {
            "messages": {topic.value: _message(topic, payloads[topic.value]) for topic in topics},
            "schemas": definitions,
        },
    }


def render() -> str:
    """Return the text of the document."""
    return json.dumps(document(), indent=2, ensure_ascii=False) + "\n"


def main(arguments: list[str]) -> int:
    """Write the document, or compare it (--check); return the exit status."""
    if arguments == ["--check"]:
        if DOCUMENT.read_text("utf-8") == render():
            return 0
        sys.stderr.write("docs/asyncapi.json is stale: run `python -m streams.asyncapi`\n")
        return 1
    DOCUMENT.write_text(render(), "utf-8")
    return 0


def _payloads() -> tuple[dict[str, Any], dict[str, Any]]:
    inputs = [(name, "validation", adapter) for name, adapter in PAYLOADS.items()]
    schemas, rest = TypeAdapter.json_schemas(inputs, ref_template=REF)  # type: ignore[arg-type] # its Literal is not inferred from a list
    return {name: _plain(schema) for (name, _), schema in schemas.items()}, _plain(rest["$defs"])


def _plain(schema: Any) -> Any:  # noqa: ANN401 - any part of a JSON document
    """Return a schema with discriminators as AsyncAPI has them: the property's name, not OpenAPI's object."""
    if isinstance(schema, list):
        return [_plain(part) for part in schema]
    if not isinstance(schema, dict):
        return schema
    plain = {name: _plain(part) for name, part in schema.items()}
    if isinstance(plain.get("discriminator"), dict):
        plain["discriminator"] = plain["discriminator"]["propertyName"]
    return plain


def _channel(topic: Topic) -> dict[str, Any]:
    config: dict[str, Any] = {"cleanup.policy": [topic.config["cleanup.policy"]]}
    if "retention.ms" in topic.config:
        config["retention.ms"] = int(topic.config["retention.ms"])
    config["max.message.bytes"] = int(topic.config["max.message.bytes"])
    return {
        "address": topic.name,
        "messages": {topic.value: {"$ref": f"#/components/messages/{topic.value}"}},
        "bindings": {
            "kafka": {
                "topic": topic.name,
                "partitions": topic.partitions,
                "replicas": topic.replication_factor,
                "topicConfiguration": config,
            }
        },
    }


def _operation(topic: Topic) -> str:
    return f"{'receive' if topic.short == _INPUT else 'send'}{topic.value}"


def _does(topic: Topic) -> dict[str, Any]:
    return {
        "action": "receive" if topic.short == _INPUT else "send",
        "channel": {"$ref": f"#/channels/{topic.short}"},
        "messages": [{"$ref": f"#/channels/{topic.short}/messages/{topic.value}"}],
    }


def _message(topic: Topic, payload: dict[str, Any]) -> dict[str, Any]:
    return {
        "name": topic.value,
        "contentType": "application/json",
        "payload": payload,
        "bindings": {"kafka": {"key": {"type": "string", "description": topic.key}}},
    }


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
