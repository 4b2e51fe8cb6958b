"""What people type is read as they meant it, or refused with its own reason; never guessed."""

from __future__ import annotations

import re
import sys
import time
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kzdash.domain import parsing
from kzdash.domain.formatting import format_number
from kzdash.domain.rules.fields import check_figure, check_text
from kzdash.errors import KzdashError, ParseError, ParseProblem, RefusedError

repeatable = settings(derandomize=True, deadline=None)

LONG = 100_000
XML = re.compile("[\t\n\r -\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
FIGURES = [
    ("12.5", "12.5"),
    ("0", "0"),
    ("007", "7"),
    ("100.000001", "100.000001"),
    ("１２．５", "12.5"),
    ("－０．０４", "-0.04"),
    ("＋３", "3"),
    ("+3", "3"),
    ("-0.04", "-0.04"),
    ("−0.04", "-0.04"),
    ("- 5", "-5"),
    ("﹣5", "-5"),
    ("1,234.5", "1234.5"),
    ("1，234，567", "1234567"),
    ("12,345", "12345"),
    ("53。94", "53.94"),
    ("53｡94", "53.94"),
    ("  12\t", "12"),
    ("\u3000１２\u00a0", "12"),
    ("\u200b12\ufeff", "12"),
    ("\u202a12\u202c", "12"),
    ("12\r\n", "12"),
    ("-0.00", "0.00"),
    ("123456789012345.123456", "123456789012345.123456"),
    ("1234567890123456789012345678901234567890", "1234567890123456789012345678901234567890"),
]
WITH_UNIT = [
    ("12%", "%", "12"),
    ("12 %", "%", "12"),
    ("１２％", "%", "12"),
    ("12﹪", "%", "12"),
    ("-3.5%", "%", "-3.5"),
    ("1200万元", "万元", "1200"),
    ("1,200 万", "万元", "1200"),
    ("1.2亿元", "万元", "12000"),
    ("1.2亿", "万元", "12000"),
    ("0.00005亿", "万元", "0.5"),
    ("1.23456789012345678901234567亿", "万元", "12345.6789012345678901234567"),
    ("0亿", "万元", "0"),
    ("1200", "万元", "1200"),
    ("50家", "家", "50"),
    ("0.6个百分点", "个百分点", "0.6"),
    ("12平方米", "平方米", "12"),
]
NO_FIGURES = [
    ("1,23", "", ParseProblem.SEPARATORS),
    ("0,123", "", ParseProblem.SEPARATORS),
    ("1234,567", "", ParseProblem.SEPARATORS),
    ("1,234,56", "", ParseProblem.SEPARATORS),
    ("1.234,5", "", ParseProblem.SEPARATORS),
    ("12,", "", ParseProblem.SEPARATORS),
    ("1,,234", "", ParseProblem.SEPARATORS),
    ("12%", "", ParseProblem.OTHER_UNIT),
    ("12%", "家", ParseProblem.OTHER_UNIT),
    ("12‰", "%", ParseProblem.OTHER_UNIT),
    ("12%%", "%", ParseProblem.OTHER_UNIT),
    ("1200元", "万元", ParseProblem.OTHER_UNIT),
    ("1.2亿", "%", ParseProblem.OTHER_UNIT),
    ("1.2万", "家", ParseProblem.OTHER_UNIT),
    ("12abc", "", ParseProblem.OTHER_UNIT),
    ("5e", "", ParseProblem.OTHER_UNIT),
    ("12\ud800", "", ParseProblem.OTHER_UNIT),
    ("12 13", "", ParseProblem.SEVERAL_FIGURES),
    ("12\n13", "", ParseProblem.SEVERAL_FIGURES),
    ("5-6", "", ParseProblem.SEVERAL_FIGURES),
    ("5~6", "", ParseProblem.SEVERAL_FIGURES),
    ("5至6", "", ParseProblem.SEVERAL_FIGURES),
    ("1/2", "", ParseProblem.SEVERAL_FIGURES),
    ("1+2", "", ParseProblem.SEVERAL_FIGURES),
    ("12%34", "%", ParseProblem.SEVERAL_FIGURES),
    ("5²", "", ParseProblem.SEVERAL_FIGURES),
    ("1\u200b2", "", ParseProblem.SEVERAL_FIGURES),
    ("1\x002", "", ParseProblem.SEVERAL_FIGURES),
    ("1e5", "", ParseProblem.NOT_A_FIGURE),
    ("1E+5", "", ParseProblem.NOT_A_FIGURE),
    ("0x1F", "", ParseProblem.NOT_A_FIGURE),
    ("nan", "", ParseProblem.NOT_A_FIGURE),
    ("NaN", "", ParseProblem.NOT_A_FIGURE),
    ("inf", "", ParseProblem.NOT_A_FIGURE),
    ("-Infinity", "", ParseProblem.NOT_A_FIGURE),
    ("∞", "", ParseProblem.NOT_A_FIGURE),
    ("N/A", "", ParseProblem.NOT_A_FIGURE),
    ("较高", "", ParseProblem.NOT_A_FIGURE),
    ("约12", "", ParseProblem.NOT_A_FIGURE),
    ("十二", "", ParseProblem.NOT_A_FIGURE),
    ("=1+2", "", ParseProblem.NOT_A_FIGURE),
    ("＝12", "", ParseProblem.NOT_A_FIGURE),
    ('=HYPERLINK("http://a.b")', "", ParseProblem.NOT_A_FIGURE),
    ("--5", "", ParseProblem.NOT_A_FIGURE),
    ("-", "", ParseProblem.NOT_A_FIGURE),
    ("(5)", "", ParseProblem.NOT_A_FIGURE),
    (".5", "", ParseProblem.NOT_A_FIGURE),
    ("5.", "", ParseProblem.NOT_A_FIGURE),
    ("12。", "", ParseProblem.NOT_A_FIGURE),
    ("。5", "", ParseProblem.NOT_A_FIGURE),
    ("1.2.3", "", ParseProblem.NOT_A_FIGURE),
    ("1_000", "", ParseProblem.SEVERAL_FIGURES),
    ("٣", "", ParseProblem.NOT_A_FIGURE),
    ("①", "", ParseProblem.NOT_A_FIGURE),
    ("½", "", ParseProblem.NOT_A_FIGURE),
    ("<b>5</b>", "", ParseProblem.NOT_A_FIGURE),
    ("\x00", "", ParseProblem.NOT_A_FIGURE),
    ("9" * 61, "", ParseProblem.TOO_LONG),
    ("9" * LONG, "", ParseProblem.TOO_LONG),
]
DAYS = [
    ("2024-12-20", (2024, 12, 20)),
    ("2024/12/20", (2024, 12, 20)),
    ("2024.12.20", (2024, 12, 20)),
    ("2024。12。20", (2024, 12, 20)),
    ("2024年12月20日", (2024, 12, 20)),
    ("2024 年 3 月 1 日", (2024, 3, 1)),
    ("20241220", (2024, 12, 20)),
    ("2024-3-1", (2024, 3, 1)),
    ("2024/3/1", (2024, 3, 1)),
    ("２０２４－１２－２０", (2024, 12, 20)),
    ("２０２４／１２／２０", (2024, 12, 20)),
    ("２０２４年１２月２０日", (2024, 12, 20)),
    ("2024−12−20", (2024, 12, 20)),
    ("\u3000 2024-12-20\n", (2024, 12, 20)),
    ("2024-02-29", (2024, 2, 29)),
    ("2000-01-01", (2000, 1, 1)),
    ("2099-12-31", (2099, 12, 31)),
]
NO_DAYS = [
    ("2025-02-29", ParseProblem.NO_SUCH_DAY),
    ("2024-13-01", ParseProblem.NO_SUCH_DAY),
    ("2024年4月31日", ParseProblem.NO_SUCH_DAY),
    ("2024-00-10", ParseProblem.NO_SUCH_DAY),
    ("2024-10-00", ParseProblem.NO_SUCH_DAY),
    ("20241320", ParseProblem.NO_SUCH_DAY),
    ("0000-01-01", ParseProblem.NO_SUCH_DAY),
    ("昨天", ParseProblem.NOT_A_DAY),
    ("2024", ParseProblem.NOT_A_DAY),
    ("2024-12", ParseProblem.NOT_A_DAY),
    ("2024年12月", ParseProblem.NOT_A_DAY),
    ("24-12-20", ParseProblem.NOT_A_DAY),
    ("20.12.2024", ParseProblem.NOT_A_DAY),
    ("12/20/2024", ParseProblem.NOT_A_DAY),
    ("2024-12/20", ParseProblem.NOT_A_DAY),
    ("2024-12-20-1", ParseProblem.NOT_A_DAY),
    ("2024-12-20 08:00", ParseProblem.NOT_A_DAY),
    ("202412201", ParseProblem.NOT_A_DAY),
    ("45646", ParseProblem.NOT_A_DAY),
    ("=TODAY()", ParseProblem.NOT_A_DAY),
    ("２０２４－W27-1", ParseProblem.NOT_A_DAY),
    ("٢٠٢٤-12-20", ParseProblem.NOT_A_DAY),
    ("2024-12-20\ud800", ParseProblem.NOT_A_DAY),
    ("1" * LONG, ParseProblem.TOO_LONG),
    ("1999-12-31", ParseProblem.OUT_OF_RANGE),
    ("2100年1月1日", ParseProblem.OUT_OF_RANGE),
]
KEPT = [
    "说明",
    "👨‍👩‍👧‍👦 一家",
    "1️⃣ 🇨🇳 👍🏽",
    "𠮷野家 𪚥 𰻝",
    "龘 﨑 々 〇 ㎡ ½",
    "１２．５％　全角",
    '=HYPERLINK("http://a.b","点我")',
    "+1 -1 @SUM(A1)",
    "<script>alert(1)</script> <b>粗</b> &amp;",
    "**粗** _斜_ [x](http://a.b) :red[红] `码` $x^2$",
    "第一行\n\n\t第二行",
    "“引号” ‘引号’ \"'\\",
    "é e\u0301",
    "שלום عربى",
    "a\u200bb\u00a0c",
]
MENDED = [
    ("一\r\n二\r三\n四", "一\n二\n三\n四"),
    ("一\u2028二\u2029三\v四\f五\x85六", "一\n二\n三\n四\n五\n六"),
    ("一\r\n\r\n二", "一\n\n二"),
    ("a\x00b\x07c\x1bd\x7fe\x9ff", "abcdef"),
    ("a\ud83db\udc4dc", "abc"),
    ("a\u202eb\u202cc\u2066d\u2069e", "abcde"),
    ("a\ufffeb\uffffc", "abc"),
    ("\uffff说明\uffff", "说明"),
    ("  说明\n", "说明"),
    ("\u3000说明\u3000", "说明"),
    ("\x00 说明 \x00", "说明"),
    ("\n\r\n\t ", ""),
    ("", ""),
]

texts = st.text(st.characters(exclude_categories=()))
figures = st.decimals(
    Decimal("-999999999999999.999999"), Decimal("999999999999999.999999"), places=6
)


@pytest.mark.parametrize(("given", "meant"), FIGURES)
def test_a_figure_is_read_digit_by_digit(given: str, meant: str) -> None:
    assert str(parsing.parse_figure(given)) == meant


@pytest.mark.parametrize(("given", "unit", "meant"), WITH_UNIT)
def test_a_figure_may_bring_its_own_unit(given: str, unit: str, meant: str) -> None:
    value = parsing.parse_figure(given, unit)

    assert value == Decimal(meant)
    assert "E" not in str(value)


@pytest.mark.parametrize(("given", "unit", "reason"), NO_FIGURES)
def test_what_is_no_figure_is_refused_with_its_reason(
    given: str, unit: str, reason: ParseProblem
) -> None:
    with pytest.raises(ParseError) as caught:
        parsing.parse_figure(given, unit, "value")

    assert (caught.value.problem, caught.value.field) == (reason, "value")


@pytest.mark.parametrize("blank", ["", " ", "\u3000", "\t\r\n", "\u00a0", "\u200b", " \ufeff "])
def test_blanks_are_nothing_typed(blank: str) -> None:
    assert parsing.parse_figure(blank, "%") is None
    assert parsing.parse_date(blank) is None


def test_a_hundred_thousand_blanks_are_nothing_typed() -> None:
    assert parsing.parse_figure(" " * LONG) is None
    assert parsing.parse_date("\u3000" * LONG) is None
    assert parsing.parse_text("\n" * LONG) == ""


@pytest.mark.parametrize(("given", "meant"), DAYS)
def test_a_day_is_read_in_every_usual_way(given: str, meant: tuple[int, int, int]) -> None:
    assert parsing.parse_date(given) == date(*meant)


@pytest.mark.parametrize(("given", "reason"), NO_DAYS)
def test_what_is_no_day_is_refused_with_its_reason(given: str, reason: ParseProblem) -> None:
    with pytest.raises(ParseError) as caught:
        parsing.parse_date(given, "as_of")

    assert (caught.value.problem, caught.value.field) == (reason, "as_of")


@pytest.mark.parametrize("given", KEPT)
def test_a_text_is_kept_as_typed(given: str) -> None:
    assert parsing.parse_text(given) == given


@pytest.mark.parametrize(("given", "meant"), MENDED)
def test_a_text_loses_what_no_text_has_use_for(given: str, meant: str) -> None:
    assert parsing.parse_text(given) == meant


@pytest.mark.slow
def test_a_text_loses_just_the_characters_that_a_report_may_not_have() -> None:
    ends_of_lines = set("\r\v\f\x85\u2028\u2029")
    everything = set(map(chr, range(sys.maxunicode + 1))) - ends_of_lines

    lost = {character for character in everything if parsing.parse_text(f"a{character}b") == "ab"}

    assert lost == {character for character in everything if is_refused(character)}
    # https://www.w3.org/TR/xml/#charsets
    assert lost > {character for character in everything if not XML.fullmatch(character)}


def is_refused(character: str) -> bool:
    try:
        check_text("note", character, 1)
    except RefusedError:
        return True
    return False


@pytest.mark.parametrize(
    ("given", "shown"),
    [
        ("九" * 39, "九" * 39),
        ("九" * 41, "九" * 40),
        ("九" * LONG, "九" * 40),
        (" \n" * LONG + "较高", "较高"),
        ("较\x00高\ud800\u202e\n了", "较高 了"),
    ],
)
def test_an_error_says_how_what_was_typed_begins(given: str, shown: str) -> None:
    with pytest.raises(KzdashError) as caught:
        parsing.parse_figure(given)

    assert isinstance(caught.value, ParseError)
    assert caught.value.value == shown
    assert shown in str(caught.value)
    assert "Nothing was written" in str(caught.value)


@repeatable
@given(figures)
def test_a_figure_as_the_program_writes_it_reads_back(value: Decimal) -> None:
    check_figure("value", value)

    assert parsing.parse_figure(format_number(value, 6)) == value
    assert parsing.parse_figure(f"{value:f}") == value
    assert parsing.parse_figure(f"{format_number(value, 6)}%", "%") == value


@repeatable
@given(st.dates())
def test_a_day_as_any_program_writes_it_reads_back(day: date) -> None:
    year, month, of_month = day.year, day.month, day.day

    for written in (
        day.isoformat(),
        f"{year:04}年{month}月{of_month}日",
        f"{year:04}/{month}/{of_month}",
        f"{year:04}{month:02}{of_month:02}",
    ):
        assert parsing.parse_date(written, "as_of", date.min, date.max) == day


@repeatable
@given(texts)
def test_any_text_that_is_not_too_long_passes_the_rules(given: str) -> None:
    cleared = parsing.parse_text(given)

    check_text("note", cleared, 2000)
    assert parsing.parse_text(cleared) == cleared


@repeatable
@given(
    texts | st.text("0123456789+-,.。%万亿元年月日/ e０５．，－", max_size=12),
    st.sampled_from(["", "%", "万元", "家"]),
)
def test_nothing_typed_is_ever_more_than_refused(given: str, unit: str) -> None:
    try:
        value = parsing.parse_figure(given, unit)
    except ParseError as error:
        assert len(error.value) <= parsing.SHOWN  # noqa: PT017 - reading may also work
    else:
        assert value is None or value.is_finite()
    try:
        parsing.parse_date(given)
    except ParseError as error:
        error.value.encode("utf-8")


@repeatable
@given(st.text("0123456789,.-", max_size=30))
def test_a_figure_that_is_read_is_the_one_its_digits_make(given: str) -> None:
    try:
        value = parsing.parse_figure(given)
    except ParseError:
        return

    assert value is None or value == Decimal(given.strip().replace(",", ""))


@pytest.mark.parametrize(
    "piece", [" ", "9", "9,", "\x00", "\ud800", "\r\n", "年", "👨‍👩‍👧‍👦", "\u202e", "a "]
)
def test_texts_of_a_hundred_thousand_characters_are_done_in_no_time(piece: str) -> None:
    given = f"x{piece * LONG}x"
    started = time.process_time()

    parsing.parse_text(given)
    for read in (parsing.parse_figure, parsing.parse_date):
        with pytest.raises(ParseError):
            read(given)

    assert time.process_time() - started < 1


def test_a_text_too_long_for_a_report_is_left_to_the_rules() -> None:
    long = parsing.parse_text("长" * LONG)

    assert len(long) == LONG
    with pytest.raises(RefusedError, match="too long"):
        check_text("note", long, 2000)
