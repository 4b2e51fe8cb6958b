"""The office adjusts what the plan asks; pages show the new figure with the original beside it."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from functools import partial
from typing import TYPE_CHECKING, Any

import pytest

from kzdash.domain.formatting import format_moment
from kzdash.runtime import clock
from tests import raw_sql
from tests.ui.forms import KEPT, TODAY, of

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.ui.conftest import Screen

    Visit = Callable[..., Screen]
    LogIn = Callable[..., str]
    ItemId = Callable[[str, int], int]
    Made = Callable[[], list[dict[str, Any]]]

FROM = date(2026, 10, 1)
BEFORE, AFTER = "2026-09-30", "2026-10-01"
GROUNDS = {"文号": "开州府办发〔2026〕18号", "生效日期": FROM, "调整原因": "市级下达新任务"}
PAGES = {"indicator": "indicators", "project": "projects", "milestone": "milestones"}
TARGET, MONEY, YEAR, DAY = (
    ("indicator", 4, {"target": "57.5%"}),
    ("project", 18, {"money": "3.2亿元"}),
    ("project", 18, {"year": 2027}),
    ("milestone", 5, {"due": date(2026, 12, 31)}),
)


@pytest.fixture
def made(url: str) -> Made:
    """Return every adjustment, as another program reads the store."""
    return partial(raw_sql.records, url, "SELECT * FROM adjustments ORDER BY id")


@pytest.fixture
def adjust(visit: Visit, log_in: LogIn) -> Callable[..., Screen]:
    """Have somebody of the office fill in the form of an item and send it."""
    log_in(None, "王华")

    def send(kind: str, number: int, typed: dict[str, Any], **grounds: Any) -> Screen:
        screen = visit(PAGES[kind], as_of=TODAY, item=str(number))
        return screen.fill(**typed | GROUNDS | grounds).press("登记调整")

    return send


@pytest.mark.parametrize(
    ("kind", "number", "typed", "stored"),
    [
        (*TARGET, {"target": "57.5", "due_on": None, "planned_investment_wan_yuan": None}),
        (*MONEY, {"target": None, "due_on": None, "planned_investment_wan_yuan": "32000"}),
        (*YEAR, {"target": None, "due_on": "2027-12-31", "planned_investment_wan_yuan": None}),
        (*DAY, {"target": None, "due_on": "2026-12-31", "planned_investment_wan_yuan": None}),
    ],
    ids=["target", "investment", "last year", "due day"],
)
def test_an_adjustment_is_stored_with_its_grounds_and_shown_with_who_and_when(
    adjust: Callable[..., Screen],
    made: Made,
    item_id: ItemId,
    kind: str,
    number: int,
    typed: dict[str, Any],
    stored: dict[str, Any],
) -> None:
    screen = adjust(kind, number, typed)

    (row,) = made()
    assert of(row, stored) == stored
    assert of(row, ["item_id", "seq", "account", "as_of", "reason", "document_number"]) == {
        "item_id": item_id(kind, number),
        "seq": 1,
        "account": "王华",
        "as_of": "2026-10-01",
        "reason": "市级下达新任务",
        "document_number": "开州府办发〔2026〕18号",
    }
    assert screen.said("error") == []
    assert "自2026年10月1日起" in screen.text
    assert "（开州府办发〔2026〕18号）：市级下达新任务" in screen.text
    when = datetime.fromisoformat(row["recorded_at"]).replace(tzinfo=UTC)
    assert f"王华（专班办公室） {format_moment(when)}登记" in screen.text
    assert screen.foreign_words == set()


def test_the_plan_as_published_stays_in_the_store(
    adjust: Callable[..., Screen], kept: Callable[[], str]
) -> None:
    def plan() -> list[str]:
        tables = ("items", "indicators", "projects", "plans")
        lines = kept().splitlines()
        return [line for line in lines if line.startswith(tuple(f"{t} (" for t in tables))]

    before = plan()
    assert before

    for adjustment in (TARGET, MONEY, DAY):
        adjust(*adjustment)

    assert plan() == before


def test_an_adjusted_target_stands_beside_the_original(
    adjust: Callable[..., Screen], visit: Visit
) -> None:
    own = adjust(*TARGET)
    assert own.facts["2025年目标"] == "≥57.5%（原56%）"

    numbers = visit("indicators", as_of=AFTER).open_numbers("指标")
    assert numbers.loc[3, "目标"] == "≥57.5%（原56%）"
    assert "目标≥57.5%（原56%）" in visit("indicators", as_of=AFTER).text
    assert "目标≥57.5%（原56%）" in visit("overview", as_of=AFTER).text

    assert visit("indicators", as_of=BEFORE, item="4").facts["2025年目标"] == "≥56%"
    assert "原56%" not in visit("indicators", as_of=BEFORE).text


def test_an_adjusted_investment_stands_beside_the_original(
    adjust: Callable[..., Screen], visit: Visit
) -> None:
    own = adjust(*MONEY)
    assert own.metrics["计划总投资"] == ("3.20亿元", "投资类别：政府，原2.90亿元")

    assert "/ 62.72亿元（原62.42亿元）" in visit("overview", as_of=AFTER).text
    projects = visit("projects", as_of=AFTER)
    assert projects.metrics["计划总投资"] == ("62.72亿元", "35 个项目，其中 1 个已调整")
    row = projects.tables["projects"].iloc[17]
    assert (row["计划总投资"], row["原计划总投资"]) == ("3.20亿元", "2.90亿元")

    assert "原" not in visit("overview", as_of=BEFORE).hrefs[f"/projects?as_of={BEFORE}"]
    before = visit("projects", as_of=BEFORE)
    assert before.metrics["计划总投资"] == ("62.42亿元", "35 个项目")
    assert "原计划总投资" not in before.tables["projects"].columns
    assert "原" not in visit("projects", as_of=BEFORE, item="18").metrics["计划总投资"][1]


def test_an_adjusted_last_year_stands_beside_the_original(
    adjust: Callable[..., Screen], visit: Visit
) -> None:
    assert adjust(*YEAR).facts["建设年限"] == "2023—2027年（原至2025年）"

    table = visit("projects", as_of=AFTER).tables["projects"]
    assert table.loc[17, "建设年限"] == "2023—2027年（原至2025年）"
    assert visit("projects", as_of=BEFORE, item="18").facts["建设年限"] == "2023—2025年"


def test_an_adjusted_due_day_stands_beside_the_original(
    adjust: Callable[..., Screen], visit: Visit
) -> None:
    assert adjust(*DAY).facts["到期日"] == "2026年12月31日（原2025年9月30日）"

    page = visit("milestones", as_of=AFTER)
    last = page.app.metric[-1]
    assert (last.label, last.value) == ("△ 未到期，还有", "91 天")
    assert last.delta == "2026年12月31日（原2025年9月30日）到期 · 62 个工作日"
    assert page.open_numbers("时间节点").loc[4, "到期日"] == "2026年12月31日（原2025年9月30日）"

    before = visit("milestones", as_of=BEFORE).app.metric[-1]
    assert (before.label, before.delta) == ("◇", "2025年9月30日到期")


def test_the_last_adjustment_counts_and_all_are_shown(
    adjust: Callable[..., Screen], made: Made
) -> None:
    adjust(*TARGET)

    screen = adjust("indicator", 4, {"target": "58"}, 文号="第二号文")

    assert [(row["seq"], row["target"]) for row in made()] == [(1, "57.5"), (2, "58")]
    assert screen.facts["2025年目标"] == "≥58%（原56%）"
    assert "第二号文" in screen.text
    assert "开州府办发〔2026〕18号" in screen.text


@pytest.mark.parametrize(
    ("kind", "number", "typed"), [TARGET, MONEY, DAY], ids=["target", "investment", "due day"]
)
def test_all_see_an_adjustment_and_the_office_alone_the_form(
    adjust: Callable[..., Screen],
    visit: Visit,
    log_in: LogIn,
    kind: str,
    number: int,
    typed: dict[str, Any],
) -> None:
    adjust(kind, number, typed)
    units = {"indicator": "区住房城乡建委", "project": "区水利局", "milestone": "区发展改革委"}

    log_in(units[kind])
    of_unit = visit(PAGES[kind], as_of=TODAY, item=str(number))
    log_in(None, "新人", must_change=True)
    unchanged = visit(PAGES[kind], as_of=TODAY, item=str(number))

    for screen in (of_unit, unchanged):
        assert "市级下达新任务" in screen.text
        assert "登记调整" not in screen.buttons


def test_without_adjustments_readers_see_nothing_of_them(visit: Visit, log_in: LogIn) -> None:
    log_in("区水利局")

    assert "方案调整" not in visit("projects", as_of=TODAY, item="18").headings


@pytest.mark.slow
@pytest.mark.parametrize(
    ("adjustment", "typed", "sentence"),
    [
        (TARGET, {"文号": ""}, "请填作出调整的文件文号。"),
        (TARGET, {"文号": "长" * 101}, "文号过长，最多100字。"),
        (TARGET, {"调整原因": " 　"}, "调整原因不能为空"),
        (TARGET, {"调整原因": "长" * 100_000}, "调整原因过长，最多2,000字。"),
        (TARGET, {"target": "56"}, "目标值、牵头单位与现在的相同，没有需要调整的。"),
        (TARGET, {"target": ""}, "目标值不能为空"),
        (MONEY, {"money": "29,037"}, "计划总投资、完工年与现在的相同"),
        (YEAR, {"money": ""}, "计划总投资不能为空"),
        (TARGET, {"target": "五十七"}, "目标值“五十七”不是数字。"),
        (TARGET, {"target": "57万元"}, "目标值“57万元”的单位与本栏不符。"),
        (TARGET, {"target": "１０１％"}, "目标值应在0到100之间。"),
        (TARGET, {"target": "-1"}, "目标值应在0到100之间。"),
        (TARGET, {"生效日期": date(2021, 12, 31)}, "生效日期早于方案的基期年"),
        (MONEY, {"money": "-1"}, "计划总投资不能小于0。"),
        (MONEY, {"money": "1,23"}, "计划总投资“1,23”的逗号位置不对。"),
        (MONEY, {"money": "9" * 16}, "计划总投资的位数过多"),
        (MONEY, {"year": 2028}, "一次只能调整一项"),
        (YEAR, {"year": 2080}, "完工年过晚，请核对年份。"),
        (DAY, {"due": date(2021, 12, 31)}, "到期日早于方案的基期年"),
        (DAY, {"due": "明年底"}, "到期日“明年底”不是日期。"),
        (DAY, {"due": ""}, "到期日不能为空"),
        (TARGET, {"生效日期": "2026-2-30"}, "生效日期“2026\\-2\\-30”这一天不存在。"),
    ],
    ids=lambda given: str(given)[:50],
)
def test_what_cannot_be_adjusted_is_refused_beside_what_was_typed(
    adjust: Callable[..., Screen],
    made: Made,
    adjustment: tuple[str, int, dict[str, Any]],
    typed: dict[str, Any],
    sentence: str,
) -> None:
    kind, number, right = adjustment

    screen = adjust(kind, number, right, **typed)

    said = "".join(screen.said("error"))
    assert sentence in said
    assert said.endswith(KEPT)
    assert made() == []
    assert screen.filled(*typed) == typed


@pytest.mark.slow
@pytest.mark.parametrize(
    ("adjustment", "words"),
    [
        (TARGET, "目标值由56%调整为57.5%"),
        (MONEY, "计划总投资由2.90亿元调整为3.20亿元"),
        (YEAR, "完工年由2025年调整为2027年"),
        (DAY, "到期日由2025年9月30日调整为2026年12月31日"),
    ],
    ids=["target", "investment", "last year", "due day"],
)
def test_an_adjustment_is_confirmed_with_old_and_new_and_its_form_starts_anew(
    adjust: Callable[..., Screen],
    made: Made,
    adjustment: tuple[str, int, dict[str, Any]],
    words: str,
) -> None:
    screen = adjust(*adjustment)

    when = format_moment(datetime.fromisoformat(made()[0]["recorded_at"]).replace(tzinfo=UTC))
    said = f"已登记：自2026年10月1日起，{words}（开州府办发〔2026〕18号）。{when}"
    assert screen.said("success") == [said]
    assert screen.run().said("success") == [said]
    assert screen.filled("文号", "调整原因") == {"文号": "", "调整原因": ""}
    assert screen.press("登记调整").said("success") == []
    assert "与现在的相同，没有需要调整的。" in screen.said("error")[0]
    assert screen.run().said("error")


def test_the_same_adjustment_sent_from_two_tabs_is_one_and_confirmed_in_both(
    visit: Visit, log_in: LogIn, made: Made
) -> None:
    log_in()
    kind, number, typed = TARGET
    tabs = [visit(PAGES[kind], as_of=TODAY, item=str(number)) for _ in range(2)]

    for tab in tabs:
        tab.fill(**typed | GROUNDS).press("登记调整")

    assert len(made()) == 1
    assert [tab.said("error") for tab in tabs] == [[], []]
    assert all("由56%调整为57.5%" in tab.said("success")[0] for tab in tabs)


def test_who_is_second_sees_the_first_s_adjustment_and_decides(
    visit: Visit, log_in: LogIn, made: Made
) -> None:
    log_in(None, "李华")
    second = visit("projects", as_of=TODAY, item="18")
    log_in(None, "王华")
    first = visit("projects", as_of=TODAY, item="18")
    first.fill(**MONEY[2] | GROUNDS).press("登记调整")

    second.fill(**YEAR[2] | GROUNDS).press("登记调整")

    assert "您打开本表后有人登记了这一项的调整" in second.said("error")[0]
    assert "3.20亿元" in second.text
    assert second.filled("year", "文号") == {"year": 2027, "文号": GROUNDS["文号"]}
    assert len(made()) == 1

    # what the other changed is no change of one's own
    assert "完工年由2025年调整为2027年" in second.press("登记调整").said("success")[0]
    assert [row["due_on"] for row in made()] == [None, "2027-12-31"]


def test_an_adjustment_cannot_be_of_a_day_to_come(
    adjust: Callable[..., Screen], made: Made
) -> None:
    screen = adjust(*TARGET, 生效日期=clock.today() + timedelta(days=1))

    assert "生效日期不能晚于今天。" in screen.said("error")[0]
    assert made() == []


def test_sending_the_same_adjustment_again_makes_no_second_one(
    adjust: Callable[..., Screen], made: Made
) -> None:
    screen = adjust(*TARGET)

    screen.fill(**TARGET[2] | GROUNDS).press("登记调整")

    assert len(made()) == 1
    assert "目标值、牵头单位与现在的相同，没有需要调整的。" in screen.said("error")[0]


def test_grounds_are_shown_as_typed(adjust: Callable[..., Screen], made: Made) -> None:
    typed = "<b>x</b> **粗** :red[x]"

    screen = adjust(*TARGET, 调整原因=typed)

    assert made()[0]["reason"] == typed
    assert r"\<b\>x\</b\> \*\*粗\*\* \:red\[x\]" in "".join(
        text.value for text in screen.app.markdown
    )
