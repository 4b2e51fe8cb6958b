"""A PostgreSQL server of the tests' own: in a temporary folder, reached by its socket alone."""

from __future__ import annotations

import contextlib
import itertools
import os
import pwd
import shutil
import subprocess
import tempfile
import time
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

import psutil
import psycopg
from sqlalchemy import URL, make_url

from kzdash.store.engines import postgresql

if TYPE_CHECKING:
    from collections.abc import Iterator

HOW_TO_GET = (
    "no PostgreSQL server was found: on Debian run 'apt-get install postgresql' as root, elsewhere "
    "put 'initdb' and 'postgres' on the path, then run 'make test' again"
)
OWNERS = ("postgres", "nobody")
START_TIMEOUT_S = 60
# nothing here has to outlast a loss of power
SETTINGS = {
    "listen_addresses": "",
    "fsync": "off",
    "synchronous_commit": "off",
    "full_page_writes": "off",
    "max_connections": "200",
    "shared_buffers": "32MB",
    # as a server may be set, and nothing may lean on
    "timezone": "America/New_York",
}


def program(name: str) -> str | None:
    """Return the path of a program of PostgreSQL's, which Debian keeps off the path."""
    of_debian = sorted(Path("/usr/lib/postgresql").glob(f"*/bin/{name}"), reverse=True)
    return next(map(str, of_debian), None) or shutil.which(name)


def found() -> bool:
    """Whether there is a server to start."""
    return program("initdb") is not None and program("postgres") is not None


@dataclass
class Cluster:
    """A running server, and the databases made in it."""

    folder: Path
    owner: psycopg.Connection[Any]
    numbers: Iterator[int] = field(default_factory=itertools.count)

    def url(self, database: str, user: str = "postgres", password: str | None = None) -> str:
        """Return the URL of a database of this server."""
        return url_of(self.folder, database, user, password)

    def execute(self, statement: str) -> None:
        """Run a statement as the server's owner, in no transaction."""
        self.owner.execute(statement.encode())

    def create(self, *, like: str = "template0", encoding: str = "UTF8") -> str:
        """Make a database and return its URL."""
        name = f"db{next(self.numbers)}"
        self.execute(
            f"CREATE DATABASE {name} TEMPLATE {like} ENCODING '{encoding}' LOCALE 'C'"
            if like == "template0"
            else f"CREATE DATABASE {name} TEMPLATE {like} STRATEGY FILE_COPY"
        )
        return self.url(name)

    @contextlib.contextmanager
    def lent(self, *, like: str = "template0") -> Iterator[str]:
        """Make a database, yield its URL and remove it when the block ends."""
        made = self.create(like=like)
        yield made
        self.drop(made)

    def let_in(self, url: str, *, allowed: bool) -> None:
        """Open a database to everybody, or shut it and throw everybody out."""
        database = make_url(url).database
        self.execute(f"ALTER DATABASE {database} ALLOW_CONNECTIONS {allowed}")
        if not allowed:
            self.throw_out(url)

    def throw_out(self, url: str) -> None:
        """Cut every connection to a database."""
        of_database = f"datname = '{make_url(url).database}'"
        self.execute(f"SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE {of_database}")

    @contextlib.contextmanager
    def stopped(self) -> Iterator[None]:
        """Stop the server and all that works for it, as they stand; they go on when the block ends.

        Whoever is connected stays so, and is answered nothing.
        """
        number, _ = (self.folder / "data" / "postmaster.pid").read_text().split("\n", 1)
        first = psutil.Process(int(number))
        first.suspend()
        everyone = [first, *first.children(recursive=True)]
        try:
            for one in everyone:
                with contextlib.suppress(psutil.NoSuchProcess):
                    one.suspend()
            yield
        finally:
            for one in everyone:
                with contextlib.suppress(psutil.NoSuchProcess):
                    one.resume()

    def drop(self, url: str) -> None:
        """Remove a database, whoever still has it open."""
        release(url)
        self.execute(f"DROP DATABASE IF EXISTS {make_url(url).database} WITH (FORCE)")


def url_of(folder: Path, database: str, user: str = "postgres", password: str | None = None) -> str:
    """Return the URL of a database of the server whose socket is in a folder."""
    query = {"host": str(folder)}
    made = URL.create("postgresql+psycopg", user, password, database=database, query=query)
    return made.render_as_string(hide_password=False)


def release(url: str) -> None:
    """Close the connections that stores of this process hold ready for a database."""
    postgresql.engine(make_url(url)).dispose()


def plain(url: str) -> str:
    """Return a URL as PostgreSQL's own programs read it."""
    return make_url(url).set(drivername="postgresql").render_as_string(hide_password=False)


@contextlib.contextmanager
def cluster() -> Iterator[Cluster]:
    """Run a server until the block ends."""
    with _made() as (folder, owner):
        who = {"host": str(folder), "user": "postgres", "dbname": "postgres"}
        with _server(folder, owner), psycopg.connect(**who, autocommit=True) as connection:
            yield Cluster(folder, connection)


@dataclass
class Mortal:
    """A server that keeps what it confirmed, and may be killed and started again."""

    folder: Path
    owner: dict[str, Any]
    url: str = ""

    @contextlib.contextmanager
    def running(self) -> Iterator[psutil.Process]:
        """Run it until the block ends; yield its first process."""
        with _server(self.folder, self.owner, synchronous_commit="on") as started:
            self.url = url_of(self.folder, "postgres")
            yield psutil.Process(started.pid)


@contextlib.contextmanager
def mortal() -> Iterator[Mortal]:
    """Make a server that does not run yet; it is gone when the block ends."""
    with _made() as (folder, owner):
        yield Mortal(folder, owner)


def kill(process: psutil.Process) -> None:
    """End a server and all that works for it, at once and without a word."""
    everyone = [process, *process.children(recursive=True)]
    for one in everyone:
        with contextlib.suppress(psutil.NoSuchProcess):
            one.kill()
    psutil.wait_procs(everyone[1:], timeout=START_TIMEOUT_S)


@contextlib.contextmanager
def _made() -> Iterator[tuple[Path, dict[str, Any]]]:
    folder = Path(tempfile.mkdtemp(prefix="kzdash-pg-"))
    owner = _owner()
    try:
        if owner:
            os.chown(folder, owner["user"], owner["group"])
        data = str(folder / "data")
        _run("initdb", "-D", data, "-U", "postgres", "-A", "trust", "--no-sync", **owner)
        (folder / "data" / "pg_hba.conf").write_text(
            "local all guarded scram-sha-256\nlocal all all trust\n"
        )
        yield folder, owner
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _owner() -> dict[str, Any]:
    """Who runs the server: it refuses root."""
    if os.geteuid() != 0:
        return {}
    for name in OWNERS:
        with contextlib.suppress(KeyError):
            entry = pwd.getpwnam(name)
            return {"user": entry.pw_uid, "group": entry.pw_gid, "extra_groups": []}
    raise RuntimeError("root may not run a PostgreSQL server, and there is nobody else")


def _run(name: str, *arguments: str, **owner: Any) -> None:
    command = [str(program(name)), *arguments, "-E", "UTF8", "--locale", "C"]
    subprocess.run(command, check=True, capture_output=True, cwd="/", **owner)


@contextlib.contextmanager
def _server(folder: Path, owner: dict[str, Any], **more: str) -> Iterator[subprocess.Popen[bytes]]:
    settings = SETTINGS | {"unix_socket_directories": str(folder)} | more
    given = [part for name, value in settings.items() for part in ("-c", f"{name}={value}")]
    command = [str(program("postgres")), "-D", str(folder / "data"), *given]
    log = folder / "log"
    with log.open("w") as output:
        started = subprocess.Popen(
            command, stdout=output, stderr=subprocess.STDOUT, cwd="/", **owner
        )
    try:
        _wait_for(folder, started, log)
        yield started
    finally:
        # SIGINT: end at once, whoever is connected
        started.send_signal(2)
        started.wait(30)


def _wait_for(folder: Path, started: subprocess.Popen[bytes], log: Path) -> None:
    end = time.monotonic() + START_TIMEOUT_S
    while time.monotonic() < end and started.poll() is None:
        with contextlib.suppress(psycopg.OperationalError):
            psycopg.connect(host=str(folder), user="postgres", dbname="postgres").close()
            return
        time.sleep(0.05)
    raise RuntimeError(f"the PostgreSQL server did not start:\n{log.read_text()}")
