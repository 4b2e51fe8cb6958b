"""The catalogue of documents: the names and purpose of each, and the function that makes it.

A document's own module, with the library that writes its format, is imported when the first one is
made: most runs of the program make none, and a start would wait for all of them.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from kzdash.documents.document import (
    DECK,
    PAPER,
    WORKBOOK,
    ZIP,
    Document,
    DocumentRequest,
    items_led_by,
)
from kzdash.documents.paper_catalogue import PAPERS, PAPERS_OF_UNIT, check_unit
from kzdash.runtime import config

if TYPE_CHECKING:
    from collections.abc import Mapping

    from kzdash.board.board import Board


def _deck(board: Board, request: DocumentRequest) -> bytes:
    from kzdash.documents import deck

    master = config.current().deck_master
    return deck.make(board, request.changes(), request.read_photo, master)


def _summary(board: Board, _request: DocumentRequest) -> bytes:
    from kzdash.documents.papers import annual_summary

    return annual_summary.make(board)


def _supervision(board: Board, request: DocumentRequest) -> bytes:
    from kzdash.documents.papers import supervision

    check_unit(board, request.unit)
    return supervision.make(board, request.unit)


def _papers(board: Board, request: DocumentRequest) -> bytes:
    from kzdash.documents import all_papers

    papers = [document for document in _ALL if document.needs_unit]
    return all_papers.make(board, request, papers)


def _meeting(board: Board, request: DocumentRequest) -> bytes:
    from kzdash.documents import meeting_material

    kinds = ("deck", "onepage", "bulletin", "decisions", "special", "monthly")
    return meeting_material.make(board, request, [CATALOGUE[kind] for kind in kinds])


def _workbook(board: Board, request: DocumentRequest) -> bytes:
    from kzdash.documents import workbook
    from kzdash.documents.pages.links import PageLinks

    address = config.current().channels.address
    day = {"as_of": board.as_of.isoformat()}
    links = PageLinks(day, folder=f"{address}/") if address else None
    return workbook.make(board, links, request.reports() if request.reports else None)


def _monthly(board: Board, _request: DocumentRequest) -> bytes:
    from kzdash.documents import monthly_table

    return monthly_table.make(board)


def _tables(board: Board, _request: DocumentRequest) -> bytes:
    from kzdash.documents import csv_archive

    return csv_archive.make(board)


def _json(board: Board, _request: DocumentRequest) -> bytes:
    from kzdash.documents import closed_board

    return closed_board.dumps(board).encode()


def _calendar(board: Board, request: DocumentRequest) -> bytes:
    from kzdash.documents import calendar

    if request.unit:
        items_led_by(board, request.unit)
    return calendar.make(board, request.now, request.unit)


def _form(board: Board, request: DocumentRequest) -> bytes:
    from kzdash.documents import report_form

    items = items_led_by(board, request.unit)
    return report_form.make(board, items, request.seqs, request.reporter, request.unit)


def _goals(board: Board, _request: DocumentRequest) -> bytes:
    from kzdash.documents import goals_form

    return goals_form.make(board)


def _forms(board: Board, request: DocumentRequest) -> bytes:
    from kzdash.documents import all_forms

    return all_forms.make(board, request.seqs)


_ALL = (
    Document(
        "deck",
        "汇报幻灯片",
        "与投屏汇报同样的页，文字、表格和图表都可以改，图表的数据在里面。",
        "pptx",
        DECK,
        _deck,
    ),
    Document(
        "summary",
        "年度总结",
        "按公文格式写好的工作情况报告，期末那天的按月、季、半年、年度或试点期写；做法、原因和下一步取自各单位填报，没有人说过的标黄底，由人填写。",
        "docx",
        PAPER,
        _summary,
    ),
    *PAPERS,
    Document(
        "meeting",
        "会议材料",
        "开会用的材料打成一个压缩包：会议通知、议程、汇报幻灯片、一页纸、调度通报、议定事项清单、重大问题专报、项目投资调度表。",
        "zip",
        ZIP,
        _meeting,
    ),
    Document(
        "unit",
        "督办清单",
        "发给一个责任单位的函：它牵头哪些事项，哪些逾期，哪些要填报，提出了什么问题；它配合哪些。",
        "docx",
        PAPER,
        _supervision,
        of_unit=True,
        needs_unit=True,
    ),
    *PAPERS_OF_UNIT,
    Document(
        "papers",
        "各单位公文",
        "每个单位的督办清单，要督办的另有督办通知，要填报的另有提醒函，打成一个压缩包，解开后分发。",
        "zip",
        ZIP,
        _papers,
    ),
    Document(
        "workbook",
        "看板数据表",
        "全部事项，一类一张工作表，数字和日期可以直接计算和筛选，合计是公式，A4 横排打印。",
        "xlsx",
        WORKBOOK,
        _workbook,
    ),
    Document(
        "monthly",
        "项目投资调度表",
        "按工程类别列出各项目本月、本年和开工以来完成投资，与年度计划和时序进度比，有小计。",
        "xlsx",
        WORKBOOK,
        _monthly,
    ),
    Document(
        "form",
        "填报表",
        "可填写的表格：填好浅黄色的格，在“填报”页传回来。",
        "xlsx",
        WORKBOOK,
        _form,
        of_unit=True,
    ),
    Document(
        "forms",
        "各单位填报表",
        "每个单位一份填报表，打成一个压缩包，解开后分发；填好后可以一次全部传回。",
        "zip",
        ZIP,
        _forms,
    ),
    Document(
        "goals",
        "年度目标和计划表",
        "指标的年度目标、快报目标，项目的年度计划投资、计划开工和计划资金，供专班填写后传回。",
        "xlsx",
        WORKBOOK,
        _goals,
    ),
    Document(
        "tables",
        "全部表格",
        "全部事项、数值、单位和填报，一张表一个 CSV 文件，供其他软件读取；附逐列说明。",
        "zip",
        ZIP,
        _tables,
    ),
    Document(
        "json",
        "看板数据",
        "全部事项和判断，一个 JSON 文件，供其他系统读取。",
        "json",
        "application/json",
        _json,
    ),
    Document(
        "calendar",
        "到期日历",
        "时间节点、工作节点、督办事项和项目建设期满日，可导入日历软件，提前30天、7天和当天上午9时提醒。",
        "ics",
        "text/calendar",
        _calendar,
        of_unit=True,
    ),
)
CATALOGUE: Mapping[str, Document] = {document.kind: document for document in _ALL}
