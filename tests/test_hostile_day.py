"""The short form of a hostile day: everybody's work goes on, and a minute after all is well.

How long readers wait is judged in the long form alone, of which docs/security.md says why.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys

import pytest

from benchmarks import hostile_places
from tests import deployed, postgres, serving

pytestmark = pytest.mark.hostile
SECONDS = 30
NEEDED = ("unshare", "ip", "mount", "sh", "setpriv")


@pytest.mark.parametrize("place", hostile_places.PLACES)
def test_people_go_on_whatever_strangers_and_the_disk_do(place: str) -> None:
    if os.geteuid() != 0 or not all(map(shutil.which, NEEDED)):
        pytest.skip("only root may make a network and a disk of a test's own")
    if subprocess.run(["unshare", "-n", "-m", "true"], check=False, capture_output=True).returncode:
        pytest.skip("no network of a test's own may be made in this container")
    if place == hostile_places.DEPLOYED and not (deployed.nginx() and postgres.found()):
        missing = pytest.fail if os.environ.get("CI") == "true" else pytest.skip
        missing(f"{deployed.HOW_TO_GET}; {postgres.HOW_TO_GET}")

    command = [sys.executable, "-m", "benchmarks.hostile", str(SECONDS), place]
    done = subprocess.run(command, cwd=serving.ROOT, capture_output=True, text=True, check=False)

    assert done.returncode == 0, done.stdout + done.stderr[-3_000:]
