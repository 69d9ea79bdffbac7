"""docker-compose.yml and the Dockerfile say what the code says: no engine runs here that could tell."""

import json
import re
from typing import Any, Final

import click
import pytest
from ruamel.yaml import YAML

from streams.broker.jars import read_lock
from streams.cli.group import main
from streams.settings import Settings
from streams.topics import all_topics, max_message_bytes
from tests.conftest import ROOT

COMPOSE: Final[dict[str, Any]] = YAML(typ="safe").load((ROOT / "docker-compose.yml").read_text(encoding="utf-8"))
SERVICES: Final[dict[str, Any]] = COMPOSE["services"]
BROKERS: Final = [service for name, service in SERVICES.items() if name.startswith("kafka-")]
OURS: Final = {name: service for name, service in SERVICES.items() if not name.startswith("kafka-")}
DOCKERFILE: Final = (ROOT / "Dockerfile").read_text(encoding="utf-8")


def settings_of(service: dict[str, Any]) -> Settings:
    given = {name.removeprefix("STREAMS_").lower(): value for name, value in service["environment"].items()}
    return Settings(**given)


@pytest.mark.parametrize("name", OURS)
def test_every_setting_exists_and_is_accepted(name: str) -> None:
    variables = OURS[name]["environment"]
    assert variables
    for variable in variables:
        assert variable.removeprefix("STREAMS_").lower() in Settings.model_fields, variable
    settings_of(OURS[name])


@pytest.mark.parametrize("name", OURS)
def test_every_command_exists(name: str) -> None:
    first, *rest = OURS[name]["command"]
    command = main.get_command(click.Context(main), first)
    assert command is not None, first
    with command.make_context(first, [str(word) for word in rest]):
        pass


def test_there_are_three_brokers_and_two_workers_of_each_kind() -> None:
    assert len(BROKERS) == 3
    assert {name: OURS[name]["deploy"]["replicas"] for name in ("extract", "count")} == {"extract": 2, "count": 2}
    assert OURS["extract"]["command"] == ["worker", "extract"]
    assert OURS["count"]["command"] == ["worker", "count"]


def test_the_brokers_are_of_the_version_that_we_test_with() -> None:
    version = read_lock().roots[0].rpartition(":")[2]
    assert {service["image"] for service in BROKERS} == {f"apache/kafka:{version}"}


@pytest.mark.parametrize("name", OURS)
def test_every_record_is_on_three_brokers_and_counts_once_two_have_it(name: str) -> None:
    settings = settings_of(OURS[name])
    for topic in all_topics(settings).values():
        assert topic.replication_factor == len(BROKERS), topic.name
        assert topic.config["min.insync.replicas"] == "2", topic.name
    assert settings.brokers == ",".join(f"{service['hostname']}:19092" for service in BROKERS)


def test_the_brokers_own_topics_are_as_safe_as_ours() -> None:
    for service in BROKERS:
        given = service["environment"]
        copies = {value for key, value in given.items() if key.endswith("REPLICATION_FACTOR")}
        in_sync = {value for key, value in given.items() if key.endswith(("MIN_ISR", "MIN_INSYNC_REPLICAS"))}
        assert (copies, in_sync) == ({3}, {2}), service["hostname"]


def test_the_brokers_take_our_largest_record_and_make_no_topic_by_themselves() -> None:
    largest = max(max_message_bytes(settings_of(service)) for service in OURS.values())
    for service in BROKERS:
        given = service["environment"]
        assert given["KAFKA_MESSAGE_MAX_BYTES"] >= largest
        assert given["KAFKA_REPLICA_FETCH_MAX_BYTES"] >= largest
        assert given["KAFKA_AUTO_CREATE_TOPICS_ENABLE"] == "false"


def test_each_broker_is_itself_and_they_know_each_other() -> None:
    ids = {service["environment"]["KAFKA_NODE_ID"]: service["hostname"] for service in BROKERS}
    voters = {f"{number}@{host}:29093" for number, host in ids.items()}
    ports = [service["ports"][0].rsplit(":", 1)[0] for service in BROKERS]
    for service, port in zip(BROKERS, ports, strict=True):
        given = service["environment"]
        assert set(given["KAFKA_CONTROLLER_QUORUM_VOTERS"].split(",")) == voters
        assert given["KAFKA_ADVERTISED_LISTENERS"] == f"INTERNAL://{service['hostname']}:19092,HOST://{port}"
    assert len(ids) == len(set(ports)) == 3


def test_nothing_listens_beyond_this_machine() -> None:
    for name, service in SERVICES.items():
        for port in service.get("ports", []):
            assert port.startswith("127.0.0.1:"), name


def test_workers_are_restarted_for_ever_and_given_time_to_stop() -> None:
    for name in ("extract", "count", "view"):
        assert OURS[name]["restart"] == "always"
        grace = int(OURS[name]["stop_grace_period"].removesuffix("s"))
        assert grace > settings_of(OURS[name]).stop_seconds, name


def test_brokers_are_asked_whether_they_are_well_and_topics_wait_for_all() -> None:
    assert all(service["healthcheck"]["test"][0] == "CMD" for service in BROKERS)
    waited = OURS["topics"]["depends_on"]
    assert {name: waited[name]["condition"] for name in waited} == {
        service["hostname"]: "service_healthy" for service in BROKERS
    }


def test_the_image_runs_the_console_script_as_a_user_without_rights() -> None:
    assert f"ENTRYPOINT {json.dumps(['streams'])}" in DOCKERFILE
    assert DOCKERFILE.index("USER streams") < DOCKERFILE.index("ENTRYPOINT")
    installs = [line for line in DOCKERFILE.splitlines() if re.search(r"pip install", line)]
    assert installs
    assert all("--require-hashes" in line or "--no-index" in line for line in installs)


@pytest.mark.parametrize("path", sorted(set(re.findall(r"requirements/\w+\.txt", DOCKERFILE))))
def test_the_image_is_built_from_locks_that_exist(path: str) -> None:
    assert (ROOT / path).is_file()
