"""The papers say in full sentences what the board says in every state, laid out by the standard."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date
from decimal import Decimal
from itertools import pairwise
from typing import TYPE_CHECKING

import pytest
from docx.enum.text import WD_LINE_SPACING
from docx.oxml.ns import qn

from kzdash.board.attention import PRESSING
from kzdash.board.board import compute_board
from kzdash.board.due_reports import reports_due
from kzdash.documents.papers import (
    annual_summary,
    meeting_papers,
    sentences,
    supervision,
    supervision_notice,
)
from kzdash.documents.papers.period import done_in, newly_met, period_of
from kzdash.documents.papers.wording import cite, official, told_by_text, told_once
from kzdash.domain.formatting import format_money
from kzdash.domain.letterhead import Letterhead
from kzdash.domain.progress import DONE, State
from tests.documents import word_reader
from tests.documents.conftest import PAPERS, UNIT, once, paper_of
from tests.matters import Office

if TYPE_CHECKING:
    from collections.abc import Callable

    from kzdash.board.board import Board
    from kzdash.board.changes import Changes
    from kzdash.board.items import BoardItem
    from kzdash.domain.models import Report
    from kzdash.store import Store

summary = once(annual_summary.make)
LATIN = re.compile("[A-Za-z]+")
MADE = {
    **{kind: paper_of(kind) for kind in PAPERS},
    "agenda": lambda given: meeting_papers.make_agenda(given[0]),
    "meeting notice": lambda given: meeting_papers.make_notice(given[0]),
}


def count(words: str, text: str) -> int:
    found = re.search(rf"{words}([0-9]+)项", text)
    return int(found[1]) if found else 0


def test_the_summary_has_every_figure_of_the_board(board: Board) -> None:
    text = word_reader.text(summary(board))

    shown = [
        *(official(line.name) for line in (*board.indicators, *board.milestones)),
        *(line.format_value(line.assessment.value) for line in board.indicators),
        *(line.target_words for line in board.indicators),
        *(sentences.gap_in_words(line) for line in board.indicators),
        *(format_money(one.planned_investment_wan_yuan) for one in board.categories),
        *(format_money(one.completed_investment_wan_yuan) for one in board.categories),
        *(official(one.physical.words) for one in board.categories if one.physical.reported),
        format_money(board.planned_investment_wan_yuan),
        format_money(board.completed_investment_wan_yuan)
        if board.completed_investment_wan_yuan is not None
        else "尚无项目填报完成投资",
    ]
    assert [words for words in shown if words not in text] == []


def test_every_item_is_counted_once(board: Board) -> None:
    paragraphs = word_reader.body(summary(board))

    for words, lines in (
        ("15项指标中，", board.indicators),
        ("27项任务中，", board.tasks),
        ("25项政策中，", board.policies),
        ("19项改革中，", board.reforms),
    ):
        (said,) = [one for one in paragraphs if one.startswith(words)]
        shown = {line.state.word for line in lines}
        found = {label: count(f"[，]{label}", said) for label in shown}
        assert sum(found.values()) == len(lines)
        assert all(found.values())


def test_the_number_of_pressing_items_is_the_board_s(board: Board) -> None:
    text = word_reader.text(summary(board))

    pressing = sum(one.state in PRESSING for one in board.concerns)
    said = count("逾期、未达标、受阻或滞后的事项共", text)
    assert said == pressing
    assert ("没有逾期、未达标、受阻或滞后的事项。" in text) is (not pressing)


def test_overdue_is_said_of_dates_alone_and_what_is_blocked_is_counted_apart(board: Board) -> None:
    text = word_reader.text(annual_summary.make(board))

    words = {State.OVERDUE: "逾期", State.BLOCKED: "受阻", State.MISSED: "未达标"}
    found = {one: count(f"[：，]{word}的", text) for one, word in words.items()}
    assert found == {one: sum(line.state is one for line in board.followed) for one in words}


def test_a_category_s_progress_says_of_how_many_projects_it_speaks(
    store: Store, new_report: Callable[..., Report]
) -> None:
    done = {"stage": "construction", "physical_progress_percent": Decimal("99.94")}
    store.append(new_report("project", 1, date(2025, 7, 1), **done))
    board = compute_board(store, date(2025, 7, 1))
    (first,) = [it for it in board.categories if it.physical.reported]

    paper = word_reader.opened(annual_summary.make(board))

    rows = [[cell.text for cell in row.cells] for table in paper.tables for row in table.rows]
    (said,) = [row[4] for row in rows if row[0] == first.category_name]
    assert said == "99.94%（1个项目）"


def test_every_milestone_has_its_sentence(board_in: Callable[[str], Board]) -> None:
    some, late = (word_reader.text(summary(board_in(state))) for state in ("some", "late"))

    assert "应于2024年1月31日完成，已于2024年1月30日按期完成。" in some
    assert "应于2024年3月31日完成，已到期，尚未填报。" in some
    assert "应于2024年6月30日完成，实际于2024年7月30日完成，比期限晚30天。" in some
    assert "应于2024年12月31日完成，已逾期181天，目前推进中。" in some
    assert "应于2025年9月30日完成，还有92天到期，尚未填报。" in some
    assert "下一个时间节点是2025年9月30日前" in some
    assert "5个时间节点均已到期，其中1个逾期尚未完成，2个到期未报。" in late


def test_nothing_is_claimed_where_nothing_was_reported(board_in: Callable[[str], Board]) -> None:
    text = word_reader.text(summary(board_in("before")))

    assert "纳入跟踪的126项事项均尚无填报。" in text
    assert "当时各事项尚未要求填报" in text
    assert "35个项目计划总投资62.42亿元，尚无项目填报完成投资。" in text


def test_where_all_is_done_it_says_so(board_in: Callable[[str], Board]) -> None:
    text = word_reader.text(summary(board_in("all")))

    assert "纳入跟踪的126项事项均已有填报。" in text
    assert "各项目均已填报完成投资，合计62.42亿元。" in text
    assert "5个时间节点均已到期，均已完成。" in text
    assert "27项任务中，完成27项。" in text


def test_what_was_typed_stands_in_the_paper(board_in: Callable[[str], Board]) -> None:
    text = word_reader.text(summary(board_in("some")))

    assert "征地未完，涉及环汉丰湖拆迁安置小区配套设施建设" in text
    assert "实施重大项目进城集镇安居：等待用地批复" in text


@pytest.fixture(params=MADE)
def made(
    request: pytest.FixtureRequest, board: Board, news_in: Callable[[Board], Changes]
) -> bytes:
    """Every paper of the catalogue on a board in every state."""
    return MADE[request.param]((board, news_in))


def test_sentences_are_whole_and_speak_chinese(made: bytes) -> None:
    text = word_reader.text(made)
    assert set(LATIN.findall(text)) <= {"EOD", "REITs", "PPP", "DN", "m", "km"}
    assert re.findall(r"[。；，、]{2}|（）|：。|^[。；，、]", text, re.MULTILINE) == []
    headings = (
        "一、",
        "二、",
        "三、",
        "四、",
        "五、",
        "六、",
        "七、",
        "八、",
        "（",
        "【",
        "附件",
        "　",
    )
    said = word_reader.body(made)
    titles = {title for mark, title in pairwise(said) if re.fullmatch("附件[0-9]*", mark)}
    for words in said[3:]:
        whole = words.endswith(("。", "】", "：", "印发")) or words.startswith(headings)
        # annexes, too, have titles
        is_title = words in titles
        assert (
            whole
            or is_title
            or re.match(r"[0-9]+\.", words)
            or "专班办公室" in words
            or "年【月】" in words
        ), words


def led(board: Board, unit: str) -> list[BoardItem]:
    return [line for line in board.followed if line.lead_unit == unit]


@pytest.mark.slow
def test_one_paper_calls_an_item_the_same_throughout(board: Board) -> None:
    for unit in board.units:
        if not any(unit in line.units for line in board.followed):
            continue
        text = word_reader.text(supervision.make(board, unit))
        own = led(board, unit)
        late = {line.days_late for line in own if line.state is State.OVERDUE}
        supported = [line for line in board.supported_by(unit) if line.state is State.OVERDUE]
        late |= {line.days_late for line in supported}

        # 逾期 with days is said of those in that state, and said of each of them
        assert {int(days) for days in re.findall(r"逾期 ?([0-9]+) ?天", text)} == late, unit
        is_pressing = any(line.state in PRESSING or line.blocked_parts for line in own)
        assert (sentences.NONE_PRESSING in text) is not is_pressing, unit
        for row in reports_due(own, board.as_of):
            if row.item.state in DONE:
                assert not [why for why in row.reasons if "逾期" in why], unit


def test_a_unit_s_paper_has_the_problems_it_asks_others_to_solve(
    board_in: Callable[[str], Board],
) -> None:
    board = board_in("some")
    (asking,) = [line for line in board.projects if line.open_problems]

    said = word_reader.body(supervision.make(board, asking.lead_unit or ""))

    heading = next(words for words in said if words.endswith("、需协调解决的问题"))
    assert said[said.index(heading) + 1].endswith(f"{asking.name}：征地未完。")


def test_what_was_due_and_never_reported_is_not_said_to_be_overdue(
    board_in: Callable[[str], Board],
) -> None:
    board = board_in("late")

    unit = next(
        unit
        for unit in board.units
        for own in [[line for line in board.followed if unit in line.units]]
        if any(line.state is State.DUE_UNREPORTED for line in own)
        and not any(line.state in PRESSING for line in own)
    )
    text = word_reader.text(supervision.make(board, unit))

    assert "没有逾期、未达标、受阻或滞后的事项。" in text
    assert "到期未报" in text
    assert not re.search("逾期 [0-9]", text)


def test_what_cannot_be_judged_is_counted_and_listed_by_that_word(
    store: Store, new_report: Callable[..., Report]
) -> None:
    said = {"period": 2024, "value": Decimal("-99.999"), "evidence": "年报"}
    with store.writing() as session:  # as an earlier version took it
        session.add(new_report("indicator", 1, date(2025, 6, 30), **said))

    text = word_reader.text(annual_summary.make(compute_board(store, date(2025, 6, 30))))

    assert "无法评价1项" in text
    assert "无法评价的1项" in text
    assert "无法评价的指标1项" in text


def test_a_figure_that_is_missing_and_an_item_nobody_reported_have_words_of_their_own(
    board: Board,
) -> None:
    for made in (summary(board), supervision.make(board, UNIT)):
        text = word_reader.text(made)

        # 待填报 is said of figures alone: never of how an item stands, nor of how many do
        assert re.findall(r"○ 待填报|[0-9]+项待填报|待填报[0-9]+项|待填报的[0-9]+项", text) == []


def test_a_unit_s_paper_has_what_it_leads_and_supports_and_nothing_else(board: Board) -> None:
    text = word_reader.text(supervision.make(board, UNIT))

    own = [line for line in board.followed if UNIT in line.units]
    others = [line.name for line in board.projects if UNIT not in line.units]
    assert [line.name for line in own if official(line.name) not in text] == []
    assert [name for name in others if name in text] == []
    led, supported = board.led_by(UNIT), board.supported_by(UNIT)
    assert f"{UNIT}牵头{len(led)}项事项，另配合{len(supported)}项" in text
    assert f"附件：1.{UNIT}牵头事项" in text
    assert f"{UNIT}配合事项（截至" in text


def test_what_only_a_person_can_write_is_marked(board_in: Callable[[str], Board]) -> None:
    paper = word_reader.opened(summary(board_in("some")))

    marked = [run.text for one in paper.paragraphs for run in one.runs if run.font.highlight_color]
    assert marked[0] == "【发文机关代字】〔2025〕【序号】号"
    assert marked[1] == "【姓名】"
    missing = [words for words in marked if words.startswith("【此处由人工填写：")]
    assert "【此处由人工填写：问题的原因分析】" in missing
    assert marked[-1] == "2025年【月】月【日】日"
    assert [run.text for row in paper.tables[-1].rows for run in row.cells[0].paragraphs[0].runs][
        1
    ] == "【抄送机关】"


def test_the_page_is_the_standard_s(board_in: Callable[[str], Board]) -> None:
    paper = word_reader.opened(summary(board_in("some")))

    section = paper.sections[0]
    page = [section.page_width, section.page_height]
    margins = [
        section.top_margin,
        section.bottom_margin,
        section.left_margin,
        section.right_margin,
    ]
    assert [round(length.mm) for length in page] == [210, 297]
    assert [round(length.mm) for length in margins] == [37, 35, 28, 26]
    for name, font in (
        ("Normal", "仿宋_GB2312"),
        ("Heading 1", "黑体"),
        ("Heading 2", "楷体_GB2312"),
    ):
        style = paper.styles[name]
        assert style.element.rPr.rFonts.get(qn("w:eastAsia")) == font
        assert style.font.size.pt == 16
        assert style.paragraph_format.line_spacing.pt == 28.95
        assert style.paragraph_format.line_spacing_rule is WD_LINE_SPACING.EXACTLY
    (title,) = [one for one in paper.paragraphs if one.text.startswith("关于")]
    assert [run.font.size for run in title.runs] == [None]
    assert title.style.font.size.pt == 22
    assert title.style.element.rPr.rFonts.get(qn("w:eastAsia")) == "方正小标宋简体"


def test_pages_are_numbered_between_dashes_at_the_outer_edge(
    board_in: Callable[[str], Board],
) -> None:
    section = word_reader.opened(summary(board_in("some"))).sections[0]

    for footer, edge in ((section.footer, "RIGHT"), (section.even_page_footer, "LEFT")):
        (paragraph,) = footer.paragraphs
        assert paragraph.text == "—  —"
        assert "PAGE" in paragraph._p.xml  # noqa: SLF001 - docx has no fields
        assert paragraph.alignment.name == edge


def test_a_machine_without_the_fonts_is_told_others(board_in: Callable[[str], Board]) -> None:
    paper = word_reader.opened(summary(board_in("some")))

    parts = paper.part.package.iter_parts()
    (fonts,) = [part for part in parts if str(part.partname) == "/word/fontTable.xml"]
    assert "仿宋,FangSong" in fonts.blob.decode()


def test_running_text_has_no_sign_and_no_half_width_mark(made: bytes) -> None:
    wide = "\u4e00-\u9fff\u3000-\u303f\uff00-\uffef“”"
    forbidden = re.compile(
        rf"[≥≤±→·◆✕▼●○◇◌△▲]|差距|[{wide}] | [{wide}]|[{wide}][,;:()!?]|[,;:()!?][{wide}]"
        rf"|[、，；：][、，；：。]|[^0-9A-Za-z—〔年月日至]-[0-9]"
    )
    found = [(hit, words) for words in word_reader.body(made) for hit in forbidden.findall(words)]
    assert found == []


def test_a_figure_stands_to_its_target_in_words(board_in: Callable[[str], Board]) -> None:
    text = word_reader.text(summary(board_in("some")))

    assert "2024年城市公共管网漏损率10.5%，高于目标1.5个百分点" in text
    assert "2024年累计培育规上工业企业165家，比目标多15家，达标" in text
    assert "2024年累计培育农产品加工业规上企业0家，比目标少50家" in text


@pytest.mark.parametrize(
    ("citation", "words"),
    [
        ("五(二);六(七)", "方案第五部分第（二）项、第六部分第（七）项"),
        ("三(一)1", "方案第三部分第（一）项第1项任务"),
        ("四(四)第4段", "方案第四部分第（四）项第4段"),
        ("附件1-4", "方案附件1第4项"),
        ("附件4(一)", "方案附件4第（一）类"),
        ("开专班〔2025〕3号", "开专班〔2025〕3号"),
    ],
)
def test_a_place_in_the_plan_is_written_as_people_do(citation: str, words: str) -> None:
    assert cite(citation) == words


def test_equal_texts_and_equal_names_are_told_once() -> None:
    told = [("甲局", "征地未完"), ("乙局", "资金未到"), ("丙局", "征地未完"), ("乙局", "设计未批")]

    assert told_once(told) == ["甲局、丙局：征地未完", "乙局：一是资金未到；二是设计未批"]


def test_texts_are_numbered_with_whom_they_concern() -> None:
    told = [("甲局", "征地未完"), ("乙局", "资金未到"), ("丙局", "征地未完")]

    assert told_by_text(told) == "一是征地未完，涉及甲局、丙局；二是资金未到，涉及乙局"
    assert told_by_text(told[:1]) == "征地未完，涉及甲局"
    assert told_by_text([]) == ""


def test_how_a_figure_was_worked_out_is_not_a_unit_s_own_words(board: Board) -> None:
    units = {line.lead_unit for line in board.indicators}
    for unit in sorted(filter(None, units)):
        assert "初步数" not in word_reader.text(supervision.make(board, unit))


def test_a_long_note_gives_its_first_sentence_and_the_rest_in_an_annex(
    store: Store, new_report: Callable[..., Report]
) -> None:
    first, rest = "征地已完成九成", f"余下两户{'正在商谈' * 490}"
    day = date(2025, 6, 30)
    with store.writing() as session:
        for number in (1, 2):
            said = {"status": "blocked", "note": f"{first}。{rest}。"}
            session.add(new_report("task", number, day, **said))

    paper = word_reader.body(annual_summary.make(compute_board(store, day)))

    (place,) = [number for number, words in enumerate(paper) if words == "各单位填报原文"]
    (brief,) = [words for words in paper[:place] if first in words]
    assert brief.count(first) == 1
    assert f"{first}（全文见附件“各单位填报原文”）" in brief
    assert [words for words in paper[:place] if rest in words] == []
    assert f"{first}。{rest}。" in paper[place:]


@pytest.mark.parametrize(
    ("day", "words"),
    [
        (date(2024, 5, 31), "2024年5月"),
        (date(2024, 3, 31), "2024年第一季度"),
        (date(2024, 6, 30), "2024年上半年"),
        (date(2024, 9, 30), "2024年第三季度"),
        (date(2024, 12, 31), "2024年度"),
        (date(2025, 12, 31), "2023—2025年试点期"),
        (date(2025, 5, 30), "2025年以来"),
    ],
)
def test_a_summary_is_named_after_its_period(store: Store, day: date, words: str) -> None:
    said = word_reader.body(annual_summary.make(compute_board(store, day)))

    assert f"关于开州区“小县大城”试点{words}工作情况的报告" in said


def test_a_summary_tells_what_its_period_changed_and_what_the_units_said(
    store: Store, new_report: Callable[..., Report]
) -> None:
    may, june = date(2025, 5, 31), date(2025, 6, 30)
    with store.writing() as session:
        session.add(new_report("task", 1, may, status="done", note="去年的做法"))
        session.add(new_report("task", 2, june, status="done", note="建成安置房三百套"))
        figure = {"period": 2024, "value": Decimal(165), "evidence": "年报"}
        session.add(new_report("indicator", 15, june, **figure))
        late = {"cause": "资金到位晚", "next_step": "七月底前拨付"}
        session.add(new_report("project", 1, june, stage="construction", **late))
    board = compute_board(store, june)
    period = period_of(board)

    assert [line.number for line in done_in(board.tasks, period)] == [1, 2]
    assert [line.number for line in newly_met(board.indicators, period)] == [15]
    text = word_reader.text(annual_summary.make(board))
    assert "上半年新增达标指标1项：累计培育规上工业企业。" in text
    assert "上半年完成任务2项。" in text
    assert "实施重大项目进城集镇安居：建成安置房三百套" in text
    assert "各单位填报的原因有：资金到位晚，涉及环汉丰湖拆迁安置小区配套设施建设。" in text
    assert "各单位的下一步措施有：七月底前拨付，涉及环汉丰湖拆迁安置小区配套设施建设。" in text
    # a 报告 asks for nothing
    assert "特此报告。" in text
    assert "【此处由人工填写：问题的原因分析】" not in text
    assert "【此处由人工填写：市政设施提档升级工程的主要做法和成效】" in text


def test_the_seed_s_names_stand_in_head_and_foot(board_in: Callable[[str], Board]) -> None:
    board = board_in("some")
    named = Letterhead("某县专班办公室", "某专班办", "张三", "市发展改革委", "区委办公室。")
    board = replace(board, plan=replace(board.plan, letterhead=named))

    report, letter = annual_summary.make(board), supervision.make(board, UNIT)

    text = word_reader.text(report)
    assert [words for words in ("某县专班办公室文件", "签发人：张三") if words not in text] == []
    assert "某专班办〔2025〕【序号】号" in text
    assert "\n市发展改革委：\n" in text
    assert "抄送：区委办公室。" in text
    head = word_reader.opened(letter).sections[0].first_page_header.paragraphs[0]
    assert head.text == "某县专班办公室"
    assert "thickThinSmallGap" in head.style.element.xml


def test_a_notice_has_the_authority_s_head_and_names_nobody_who_signs(
    board_in: Callable[[str], Board],
) -> None:
    board = board_in("some")
    named = Letterhead("某县专班办公室", "某专班办", "张三", "市发展改革委", "区委办公室。")
    board = replace(board, plan=replace(board.plan, letterhead=named))

    for made in (meeting_papers.make_notice(board), supervision_notice.make(board, UNIT)):
        text = word_reader.text(made)
        assert "某县专班办公室文件" in text
        assert "某专班办〔2025〕【序号】号" in text
        assert "签发人" not in text


def test_an_office_whose_system_sets_the_head_gets_papers_without(
    board_in: Callable[[str], Board],
) -> None:
    board = board_in("some")
    board = replace(board, plan=replace(board.plan, letterhead=Letterhead(red_head=False)))

    for made in (annual_summary.make(board), supervision.make(board, UNIT)):
        text = word_reader.text(made)
        assert [
            words for words in ("文件\n", "签发人", "〔2025〕【序号】", "抄送") if words in text
        ] == []
        assert word_reader.body(made)[0].startswith("关于")


def test_left_and_right_pages_mirror_each_other(board_in: Callable[[str], Board]) -> None:
    paper = word_reader.opened(summary(board_in("some")))

    assert paper.settings.element.find(qn("w:mirrorMargins")) is not None


def test_the_signature_is_never_alone_on_a_page(board_in: Callable[[str], Board]) -> None:
    paragraphs = word_reader.opened(summary(board_in("some"))).paragraphs

    (last,) = [place for place, one in enumerate(paragraphs) if "年【月】月" in one.text]
    text = max(place for place in range(last) if paragraphs[place].text.endswith(("。", "】")))
    assert all(word_reader.keeps_with_next(one) for one in paragraphs[text:last])


def test_what_was_added_to_the_plan_is_counted_apart(store: Store) -> None:
    office = Office(store)
    office.assign(date(2025, 6, 30), "报送管网改造方案", due_on=date(2025, 6, 30))

    text = word_reader.text(annual_summary.make(office.board(date(2025, 6, 30))))

    assert re.search("纳入跟踪的[0-9]+项事项（含督办事项1项）中", text)
