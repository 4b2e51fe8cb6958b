"""The settings: what the environment says, checked and read once into one frozen value.

Nothing starts on a setting that makes no sense: a BadSettingError says what it holds and what it
may hold.
"""

from __future__ import annotations

import os
import re
import tomllib
from dataclasses import dataclass
from functools import lru_cache
from ipaddress import ip_address
from pathlib import Path, PurePath
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from sqlalchemy import create_engine
from sqlalchemy.engine import URL, make_url
from sqlalchemy.exc import ArgumentError, NoSuchModuleError

from kzdash.errors import BadSettingError, BadUrlError

if TYPE_CHECKING:
    from collections.abc import Mapping

ROOT = Path(__file__).resolve().parents[2]
SQLITE = "sqlite:///"
POSTGRESQL = {"postgresql", "postgresql+psycopg"}
DATABASE_URL, SEED, DATA, LOGS, BACKUPS, READ, HOSTS, METRICS = NAMES = (
    "KZDASH_DATABASE_URL",
    "KZDASH_SEED",
    "KZDASH_DATA",
    "KZDASH_LOGS",
    "KZDASH_BACKUPS",
    "KZDASH_READ",
    "KZDASH_HOSTS",
    "KZDASH_METRICS",
)
HIGHEST_PORT = 65_535
BACKUPS_KEPT = 14
LOGIN_TO_READ = {"": False, "open": False, "login": True}
# to the last @: a password that was not encoded may have one in it
PASSWORD = re.compile(r"(?<=://).*(?=@)")
HOST = re.compile(r"[a-z0-9_](?:[a-z0-9_-]*[a-z0-9_])?(?:\.[a-z0-9_](?:[a-z0-9_-]*[a-z0-9_])?)*")


@dataclass(frozen=True, slots=True, kw_only=True)
class Config:
    """What the settings say.

    `backups_kept` is 0 where no automatic backups are taken. `hosts` are the names that this server
    answers to, `*.example.org` for all below one; none where the settings name none.
    """

    database_url: str
    seed_folder: Path
    data_folder: Path
    log_folder: Path
    backups_folder: Path
    backups_kept: int
    login_to_read: bool
    hosts: tuple[str, ...]
    metrics_address: tuple[str, int] | None

    @classmethod
    def from_env(cls, env: Mapping[str, str]) -> Config:
        """Read the settings of an environment; BadSettingError for the first that is no good."""
        data = ROOT / (env.get(DATA) or "data")
        seed = Path(env.get(SEED) or ROOT / "seed")
        url = _database_url(env.get(DATABASE_URL, ""), seed, data)
        return cls(
            database_url=url,
            seed_folder=seed,
            data_folder=data,
            log_folder=Path(env.get(LOGS) or data / "logs"),
            backups_folder=_backups_folder(url, data),
            backups_kept=_backups_kept(env.get(BACKUPS, "")),
            login_to_read=_login_to_read(env.get(READ, "")),
            hosts=_hosts(env.get(HOSTS, "")),
            metrics_address=_metrics_address(env.get(METRICS, "")),
        )


def current() -> Config:
    """Return the settings of this process: read once, for the environment of a server stays."""
    return _read(tuple(os.environ.get(name, "") for name in NAMES))


@lru_cache(maxsize=1)
def _read(values: tuple[str, ...]) -> Config:
    return Config.from_env(dict(zip(NAMES, values, strict=True)))


def sqlite_url(file: PurePath) -> str:
    """Return the URL of a SQLite file, whatever characters its path has."""
    return URL.create("sqlite", database=str(file)).render_as_string(hide_password=False)


def absolute(url: str) -> str:
    """Return a URL whose relative SQLite path counts from the program's folder.

    So it names one file, wherever a command is run.
    """
    path = make_url(url).database if url.startswith(SQLITE) else None
    return sqlite_url(ROOT / path) if path else url


def parse_url(url: str) -> URL:
    """Return the URL of a database that this program can open, else BadUrlError."""
    try:
        parsed = make_url(url)
        if parsed.drivername in POSTGRESQL:
            # it connects to nothing yet, but reads all of the URL
            create_engine(parsed)
            return parsed
    except (ArgumentError, NoSuchModuleError, ValueError) as error:
        raise BadUrlError(_masked(url)) from error
    if parsed.get_backend_name() != "sqlite" or not Path(parsed.database or "").name:
        raise BadUrlError(_masked(url))
    return parsed


def _masked(url: str) -> str:
    """Return a URL without what may be a password in it."""
    return PASSWORD.sub("***", url)


def _database_url(value: str, seed: Path, data: Path) -> str:
    """Return the URL of the setting, else that of the SQLite file that bears the plan's slug."""
    if not value:
        return sqlite_url(data / f"{_slug(seed)}.db")
    try:
        parse_url(value)
    except BadUrlError as error:
        raise BadSettingError(DATABASE_URL, _masked(value), BadUrlError.EXPECTED) from error
    return absolute(value)


def _slug(seed: Path) -> str:
    """Read the slug of the plan; where it cannot be read, nobody knows which store is meant."""
    try:
        slug = tomllib.loads((seed / "plan.toml").read_text("utf-8-sig"))["plan"]["slug"]
        if isinstance(slug, str) and slug:
            return slug
        fault = f"its slug is {slug!r}"
    except OSError as error:
        fault = error.strerror or str(error)
    except (KeyError, TypeError):
        fault = "it has none"
    except ValueError as error:
        fault = str(error)
    expected = "the folder of a plan, whose plan.toml says the slug that names the store"
    raise BadSettingError(SEED, str(seed), f"{expected} ({fault}), or a store in {DATABASE_URL}")


def _backups_folder(url: str, data: Path) -> Path:
    """Return where automatic backups go: beside a SQLite file, else into the data folder."""
    parsed = make_url(url)
    in_file = parsed.get_backend_name() == "sqlite"
    return (Path(parsed.database or "").parent if in_file else data) / "backups"


def _backups_kept(value: str) -> int:
    count = value.strip().lower() or str(BACKUPS_KEPT)
    if count == "off":
        return 0
    if not re.fullmatch("[0-9]{1,6}", count):
        raise BadSettingError(BACKUPS, value, "how many automatic backups are kept, or off")
    return int(count)


def _login_to_read(value: str) -> bool:
    try:
        return LOGIN_TO_READ[value.strip().lower()]
    except KeyError:
        expected = "open, for anybody to read, or login, for accounts alone"
        raise BadSettingError(READ, value, expected) from None


def _hosts(value: str) -> tuple[str, ...]:
    """Return the names of the setting, without a scheme or a port that was written along."""
    try:
        return tuple(_host(one) for one in re.split(r"[\s,;，；]+", value) if one)
    except ValueError as error:
        expected = "names such as board.example.org, *.example.org, 10.0.0.1 or [fd00::1]"
        raise BadSettingError(HOSTS, value, expected) from error


def _host(value: str) -> str:
    """Return the name alone, as browsers send it; ValueError where it is none."""
    parts = urlsplit(value if "//" in value else f"//{value}")
    name = (parts.hostname or "").rstrip(".").encode("idna").decode()
    _ = parts.port  # which checks it
    if HOST.fullmatch(name.removeprefix("*.")):
        return name
    return str(ip_address(name))


def _metrics_address(value: str) -> tuple[str, int] | None:
    """Return the address to serve measurements at; a port alone is one of this machine's own."""
    address = value.strip()
    host, _, port = address.rpartition(":")
    if not address:
        return None
    if not re.fullmatch("[0-9]{1,5}", port) or not 0 < int(port) <= HIGHEST_PORT:
        expected = "a port or an address with a port, such as 9464 or 127.0.0.1:9464"
        raise BadSettingError(METRICS, value, expected)
    return host.strip("[]") or "127.0.0.1", int(port)
