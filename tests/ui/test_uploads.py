"""A filled form is tried out on 填报, with all it changes and all that is wrong, then stored."""

from __future__ import annotations

import contextlib
import datetime as dt
import io
import threading
from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

import openpyxl
import pytest

from kzdash import reporting
from kzdash.board.board import compute_board
from kzdash.documents import report_form
from kzdash.errors import FileProblem, UnreadableFileError
from kzdash.runtime import clock
from kzdash.ui.reporting import upload_cache
from kzdash.ui.widgets.plain_text import plain

if TYPE_CHECKING:
    from collections.abc import Callable

    from kzdash.domain.models import Report
    from kzdash.store import Store
    from tests.ui.screen import Screen

UNIT = "区水利局"
UNITS = (UNIT, "区教委")
TODAY: list[str] = []


def uploader_of(screen: Screen) -> Any:
    """Return where forms are brought; the office brings goals elsewhere."""
    (uploader,) = (it for it in screen.app.file_uploader if it.label == "上传填好的表格")
    return uploader


@pytest.fixture
def filled(own_store: Store) -> Callable[..., bytes]:
    """A form on what the unit leads, with some cells of tasks filled in."""

    def make(**cells: Any) -> bytes:
        seqs, board = own_store.seqs(), compute_board(own_store, clock.today())
        lines = [line for line in board.followed if UNIT in line.units]
        book = openpyxl.load_workbook(io.BytesIO(report_form.make(board, lines, seqs, UNIT)))
        sheet = book["任务"]
        header = [cell.value for cell in sheet[1]]
        row = next(row for row in sheet.iter_rows(min_row=2) if row[0].value == "任务2")
        for column, value in cells.items():
            row[header.index(column)].value = value
        out = io.BytesIO()
        book.save(out)
        return out.getvalue()

    return make


@pytest.fixture
def screen(log_in: Callable[..., str], visit: Callable[..., Screen]) -> Screen:
    """填报 as somebody of the unit sees it."""
    log_in(UNIT)
    return visit("reporting", as_of=TODAY)


def bring(screen: Screen, content: bytes, name: str = "填报表.xlsx") -> Screen:
    uploader = uploader_of(screen)
    uploader.set_value((name, content, "application/octet-stream"))
    return screen.run()


def table(screen: Screen) -> list[dict[str, Any]]:
    (found,) = [one.value for one in screen.app.dataframe if "工作表" in one.value]
    return found.to_dict("records")


def store_button(screen: Screen) -> list[str]:
    return [label for label in screen.buttons if label.startswith("全部写入")]


def test_the_form_is_of_what_one_leads(screen: Screen) -> None:
    links = {link.proto.label: link.proto.url for link in screen.app.get("link_button")}

    (label,) = [one for one in links if one.startswith("下载填报表")]
    count, _, beside = label.removeprefix("下载填报表（").partition(" 项")
    assert beside == "，另配合 3 项）"
    assert f"可填报 {count} 项" in screen.text.replace("*", "")
    assert links[label].startswith("/files/form?as_of=")
    assert links[label].endswith(f"unit={quote(UNIT)}")


def test_changes_are_shown_first_and_stored_when_confirmed(
    screen: Screen, filled: Callable[..., bytes], reports: Callable[[], list[dict[str, Any]]]
) -> None:
    bring(screen, filled(状态="受阻", 说明="等待批复"))

    assert [(row["栏"], row["原来"], row["改为"]) for row in table(screen)] == [
        ("状态", "（空）", "受阻"),
        ("说明", "（空）", "等待批复"),
    ]
    assert reports() == []

    screen.press(*store_button(screen))

    assert [(row["status"], row["note"]) for row in reports()] == [("blocked", "等待批复")]
    assert screen.said("success")[0].startswith("已写入 1 项填报。")
    assert uploader_of(screen).value == []
    assert screen.foreign_words == set()


@pytest.mark.slow
def test_a_file_that_a_session_does_not_have_any_more_is_to_be_chosen_again(
    screen: Screen, filled: Callable[..., bytes], visit: Callable[..., Screen]
) -> None:
    bring(screen, filled(状态="受阻", 说明="等待批复"))
    assert screen.said("warning") == []

    after = visit("reporting", **{"as_of": TODAY, **screen.query})

    (said,) = after.said("warning")
    assert "没有写入的文件未保留" in said
    assert "请重新选择文件。" in said
    # else a browser goes on naming the file
    assert uploader_of(after).proto.id != uploader_of(screen).proto.id
    bring(after, filled(状态="受阻", 说明="等待批复"))
    assert after.said("warning") == []
    after.press(*store_button(after))
    assert "upload" not in after.query
    assert after.said("warning") == []


def test_an_untouched_form_stores_nothing(
    screen: Screen, filled: Callable[..., bytes], reports: Callable[[], list[dict[str, Any]]]
) -> None:
    bring(screen, filled())

    assert "与现有填报相同" in screen.said("info")[-1]
    assert store_button(screen) == []
    assert reports() == []


def test_a_bad_cell_is_named_and_nothing_can_be_stored(
    screen: Screen, filled: Callable[..., bytes]
) -> None:
    bring(screen, filled(状态="进行", 数据截至="昨天"))

    assert [(row["工作表"], row["列"], row["原因"]) for row in table(screen)] == [
        ("任务", "状态", "“进行”不是可选的词。请从列表中选：未启动、推进中、已完成、受阻。"),
        ("任务", "数据截至", "数据截至“昨天”不是日期。日期写作 2024-12-20。"),
    ]
    assert screen.said("error") == ["有 2 处需要改正，有问题的行不会写入。"]
    assert store_button(screen) == []
    (marked,) = [it for it in screen.app.get("download_button") if "标出问题" in it.proto.label]
    assert marked.proto.url


def test_who_reported_meanwhile_is_shown_beside_the_row(
    screen: Screen,
    filled: Callable[..., bytes],
    own_store: Store,
    new_report: Callable[..., Report],
) -> None:
    content = filled(状态="已完成")
    own_store.append(new_report("task", 2, dt.date(2025, 5, 1), status="in_progress", note="先报"))

    bring(screen, content)

    assert "有 1 行在您下载填报表之后有人填报过" in screen.said("warning")[0]
    (row,) = [one.value for one in screen.app.markdown if "先报" in one.value]
    assert row.startswith("- 任务 第 3 行 任务2 ")
    assert store_button(screen) == []


def test_who_reports_between_the_look_and_the_click_is_not_overwritten(
    screen: Screen,
    filled: Callable[..., bytes],
    own_store: Store,
    new_report: Callable[..., Report],
    reports: Callable[[], list[dict[str, Any]]],
) -> None:
    bring(screen, filled(状态="已完成"))
    own_store.append(new_report("task", 2, dt.date(2025, 5, 1), status="in_progress"))

    screen.press(*store_button(screen))

    assert [row["status"] for row in reports()] == ["in_progress"]
    assert "没有写入任何内容" in screen.said("error")[0]


def test_a_row_that_is_to_count_all_the_same_is_ticked_and_stored(
    screen: Screen,
    filled: Callable[..., bytes],
    own_store: Store,
    new_report: Callable[..., Report],
    reports: Callable[[], list[dict[str, Any]]],
) -> None:
    content = filled(状态="已完成")
    own_store.append(new_report("task", 2, dt.date(2025, 5, 1), status="in_progress", note="先报"))
    bring(screen, content)

    (box,) = [one for one in screen.app.checkbox if one.label == "任务 第 3 行以我填的为准"]
    box.check()
    screen.run()
    screen.press(*store_button(screen))

    assert [row["status"] for row in reports()] == ["in_progress", "done"]


def test_the_good_rows_are_stored_by_themselves_and_the_file_stays(
    screen: Screen, filled: Callable[..., bytes], reports: Callable[[], list[dict[str, Any]]]
) -> None:
    book = openpyxl.load_workbook(io.BytesIO(filled(状态="已完成")))
    book["任务"].cell(2, 5).value = "进行"
    out = io.BytesIO()
    book.save(out)

    bring(screen, out.getvalue())
    assert store_button(screen) == []
    screen.press("先写入没有问题的 1 项填报")

    assert [row["status"] for row in reports()] == ["done"]
    assert screen.said("success")[0].endswith("其余的没有写入，请看下面。")
    assert uploader_of(screen).value != []
    assert screen.said("error") == ["有 1 处需要改正，有问题的行不会写入。"]


def test_a_column_that_is_not_read_is_named_and_asked_about(
    screen: Screen, filled: Callable[..., bytes]
) -> None:
    book = openpyxl.load_workbook(io.BytesIO(filled(状态="已完成", 数据截至="2025-06-01")))
    sheet = book["任务"]
    next(cell for cell in sheet[1] if cell.value == "数据截至").value = "截至日期"
    out = io.BytesIO()
    book.save(out)

    bring(screen, out.getvalue())

    assert "工作表“任务”的“截至日期”列有内容，但填报表没有这一列" in screen.said("warning")[0]
    assert [label for label in screen.buttons if "写入" in label] == []
    assert not any("与现有填报相同" in said for said in screen.said("info"))
    (box,) = [one for one in screen.app.checkbox if "截至日期" in one.label]
    box.check()
    screen.run()
    assert {row["数据截至"].endswith("（按封面）") for row in table(screen)} == {True}
    assert len(store_button(screen)) == 1


def test_whoever_filled_a_form_in_is_shown_and_not_stored(
    screen: Screen, filled: Callable[..., bytes], reports: Callable[[], list[dict[str, Any]]]
) -> None:
    book = openpyxl.load_workbook(io.BytesIO(filled(状态="已完成")))
    book["说明"]["B3"].value, book["说明"]["B4"].value = "*张三*", "023-52238888"
    out = io.BytesIO()
    book.save(out)

    bring(screen, out.getvalue())

    (words,) = [said for said in screen.said("caption") if "填报人：" in said]
    assert words == "填报人：\\*张三\\*，电话023-52238888（供联系，不写入填报）。"
    screen.press(*store_button(screen))
    assert not any("张三" in str(value) for value in reports()[-1].values())


def test_the_uploader_says_the_limit_that_is_kept(screen: Screen) -> None:
    uploader = uploader_of(screen)

    assert uploader.proto.max_upload_size_mb == reporting.MAX_UPLOAD_MB


def test_older_news_is_told_before_it_is_written(
    screen: Screen,
    filled: Callable[..., bytes],
    own_store: Store,
    new_report: Callable[..., Report],
) -> None:
    own_store.append(new_report("task", 2, dt.date(2025, 5, 1), status="in_progress"))

    bring(screen, filled(状态="已完成", 数据截至=dt.date(2025, 4, 1)))

    assert "有 1 项的数据截至早于看板上现有的填报" in screen.said("warning")[0]
    assert "2025年5月1日" in table(screen)[0]["请核对"]
    (told,) = [words for words in screen.said("info") if "更正了已有的填报" in words]
    assert plain("2025年4月1日的看板：任务 2. 实施重大项目进城集镇安居：未报→完成") in told
    assert plain("总览：完成0项→1项，未报") in told


def test_a_corrected_report_is_told_by_what_the_board_becomes(
    screen: Screen,
    filled: Callable[..., bytes],
    own_store: Store,
    new_report: Callable[..., Report],
) -> None:
    day = dt.date(2025, 5, 1)
    own_store.append(new_report("task", 2, day, status="in_progress"))

    bring(screen, filled(状态="已完成", 数据截至=day))

    (told,) = [words for words in screen.said("info") if "更正了已有的填报" in words]
    assert plain("今天的看板：任务 2. 实施重大项目进城集镇安居：推进中→完成") in told
    assert own_store.seqs()[new_report("task", 2, day).item_id] == 1


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"", "文件是空的"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1Workbook", "已损坏"),
        (b"PK\x03\x04nonsense", "已损坏"),
        ("姓名,年龄\n甲,3\n".encode(), "没有找到填报表的表头"),
        (b"\xff\xfe\x00", "编码无法识别"),
    ],
)
def test_a_file_that_is_no_form_is_said_in_a_sentence(
    screen: Screen, content: bytes, words: str
) -> None:
    bring(screen, content)

    (said,) = screen.said("error")
    assert words in said
    assert said.endswith("没有写入任何内容。")


def test_a_file_is_read_once_however_often_its_page_runs_and_refused_as_often() -> None:
    text = "编号,填报次数,状态\n任务2,0,推进中\n".encode()

    assert upload_cache.read_once(text) is upload_cache.read_once(bytes(text))
    for _ in range(2):
        with pytest.raises(UnreadableFileError) as caught:
            upload_cache.read_once(b"PK\x03\x04")
        assert caught.value.problem is FileProblem.DAMAGED


def test_no_file_is_read_beside_another(
    filled: Callable[..., bytes], monkeypatch: pytest.MonkeyPatch
) -> None:
    two, load = threading.Barrier(2), openpyxl.load_workbook

    def waiting_for_another(*given: Any, **more: Any) -> Any:
        with contextlib.suppress(threading.BrokenBarrierError):
            two.wait(0.5)  # broken for good where nobody comes meanwhile
        return load(*given, **more)

    forms = [filled(说明=str(turn)) for turn in range(2)]
    monkeypatch.setattr(openpyxl, "load_workbook", waiting_for_another)
    with ThreadPoolExecutor() as people:
        found = list(people.map(upload_cache.read_once, forms))

    assert all(one.sheets for one in found)
    assert two.broken


def test_new_steps_of_a_form_are_shown_first_and_proposed_when_confirmed(
    screen: Screen, filled: Callable[..., bytes], own_store: Store
) -> None:
    book = openpyxl.load_workbook(io.BytesIO(filled()))
    for place, value in enumerate(("任务26", "报送管网改造方案", "2034-11-30"), 1):
        book["新增工作节点"].cell(2, place).value = value
    out = io.BytesIO()
    book.save(out)

    bring(screen, out.getvalue())
    (shown,) = [one.value for one in screen.app.dataframe if "节点" in one.value]
    assert shown.to_dict("records") == [
        {
            "事项": "任务 26. 保障城市供水安全",
            "节点": "报送管网改造方案",
            "到期日": "2034年11月30日",
            "依据文号": "—",
        }
    ]
    screen.press("全部写入（1 个新节点）")

    assert screen.said("success")[0].startswith("已写入 1 个新节点。")
    (proposal,) = compute_board(own_store, clock.today()).proposals
    assert proposal.name == "任务26 · 报送管网改造方案"


def bring_two(screen: Screen, *contents: bytes) -> Screen:
    uploader = uploader_of(screen)
    kind = "application/octet-stream"
    uploader.set_value([(f"{n}.xlsx", it, kind) for n, it in enumerate(contents, 1)])
    return screen.run()


def files_table(screen: Screen) -> list[tuple[Any, ...]]:
    (found,) = [one.value for one in screen.app.dataframe if "将写入" in one.value]
    columns = ["单位", "文件", "将写入", "要改正", "他人已报", "结果"]
    return list(found[columns].itertuples(index=False, name=None))


def reform(own_store: Store) -> bytes:
    row = f"改革2,{own_store.seqs()[reform_id(own_store)]},推进中,无\n"
    return f"编号,填报次数,状态,说明\n{row}".encode()


def reform_lead(own_store: Store) -> str | None:
    board = compute_board(own_store, clock.today())
    return next(it.lead_unit for it in board.reforms if it.number == 2)


def reform_id(own_store: Store) -> int:
    items = own_store.plan().items
    return next(it.id for it in items if (it.kind, it.number) == ("reform", 2))


def test_several_files_stand_in_one_table_and_are_stored_at_once(
    log_in: Callable[..., str],
    visit: Callable[..., Screen],
    own_store: Store,
    filled: Callable[..., bytes],
    reports: Callable[[], list[dict[str, Any]]],
) -> None:
    log_in(None)
    screen = visit("reporting", as_of=TODAY)

    bring_two(screen, filled(状态="推进中"), reform(own_store))
    assert {row[1:] for row in files_table(screen)} == {
        ("1.xlsx", 1, 0, 0, "可以写入"),
        ("2.xlsx", 1, 0, 0, "可以写入"),
    }
    assert (UNIT, "1.xlsx") in {row[:2] for row in files_table(screen)}
    screen.press("全部写入（2 项填报）")

    assert len(reports()) == 2
    assert screen.said("success")[0].startswith("已写入 2 项填报。")
    assert uploader_of(screen).value == []
    (written,) = [it.value for it in screen.app.dataframe if "已写入" in it.value]
    assert {tuple(row) for row in written[["单位", "文件", "已写入"]].to_numpy()} == {
        (UNIT, "1.xlsx", 1),
        (reform_lead(own_store), "2.xlsx", 1),
    }
    assert screen.foreign_words == {"xlsx"}  # of the files


def test_a_form_is_listed_by_the_unit_on_its_cover_whatever_it_says(
    log_in: Callable[..., str], visit: Callable[..., Screen], own_store: Store
) -> None:
    log_in(None)
    board = compute_board(own_store, clock.today())
    seqs = own_store.seqs()
    forms = [
        report_form.make(board, [it for it in board.followed if u in it.units], seqs, u, u)
        for u in UNITS
    ]

    screen = bring_two(visit("reporting", as_of=TODAY), *forms)

    assert [row[:2] for row in files_table(screen)] == sorted(
        zip(UNITS, ("1.xlsx", "2.xlsx"), strict=True)
    )
    assert {row[-1] for row in files_table(screen)} == {"与现有填报相同"}


def test_what_is_right_in_several_files_goes_first_and_the_rest_stays(
    screen: Screen, filled: Callable[..., bytes], reports: Callable[[], list[dict[str, Any]]]
) -> None:
    bring_two(screen, filled(状态="推进中"), filled(状态="进行"), b"PK\x03\x04nonsense")
    assert [row[:4] for row in files_table(screen)] == [
        (UNIT, "1.xlsx", 1, 0),
        (UNIT, "2.xlsx", 0, 1),
        (UNIT, "3.xlsx", 0, 0),
    ]
    screen.press("先写入没有问题的 1 项填报")

    assert [row["status"] for row in reports()] == ["in_progress"]
    assert screen.said("success")[0].endswith("其余的没有写入，请看下面。")
    assert len(uploader_of(screen).value) == 3


def test_or_all_is_put_aside_until_it_is_corrected(
    screen: Screen, filled: Callable[..., bytes], reports: Callable[[], list[dict[str, Any]]]
) -> None:
    bring_two(screen, filled(状态="推进中"), filled(状态="进行"))
    screen.press("全部改好再写")

    assert reports() == []
    assert screen.said("success") == ["没有写入任何内容。改好后请重新选择文件。"]
    assert uploader_of(screen).value == []


def test_two_files_on_one_item_do_not_overwrite_each_other(
    screen: Screen, filled: Callable[..., bytes], reports: Callable[[], list[dict[str, Any]]]
) -> None:
    bring_two(screen, filled(状态="推进中"), filled(状态="已完成"))
    screen.press("全部写入（2 项填报）")

    assert [row["status"] for row in reports()] == ["in_progress"]
    assert screen.said("success")[0].endswith("其余的没有写入，请看下面。")
    assert sorted(row[4] for row in files_table(screen)) == [0, 1]


def test_what_an_upload_has_written_is_taken_back_but_for_what_was_reported_since(
    screen: Screen,
    filled: Callable[..., bytes],
    own_store: Store,
    new_report: Callable[..., Report],
    reports: Callable[[], list[dict[str, Any]]],
) -> None:
    bring(screen, filled(状态="已完成"))
    screen.press(*store_button(screen))
    own_store.append(new_report("task", 2, dt.date(2025, 5, 1), status="in_progress"))
    screen.press("撤销这次写入的 1 项填报")

    (said,) = screen.said("success")
    assert said.startswith("没有撤销任何填报。")
    assert "没有撤销：任务2" in said
    assert len(reports()) == 2


def test_a_file_that_was_taken_back_may_be_brought_again(
    screen: Screen, filled: Callable[..., bytes], reports: Callable[[], list[dict[str, Any]]]
) -> None:
    bring(screen, filled(状态="已完成"))
    screen.press(*store_button(screen))
    screen.press("撤销这次写入的 1 项填报")
    bring(screen, filled(状态="推进中"))

    # nobody else has reported: there is nothing to ask about
    assert screen.said("warning") == []
    screen.press(*store_button(screen))
    assert [row["status"] for row in reports()] == ["done", None, "in_progress"]


def test_an_upload_is_taken_back_once(
    screen: Screen, filled: Callable[..., bytes], reports: Callable[[], list[dict[str, Any]]]
) -> None:
    bring(screen, filled(状态="已完成"))
    screen.press(*store_button(screen))
    screen.press("撤销这次写入的 1 项填报")

    assert screen.said("success")[0].startswith("已撤销 1 项填报")
    assert [row["status"] for row in reports()] == ["done", None]
    assert not any("撤销这次" in label for label in screen.buttons)
