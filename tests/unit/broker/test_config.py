from streams.broker.config import server_properties


def properties() -> dict[str, str]:
    lines = server_properties(port=19_092, controller_port=19_093, max_message_bytes=2_000_000).splitlines()
    return dict(line.split("=", 1) for line in lines)


def test_no_listener_is_open_to_another_machine() -> None:
    found = properties()
    for key in ("listeners", "advertised.listeners"):
        for listener in found[key].split(","):
            assert listener.split("://")[1].startswith("127.0.0.1:"), key


def test_nothing_that_was_written_is_forgotten() -> None:
    found = properties()
    assert (found["log.retention.ms"], found["log.retention.bytes"]) == ("-1", "-1")
    assert int(found["offsets.retention.minutes"]) > 100 * 365 * 24 * 60


def test_the_largest_record_fits_and_no_topic_makes_itself() -> None:
    found = properties()
    assert found["message.max.bytes"] == found["replica.fetch.max.bytes"] == "2000000"
    assert found["auto.create.topics.enable"] == "false"


def test_everything_of_the_brokers_own_has_one_copy() -> None:
    found = properties()
    assert {value for key, value in found.items() if key.endswith(("replication.factor", "min.isr"))} == {"1"}
