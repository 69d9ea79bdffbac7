"""Composition root of the workers: the only place where settings, clients, tables and agents meet."""

from typing import Any, Final, cast

import faust

from streams import topics
from streams.agents import CountAgent, CountTables, ExtractAgent, Read
from streams.clock import Clock
from streams.connection import connection, ssl_context
from streams.extract.lexicon import Lexicon
from streams.folding import MakeFold
from streams.incidents import digest_of
from streams.projection import Projection
from streams.readers import Readers
from streams.runtime.application import RAW, Application
from streams.runtime.batches import batches
from streams.runtime.commit import Committer, Step
from streams.runtime.ending import End, end_process
from streams.runtime.guards import Limits
from streams.runtime.loader import Held
from streams.runtime.membership import Membership
from streams.runtime.records import Versioned
from streams.runtime.recovery import Manager
from streams.runtime.spool import Spool
from streams.runtime.tables import PartitionedTable
from streams.settings import Settings

REBALANCE_SECONDS: Final = 15.0  # shorter, and a worker with a full batch is thrown out; longer, and the others wait
REQUEST_SECONDS: Final = 30.0  # Faust wants more than the session; a broker that elects a leader needs a few
METADATA_SECONDS: Final = 5.0
"""Between two looks at which topics there are. After a broker's restart the leader of a group may see none of them, and
then assigns nothing to anybody until it looks again: five minutes, by default."""
BATCH_BYTES: Final = 256_000
"""Of one partition in one produce request. A batch is handed to the producer in one go and then awaited, so lingering
would only delay it. Fewer, and a batch that has more for a partition makes several requests, one after the other."""
BUFFERED: Final = 8_192
"""Messages between fetcher and agent. When it is full Faust waits for a second: fewer, and that second caps the rate
(4,000 gave 4,100 articles/s, this 7,000, 16,384 10,000); more, and a backlog of long articles takes too much memory."""
TICK_SECONDS: Final = 5.0  # an hour's end is published so much later at most


def make_extract_app(
    settings: Settings, lexicon: Lexicon, clock: Clock, end: End = end_process, read: Read | None = None
) -> Application:
    """Return the app that makes events of articles. Nothing is connected or started. `read` replaces the extraction."""
    app = _application(settings, "extract")
    articles = topics.name(settings, topics.ARTICLES)
    ledger = _table(app, settings, topics.LEDGER, source=articles, read_version=Versioned("version"))
    committer = _committer(app, settings, end)
    agent = ExtractAgent(settings, lexicon, ledger, clock, read)
    if settings.extract_processes and read is None:
        agent.readers = Readers(settings.extract_processes)
    _process(app, settings, articles, committer, agent.step)
    return app


def make_count_app(
    settings: Settings, clock: Clock, end: End = end_process, fold: MakeFold = Projection
) -> Application:
    """Return the app that makes incidents and counters of events. Nothing is connected or started."""
    app = _application(settings, "count")
    events = topics.name(settings, topics.EVENTS)

    def published(short: str, **options: Any) -> PartitionedTable:  # noqa: ANN401 - of PartitionedTable
        """Return a table whose changelog is the published topic itself."""
        changelog = app.topic(topics.name(settings, short), partitions=settings.partitions, **RAW)
        return _table(
            app, settings, short, source=events, read_version=Versioned(), changelog_topic=changelog, **options
        )

    tables = CountTables(
        reports=_table(
            app,
            settings,
            topics.REPORTS,
            source=events,
            read_version=Versioned("version"),
            make_part=lambda: Spool(settings.data_dir),  # a million whole ones take a gigabyte and more
        ),
        incidents=published(topics.INCIDENTS, keep=digest_of),  # a million whole ones take a gigabyte
        counters=published(topics.COUNTERS),
    )
    agent = CountAgent(settings, tables, clock, fold)
    committer = _committer(app, settings, end)
    manager = _manager(app)

    async def reconcile(held: Held, still_ours: Any) -> int:  # noqa: ANN401 - a callable; see recovery.Reconcile
        return await agent.reconcile(held, still_ours, manager.membership.touch)

    manager.reconcile = reconcile
    app.background = (*app.background, lambda: committer.tick_every(TICK_SECONDS, agent.tick))
    _process(app, settings, events, committer, agent.step)
    return app


def _table(app: Application, settings: Settings, short: str, **options: Any) -> PartitionedTable:  # noqa: ANN401 - Faust's
    """Declare a table of ours on the app."""
    return cast("PartitionedTable", app.Table(short, partitions=settings.partitions, **options))


def _manager(app: Application) -> Manager:
    """Return the app's table manager, which Faust has made of our class."""
    return cast("Manager", app.tables)


def _process(app: Application, settings: Settings, source: str, committer: Committer, step: Step) -> None:
    """Declare the app's one agent."""

    async def agent(stream: Any) -> None:  # noqa: ANN401 - a Faust stream
        await committer.run(batches(stream, settings.batch_size, settings.batch_seconds), step)

    app.agent(app.topic(source, **RAW), name=f"{app.conf.id}-agent")(agent)


def _committer(app: Application, settings: Settings, end: End) -> Committer:
    """Return the committer, tied to the app's tables and start."""
    limits = Limits(pause=settings.session_seconds / 2, revoked=REBALANCE_SECONDS / 2, idle=settings.liveness_seconds)
    membership = Membership()
    committer = Committer(app, membership, limits, end)
    _manager(app).equip(membership, connection(settings), end, committer.ready)
    app.background = (committer.watch,)
    return committer


def _application(settings: Settings, role: topics.Role) -> Application:
    """Return a Faust app with our table, manager and consumer."""
    limits = [int(topic.config["max.message.bytes"]) for topic in topics.all_topics(settings).values()]
    largest = max(limits)
    app = Application(
        topics.group(settings, role),
        broker=[f"kafka://{server.strip()}" for server in settings.bootstrap_servers.split(",")],
        broker_credentials=_credentials(settings),
        broker_session_timeout=settings.session_seconds,
        broker_heartbeat_interval=settings.session_seconds / 6,
        broker_rebalance_timeout=REBALANCE_SECONDS,
        broker_request_timeout=max(REQUEST_SECONDS, settings.session_seconds),
        broker_commit_interval=settings.commit_seconds,
        consumer_auto_offset_reset="earliest",
        consumer_group_instance_id=f"{role}-{settings.worker_name}" if settings.worker_name else None,
        consumer_max_fetch_size=largest,
        consumer_metadata_max_age_ms=int(METADATA_SECONDS * 1000),
        producer_threaded=False,
        producer_request_timeout=REQUEST_SECONDS,
        producer_linger=0.0,
        producer_max_batch_size=min(BATCH_BYTES, *limits),
        producer_max_request_size=largest,
        processing_guarantee="at_least_once",
        stream_buffer_maxsize=BUFFERED,
        stream_wait_empty=True,
        store="memory://",
        table_standby_replicas=0,
        topic_allow_declare=False,
        topic_disable_leader=True,
        topic_partitions=settings.partitions,
        topic_replication_factor=settings.replication_factor,
        web_enabled=False,
        Table=PartitionedTable,
        TableManager=Manager,
    )
    app.fast_consumer = settings.fast_consumer
    return app


def _credentials(settings: Settings) -> Any:  # noqa: ANN401 - one of Faust's kinds, or None
    """Return what Faust calls credentials, from the settings that all our clients use."""
    context = ssl_context(settings)
    if settings.security_protocol.startswith("SASL"):
        return faust.SASLCredentials(
            mechanism=settings.sasl_mechanism,
            username=settings.sasl_username,
            password=settings.sasl_password.get_secret_value() if settings.sasl_password else None,
            ssl_context=context,
        )
    return faust.SSLCredentials(context) if context else None
