"""All settings, read once from the environment (`STREAMS_*`) or a `.env` file."""

from enum import StrEnum
from pathlib import Path
from typing import Annotated, Literal

from platformdirs import user_data_path
from pydantic import Field, SecretStr, StringConstraints
from pydantic_settings import BaseSettings, SettingsConfigDict


class Clock(StrEnum):
    """What "now" is, for windows that end now."""

    WALL = "wall"
    EVENT = "event"


class Settings(BaseSettings):
    """Environment variables STREAMS_*. Every field has a unit, a bound and a sentence."""

    model_config = SettingsConfigDict(
        env_prefix="STREAMS_", env_file=".env", extra="ignore", frozen=True, env_ignore_empty=True
    )

    brokers: str | None = Field(
        default=None, description="Kafka bootstrap servers, host:port, comma separated; none means the embedded broker."
    )
    broker_port: int = Field(
        default=9092,
        ge=1024,
        le=65535,
        description="Port of the embedded broker on 127.0.0.1; where the commands look for it.",
    )
    data_dir: Path = Field(
        default_factory=lambda: user_data_path("conflict-streams"),
        description="Folder of the embedded broker's jars and logs, the view's file, and the rows of a count worker.",
    )
    topic_prefix: Annotated[str, StringConstraints(pattern=r"^[a-zA-Z0-9._-]{0,80}$")] = Field(
        default="",
        description="Put before the name of every topic and consumer group; for several installations on one broker.",
    )
    partitions: int = Field(
        default=12,
        ge=1,
        le=1000,
        description="Partitions of articles, events, incidents and counters; never changed later.",
    )
    replication_factor: int = Field(
        default=1, ge=1, le=10, description="Copies of every topic; 3 for a broker of three or more."
    )
    min_insync_replicas: int = Field(
        default=1, ge=1, le=10, description="Copies that must have a record before it counts as written."
    )
    clock: Clock = Field(
        default=Clock.WALL, description="What now is: wall (live) or event (the newest event time seen; replays)."
    )
    max_article_bytes: int = Field(
        default=1_000_000,
        ge=1_000,
        le=50_000_000,
        description="Longest article, bytes of its JSON; longer ones are parked.",
    )
    batch_size: int = Field(default=500, ge=1, le=10_000, description="Most records handled together.")
    batch_seconds: float = Field(default=0.01, gt=0, le=5, description="Longest wait for a batch to fill, s.")
    commit_seconds: float = Field(default=0.5, gt=0, le=5, description="Time between commits of offsets, s.")
    session_seconds: float = Field(
        default=8.0, ge=6, le=300, description="Time after which a silent worker loses its partitions, s."
    )
    liveness_seconds: float = Field(
        default=60.0,
        ge=10,
        le=3600,
        description="Time without progress after which a worker ends itself to be restarted, s.",
    )
    stop_seconds: float = Field(default=15.0, ge=1, le=300, description="Longest time a worker may take to stop, s.")
    worker_name: str | None = Field(
        default=None, description="Stable name of this worker (static membership): it resumes sooner after a crash."
    )
    extract_processes: int = Field(
        default=0, ge=0, le=64, description="Processes that read articles for an extract worker; 0: it does it itself."
    )
    fast_consumer: bool = Field(
        default=True, description="Deliver messages without Faust's four asyncio tasks each; half the CPU."
    )
    security_protocol: Literal["PLAINTEXT", "SSL", "SASL_PLAINTEXT", "SASL_SSL"] = Field(
        default="PLAINTEXT", description="How clients talk to the broker."
    )
    sasl_mechanism: Literal["PLAIN", "SCRAM-SHA-256", "SCRAM-SHA-512"] = Field(
        default="SCRAM-SHA-512", description="How clients prove who they are, with SASL."
    )
    sasl_username: str | None = Field(default=None, description="User name for SASL.")
    sasl_password: SecretStr | None = Field(default=None, description="Password for SASL.")
    ssl_cafile: Path | None = Field(
        default=None, description="Certificates of the authorities to trust, PEM; none means the system's."
    )
    ssl_certfile: Path | None = Field(
        default=None, description="This client's certificate, PEM, where the broker asks for one."
    )
    ssl_keyfile: Path | None = Field(default=None, description="The key of that certificate, PEM.")
    log_level: Literal["DEBUG", "INFO", "WARNING", "ERROR"] = Field(
        default="INFO", description="Least level of what workers log to stderr."
    )
    web_host: str = Field(
        default="127.0.0.1", min_length=1, description="Address on which the view listens; 0.0.0.0 is every one."
    )
    web_port: int = Field(
        default=8080, ge=0, le=65535, description="Port on which the view listens; 0 takes a free one."
    )
    web_token: SecretStr | None = Field(
        default=None, description="What the view asks for before it shows anything; needed beyond this machine."
    )

    @property
    def bootstrap_servers(self) -> str:
        """Where to connect: the user's broker, else the embedded one."""
        return self.brokers or f"127.0.0.1:{self.broker_port}"
