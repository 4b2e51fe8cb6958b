"""Where a hostile day passes: servers on a small disk, in a network where no name is resolved."""

from __future__ import annotations

import datetime as dt
import itertools
import socket
import subprocess
import sys
import tempfile
import uuid
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import psutil

from benchmarks import load
from kzdash.runtime import config
from kzdash.store import Store, seed
from tests import deployed, postgres, serving

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

DISK_BYTES = 96 * 2**20
# root may enter any folder, which a service's own user may not
UNDER = [
    "setpriv",
    "--inh-caps=-dac_override,-dac_read_search",
    "--bounding-set=-dac_override,-dac_read_search",
]
APART = (
    'ip link set lo up && mount --bind "$0/resolv.conf" /etc/resolv.conf && '
    f'mount -t tmpfs -o size={DISK_BYTES} tmpfs "$0/disk" && exec "$@"'
)


def apart(name: str, seconds: float) -> int:
    """Let the day pass in a place that only this has; return the exit code."""
    with tempfile.TemporaryDirectory() as made:
        folder = Path(made)
        (folder / "disk").mkdir()
        (folder / "resolv.conf").write_text("nameserver 127.0.0.1\n")
        inside = [sys.executable, "-m", "benchmarks.hostile", "--inside", made, name, str(seconds)]
        command = ["unshare", "-n", "-m", "sh", "-c", APART, made, *inside]
        return subprocess.run(command, check=False).returncode


@contextmanager
def silent_resolver() -> Iterator[None]:
    """Take every question for a name, and answer none."""
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as resolver:
        resolver.bind(("127.0.0.1", 53))
        yield


def _ways() -> Callable[[], dict[str, str]]:
    """Give everybody an address of their own, and a route through nginx."""
    numbers = itertools.count()
    return lambda: {
        "source": f"127.0.1.{next(numbers) % 250 + 1}",
        "kzdash_route": uuid.uuid4().hex,
    }


def _closed(disk: Path) -> dict[str, str]:
    """Make a backups folder that nobody enters; return what makes it the one."""
    (disk / "backups").mkdir(mode=0)
    return {"KZDASH_DATA": str(disk), "KZDASH_BACKUPS": "3"}


@contextmanager
def one(folder: Path) -> Iterator[load.Place]:
    """One process on a SQLite file, all of it on the small disk."""
    disk, port = folder / "disk", serving.free_port()
    url = config.sqlite_url(disk / "plan.db")
    told = {"KZDASH_DATABASE_URL": url, **_closed(disk)}
    log = folder / "terminal.log"
    with serving.process(serving.command(port), port, log, told, UNDER) as started:
        server = [psutil.Process(started.pid)]
        yield load.Place(f"http://127.0.0.1:{port}", server, Store(url), _ways())


@contextmanager
def behind_nginx(folder: Path) -> Iterator[load.Place]:
    """Two replicas behind nginx, as deploy/ has them; PostgreSQL has a disk of its own."""
    disk = folder / "disk"
    with postgres.cluster() as cluster:
        url = cluster.create()
        # its socket is in there; the data beside it stays closed
        cluster.folder.chmod(0o755)
        seed.init_store(url, config.current().seed_folder, dt.datetime.now(dt.UTC))
        with deployed.site(disk, url, UNDER, **_closed(disk)) as site:
            replicas = [psutil.Process(replica.pid) for replica in site.replicas.values()]
            yield load.Place(site.address, replicas, Store(url), _ways())
        postgres.release(url)


ALONE, DEPLOYED = "one process, SQLite", "two replicas behind nginx, PostgreSQL"
PLACES = {ALONE: one, DEPLOYED: behind_nginx}
