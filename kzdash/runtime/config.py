"""Where the store and the seed are and who may read: from the environment, else the usual."""

from __future__ import annotations

import os
import re
import tomllib
from pathlib import Path, PurePath
from urllib.parse import urlsplit

from sqlalchemy.engine import URL, make_url

from kzdash.errors import BadAddressError

ROOT = Path(__file__).resolve().parents[2]
SQLITE = "sqlite:///"
HIGHEST_PORT = 65_535
BACKUPS_KEPT = 14


def data_folder() -> Path:
    """Return `KZDASH_DATA`, else `data/`, seen from the program's folder: what outlives it."""
    return ROOT / (os.environ.get("KZDASH_DATA") or "data")


def seed_folder() -> Path:
    """Return `KZDASH_SEED`, else `seed/` beside the program."""
    return Path(os.environ.get("KZDASH_SEED") or ROOT / "seed")


def log_folder() -> Path:
    """Return `KZDASH_LOGS`, else `logs/` in the data folder."""
    return Path(os.environ.get("KZDASH_LOGS") or data_folder() / "logs")


def reading_needs_login() -> bool:
    """Whether reading needs an account too, which `KZDASH_READ=login` asks for.

    A word that is not understood closes: better than open where somebody wanted it closed.
    """
    return os.environ.get("KZDASH_READ", "").strip().lower() not in {"", "open"}


def hosts() -> tuple[str, ...]:
    """Return the names that `KZDASH_HOSTS` says this server answers to, none where it says none.

    A name may begin with `*.`; a scheme or a port that was written along does not count.
    """
    given = re.split(r"[\s,;，；]+", os.environ.get("KZDASH_HOSTS", ""))
    return tuple(_host(one) for one in given if one)


def _host(given: str) -> str:
    """Return the name alone, as browsers send it."""
    try:
        name = urlsplit(given if "//" in given else f"//{given}").hostname or given
        return name.rstrip(".").encode("idna").decode()
    except ValueError:
        return given


def metrics_address() -> tuple[str, int] | None:
    """Return where `KZDASH_METRICS` wants the measurements served, none where it is not set.

    A port alone is one that only this machine can reach.
    """
    given = os.environ.get("KZDASH_METRICS", "").strip()
    host, _, port = given.rpartition(":")
    if not given:
        return None
    if not port.isascii() or not port.isdigit() or not 0 < int(port) <= HIGHEST_PORT:
        raise BadAddressError(given)
    return host.strip("[]") or "127.0.0.1", int(port)


def backups_kept() -> int:
    """Return how many automatic backups `KZDASH_BACKUPS` wants kept, 0 where it is off.

    A word that is not understood keeps the usual number: better than none.
    """
    given = os.environ.get("KZDASH_BACKUPS", "").strip().lower()
    if given == "off":
        return 0
    return int(given) if given.isascii() and given.isdigit() else BACKUPS_KEPT


def backups_folder() -> Path:
    """Return where automatic backups go: beside a SQLite file, else in the data folder."""
    url = make_url(database_url())
    in_file = url.get_backend_name() == "sqlite"
    return (Path(url.database or "").parent if in_file else data_folder()) / "backups"


def sqlite_url(file: PurePath) -> str:
    """Return the URL of a SQLite file, whatever characters its path has."""
    return URL.create("sqlite", database=str(file)).render_as_string(hide_password=False)


def absolute(url: str) -> str:
    """Return a URL whose relative SQLite path counts from the program's folder.

    So it names one file, wherever a command is run.
    """
    path = make_url(url).database if url.startswith(SQLITE) else None
    return sqlite_url(ROOT / path) if path else url


def database_url() -> str:
    """Return `KZDASH_DATABASE_URL`, else the data folder's SQLite file of the plan's slug."""
    if url := os.environ.get("KZDASH_DATABASE_URL"):
        return absolute(url)
    try:
        slug = tomllib.loads((seed_folder() / "plan.toml").read_text("utf-8"))["plan"]["slug"]
    except (OSError, KeyError, TypeError, tomllib.TOMLDecodeError, UnicodeDecodeError):
        slug = "plan"
    return sqlite_url(data_folder() / f"{slug}.db")
