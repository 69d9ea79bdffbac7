"""A view over a file of invented records; no broker, no wall clock."""

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import Any

import pytest
from starlette.testclient import TestClient

from streams.settings import Clock
from streams.web.app import Access, make_app
from streams.web.database import Database
from streams.web.view import View
from streams.web.write import Record
from tests.support.view import Sample, fill, make_sample, make_view

ViewFactory = Callable[..., View]
BASE = "http://localhost:8080"


@pytest.fixture(scope="session")
def sample() -> Sample:
    return make_sample(900, 30)


@pytest.fixture(scope="session")
def shared(sample: Sample, tmp_path_factory: pytest.TempPathFactory) -> Iterator[View]:
    """Give a view of the sample that no test changes."""
    database = Database(tmp_path_factory.mktemp("view") / "view.db")
    fill(database, sample.records())
    yield make_view(database)
    database.close()


@pytest.fixture(scope="session")
def client(shared: View) -> Iterator[TestClient]:
    with client_of(shared) as made:
        yield made


@pytest.fixture
def empty(tmp_path: Path) -> Iterator[ViewFactory]:
    """Make views of a test's own records: `empty(records, clock=Clock.EVENT, complete=False)`."""
    with ExitStack() as stack:

        def make(records: tuple[Record, ...] = (), *, clock: Clock = Clock.WALL, complete: bool = True) -> View:
            database = Database(tmp_path / "view.db")
            stack.callback(database.close)
            fill(database, records, complete=complete)
            return make_view(database, clock)

        yield make


def client_of(view: View, access: Access | None = None, **given: Any) -> TestClient:  # noqa: ANN401 - the client's own
    return TestClient(make_app(view, access or Access()), base_url=BASE, raise_server_exceptions=False, **given)


def get(client: TestClient, path: str, **params: Any) -> Any:  # noqa: ANN401 - any JSON
    answer = client.get(path, params=params)
    assert answer.status_code == 200, answer.text
    return answer.json()


def pages(client: TestClient, path: str, kind: str, **params: Any) -> list[Any]:  # noqa: ANN401 - parameters
    found, cursor = [], None
    while True:
        page = get(client, path, **params, **({"cursor": cursor} if cursor else {}))
        found += page[kind]
        cursor = page["next_cursor"]
        if cursor is None:
            assert page["total"] == len(found)
            return found
