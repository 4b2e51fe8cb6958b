"""Compose Streamlit's app: its main script, routes, middleware and start-up."""

import gc
import logging
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from importlib import import_module
from pathlib import Path

import anyio
import click
import streamlit as st
from starlette.middleware import Middleware
from streamlit import file_util

from kzdash import accounts, web
from kzdash.errors import BadSettingError, KzdashError, StoreCorruptError
from kzdash.runtime import clock, config, logs, metrics, open_files
from kzdash.runtime.background import run_repeatedly
from kzdash.store import Store, backups, seed
from kzdash.ui.frame.failures import show_unexpected
from kzdash.ui.frame.live_refresh import count_sessions, is_running
from kzdash.ui.reporting.upload_pages import is_offered, upload_usage
from kzdash.ui.session.identity import by_provider, session_number

LOG = logging.getLogger("kzdash")
# at most one backup is taken a day; a failed one is tried again a quarter of an hour later
BACK_UP_EVERY_S = 900
# what the first page needs of Streamlit and of this program, and no start waits for
IMPORTED_FIRST = ("streamlit.emojis", "streamlit.material_icon_names", "kzdash.ui.parts.overview")
# half of all there is to import: what tables, searches and workbooks need
IMPORTED_LATER, IMPORT_AFTER_S = ("kzdash.documents.tables", "pypinyin", "openpyxl"), 2
# a server that is ready says so before it does anything else
WARM_AFTER_S = 0.1
FIRST_ACCOUNT = """
The first account of the office is {name!r}, its one-time password {password}
Log in with it at /login and choose a password of your own. It is shown only here, only now;
`python -m kzdash account reset {name}` makes another.
"""
try:
    SETTINGS = config.current()
except BadSettingError as error:
    # exit before a server listens, whichever server imports this app
    sys.exit(f"Error: {error}")

COMPRESSED = SETTINGS.data_folder / "compressed" / f"streamlit-{st.__version__}"


@asynccontextmanager
async def lifespan(_app: st.App) -> AsyncIterator[None]:
    """Prepare the store, start backups and metrics, and exempt start-up objects from collection."""
    open_files.raise_limit()
    logs.configure(SETTINGS.log_folder, session_number)
    _ready_store()
    _exempt_from_collection()
    async with anyio.create_task_group() as tasks:
        tasks.start_soon(run_repeatedly, _back_up, "the day's backup", BACK_UP_EVERY_S)
        tasks.start_soon(_warm_up)
        with metrics.serve_metrics(SETTINGS.metrics_address, count_sessions):
            yield
        tasks.cancel_scope.cancel()


async def _warm_up() -> None:
    """Do what the first pages would wait for while the server answers already."""
    await anyio.sleep(WARM_AFTER_S)
    await _import_all(IMPORTED_FIRST)
    await anyio.to_thread.run_sync(web.compose_todays_overview)
    await anyio.sleep(IMPORT_AFTER_S)
    await _import_all(IMPORTED_LATER)
    _exempt_from_collection()


async def _import_all(names: tuple[str, ...]) -> None:
    for name in names:
        try:
            await anyio.to_thread.run_sync(import_module, name)
        except (ImportError, OSError) as error:
            # such as no file descriptor left just now; whoever needs it imports it again
            LOG.warning("%s is not imported yet: %s", name, error)


def _exempt_from_collection() -> None:
    gc.collect()
    gc.freeze()


def _ready_store() -> None:
    """Create or upgrade the store; an error goes to the log, and every page shows it."""
    try:
        now, before = clock.now(), backups.default_rotation().take_before_upgrade
        seed.init_store(SETTINGS.database_url, SETTINGS.seed_folder, now, before)
        if not by_provider():
            _welcome_office()
    except StoreCorruptError as error:
        LOG.error("%s %s", error, backups.default_rotation().advice(clock.now()))  # noqa: TRY400 - no traceback
    except KzdashError as error:
        LOG.error("%s", error)  # noqa: TRY400 - no traceback


def _back_up() -> None:
    backups.take_daily_backup(clock.now())


def _welcome_office() -> None:
    """Print the first account of the office, if one was just created, to the terminal only."""
    password = accounts.add_first_office_account(Store(SETTINGS.database_url), clock.now())
    if password:
        click.echo(FIRST_ACCOUNT.format(name=accounts.OFFICE, password=password))


app = st.App(
    Path(__file__).parent / "kzdash" / "ui" / "frame" / "main.py",
    lifespan=lifespan,
    routes=web.routes(is_running),
    middleware=[
        Middleware(web.CompressedAssets, folder=Path(file_util.get_static_dir()), kept=COMPRESSED),
        Middleware(web.ChineseShell, by_provider=by_provider),
        Middleware(web.SecurityHeaders),
        Middleware(web.AllowedHosts),
        Middleware(web.OpenPageLimit),
        Middleware(web.AsciiFileNames),
        Middleware(web.AccessGate, by_provider=by_provider),
        Middleware(
            web.UploadLimits, by_provider=by_provider, is_offered=is_offered, held=upload_usage
        ),
        Middleware(web.IsoDates),
    ],
    on_script_error=show_unexpected,
    exception_handlers={Exception: web.unexpected_error},
)
