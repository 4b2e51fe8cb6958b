"""Every number that the handbook promises is the one that the product keeps."""

from __future__ import annotations

import datetime as dt

import pytest

from kzdash import reporting
from kzdash.accounts import listed, passwords, sessions, throttling
from kzdash.board import steps
from kzdash.documents import calendar, sheet_pages
from kzdash.documents.handbook.chapters import FILE
from kzdash.domain import parsing, rules
from kzdash.domain.models import ReminderLevel
from kzdash.domain.progress import due
from kzdash.domain.rules import evidence, reminders
from kzdash.domain.workdays import workday_of_month
from kzdash.reporting import plausible_figures
from kzdash.ui.frame import live_refresh
from kzdash.ui.reporting import batch, draft_offer
from kzdash.web.middleware import uploads

TEXT = FILE.read_text("utf-8")
YEAR, QUARTER = 2025, dt.date(2025, 10, 1)
# as seed/plan.toml has them: from the end of the month, and from the beginning of the next
MONTHLY, QUARTERLY = -4, 10


def on(day: dt.date) -> str:
    return f"{day.month}月{day.day}日"


def days(step: int) -> str:
    return f"{abs(step)}天"


BEFORE = [days(step) for step in reminders.STEPS if step < 0]
AFTER = [days(step) for step in reminders.STEPS if step > 0]
PERCENT_GAP = f"百分数差{plausible_figures.MAX_POINTS_GAP}个百分点以上"
PROMISES = [
    f"至少{passwords.MIN_LENGTH}个字符",
    f"{sessions.IDLE // dt.timedelta(hours=1)} 小时没有操作，或登录满{sessions.MAX_AGE.days}天",
    f"连续输错 {throttling.FREE_ATTEMPTS} 次",
    f"要等 {throttling.FIRST_DELAY // dt.timedelta(minutes=1)} 分钟",
    f"最多{batch.MAX_ROWS}项",
    f"（{YEAR}年11月是{workday_of_month(dt.date(YEAR, 11, 1), MONTHLY).day}日",
    f"国庆放假的10月是{workday_of_month(QUARTER, MONTHLY).day}日",
    f"第3季度是{on(workday_of_month(QUARTER, QUARTERLY))}",
    f"当月倒数第{-MONTHLY}个工作日",
    f"“超过 {due.STALE_DAYS} 天未更新”",
    f"{due.SOON_DAYS} 天内到期",
    PERCENT_GAP,
    f"不超过 {reporting.MAX_UPLOAD_MB} MB",
    f"最多{uploads.MAX_FILES_PER_PAGE}份、共{uploads.MAX_BYTES_PER_PAGE // 10_000_000}0 MB",
    f"每个不超过{evidence.MAX_FILE_MB} MB，一次最多{evidence.MAX_FILES}个",
    f"最近的{draft_offer.MOST_LISTED}份",
    f"最多留{rules.MOST_DRAFTS}份",
    f"一次最多{listed.MAX_LISTED}人",
    f"未来{steps.DAYS_AHEAD}天到期",
    f"当天上午{calendar.ALARM_HOUR // dt.timedelta(hours=1)}时提醒",
    f"期限前{'、'.join(BEFORE)} ",
    f"期限后{'、'.join(AFTER)}，以后每{reminders.EVERY_DAYS}天",
    f"过了期限{reminders.TOLD_AFTER[ReminderLevel.SUPERVISOR]}个工作日仍没有报 | 另发分管领导",
    f"过了期限{reminders.TOLD_AFTER[ReminderLevel.OFFICE]}个工作日仍没有报 | 另发专班办公室",
    f"字不小于{10 * sheet_pages.SCALE // 100}磅",
]


@pytest.mark.parametrize("promise", PROMISES)
def test_a_number_is_the_product_s(promise: str) -> None:
    assert promise in TEXT


def test_what_is_kept_within_a_time_is_kept_sooner() -> None:
    assert "别人正开着的页面在 5 秒内自动更新" in TEXT
    assert live_refresh.EVERY_SECONDS < 5
    assert "**五天之内不重复提醒**" in TEXT
    assert reminders.APART_DAYS == 5


@pytest.mark.parametrize(
    "written", ["2025-6-30", "2025/6/30", "2025.6.30", "2025年6月30日", "20250630"]
)
def test_a_day_may_be_written_as_the_handbook_has_it(written: str) -> None:
    assert written in TEXT
    assert parsing.parse_date(written) == dt.date(2025, 6, 30)
