"""Every document has an address that gives it as a file, of the board asked for, and guarded."""

from __future__ import annotations

import asyncio
import csv
import hashlib
import io
import json
import zipfile
from datetime import date, timedelta
from typing import TYPE_CHECKING
from urllib.parse import quote

import openpyxl
import pytest
from prometheus_client import REGISTRY

from kzdash.board.board import compute_board
from kzdash.board.closing import read_closings
from kzdash.documents import CATALOGUE, board_json
from kzdash.documents.closed_board import close_period
from kzdash.runtime import clock
from kzdash.web import query
from kzdash.web.middleware.file_names import with_ascii_name

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    import httpx

    from kzdash.domain.models import Report
    from kzdash.store import Store
    from tests.web.conftest import Browser

UNIT = "区水利局"
ASKED = f"as_of=2025-06-30&unit={quote(UNIT)}&since=2025-05-01"
ODD = quote('甲.";x=乙')


@pytest.mark.slow
@pytest.mark.parametrize("kind", CATALOGUE)
def test_every_document_is_served_as_an_attachment_with_its_file_name(
    browser: Browser, kind: str
) -> None:
    answer = browser.get(f"/files/{kind}?{ASKED}")

    document = CATALOGUE[kind]
    assert answer.status_code == 200
    assert answer.headers["content-type"].startswith(document.mime)
    unit = UNIT if document.of_unit else ""
    name = quote(f"{unit}{document.title}-2025-06-30.{document.suffix}")
    plain = f"kzdash-{kind}-2025-06-30.{document.suffix}"
    named = f"attachment; filename=\"{plain}\"; filename*=UTF-8''{name}"
    assert answer.headers["content-disposition"] == named
    assert answer.headers["cache-control"] == "no-store"
    assert len(answer.content) > 1000


def test_a_master_that_no_deck_can_be_made_with_is_said_in_plain_words(
    browser: Browser, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = tmp_path / "office.pptx"
    with zipfile.ZipFile(file, "w") as packed:
        packed.writestr("readme.txt", "no presentation")
    monkeypatch.setenv("KZDASH_DECK_MASTER", str(file))

    answer = browser.get(f"/files/deck?{ASKED}")

    assert answer.status_code == 503
    assert "设置的幻灯片母版打不开" in answer.text
    assert "KZDASH_DECK_MASTER" in answer.text


@pytest.mark.parametrize(
    ("given", "named"),
    [
        (
            f"attachment; filename*=utf-8''{quote('操作记录.csv')}",
            f"attachment; filename=\"kzdash.csv\"; filename*=utf-8''{quote('操作记录.csv')}",
        ),
        (
            f"attachment; filename*=utf-8''{ODD}",
            f"attachment; filename=\"kzdash\"; filename*=utf-8''{ODD}",
        ),
        ('attachment; filename="a.csv"', 'attachment; filename="a.csv"'),
        ("inline", "inline"),
    ],
    ids=["Chinese", "odd suffix", "plain already", "no name"],
)
def test_streamlit_downloads_with_a_chinese_name_get_an_ascii_one_too(
    given: str, named: str
) -> None:
    assert with_ascii_name(given) == named


def test_a_document_shows_the_board_of_the_requested_day(
    browser: Browser, store: Store, new_report: Callable[..., Report]
) -> None:
    day = date(2025, 6, 30)
    store.append(new_report("task", 2, day, status="done"))

    told, entered = (
        json.loads(browser.get(f"/files/json?as_of=2025-06-30{more}").content)
        for more in ("", "&entered=true")
    )

    assert told == board_json.as_dict(compute_board(store, day))
    assert told["tasks"][1]["status"] == "done"
    assert entered["tasks"][1]["status"] == "no_data"


def test_the_audit_trail_is_complete_whatever_its_batch_size(
    browser: Browser,
    store: Store,
    new_report: Callable[..., Report],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("kzdash.web.views.documents.BATCH_SIZE", 2)
    monkeypatch.setattr("kzdash.board.audit_trail.BATCH_SIZE", 2)
    for number in range(1, 6):
        note = "=1+1" if number == 3 else "等批复"
        store.append(new_report("task", number, date(2025, 6, 30), status="done", note=note))

    # recorded on the first day of 2026
    answer = browser.get(f"/files/trail?as_of=2026-01-05&since=2025-12-31&kind={quote('任务')}")

    text = answer.content.decode("utf-8-sig")
    rows = list(csv.DictReader(io.StringIO(text)))
    assert answer.headers["content-type"].startswith("text/csv")
    assert [row["事项"].split(".")[0] for row in rows] == [f"任务 {n}" for n in (5, 4, 3, 2, 1)]
    assert rows[2]["新内容"] == "● 已完成；=1+1"
    assert "kzdash-trail-2026-01-05.csv" in answer.headers["content-disposition"]
    some = browser.get(f"/files/trail?as_of=2026-01-05&since=2025-12-31&q={quote('任务 1+1')}")
    assert some.text == ""


def test_a_form_says_who_fills_it_in(browser: Browser, zhang: str) -> None:
    browser.log_in(zhang)

    book = openpyxl.load_workbook(io.BytesIO(browser.get(f"/files/form?{ASKED}").content))

    assert book["说明"]["B3"].value == "zhang本人（区水利局）"


def test_a_form_that_the_office_takes_for_a_unit_names_nobody(
    browser: Browser, join: Callable[..., str]
) -> None:
    browser.log_in(join("office", None))
    assert browser.login

    book = openpyxl.load_workbook(io.BytesIO(browser.get(f"/files/form?{ASKED}").content))

    assert [book["说明"][cell].value for cell in ("B3", "B5")] == [None, "区水利局"]


@pytest.mark.parametrize(
    ("path", "status", "words"),
    [
        ("poem", 404, "没有这种文件"),
        ("unit?as_of=2025-06-30", 404, "没有名为“”的责任单位"),
        ("unit?unit=nobody", 404, "没有名为“nobody”的责任单位"),
        ("deck?as_of=soon", 400, "日期写作"),
        ("deck?since=2025-02-30", 400, "日期写作"),
    ],
)
def test_an_invalid_document_request_is_answered_with_a_sentence(
    browser: Browser, path: str, status: int, words: str
) -> None:
    answer = browser.get(f"/files/{path}")

    assert answer.status_code == status
    assert words in answer.text


@pytest.mark.slow
def test_documents_need_a_login_where_reading_does(
    browse: Callable[..., Browser], zhang: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("KZDASH_READ", "login")
    browser = browse()

    assert browser.get("/files/json").status_code == 303
    browser.log_in(zhang)
    assert browser.get("/files/json").status_code == 200
    assert browse(by_provider=True).get("/files/json").status_code == 403


def statements() -> float:
    return REGISTRY.get_sample_value("kzdash_store_seconds_count") or 0


def test_a_document_is_cached_until_the_store_changes(
    browser: Browser, store: Store, new_report: Callable[..., Report]
) -> None:
    path, counts, decks = f"/files/deck?{ASKED}", [], []
    for _ in range(2):
        before = statements()
        decks.append(browser.get(path).content)
        counts.append(statements() - before)
    assert decks[0] == decks[1]
    assert counts[1] < counts[0] / 2

    store.append(new_report("project", 2, date(2025, 6, 30), stage="built"))
    before = statements()
    assert browser.get(path).content != decks[0]
    assert statements() - before > counts[1]


@pytest.mark.slow
def test_the_cache_key_holds_everything_that_a_document_depends_on(
    browser: Browser, zhang: str
) -> None:
    nobody_s = browser.get("/files/form").content
    browser.log_in(zhang)
    wanted = (
        "form",
        f"form?unit={quote(UNIT)}",
        "json?as_of=2025-01-01&since=2024-12-01",
        "json?as_of=2025-01-02&since=2024-12-01",
        "json?as_of=2025-01-01&since=2024-12-01&entered=1",
        "summary?as_of=2025-06-30&since=2025-06-02",
    )
    files = [nobody_s, *(browser.get(f"/files/{one}").content for one in wanted)]

    assert len(set(files)) == len(files)


def test_too_many_document_requests_get_503_and_logins_still_work(
    browser: Browser,
    runner: asyncio.Runner,
    file: Path,  # in either store it is the same
) -> None:
    async def rush() -> list[httpx.Response]:
        paths = [f"/files/json?as_of=2025-06-{day:02}" for day in range(1, 31)]
        decks = [asyncio.create_task(browser.client.get(path)) for path in paths]
        async with asyncio.timeout(5):
            assert (await browser.client.get("/login")).status_code == 200
        assert query.LIMITER.borrowed_tokens <= 2  # who waits takes nothing of a core
        assert not all(deck.done() for deck in decks)
        return await asyncio.gather(*decks)

    answers = runner.run(rush())

    told = [answer for answer in answers if answer.status_code == 503]
    made = [answer for answer in answers if answer.status_code == 200]
    assert len(made) + len(told) == 30
    assert len(made) > query.MAX_QUEUED
    assert len(told) > 10
    assert {answer.headers["retry-after"] for answer in told} == {"15"}
    assert "正在生成的文件太多" in told[0].text


def test_a_closed_period_has_its_documents_at_addresses_of_its_own(
    browser: Browser, store: Store, new_report: Callable[..., Report]
) -> None:
    now = clock.now()
    close_period(store, now.date(), date(2025, 6, 30), "tester", now)
    said = new_report("task", 1, date(2025, 6, 30), status="blocked", note="资金未到")
    said.recorded_at = now + timedelta(days=1)
    store.append(said)
    (closing,) = read_closings(store)

    closed = browser.get(f"/files/json?closed={closing.number}")
    as_now = browser.get("/files/json?as_of=2025-06-30")

    assert hashlib.sha256(closed.content).hexdigest() == closing.sha256
    assert f"2025-06-30-closed-{closing.sha256[:8]}.json" in closed.headers["content-disposition"]
    assert closed.content != as_now.content
    assert browser.get("/files/json?closed=99").status_code == 404


def test_the_whole_trail_has_the_closings(browser: Browser, store: Store) -> None:
    today = clock.today()
    close_period(store, today, today, "tester", clock.now())
    (closing,) = read_closings(store)

    asked = f"/files/trail?as_of={today}&since={today - timedelta(days=1)}"
    whole, narrow = browser.get(asked), browser.get(f"{asked}&q={quote('任务')}")

    assert f"校验码{closing.sha256}" in whole.text
    assert "定稿" not in narrow.text


def test_a_bad_template_is_named_on_a_page_and_one_put_right_counts_at_once(
    browser: Browser, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("KZDASH_TEMPLATES", str(tmp_path))
    own = browser.get(f"/files/summary?{ASKED}")
    (tmp_path / "report.docx").write_bytes(b"no document")
    answer = browser.get(f"/files/summary?{ASKED}")

    assert (own.status_code, answer.status_code) == (200, 500)
    assert "公文模板 report.docx 有误：不是 .docx 文档" in answer.text
    assert "Traceback" not in answer.text
    for kind in ("unit", "json"):
        assert browser.get(f"/files/{kind}?{ASKED}").status_code == 200
    (tmp_path / "report.docx").unlink()
    assert browser.get(f"/files/summary?{ASKED}").status_code == 200
