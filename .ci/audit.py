"""Look up what runs among the known vulnerabilities, or say that they cannot be reached."""

import json
import subprocess
import sys
import venv
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
# in a place of its own: it brings libraries that the program has no use for
PLACE = ROOT / ".venv" / ".audit"
TOOL = "pip-audit==2.10.1"
WAIT_S = 120


def run(*command: str) -> subprocess.CompletedProcess[str]:
    """Run a program of that place."""
    return subprocess.run(  # noqa: S603 - our own words
        [PLACE / "bin" / "python", "-m", *command],
        capture_output=True,
        text=True,
        timeout=WAIT_S,
        check=False,
    )


def audited() -> list[dict]:
    """Return what is known of each library; nothing of those that could not be looked up."""
    if not PLACE.exists():
        venv.create(PLACE, with_pip=True)
    if run("pip", "install", "--quiet", "--disable-pip-version-check", TOOL).returncode:
        return []
    listed = ("-r", str(ROOT / "requirements.lock"), "--no-deps", "--disable-pip")
    told = run("pip_audit", *listed, "--format", "json", "--progress-spinner", "off").stdout
    known = json.loads(told)["dependencies"] if told.startswith("{") else []
    return [library for library in known if "vulns" in library]


def main() -> int:
    """Say what was found; fail where a library has a known vulnerability."""
    try:
        known = audited()
    except subprocess.TimeoutExpired:
        known = []
    if not known:
        print("audit skipped: the list of known vulnerabilities cannot be reached")  # noqa: T201 - what the check says
        return 0
    found = [(one["name"], hole["id"]) for one in known for hole in one["vulns"]]
    print(f"audited {len(known)} libraries, {len(found)} known vulnerabilities: {found}")  # noqa: T201 - what the check says
    return 1 if found else 0


sys.exit(main())
