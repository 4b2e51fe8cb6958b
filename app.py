"""The composition: Streamlit's app with its main script, its middleware and what runs at start."""

import gc
import logging
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import streamlit as st
from starlette.middleware import Middleware

from kzdash import clock, seed, settings, web
from kzdash.errors import KzdashError
from kzdash.ui.problems import show_unexpected


@asynccontextmanager
async def lifespan(_app: st.App) -> AsyncIterator[None]:
    """Make or bring up the store, then keep what start-up made out of garbage collection."""
    try:
        seed.init(settings.database_url(), settings.seed_folder(), clock.now())
    except KzdashError as error:
        # the pages say so too, to whoever opens them
        logging.getLogger("kzdash").error("%s", error)  # noqa: TRY400 - the sentence is enough
    gc.collect()
    gc.freeze()
    yield


app = st.App(
    Path(__file__).parent / "kzdash" / "main.py",
    lifespan=lifespan,
    routes=web.routes(),
    middleware=[Middleware(web.ChineseShell), Middleware(web.SecurityHeaders)],
    on_script_error=show_unexpected,
)
