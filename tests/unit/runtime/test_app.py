import importlib
import ssl
import subprocess
import sys
from pathlib import Path
from typing import Any

import faust
import pytest

from streams.app import make_count_app, make_extract_app
from streams.clock import wall
from streams.runtime.application import Application
from streams.topics import all_topics
from tests.conftest import SettingsFactory
from tests.support import fakes

NO_LEXICON: Any = None


def extract_app(settings: SettingsFactory, **given: object) -> Application:
    return make_extract_app(settings(**given), NO_LEXICON, wall, fakes.end)


def test_the_changelogs_are_the_topics_that_we_create(offline_settings: SettingsFactory) -> None:
    settings = offline_settings(topic_prefix="mine-")
    specified = {topic.short: topic.name for topic in all_topics(settings).values()}
    for app in (make_extract_app(settings, NO_LEXICON, wall), make_count_app(settings, wall)):
        assert {name: table.changelog_topic_name for name, table in app.tables.items()} == {
            name: specified[name] for name in app.tables
        }


def test_faust_is_as_far_away_as_possible(offline_settings: SettingsFactory) -> None:
    conf = extract_app(offline_settings).conf
    assert conf.web_enabled is False
    assert conf.topic_allow_declare is False
    assert conf.topic_disable_leader is True
    assert conf.producer_acks == -1


def test_the_largest_record_passes_producer_and_consumer(offline_settings: SettingsFactory) -> None:
    settings = offline_settings(max_article_bytes=5_000_000)
    largest = max(int(topic.config["max.message.bytes"]) for topic in all_topics(settings).values())
    conf = extract_app(offline_settings, max_article_bytes=5_000_000).conf
    assert largest > 5_000_000
    assert (conf.producer_max_request_size, conf.consumer_max_fetch_size) == (largest, largest)


def test_several_brokers_are_all_used(offline_settings: SettingsFactory) -> None:
    app = extract_app(offline_settings, brokers="one:9092, two:9093")
    assert [(url.host, url.port) for url in app.conf.broker] == [("one", 9092), ("two", 9093)]


def test_a_static_name_tells_the_roles_apart(offline_settings: SettingsFactory) -> None:
    settings = offline_settings(worker_name="w1")
    names = [
        app.conf.consumer_group_instance_id
        for app in (make_extract_app(settings, NO_LEXICON, wall), make_count_app(settings, wall))
    ]
    assert names == ["extract-w1", "count-w1"]


SECURITY: dict[str, tuple[dict[str, str], type | None, str | None]] = {
    "plain": ({}, None, None),
    "TLS": ({"security_protocol": "SSL"}, faust.SSLCredentials, None),
    "SASL": ({"security_protocol": "SASL_PLAINTEXT"}, faust.SASLCredentials, "SASL_PLAINTEXT"),
    "SASL over TLS": ({"security_protocol": "SASL_SSL"}, faust.SASLCredentials, "SASL_SSL"),
}


@pytest.mark.parametrize(("given", "kind", "protocol"), SECURITY.values(), ids=SECURITY)
def test_security_settings_reach_faust(
    offline_settings: SettingsFactory, given: dict[str, str], kind: type | None, protocol: str | None
) -> None:
    user = {"sasl_username": "streams", "sasl_password": "secret"}
    found: Any = extract_app(offline_settings, **given, **user).conf.broker_credentials
    assert type(found) is (kind or type(None))
    if protocol is not None:
        assert isinstance(found, faust.SASLCredentials)
        assert (found.username, found.password, found.mechanism.value) == ("streams", "secret", "SCRAM-SHA-512")
        assert found.protocol.value == protocol
        assert isinstance(found.ssl_context, ssl.SSLContext) == (protocol == "SASL_SSL")


@pytest.mark.parametrize("module", ["streams.app", "streams.agents", "streams.runtime.recovery"])
def test_importing_makes_no_app(module: str) -> None:
    found = vars(importlib.import_module(module))
    assert [name for name, value in found.items() if isinstance(value, faust.App)] == []


def test_help_does_not_wait_for_faust(tmp_path: Path) -> None:
    code = (
        "import sys\nfrom streams.cli import main\n"
        "try:\n    main(['worker', '--help'])\nexcept SystemExit:\n    pass\n"
        "assert 'faust' not in sys.modules"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False, cwd=tmp_path)  # noqa: S603 - ours
    assert done.returncode == 0, done.stderr
    assert "STREAMS_LOG_FORMAT" in done.stdout
