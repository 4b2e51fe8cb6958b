"""The composition: Streamlit's app with its main script, its middleware and what runs at start."""

import gc
import logging
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import click
import streamlit as st
from starlette.middleware import Middleware
from streamlit import file_util

from kzdash import accounts, clock, metrics, seed, settings, web
from kzdash.errors import KzdashError
from kzdash.store import Store
from kzdash.ui.live import sessions
from kzdash.ui.problems import show_unexpected
from kzdash.ui.who import by_provider

FIRST_ACCOUNT = """
The first account of the office is {name!r}, its one-time password {password}
Log in with it at /login and choose a password of your own. It is shown only here, only now;
`python -m kzdash account reset {name}` makes another.
"""


@asynccontextmanager
async def lifespan(_app: st.App) -> AsyncIterator[None]:
    """Make or bring up the store, then keep what start-up made out of garbage collection."""
    try:
        seed.init(settings.database_url(), settings.seed_folder(), clock.now())
        if not by_provider():
            _welcome_office()
    except KzdashError as error:
        # the pages say so too, to whoever opens them
        logging.getLogger("kzdash").error("%s", error)  # noqa: TRY400 - the sentence is enough
    gc.collect()
    gc.freeze()
    with metrics.served(_metrics_address(), sessions):
        yield


def _metrics_address() -> tuple[str, int] | None:
    try:
        return settings.metrics_address()
    except KzdashError as error:
        logging.getLogger("kzdash").error("%s", error)  # noqa: TRY400 - the sentence is enough
        return None


def _welcome_office() -> None:
    """Tell the terminal, and nobody else, how the office logs in for the first time."""
    password = accounts.first_office(Store(settings.database_url()), clock.now())
    if password:
        click.echo(FIRST_ACCOUNT.format(name=accounts.OFFICE, password=password))


app = st.App(
    Path(__file__).parent / "kzdash" / "main.py",
    lifespan=lifespan,
    routes=web.routes(),
    middleware=[
        Middleware(web.Compressed, folder=Path(file_util.get_static_dir())),
        Middleware(web.ChineseShell),
        Middleware(web.SecurityHeaders),
        Middleware(web.Gate, by_provider=by_provider),
    ],
    on_script_error=show_unexpected,
)
