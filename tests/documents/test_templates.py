"""Papers are made of .docx templates, which an office can replace; a bad one is named."""

from __future__ import annotations

import os
import re
import shutil
from contextlib import suppress
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pytest
from click.testing import CliRunner
from docx import Document
from docx.oxml.ns import qn
from docx.shared import Pt

from kzdash.cli.main import cli
from kzdash.documents.papers import annual_summary, supervision, template_files
from kzdash.documents.papers.layout import Paper
from kzdash.documents.papers.marks import NEEDED, STYLES, Mark, shown
from kzdash.domain.letterhead import Letterhead
from kzdash.errors import BadTemplateError, TemplateProblem, chinese
from tests.documents import libreoffice, word_reader

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from kzdash.board.board import Board

    Change = Callable[[Any], object]

UNIT = "区发展改革委"


@pytest.fixture
def office(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The folder that an office has set for its own templates, empty at first."""
    folder = tmp_path / "templates"
    folder.mkdir()
    monkeypatch.setenv("KZDASH_TEMPLATES", str(folder))
    return folder


def put(folder: Path, name: str, change: Change) -> Path:
    """Put the product's template into a folder, changed."""
    document = Document(str(template_files.OWN / name))
    change(document)
    file = folder / name
    document.save(str(file))
    return file


def paragraph(document: Any, words: str) -> Any:
    return next(one for one in document.paragraphs if words in one.text)


def report(head: Letterhead, write: Callable[[Paper], object] = lambda _paper: None) -> bytes:
    """A report of a title and a sentence, and what else is written."""
    paper = Paper(head, "某办公室", 2025, template_files.REPORT)
    paper.title("关于某事的报告")
    paper.text("现将某事报告如下。")
    write(paper)
    return paper.to_bytes()


@pytest.mark.parametrize("name", template_files.NAMES)
def test_a_clerk_finds_marks_and_styles_in_the_product_s_templates(name: str) -> None:
    document = Document(str(template_files.OWN / name))

    (section,) = document.sections
    stories = [document.element.xml, section.first_page_header.paragraphs[0].text]
    said = re.findall(r"\{\{ (.*?) \}\}", "\n".join(stories))
    head = {Mark.ISSUER, Mark.NUMBER, Mark.COPIES} if name != template_files.PLAIN else set()
    # who signs is named to those above alone
    more = {Mark.SIGNER} if name == template_files.REPORT else set()
    if name in {template_files.REPORT, template_files.NOTICE}:
        more |= {Mark.PRINTER, Mark.PRINTED}
    rest = {*NEEDED, Mark.ADDRESSEE, Mark.SIGNATURE, Mark.DAY}
    assert sorted(said) == sorted(head | more | rest)
    assert set(STYLES) <= {style.name for style in document.styles}
    # what a clerk changes in a style is formatted nowhere else
    marked = [one for one in document.paragraphs if "{{" in one.text and "签发人" not in one.text]
    assert [one.text for one in marked if any(run.font.size for run in one.runs)] == []


def test_a_template_of_the_office_s_own_is_used_and_others_stay(
    office: Path, board_in: Callable[[str], Board]
) -> None:
    def change(document: Any) -> None:
        paragraph(document, "文件").add_run("（某县）")
        document.styles["公文标题"].font.size = Pt(26)
        # the day before the issuer
        day, issuer = (paragraph(document, shown(mark)) for mark in (Mark.DAY, Mark.SIGNATURE))
        issuer._p.addprevious(day._p)  # noqa: SLF001 - docx moves none

    put(office, "report.docx", change)
    board = board_in("some")

    made = annual_summary.make(board)

    said = word_reader.body(made)
    assert said[0].endswith("文件（某县）")
    place = next(number for number, words in enumerate(said) if "年【月】月【日】日" in words)
    assert "专班办公室" in said[place + 1]
    title = paragraph(word_reader.opened(made), "关于开州区")
    assert title.style.font.size == Pt(26)
    assert "（某县）" not in word_reader.text(supervision.make(board, UNIT))


def test_a_template_put_in_place_of_another_counts_at_once(office: Path) -> None:
    before = template_files.current_state()
    report(Letterhead())
    put(office, "report.docx", lambda document: document.add_paragraph("第一版"))
    first, between = report(Letterhead()), template_files.current_state()
    file = put(office, "report.docx", lambda document: document.add_paragraph("第二版"))
    later = file.stat().st_mtime + 1
    os.utime(file, (later, later))

    assert "第一版" in word_reader.text(first)
    assert "第二版" in word_reader.text(report(Letterhead()))
    assert len({before, between, template_files.current_state()}) == 3


def test_a_mark_that_word_has_split_is_still_one(office: Path) -> None:
    def split(document: Any) -> None:
        mark = paragraph(document, shown(Mark.TITLE))
        mark.runs[0].text = "{"
        for part in ("{ 标", "题", " }", "}"):
            mark.add_run(part).bold = part == "题"

    put(office, "report.docx", split)

    assert "关于某事的报告" in word_reader.body(report(Letterhead()))


def test_words_are_written_as_they_are_whatever_they_look_like() -> None:
    odd = '甲&乙<办>"{{标题}}{% if %}'
    # letters that old systems had no other code for
    rare = "王\ue000某"

    made = report(
        Letterhead(code=odd, signer=rare), lambda paper: paper.text("{{ 1 }}&amp;<b>{%p if %}")
    )

    said = word_reader.body(made)
    assert f"{odd}〔2025〕【序号】号\t签发人：{rare}" in said
    assert "{{ 1 }}&amp;<b>{%p if %}" in said


def test_a_blank_alone_is_marked_and_keeps_the_look_of_its_mark(office: Path) -> None:
    def change(document: Any) -> None:
        copies = document.tables[-1].rows[0].cells[0].paragraphs[0]
        copies.runs[0].text = "抄送：{{ 抄送机关 }}。"
        copies.runs[0].italic = True

    put(office, "report.docx", change)

    blank, named = (
        word_reader.opened(report(head)).tables[-1].rows[0].cells[0].paragraphs[0]
        for head in (Letterhead(), Letterhead(copies="区委办公室"))
    )

    assert [(run.text, bool(run.font.highlight_color)) for run in blank.runs] == [
        ("抄送：", False),
        ("【抄送机关】", True),
        ("。", False),
    ]
    assert {run.italic for run in (*blank.runs, *named.runs)} == {True}
    assert named.text == "抄送：区委办公室。"
    assert not any(run.font.highlight_color for run in named.runs)


def test_marks_without_words_leave_no_line(board_in: Callable[[str], Board]) -> None:
    said = word_reader.opened(report(Letterhead(red_head=False))).paragraphs

    # neither addressee nor annexes nor signature, nor the empty lines above it
    assert [one.text for one in said] == ["关于某事的报告", "", "现将某事报告如下。"]
    assert "\ufdd2" not in word_reader.text(annual_summary.make(board_in("nothing")))


def test_what_stands_where_is_up_to_the_template(office: Path) -> None:
    def change(document: Any) -> None:
        table = document.add_table(1, 1)
        drop(shown(Mark.BODY))(document)
        table.rows[0].cells[0].paragraphs[0].text = shown(Mark.BODY)
        paragraph(
            document, shown(Mark.ADDRESSEE)
        ).text = "{% if 主送机关 and 0 %}{{ 主送机关 }}{% endif %}密级：无"

    put(office, "plain.docx", change)

    made = word_reader.opened(report(Letterhead(red_head=False)))

    (cell,) = [row.cells[0] for row in made.tables[0].rows]
    assert cell.text == "现将某事报告如下。"
    assert "密级：无" in [one.text for one in made.paragraphs]


def test_the_mark_of_a_long_issuer_fits_one_line() -> None:
    made = word_reader.opened(
        Paper(Letterhead(), "某" * 40, 2025, template_files.LETTER).to_bytes()
    ).sections[0]

    (mark,) = made.first_page_header.paragraphs
    assert [run.font.size for run in mark.runs] == [Pt(442 // 40)]


def test_the_file_says_what_it_is_and_whose(board_in: Callable[[str], Board]) -> None:
    properties = word_reader.opened(annual_summary.make(board_in("some"))).core_properties

    assert properties.title == "关于开州区“小县大城”试点2025年上半年工作情况的报告"
    assert properties.author == "专班办公室"
    assert (properties.comments, properties.last_modified_by, properties.created) == ("", "", None)


def rename(words: str, other: str) -> Change:
    def change(document: Any) -> None:
        paragraph(document, words).runs[0].text = other

    return change


def drop(words: str) -> Change:
    def change(document: Any) -> None:
        element = paragraph(document, words)._p  # noqa: SLF001 - docx cannot remove one
        element.getparent().remove(element)

    return change


def drop_style(name: str) -> Change:
    return lambda document: document.styles[name].delete()


WRONG: tuple[tuple[Change, TemplateProblem, str], ...] = (
    (rename("标题", "｛｛ 标题 ｝｝"), TemplateProblem.WIDE_BRACES, "｛｛ 标题 ｝｝"),
    (rename("标题", "{｛ 标题 }}"), TemplateProblem.WIDE_BRACES, "{｛ 标题 }}"),
    (rename("标题", "{{ 标题 }"), TemplateProblem.OPEN_BRACES, "{{ 标题 }"),
    (rename("标题", "{{ 标 题 }}"), TemplateProblem.UNREADABLE_MARK, "{{ 标 题 }}"),
    (rename("标题", "{{p 标题 }}"), TemplateProblem.UNREADABLE_MARK, "{{p 标题 }}"),
    (rename("标题", "{{ 标题|safe }}"), TemplateProblem.UNREADABLE_MARK, "{{ 标题|safe }}"),
    (rename("标题", "{{ 标提 }}"), TemplateProblem.NO_SUCH_MARK, "{{ 标提 }}"),
    (
        rename("标题", "{{ 标题 }}{{ cycler.__init__.__globals__ }}"),
        TemplateProblem.NO_SUCH_MARK,
        "{{ cycler }}",
    ),
    (
        rename("标题", "{{ 标题.__class__.__mro__[1].__subclasses__() }}"),
        TemplateProblem.FAILED,
        "__class__",
    ),
    (rename("标题", "{{ 标题 + 1 }}"), TemplateProblem.FAILED, ""),
    (
        rename("标题", "{% for 字 in 标题 %}{{ 标题 }}"),
        TemplateProblem.UNREADABLE_MARK,
        "{% for 字 in 标题 %}",
    ),
    (drop("标题"), TemplateProblem.NO_MARK, "{{ 标题 }}"),
    (drop("正文"), TemplateProblem.NO_MARK, "{{ 正文 }}"),
    (rename("正文", "如下：{{ 正文 }}"), TemplateProblem.NOT_ALONE, "{{ 正文 }}"),
    (rename("附件说明", "{{ 正文 }}{{ 附件说明 }}"), TemplateProblem.NOT_ALONE, "{{ 正文 }}"),
    (
        rename("附件说明", "{% if 签发人 == 0 %}{{ 附件说明 }}{% endif %}"),
        TemplateProblem.NOT_ALONE,
        "{{ 附件说明 }}",
    ),
    (drop_style("公文正文"), TemplateProblem.NO_STYLE, "公文正文"),
    (drop_style("Heading 2"), TemplateProblem.NO_STYLE, "标题 2"),
)


@pytest.mark.parametrize(("change", "problem", "words"), WRONG)
def test_a_template_that_cannot_be_filled_is_named_with_what_is_wrong(
    office: Path, change: Change, problem: TemplateProblem, words: str
) -> None:
    file = put(office, "report.docx", change)

    with pytest.raises(BadTemplateError) as caught:
        report(Letterhead())

    assert caught.value.problem is problem
    assert words in caught.value.words
    assert f"template {file}: " in str(caught.value)
    said = chinese.bad_template(caught.value)
    assert said.startswith("公文模板 report.docx 有误：")
    assert caught.value.words in said or problem is TemplateProblem.FAILED
    # other papers are made as ever
    assert Paper(Letterhead(), "某办公室", 2025, template_files.LETTER).to_bytes()


@pytest.mark.parametrize("content", [b"", b"a letter", b"PK\x03\x04", b"\xd0\xcf\x11\xe0" * 200])
def test_a_file_that_is_no_document_is_named(office: Path, content: bytes) -> None:
    (office / "report.docx").write_bytes(content)

    with pytest.raises(BadTemplateError) as caught:
        report(Letterhead())

    assert caught.value.problem is TemplateProblem.UNREADABLE


def test_a_damaged_document_is_named(office: Path) -> None:
    whole = (template_files.OWN / "report.docx").read_bytes()
    for cut in range(200, len(whole), len(whole) // 40):
        for content in (whole[:cut], whole[:cut] + b"\x00" * 40 + whole[cut + 40 :]):
            (office / "report.docx").write_bytes(content)
            os.utime(office / "report.docx", (cut, cut))
            # any other error fails; a cut in what no reader needs is no damage
            with suppress(BadTemplateError):
                report(Letterhead())


def test_a_folder_in_place_of_a_template_is_named(office: Path) -> None:
    (office / "report.docx").mkdir()

    with pytest.raises(BadTemplateError):
        report(Letterhead())


def test_the_command_line_says_it_in_a_sentence(
    office: Path, file: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    put(office, "report.docx", drop("正文"))
    monkeypatch.setenv("KZDASH_DATABASE_URL", f"sqlite:///{file}")
    arguments = ["export", "summary", "--out", str(tmp_path / "summary.docx")]

    english = CliRunner().invoke(cli, arguments)
    monkeypatch.setenv("KZDASH_LANG", "zh")
    spoken = CliRunner().invoke(cli, arguments)

    assert (english.exit_code, spoken.exit_code) == (1, 1)
    assert "the mark {{ 正文 }} is missing. Put it where that shall stand" in english.output
    assert "缺少标记“{{ 正文 }}”" in spoken.output
    assert not (tmp_path / "summary.docx").exists()


@pytest.mark.slow
def test_a_template_saved_by_another_program_makes_the_same_paper(
    office: Path, board_in: Callable[[str], Board], tmp_path: Path
) -> None:
    """LibreOffice here stands for Word and WPS, which a clerk may change a template in."""
    if not libreoffice.found():
        (pytest.fail if os.environ.get("CI") == "true" else pytest.skip)(libreoffice.HOW_TO_GET)
    board = board_in("some")
    plain = replace(board, plan=replace(board.plan, letterhead=Letterhead(red_head=False)))

    def papers() -> list[bytes]:
        letter = supervision.make(board, UNIT)
        return [annual_summary.make(board), letter, annual_summary.make(plain)]

    own = papers()
    saved_in = tmp_path / "saved"
    saved_in.mkdir()
    libreoffice.converted(
        [template_files.OWN / name for name in template_files.NAMES], saved_in, "docx"
    )
    for name in template_files.NAMES:
        shutil.copy(saved_in / name, office)

    saved = papers()

    for mine, theirs in zip(own, saved, strict=True):
        assert word_reader.body(mine) == word_reader.body(theirs)
        before, after = word_reader.opened(mine), word_reader.opened(theirs)
        assert [one.style.name for one in after.paragraphs] == [
            one.style.name for one in before.paragraphs
        ]
        assert after.settings.element.find(qn("w:mirrorMargins")) is not None
        head = [one.sections[0].first_page_header.paragraphs[0].text for one in (before, after)]
        assert head[0] == head[1]
