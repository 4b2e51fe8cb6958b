"""The settings: read from the environment once, checked, and frozen.

An invalid setting stops the start with a BadSettingError, which quotes it and says what it may be.
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
from zipfile import is_zipfile

from sqlalchemy import create_engine
from sqlalchemy.engine import URL, make_url
from sqlalchemy.exc import ArgumentError, NoSuchModuleError

from kzdash.errors import BadSettingError, BadUrlError
from kzdash.runtime import channels

if TYPE_CHECKING:
    from collections.abc import Mapping

ROOT = Path(__file__).resolve().parents[2]
SQLITE = "sqlite:///"
POSTGRESQL = {"postgresql", "postgresql+psycopg"}
(
    DATABASE_URL,
    SEED,
    DATA,
    LOGS,
    BACKUPS,
    READ_ACCESS,
    HOSTS,
    METRICS,
    OFFICE_PHONE,
    EVIDENCE,
    DECK_MASTER,
    TEMPLATES,
) = OWN = (
    "KZDASH_DATABASE_URL",
    "KZDASH_SEED",
    "KZDASH_DATA",
    "KZDASH_LOGS",
    "KZDASH_BACKUPS",
    "KZDASH_READ",
    "KZDASH_HOSTS",
    "KZDASH_METRICS",
    "KZDASH_OFFICE_PHONE",
    "KZDASH_EVIDENCE",
    "KZDASH_DECK_MASTER",
    "KZDASH_TEMPLATES",
)
SETTINGS = (*OWN, *channels.SETTINGS)
MAX_PORT = 65_535
DEFAULT_BACKUPS_KEPT = 14
MASTERS = {".pptx", ".potx"}
LOGIN_TO_READ = {"": False, "open": False, "login": True}
# up to the last @, for a password that was not percent-encoded may contain one
PASSWORD = re.compile(r"(?<=://).*(?=@)")
# such as 023-52238888转8012、52238889
PHONE = re.compile(r"(?=(?:\D*\d){3})[0-9+()（）、，,;；/转 -]{3,60}", re.ASCII)
HOST = re.compile(r"[a-z0-9_](?:[a-z0-9_-]*[a-z0-9_])?(?:\.[a-z0-9_](?:[a-z0-9_-]*[a-z0-9_])?)*")


@dataclass(frozen=True, slots=True, kw_only=True)
class Config:
    """The settings of a process.

    `backups_kept` is 0 if automatic backups are off. `hosts` are the host names that the server
    answers to, `*.example.org` for all subdomains; if it is empty, any is. `office_phone` is where
    people ask for an account, empty if the page to log in names none. `evidence_folder` is where
    the files that came with reports are, None if beside the store. `deck_master` is the office's
    own master of decks, None for the product's. `templates_folder` has the office's own templates
    of papers, None if it has none. `channels` is by which ways people are reminded.
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
    office_phone: str
    evidence_folder: Path | None
    deck_master: Path | None
    templates_folder: Path | None
    channels: channels.Channels

    @classmethod
    def from_env(cls, env: Mapping[str, str]) -> Config:
        """Read the settings from an environment; BadSettingError for the first invalid one."""
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
            login_to_read=_login_to_read(env.get(READ_ACCESS, "")),
            hosts=_hosts(env.get(HOSTS, "")),
            metrics_address=_metrics_address(env.get(METRICS, "")),
            office_phone=_office_phone(env.get(OFFICE_PHONE, "")),
            evidence_folder=ROOT / env[EVIDENCE] if env.get(EVIDENCE) else None,
            deck_master=_deck_master(env.get(DECK_MASTER, "")),
            templates_folder=_templates_folder(env.get(TEMPLATES, "")),
            channels=channels.from_env(env),
        )


def current() -> Config:
    """Return the settings of this process; parsed again only if the environment changes."""
    return _read(tuple(os.environ.get(name, "") for name in SETTINGS))


@lru_cache(maxsize=1)
def _read(values: tuple[str, ...]) -> Config:
    return Config.from_env(dict(zip(SETTINGS, values, strict=True)))


def sqlite_url(file: PurePath) -> str:
    """Return the URL of a SQLite file; special characters in its path are encoded."""
    return URL.create("sqlite", database=str(file)).render_as_string(hide_password=False)


def sqlite_file(url: str) -> Path | None:
    """Return the file of a SQLite URL, None for any other database."""
    parsed = make_url(url)
    is_sqlite = parsed.get_backend_name() == "sqlite"
    return Path(parsed.database or "") if is_sqlite else None


def evidence_folder(url: str) -> Path:
    """Return the folder of the files that came with the reports of the store at a URL.

    It is named after the store, so that no store takes another's files for nobody's.
    """
    settings, file = current(), sqlite_file(url)
    beside = settings.data_folder if file is None else file.parent
    name = str(make_url(url).database) if file is None else file.stem
    return (settings.evidence_folder or beside / "evidence") / name


def absolute_url(url: str) -> str:
    """Resolve a relative SQLite path against the program's folder, not the working directory."""
    path = make_url(url).database if url.startswith(SQLITE) else None
    return sqlite_url(ROOT / path) if path else url


def parse_url(url: str) -> URL:
    """Parse the URL of a database; BadUrlError unless this program supports it."""
    try:
        parsed = make_url(url)
        if parsed.drivername in POSTGRESQL:
            # validates the whole URL without connecting
            create_engine(parsed)
            return parsed
    except (ArgumentError, NoSuchModuleError, ValueError) as error:
        raise BadUrlError(_masked(url)) from error
    if parsed.get_backend_name() != "sqlite" or not Path(parsed.database or "").name:
        raise BadUrlError(_masked(url))
    return parsed


def _masked(url: str) -> str:
    """Mask everything in a URL that may be a password."""
    return PASSWORD.sub("***", url)


def _database_url(value: str, seed: Path, data: Path) -> str:
    """Return the URL of the setting, or that of a SQLite file named after the plan's slug."""
    if not value:
        return sqlite_url(data / f"{_slug(seed)}.db")
    try:
        parse_url(value)
    except BadUrlError as error:
        raise BadSettingError(DATABASE_URL, _masked(value), BadUrlError.EXPECTED) from error
    return absolute_url(value)


def _slug(seed: Path) -> str:
    """Read the slug of the plan; BadSettingError without it, since it names the store."""
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
    """Return the folder of automatic backups: beside a SQLite file, else in the data folder."""
    file = sqlite_file(url)
    return (data if file is None else file.parent) / "backups"


def _backups_kept(value: str) -> int:
    count = value.strip().lower() or str(DEFAULT_BACKUPS_KEPT)
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
        raise BadSettingError(READ_ACCESS, value, expected) from None


def _hosts(value: str) -> tuple[str, ...]:
    """Split the setting into host names, each without a scheme or port."""
    try:
        return tuple(_host(part) for part in re.split(r"[\s,;，；]+", value) if part)
    except ValueError as error:
        expected = "names such as board.example.org, *.example.org, 10.0.0.1 or [fd00::1]"
        raise BadSettingError(HOSTS, value, expected) from error


def _host(value: str) -> str:
    """Return a host name or address as browsers send it, without the port; else ValueError."""
    parts = urlsplit(value if "//" in value else f"//{value}")
    name = (parts.hostname or "").rstrip(".").encode("idna").decode()
    _ = parts.port  # raises ValueError for an invalid port
    if HOST.fullmatch(name.removeprefix("*.")):
        return name
    return str(ip_address(name))


def _metrics_address(value: str) -> tuple[str, int] | None:
    """Parse the address to serve metrics at; a port alone means loopback."""
    address = value.strip()
    host, _, port = address.rpartition(":")
    if not address:
        return None
    if not re.fullmatch("[0-9]{1,5}", port) or not 0 < int(port) <= MAX_PORT:
        expected = "a port or an address with a port, such as 9464 or 127.0.0.1:9464"
        raise BadSettingError(METRICS, value, expected)
    return host.strip("[]") or "127.0.0.1", int(port)


def _office_phone(value: str) -> str:
    phone = value.strip()
    if phone and not PHONE.fullmatch(phone):
        expected = "telephone numbers such as 023-52238888转8012、52238889"
        raise BadSettingError(OFFICE_PHONE, value, expected)
    return phone


def _deck_master(value: str) -> Path | None:
    """Return the file of the setting; what is in it is read when the first deck is made with it."""
    file = ROOT / value.strip()
    if not value.strip():
        return None
    if file.suffix.lower() not in MASTERS or not is_zipfile(file):
        expected = "a PowerPoint file, .pptx or .potx, that is there and has no password"
        raise BadSettingError(DECK_MASTER, value, expected)
    return file


def _templates_folder(value: str) -> Path | None:
    if not value:
        return None
    if not (ROOT / value).is_dir():
        expected = "a folder with the office's own templates of papers, such as report.docx"
        raise BadSettingError(TEMPLATES, value, expected)
    return ROOT / value
