"""What the tests stand on: the seed, stores made from it, and another county's plan."""

from __future__ import annotations

import functools
import os
import shutil
import tempfile
from contextlib import closing
from datetime import UTC, date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
import sqlite_utils
from sqlalchemy import make_url

from kzdash.board.board import compute_board
from kzdash.domain.models import Adjustment, Report
from kzdash.store import Store, seed
from tests import people, postgres, raw_sql, sql_compile_cache
from tests.plan_document import read

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from kzdash.board.board import Board
    from tests.plan_document import Source

HERE = Path(__file__).resolve().parent
ENGINES = ("sqlite", "postgresql")
# where the engine can matter: all else sees nothing of a store but `Store`, and is tried on one
ON_BOTH = {
    "store",
    "accounts",
    "cli",
    # what was entered by a moment is asked of the database
    "test_past_boards",
    # each engine is watched where it is made
    "test_metrics",
}
MEMORY, ROOM = Path("/dev/shm"), 4_000_000_000  # noqa: S108 - for stores that end with their test


def pytest_configure() -> None:
    """Compile SQL once, and keep what tests make in memory: on a disk a database takes its time."""
    sql_compile_cache.share()
    # what commands say is tested in English, wherever the tests run
    os.environ["KZDASH_LANG"] = "en"
    if "TMPDIR" in os.environ or not os.access(MEMORY, os.W_OK):
        return
    if shutil.disk_usage(MEMORY).free > ROOM:
        os.environ["TMPDIR"], tempfile.tempdir = str(MEMORY), None


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """Run a test on both engines where the engine can matter.

    One that asks for the file that SQLite alone has is of that.
    """
    names = metafunc.fixturenames
    chosen = [mark.args[0] for mark in metafunc.definition.iter_markers("parametrize")]
    known = "file" in names or any("engine" in given for given in chosen)
    if "engine" in names and not known and not hasattr(metafunc.module, "engine"):
        of = Path(metafunc.module.__file__).relative_to(HERE).with_suffix("")
        both = not ON_BOTH.isdisjoint(of.parts)
        metafunc.parametrize("engine", ENGINES if both else ENGINES[:1], indirect=True)


@pytest.fixture(scope="session")
def root() -> Path:
    """The folder of the program."""
    return HERE.parent


@pytest.fixture(scope="session")
def now() -> datetime:
    """When every report of the tests is recorded."""
    return datetime(2026, 1, 1, 8, tzinfo=UTC)


@pytest.fixture(scope="session")
def seed_folder(root: Path) -> Path:
    """The plan as data, as it is shipped."""
    return root / "seed"


@pytest.fixture(scope="session")
def county_folder() -> Path:
    """An invented county's plan: other names, numbers, years and counts."""
    return HERE / "county"


@pytest.fixture(scope="session")
def shared(root: Path) -> Path:
    folder = root.parent / "shared"
    if not folder.is_dir():
        pytest.skip(f"the document is not shipped with the program: no folder {folder}")
    return folder


@pytest.fixture(scope="session")
def raw(shared: Path) -> str:
    return (shared / "source" / "plan.txt").read_text("utf-8")


@pytest.fixture(scope="session")
def source(raw: str) -> Source:
    """The document, repaired, by part."""
    return read(raw)


@pytest.fixture
def draft_seed(seed_folder: Path, tmp_path: Path) -> Path:
    """A copy of the seed that a test may damage."""
    return Path(shutil.copytree(seed_folder, tmp_path / "draft_seed"))


@pytest.fixture(scope="session")
def made_once(seed_folder: Path, tmp_path_factory: pytest.TempPathFactory, now: datetime) -> Path:
    """The file of a store just made; tests copy it, or read it through `board_at`."""
    file = tmp_path_factory.mktemp("made_once") / "store.db"
    seed.init_store(f"sqlite:///{file}", seed_folder, now)
    return file


@pytest.fixture(scope="session")
def board_at(made_once: Path) -> Callable[[date], Board]:
    """Return the board of a day as the seed alone makes it, computed once for all tests."""
    return functools.cache(lambda as_of: compute_board(Store(f"sqlite:///{made_once}"), as_of))


@pytest.fixture
def file(made_once: Path, tmp_path: Path) -> Path:
    """The file of a test's own store."""
    return Path(shutil.copy(made_once, tmp_path / "store.db"))


@pytest.fixture(scope="session")
def cluster() -> Iterator[postgres.Cluster]:
    """A PostgreSQL server of these tests' own; where there is none, CI fails and others skip."""
    if not postgres.found():
        missing = pytest.fail if os.environ.get("CI") == "true" else pytest.skip
        missing(postgres.HOW_TO_GET)
    with postgres.cluster() as started:
        yield started


@pytest.fixture(scope="session")
def made_once_in_cluster(cluster: postgres.Cluster, seed_folder: Path, now: datetime) -> str:
    """The name of a database with a store just made; tests copy it."""
    url = cluster.create()
    seed.init_store(url, seed_folder, now)
    postgres.release(url)
    return str(make_url(url).database)


@pytest.fixture
def engine(request: pytest.FixtureRequest) -> str:
    """Which of the two the test's own store is kept in."""
    return str(getattr(request, "param", "sqlite"))


@pytest.fixture
def url(engine: str, request: pytest.FixtureRequest) -> Iterator[str]:
    """The URL of a test's own store."""
    if engine == "sqlite":
        yield f"sqlite:///{request.getfixturevalue('file')}"
        return
    like = request.getfixturevalue("made_once_in_cluster")
    with request.getfixturevalue("cluster").lent(like=like) as made:
        yield made


@pytest.fixture
def store(url: str, now: datetime) -> Store:
    """A store of a test's own, made from the seed, with an account of the office."""
    made = Store(url)
    people.office_account(made, now)
    return made


@pytest.fixture(scope="session")
def item_id(made_once: Path) -> Callable[[str, int], int]:
    """Return the id of an item by kind and number, which is one in every store of the seed."""
    items = Store(f"sqlite:///{made_once}").plan().items
    ids = {(item.kind, item.number): item.id for item in items if not item.paragraph}
    return lambda kind, number: ids[kind, number]


@pytest.fixture
def new_report(
    store: Store, item_id: Callable[[str, int], int], now: datetime
) -> Callable[..., Report]:
    """Return a report on an item, the next one unless `seq` says otherwise; not yet appended."""

    def build(kind: str, number: int, as_of: date, seq: int = 0, **said: Any) -> Report:
        item = item_id(kind, number)
        following = len(store.history(item, date.max)) + 1
        return Report(
            item_id=item,
            seq=seq or following,
            as_of=as_of,
            recorded_at=now,
            account="tester",
            **said,
        )

    return build


@pytest.fixture
def new_adjustment(
    store: Store, item_id: Callable[[str, int], int], now: datetime
) -> Callable[..., Adjustment]:
    """Return an adjustment of an item, the next one unless `seq` says otherwise; not yet made."""

    def build(kind: str, number: int, as_of: date, seq: int = 0, **said: Any) -> Adjustment:
        item = item_id(kind, number)
        grounds = {"reason": "市级下达新任务", "document_number": "开州府办发〔2025〕1号"}
        return Adjustment(
            item_id=item,
            seq=seq or len(store.adjustments_of(item)) + 1,
            as_of=as_of,
            recorded_at=now,
            account="tester",
            **grounds | said,
        )

    return build


@pytest.fixture(scope="session")
def dump() -> Callable[[Path], str]:
    """Return all that a SQLite file holds, as SQL, read by sqlite-utils."""

    def read(file: Path) -> str:
        with closing(sqlite_utils.Database(file)) as database:
            return "\n".join(database.conn.iterdump())

    return read


@pytest.fixture
def ask(url: str) -> Callable[..., list[tuple[Any, ...]]]:
    """Run statements on the test's own store, past our own program; return the last one's rows."""
    return functools.partial(raw_sql.ask, url)


@pytest.fixture
def kept(url: str) -> Callable[[], str]:
    """Return all that the test's own store holds, a row a line."""
    return functools.partial(raw_sql.everything, url)


@pytest.fixture(scope="session")
def edit() -> Callable[[Path, str, str], None]:
    """Replace one passage of a text file, which must be there."""

    def replace(file: Path, old: str, new: str) -> None:
        text = file.read_bytes().decode()
        assert old in text
        file.write_bytes(text.replace(old, new, 1).encode())

    return replace
