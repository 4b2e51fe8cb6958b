"""The files of a deployment are what docs/deploy.md says they are."""

from __future__ import annotations

import os
import re
import subprocess
from pathlib import Path
from typing import TYPE_CHECKING

from kzdash import seed
from kzdash.store import Store
from tests import deployed, eye, postgres

if TYPE_CHECKING:
    from datetime import datetime


def test_the_page_names_every_file_and_every_file_is_there(root: Path) -> None:
    page = (root / "docs" / "deploy.md").read_text("utf-8")

    named = set(re.findall(r"`deploy/([^`]+)`", page))
    assert named == {file.name for file in deployed.DEPLOY.iterdir()}


def test_the_database_that_the_script_makes_is_one_a_store_is_made_in(
    cluster: postgres.Cluster, seed_folder: Path, now: datetime
) -> None:
    programs = Path(str(postgres.program("postgres"))).parent
    path = f"{programs}{os.pathsep}{os.environ['PATH']}"
    environment = {**os.environ, "PGHOST": str(cluster.folder), "PGUSER": "postgres", "PATH": path}
    subprocess.run(["sh", deployed.DEPLOY / "postgresql.sh"], env=environment, check=True)
    url = cluster.url("kzdash", "kzdash")

    assert seed.init(url, seed_folder, now)

    assert eye.ask(url, "SELECT current_user, rolsuper FROM pg_roles WHERE rolname = 'kzdash'") == [
        ("kzdash", 0)
    ]
    cluster.drop(url)
    cluster.execute("DROP ROLE kzdash")


def test_the_environment_file_names_that_database_and_no_password() -> None:
    told = deployed.environment_file()

    place = Store(told["KZDASH_DATABASE_URL"]).place
    assert place.startswith("postgresql+psycopg://kzdash@/kzdash?host=")
    assert told["FORWARDED_ALLOW_IPS"] == "127.0.0.1"


def test_a_replica_is_told_to_listen_to_its_own_machine() -> None:
    (started,) = deployed.unit("ExecStart")

    assert "--host 127.0.0.1 --port %i" in started
    assert deployed.unit("Environment") == ["KZDASH_METRICS=127.0.0.1:1%i"]
    assert deployed.unit("IPAddressDeny") == ["any"]
