"""Where the view listens and for whom; the command."""

import socket

import pytest
from click.testing import CliRunner

from streams.cli.web import web
from streams.web.server import NoPlaceError, OpenToAllError, access, address_of, listening
from tests.conftest import SettingsFactory

BEYOND = ["0.0.0.0", "::", "192.168.1.7", "view.example"]  # noqa: S104 - that it is refused is what we look for
LOOPBACK = ["127.0.0.1", "::1", "localhost", "127.3.2.1"]


@pytest.mark.parametrize("host", BEYOND)
def test_beyond_this_machine_a_token_is_needed(offline_settings: SettingsFactory, host: str) -> None:
    with pytest.raises(OpenToAllError, match="STREAMS_WEB_TOKEN"):
        access(offline_settings(web_host=host), insecure=False)
    with_token = access(offline_settings(web_host=host, web_token="word"), insecure=False)  # noqa: S106 - of no system
    assert (with_token.token, with_token.hosts) == ("word", None)
    assert access(offline_settings(web_host=host), insecure=True).token is None


@pytest.mark.parametrize("host", LOOPBACK)
def test_on_this_machine_none_is(offline_settings: SettingsFactory, host: str) -> None:
    allowed = access(offline_settings(web_host=host), insecure=False)
    assert allowed.token is None
    assert allowed.hosts == (host,)


def test_a_port_in_use_is_told() -> None:
    with (
        listening("127.0.0.1", 0) as first,
        pytest.raises(NoPlaceError, match="--port"),
        listening("127.0.0.1", first.getsockname()[1]),
    ):
        pass


def test_a_host_that_is_none_is_told() -> None:
    with pytest.raises(NoPlaceError), listening("nowhere.invalid", 0):
        pass


def test_the_address_can_be_typed_into_a_browser() -> None:
    with listening("127.0.0.1", 0) as listener:
        assert address_of(listener) == f"http://127.0.0.1:{listener.getsockname()[1]}"
    with listening("0.0.0.0", 0) as listener:  # noqa: S104 - nothing answers there
        assert address_of(listener).startswith("http://127.0.0.1:")
    if socket.has_ipv6:
        with listening("::1", 0) as listener:
            assert address_of(listener).startswith("http://[::1]:")


def test_the_command_refuses_to_be_open_to_all() -> None:
    result = CliRunner().invoke(web, ["--host", "0.0.0.0"])  # noqa: S104 - that it is refused is what we look for
    assert isinstance(result.exception, OpenToAllError)
    assert result.exception.exit_status == 2


@pytest.mark.parametrize("port", ["-1", "65536", "x"])
def test_a_port_that_is_none_is_misuse(port: str) -> None:
    assert CliRunner().invoke(web, ["--port", port]).exit_code == 2


def test_help_names_the_variables() -> None:
    said = CliRunner().invoke(web, ["--help"]).output
    for variable in ("STREAMS_WEB_HOST", "STREAMS_WEB_PORT", "STREAMS_WEB_TOKEN", "STREAMS_BROKERS"):
        assert variable in said
