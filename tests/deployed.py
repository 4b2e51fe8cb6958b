"""The deployment that docs/deploy.md describes, from the very files in deploy/, on this machine.

Only what differs here is replaced: ports, the certificate, the program's folder, the database.
"""

from __future__ import annotations

import contextlib
import os
import re
import shlex
import shutil
import socket
import subprocess
import time
from dataclasses import dataclass
from typing import TYPE_CHECKING

import httpx

from tests import serving

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

DEPLOY = serving.ROOT / "deploy"
HOW_TO_GET = (
    "no nginx was found: on Debian run 'apt-get install nginx-light' as root, elsewhere put "
    "'nginx' on the path, then run 'make test' again"
)
FOLDER, PYTHON = "/opt/kzdash", "/opt/kzdash/.venv/bin/python"
PORTS = (8501, 8502)
# what Debian's nginx.conf has around a site, and who was served by which replica
AROUND = """
{user}
daemon off;
pid {folder}/nginx.pid;
error_log {folder}/error.log;
events {{ worker_connections 4096; }}
http {{
    log_format routes '$cookie_kzdash_route $upstream_addr';
    access_log {folder}/routes.log routes;
    {temporary}
    include {folder}/site.conf;
}}
"""
TEMPORARY = ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")


@dataclass
class Site:
    """What runs: where it is reached, and its replicas by their port."""

    address: str
    plain: str
    folder: Path
    replicas: dict[int, subprocess.Popen[bytes]]

    def get(self, path: str, **headers: str) -> httpx.Response:
        """Ask nginx, trusting the test's own certificate."""
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        return httpx.get(self.address + path, headers=named, verify=False)  # noqa: S501 - the test's own certificate

    def log_in(self, name: str, password: str, **headers: str) -> httpx.Response:
        """Send the log-in's form to nginx."""
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        form = {"name": name, "password": password}
        return httpx.post(f"{self.address}/login", data=form, headers=named, verify=False)  # noqa: S501 - the test's own certificate

    def route_to(self, port: int) -> str:
        """Return a route whose people nginx takes to a replica."""
        for number in range(100):
            route = f"route{number}"
            self.get("/ready", cookie=f"kzdash_route={route}")
            if f"{route} 127.0.0.1:{port}\n" in (self.folder / "routes.log").read_text():
                return route
        raise RuntimeError(f"nginx takes nobody to {port}")

    def measured(self, port: int, name: str) -> float:
        """Return what a replica says of itself to Prometheus."""
        text = httpx.get(f"http://127.0.0.1:1{port}/metrics").text
        found = re.search(rf"^{re.escape(name)} (\S+)$", text, re.MULTILINE)
        return float(found[1]) if found else 0.0


def nginx() -> str | None:
    """Return the path of nginx, which Debian keeps off the path of most people."""
    return shutil.which("nginx") or shutil.which("nginx", path="/usr/sbin")


@contextlib.contextmanager
def site(folder: Path, database_url: str, under: Sequence[str] = (), **more: str) -> Iterator[Site]:
    """Run two replicas on a store and nginx in front of them until the block ends.

    `more` is set in their environment, `under` as `serving.process` has it.
    """
    ports = _free_ports()
    with contextlib.ExitStack() as running:
        told = {"KZDASH_DATABASE_URL": database_url, **more}
        replicas = {
            port: running.enter_context(_replica(port, folder, told, under)) for port in ports
        }
        secure, plain = serving.free_port(), serving.free_port()
        _write_site(folder, dict(zip((*PORTS, 443, 80), (*ports, secure, plain), strict=True)))
        running.enter_context(_nginx(folder, secure))
        yield Site(f"https://localhost:{secure}", f"http://localhost:{plain}", folder, replicas)


def unit(name: str) -> list[str]:
    """Return what the systemd unit says under a name."""
    lines = (DEPLOY / "kzdash@.service").read_text().splitlines()
    return [line.partition("=")[2] for line in lines if line.startswith(f"{name}=")]


def environment_file() -> dict[str, str]:
    """Return what deploy/kzdash.env sets."""
    lines = (DEPLOY / "kzdash.env").read_text().splitlines()
    pairs = (line.partition("=") for line in lines if "=" in line and not line.startswith("#"))
    return {name: value.strip('"') for name, _, value in pairs}


def _replica(
    port: int, folder: Path, told: dict[str, str], under: Sequence[str]
) -> contextlib.AbstractContextManager[subprocess.Popen[bytes]]:
    (started,) = unit("ExecStart")
    program, *command = shlex.split(started.replace("%i", str(port)))
    assert program == PYTHON
    of_unit = dict(pair.replace("%i", str(port)).split("=", 1) for pair in unit("Environment"))
    environment = environment_file() | of_unit | {"KZDASH_LOGS": str(folder / f"logs-{port}")}
    return serving.process(command, port, folder / f"{port}.log", environment | told, under)


def _free_ports() -> tuple[int, int]:
    """Two ports nobody listens on, nor on those of their measurements, which have a 1 before."""
    free: list[int] = []
    for port in range(2_000, 9_999):
        if _is_free(port) and _is_free(10_000 + port):
            free.append(port)
        if len(free) == len(PORTS):
            return free[0], free[1]
    raise RuntimeError("no ports are free")


def _is_free(port: int) -> bool:
    with socket.socket() as probe, contextlib.suppress(OSError):
        probe.bind(("127.0.0.1", port))
        return True
    return False


def _write_site(folder: Path, ports: dict[int, int]) -> None:
    certificate, key = folder / "fullchain.pem", folder / "privkey.pem"
    of_today = ["req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "1"]
    files = ["-subj", "/CN=localhost", "-keyout", str(key), "-out", str(certificate)]
    subprocess.run(["openssl", *of_today, *files], check=True, capture_output=True)
    text = (DEPLOY / "nginx-kzdash.conf").read_text().replace("/etc/ssl/kzdash", str(folder))
    text = text.replace("board.example.org", "localhost")
    for old, new in ports.items():
        text, count = re.subn(rf"(server 127\.0\.0\.1:|listen ){old}\b", rf"\g<1>{new}", text)
        assert count == 1, old
    (folder / "site.conf").write_text(text)
    user = "user root;" if os.geteuid() == 0 else ""
    temporary = " ".join(f"{name}_temp_path {folder}/{name};" for name in TEMPORARY)
    (folder / "nginx.conf").write_text(AROUND.format(user=user, folder=folder, temporary=temporary))


def _wait_for(port: int, started: subprocess.Popen[bytes]) -> None:
    end = time.monotonic() + serving.START_TIMEOUT_S
    while time.monotonic() < end and started.poll() is None:
        with contextlib.suppress(OSError):
            socket.create_connection(("localhost", port), timeout=1).close()
            return
        time.sleep(0.05)
    raise RuntimeError("nginx did not start")


@contextlib.contextmanager
def _nginx(folder: Path, port: int) -> Iterator[None]:
    command = [str(nginx()), "-c", str(folder / "nginx.conf"), "-e", str(folder / "error.log")]
    subprocess.run([*command, "-t"], check=True, capture_output=True)
    started = subprocess.Popen(command)
    try:
        _wait_for(port, started)
        yield
    finally:
        started.terminate()
        started.wait(10)
