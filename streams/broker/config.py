"""The server.properties of the embedded broker: one node, both roles, reachable from this machine only.

Source: Apache Kafka 4.4 documentation, "Broker Configs"; DESIGN.md, "Embedded broker".
"""

from typing import Final

HOST: Final = "127.0.0.1"
LOG_DIR: Final = "log"  # relative to the folder it runs in: a path with commas or umlauts would need escapes
JVM_OPTIONS: Final = (
    "-Xmx768m",  # 330 MB are used with the test load; under 512 MB it collects garbage all the time
    "-XX:+UseSerialGC",  # the smallest, and one machine has few cores to spare
    "-XX:TieredStopAtLevel=1",  # starts in half the time; the broker is not what is slow here
    "-XX:-UsePerfData",  # no file left in /tmp
    "-Djava.awt.headless=true",
    "-Dorg.slf4j.simpleLogger.defaultLogLevel=warn",
    "-Dorg.slf4j.simpleLogger.showDateTime=true",
    "-Dorg.slf4j.simpleLogger.dateTimeFormat=yyyy-MM-dd'T'HH:mm:ss.SSSZ",
    "-Dorg.slf4j.simpleLogger.logFile=System.err",
)
LONGEST: Final = 2_147_483_647


def server_properties(port: int, controller_port: int, max_message_bytes: int) -> str:
    """Return the file's text.

    Units: `max_message_bytes` is the largest record of any topic, bytes.
    """
    lines = {
        "process.roles": "broker,controller",
        "node.id": 1,
        "listeners": f"PLAINTEXT://{HOST}:{port},CONTROLLER://{HOST}:{controller_port}",
        "advertised.listeners": f"PLAINTEXT://{HOST}:{port},CONTROLLER://{HOST}:{controller_port}",
        "listener.security.protocol.map": "PLAINTEXT:PLAINTEXT,CONTROLLER:PLAINTEXT",
        "controller.listener.names": "CONTROLLER",
        "inter.broker.listener.name": "PLAINTEXT",
        "controller.quorum.bootstrap.servers": f"{HOST}:{controller_port}",
        "log.dirs": LOG_DIR,
        # topics are made by us, as the settings want them: one made by a typo would be wrong in all of that
        "auto.create.topics.enable": "false",
        "message.max.bytes": max_message_bytes,
        "replica.fetch.max.bytes": max_message_bytes,
        # a laptop that was closed for a month must find its records and its place in them
        "log.retention.ms": -1,
        "log.retention.bytes": -1,
        "offsets.retention.minutes": LONGEST,
        # one node
        "offsets.topic.replication.factor": 1,
        "offsets.topic.num.partitions": 4,  # the default of 50 costs a second of every start
        "transaction.state.log.replication.factor": 1,
        "transaction.state.log.min.isr": 1,
        "transaction.state.log.num.partitions": 4,
        "share.coordinator.state.topic.replication.factor": 1,
        "share.coordinator.state.topic.min.isr": 1,
        "share.coordinator.state.topic.num.partitions": 4,
        "min.insync.replicas": 1,
        "group.initial.rebalance.delay.ms": 0,  # few workers, and all of them wait for it
        "num.network.threads": 2,
        "num.io.threads": 4,
        "log.cleaner.dedupe.buffer.size": 33_554_432,  # of the heap; the default is 128 MB
    }
    return "".join(f"{key}={value}\n" for key, value in lines.items())
