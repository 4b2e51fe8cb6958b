"""The files of a deployment are what docs/deploy.md says they are."""

from __future__ import annotations

import os
import re
import subprocess
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from kzdash.store import Store, seed
from tests import deployed, postgres, raw_sql

if TYPE_CHECKING:
    from datetime import datetime


def test_the_page_names_every_file_and_every_file_is_there(root: Path) -> None:
    page = (root / "docs" / "deploy.md").read_text("utf-8")

    named = set(re.findall(r"`deploy/([^`]+)`", page))
    assert named == {file.name for file in deployed.DEPLOY.iterdir()}


@pytest.mark.slow
def test_the_database_that_the_script_makes_is_one_a_store_is_made_in(
    cluster: postgres.Cluster, seed_folder: Path, now: datetime
) -> None:
    programs = Path(str(postgres.program("postgres"))).parent
    path = f"{programs}{os.pathsep}{os.environ['PATH']}"
    environment = {**os.environ, "PGHOST": str(cluster.folder), "PGUSER": "postgres", "PATH": path}
    subprocess.run(["sh", deployed.DEPLOY / "postgresql.sh"], env=environment, check=True)
    url = cluster.url("kzdash", "kzdash")

    assert seed.init_store(url, seed_folder, now)

    assert raw_sql.ask(
        url, "SELECT current_user, rolsuper FROM pg_roles WHERE rolname = 'kzdash'"
    ) == [("kzdash", 0)]
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
    assert "KZDASH_METRICS=127.0.0.1:1%i" in deployed.unit("Environment")
    assert deployed.unit("IPAddressDeny") == ["any"]


def test_a_replica_has_files_and_memory_within_bounds_and_a_log_of_its_own() -> None:
    assert int(deployed.unit("LimitNOFILE")[0]) >= 4_096
    assert deployed.unit("MemoryMax")
    assert "KZDASH_LOGS=/var/log/kzdash/%i" in deployed.unit("Environment")
    assert deployed.unit("LogsDirectory") == ["kzdash/%i"]


def test_nginx_speaks_no_tls_that_a_stolen_key_opens_later() -> None:
    site = (deployed.DEPLOY / "nginx-kzdash.conf").read_text()
    told = {line.split()[0]: line.strip(" ;").split()[1:] for line in site.splitlines() if line}

    assert told["ssl_protocols"] == ["TLSv1.2", "TLSv1.3"]
    assert all(cipher.startswith("ECDHE+") for cipher in told["ssl_ciphers"][0].split(":"))


def test_a_replica_speaks_to_its_own_machine_and_writes_its_own_folders_alone() -> None:
    assert deployed.unit("IPAddressDeny") == ["any"]
    assert deployed.unit("IPAddressAllow") == ["localhost"]
    assert deployed.unit("ProtectSystem") == ["strict"]
    assert deployed.unit("LogsDirectoryMode") == ["0750"]


def test_nginx_bounds_what_one_address_may_ask() -> None:
    site = (deployed.DEPLOY / "nginx-kzdash.conf").read_text()
    site = " ".join(site.split())

    for told in ("limit_conn kzdash_pages", "limit_req zone=kzdash_guesses", "client_body_timeout"):
        assert told in site
    assert "client_max_body_size 21m;" in site
