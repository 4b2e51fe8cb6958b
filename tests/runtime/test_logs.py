"""The log has a line an event, and nothing in it that somebody typed."""

from __future__ import annotations

import json
import logging
import subprocess
import sys
import traceback
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING, Any

import pytest

from kzdash.errors import RefusedError
from kzdash.runtime import logs, repeated_logs
from tests.people import PASSWORD

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from kzdash.domain.models import Report
    from kzdash.store import Store

SECRET = "此句不可外传"  # what stands for anything typed
STARTED = """
import logging, sys, pathlib
from kzdash.runtime import logs
folder = pathlib.Path(sys.argv[1])
logs.MAX_FILE_BYTES = 2_000
logging.getLogger("uvicorn.error").addHandler(logging.StreamHandler())
logging.getLogger("uvicorn.access").setLevel(logging.INFO)
logs.configure(folder, lambda: "00000042")
for turn in range(int(sys.argv[2])):
    logs.log_event(f"turned {turn}", turn=turn)
logging.getLogger("uvicorn.access").info("GET /static/js/index.js")
logging.getLogger("uvicorn.error").error("broke\\nand told it at length")
"""


class Kept(logging.Handler):
    """Keeps every line that would be written."""

    def __init__(self) -> None:
        super().__init__()
        self.setFormatter(logs.JsonFormatter(lambda: "00000007"))
        self.text: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.text.append(self.format(record))

    @property
    def lines(self) -> list[dict[str, Any]]:
        return [json.loads(line) for line in self.text]


@pytest.fixture
def log() -> Iterator[Kept]:
    """What the program writes to its log while the test runs."""
    handler = Kept()
    logs.LOG.addHandler(handler)
    logs.LOG.setLevel(logging.INFO)
    yield handler
    logs.LOG.removeHandler(handler)
    logs.LOG.setLevel(logging.NOTSET)


def run(folder: Path, turns: int = 1) -> list[str]:
    """Start a log in a process of its own; return the lines it had for the terminal."""
    command = [sys.executable, "-c", STARTED, str(folder), str(turns)]
    done = subprocess.run(command, capture_output=True, text=True, check=True, encoding="utf-8")
    return done.stderr.splitlines()


def test_an_event_is_one_line_in_utc_with_a_session_number(log: Kept) -> None:
    before = datetime.now(UTC)

    logs.log_event("reported\nby somebody", item=3)

    (line,) = log.lines
    assert "\n" not in log.text[0]
    assert line["session"] == "00000007"
    assert (line["event"], line["level"], line["item"]) == ("reported\nby somebody", "info", 3)
    written = datetime.fromisoformat(line["time"])
    assert line["time"].endswith("+00:00")
    assert abs((written - before).total_seconds()) < 60


def test_what_a_report_says_is_never_written_only_who_reported_on_what(
    log: Kept, store: Store, new_report: Callable[..., Report]
) -> None:
    store.append(
        new_report("task", 1, date(2025, 6, 1), status="blocked", note=SECRET, evidence=SECRET)
    )

    (line,) = log.lines
    assert line["event"] == "reports"
    assert (line["account"], list(line["seqs"].values())) == ("tester", [1])
    assert SECRET not in log.text[0]


def test_what_is_refused_is_written_with_its_reason_and_without_its_text(
    log: Kept, store: Store, new_report: Callable[..., Report]
) -> None:
    report = new_report("task", 1, date(2025, 6, 1), status="blocked", note=SECRET * 900)

    with pytest.raises(RefusedError):
        store.append(report)

    (line,) = log.lines
    assert (line["event"], line["level"]) == ("refused: reports", "warning")
    assert (line["refusal"], line["field"]) == ("TOO_LONG", "note")
    assert SECRET not in log.text[0]


def test_an_error_nobody_foresaw_is_found_by_its_number_with_its_places_and_not_its_words(
    log: Kept,
) -> None:
    def breaks() -> None:
        try:
            {}[SECRET]
        except KeyError as error:
            raise ValueError(PASSWORD) from error

    try:
        breaks()
    except ValueError as error:
        number = logs.log_unexpected("a page failed", error)

    (line,) = log.lines
    assert number.isdigit()
    assert line["number"] == number
    assert {"ValueError", "KeyError"} <= set(line["error"])
    assert any(f"{__file__}:" in place and place.endswith(" breaks") for place in line["error"])
    assert SECRET not in log.text[0]
    assert PASSWORD not in log.text[0]


def test_of_errors_that_came_together_each_is_told(log: Kept) -> None:
    def breaks() -> None:
        raise PermissionError(PASSWORD)

    try:
        try:
            breaks()
        except OSError as error:
            raise ExceptionGroup(SECRET, [error, ValueError(SECRET)]) from None
    except ExceptionGroup as group:
        logs.log_unexpected("a side task failed", group)
        told = "".join(traceback.format_exception(group))

    # a server below tells the same as a text of its own
    logging.getLogger("a.server").addHandler(log)
    logging.getLogger("a.server").error(told)
    logging.getLogger("a.server").removeHandler(log)

    ours, theirs = log.lines
    assert theirs["event"] == "a.server: an error that it tells whole"
    for line in (ours, theirs):
        kinds = [told for told in line["error"] if ":" not in told]
        assert kinds == ["ExceptionGroup", "PermissionError", "ValueError"]
        assert any(place.endswith(" breaks") for place in line["error"])
    assert SECRET not in "".join(log.text)
    assert PASSWORD not in "".join(log.text)


def test_terminal_and_file_have_the_same_lines_other_programs_lines_too(tmp_path: Path) -> None:
    told = run(tmp_path / "made" / "here")

    kept = (tmp_path / "made" / "here" / logs.LOG_FILE).read_text("utf-8").splitlines()
    assert kept == told
    assert [json.loads(line)["event"] for line in kept] == ["turned 0", "uvicorn.error: broke"]
    assert {json.loads(line)["session"] for line in kept} == {"00000042"}


def test_the_files_are_kept_within_bounds(tmp_path: Path) -> None:
    run(tmp_path, 500)

    files = list(tmp_path.glob(f"{logs.LOG_FILE}*"))
    assert len(files) == 1 + logs.OLD_FILES_KEPT
    assert max(file.stat().st_size for file in files) <= 2_000
    assert json.loads((tmp_path / logs.LOG_FILE).read_text("utf-8").splitlines()[-2])["turn"] == 499


FLOOD = """
import logging, sys, pathlib
from kzdash.runtime import logs
logs.MAX_FILE_BYTES = 20_000
logs.configure(pathlib.Path(sys.argv[1]), str)
logs.log_audit("logged in", "00000001", account="zhang")
with logs.log_outcome("reports", account="zhang"):
    pass
strangers = logging.getLogger("asyncio")
def fail(turn):
    try:
        raise OSError(24, "Too many open files")
    except OSError:
        strangers.error("socket.accept() out of system resource %s", object(), exc_info=True)
for turn in range(20_000):
    fail(turn)
    logs.log_event("log-in refused", reason="WrongPasswordError")
    strangers.warning(f"a word of its own {turn}")
"""


def test_what_is_said_over_and_over_is_counted_and_pushes_nothing_out(
    tmp_path: Path,
) -> None:
    done = subprocess.run(
        [sys.executable, "-c", FLOOD, str(tmp_path)], capture_output=True, text=True, check=True
    )

    said = [json.loads(line) for line in done.stderr.splitlines()]
    assert [line["event"] for line in said[:2]] == ["logged in", "reports"]
    assert len(said) == 2 + 3 * repeated_logs.MAX_PER_WINDOW
    assert sum(file.stat().st_size for file in tmp_path.iterdir()) < 100_000
    trail = (tmp_path / logs.AUDIT_FILE).read_text("utf-8").splitlines()
    assert [json.loads(line)["event"] for line in trail] == ["logged in", "reports"]


def test_how_often_it_was_said_is_written_a_minute_later() -> None:
    kept = Kept()
    counted = repeated_logs.RepeatCounter([kept])

    def say(second: float, event: str = "no file can be opened") -> None:
        record = logging.LogRecord("kzdash", logging.ERROR, __file__, 1, event, None, None)
        record.created = second
        counted.handle(record)

    for turn in range(100):
        say(1_000 + turn / 10)
    say(1_000 + repeated_logs.WINDOW_S + 1, "something else")
    say(1_000 + repeated_logs.WINDOW_S + 2)

    told = [(line["event"], line.get("not_written")) for line in kept.lines]
    again = ("no file can be opened", None)
    assert told[: repeated_logs.MAX_PER_WINDOW] == [again] * repeated_logs.MAX_PER_WINDOW
    assert told[repeated_logs.MAX_PER_WINDOW :] == [
        ("no file can be opened", 100 - repeated_logs.MAX_PER_WINDOW),
        ("something else", None),
        again,
    ]


def test_where_no_file_can_be_written_the_terminal_says_so_and_has_the_events(
    tmp_path: Path,
) -> None:
    (tmp_path / "taken").write_text("no folder")

    told = [json.loads(line) for line in run(tmp_path / "taken" / "logs")]

    assert told[0]["level"] == "warning"
    assert "on the terminal alone" in told[0]["event"]
    assert told[1]["event"] == "turned 0"


def test_a_number_names_a_login_and_opens_nothing() -> None:
    assert logs.log_number("a token") == logs.log_number("a token") != logs.log_number("another")
    assert len(logs.log_number("\udcff")) == logs.NUMBER_DIGITS
