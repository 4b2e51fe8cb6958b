"""Where the store and the seed are: from the environment, else beside the program."""

from __future__ import annotations

import os
import tomllib
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent


def seed_folder() -> Path:
    """Return `KZDASH_SEED`, else `seed/` beside the program."""
    return Path(os.environ.get("KZDASH_SEED") or ROOT / "seed")


def database_url() -> str:
    """Return `KZDASH_DATABASE_URL`, else the SQLite file in `data/` named by the plan's slug."""
    if url := os.environ.get("KZDASH_DATABASE_URL"):
        return url
    try:
        slug = tomllib.loads((seed_folder() / "plan.toml").read_text("utf-8"))["plan"]["slug"]
    except (OSError, KeyError, tomllib.TOMLDecodeError, UnicodeDecodeError):
        slug = "plan"
    return f"sqlite:///{ROOT / 'data' / slug}.db"
