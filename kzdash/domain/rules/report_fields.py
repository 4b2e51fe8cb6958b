"""The fields of a report: one table that rules, forms, files, documents and history read.

One more field is a row here beside its column in the store; CONTRIBUTING.md walks through one.
"""

from __future__ import annotations

from kzdash.domain.models import Kind
from kzdash.domain.progress import Answer, Confidence, FundSource, Stage
from kzdash.domain.progress.status import REPORTABLE
from kzdash.domain.rules.field_types import (
    ANY_KIND,
    WAN_YUAN,
    ChoiceField,
    DayField,
    FigureField,
    ReportField,
    TextField,
)
from kzdash.domain.rules.fields import check_amount, check_share

PROJECT = frozenset({Kind.PROJECT})
MATTER = frozenset({Kind.MATTER})
# what may be late, behind or blocked
EXPECTED = ANY_KIND - MATTER - {Kind.MEETING}
# the year, unit, decimals and limits of a value are those of its indicator
VALUE = FigureField(name="value", label="数值", kinds=frozenset({Kind.INDICATOR}))
STATUS = ChoiceField(
    name="status",
    label="状态",
    kinds=ANY_KIND - PROJECT - VALUE.kinds - MATTER - {Kind.MEETING},
    options=REPORTABLE,
)
COMPLETED_ON = DayField(
    name="completed_on",
    label="完成日期",
    kinds=frozenset({Kind.MILESTONE, Kind.STEP, Kind.MATTER}),
    question="完成日期（已完成时填）",
    lead="完成于",
)
ANSWER = ChoiceField(name="answer", label="反馈", kinds=MATTER, options=tuple(Answer))
REQUESTED_DUE_ON = DayField(
    name="requested_due_on",
    label="申请延期至",
    kinds=MATTER,
    question="申请延期至（申请延期时填）",
    lead="申请延期至",
)
FUNDS_RECEIVED, FUNDS_PAID = (
    FigureField(
        name=name,
        label=label,
        kinds=PROJECT,
        placeholder="累计数",
        lead=f"{label} ",
        unit=WAN_YUAN,
        limit=check_amount,
    )
    for name, label in (
        ("funds_received_wan_yuan", "到位资金"),
        ("funds_paid_wan_yuan", "支付资金"),
    )
)


def _by_source(column: str, word: str) -> dict[FundSource, FigureField]:
    return {
        source: FigureField(
            name=f"{source.code}_{column}_wan_yuan",
            label=f"{source.label}{word}",
            kinds=PROJECT,
            placeholder="累计数",
            lead=f"{source.label}{word} ",
            unit=WAN_YUAN,
            width=8.5,
            limit=check_amount,
            detail=True,
        )
        for source in FundSource
    }


RECEIVED_BY_SOURCE, PAID_BY_SOURCE = _by_source("received", "到位"), _by_source("paid", "支付")
# asked of whoever is late, behind or blocked, and of nobody else
CAUSE, NEXT_STEP = (
    TextField(
        name=name,
        label=label,
        kinds=EXPECTED,
        lead=f"{label}：",
        width=16,
        longest=500,
        detail=True,
    )
    for name, label in (("cause", "滞后原因"), ("next_step", "下一步措施"))
)
EXPECTED_ON = DayField(
    name="expected_on", label="预计完成", kinds=EXPECTED, lead="预计完成 ", detail=True
)
CONFIDENCE = ChoiceField(
    name="confidence",
    label="完成把握",
    kinds=EXPECTED,
    options=tuple(Confidence),
    lead="完成把握：",
    detail=True,
)
OUTLOOK = (CAUSE, NEXT_STEP, EXPECTED_ON, CONFIDENCE)
PAYLOAD: tuple[ReportField, ...] = (
    ANSWER,
    REQUESTED_DUE_ON,
    VALUE,
    STATUS,
    COMPLETED_ON,
    ChoiceField(name="stage", label="阶段", kinds=PROJECT, options=tuple(Stage)),
    FigureField(
        name="physical_progress_percent",
        label="形象进度",
        kinds=PROJECT,
        placeholder="0到100的数字",
        lead="形象进度 ",
        unit="%",
        limit=check_share,
    ),
    FigureField(
        name="completed_investment_wan_yuan",
        label="完成投资",
        kinds=PROJECT,
        question="开工以来完成投资",
        placeholder="累计数",
        lead="完成投资 ",
        unit=WAN_YUAN,
        limit=check_amount,
    ),
    FUNDS_RECEIVED,
    FUNDS_PAID,
    *RECEIVED_BY_SOURCE.values(),
    *PAID_BY_SOURCE.values(),
    TextField(
        name="problems",
        label="需协调解决的问题",
        kinds=PROJECT,
        short="需协调问题",
        placeholder="没有就不填",
        lead="需协调：",
        width=20,
        longest=2000,
    ),
    *OUTLOOK,
)
EVIDENCE = TextField(name="evidence", label="依据", lead="依据：", width=16, longest=500)
# what is asked of every report
GROUNDS: tuple[ReportField, ...] = (
    EVIDENCE,
    TextField(name="note", label="说明", width=18, longest=2000),
)
REPORT_FIELDS = (*PAYLOAD, *GROUNDS)
# of which day a report speaks, beside what it says
AS_OF = DayField(name="as_of", label="数据截至")


def payload_of(kind: Kind, *, part: bool = False) -> tuple[ReportField, ...]:
    """Return what a report on an item of a kind may say that can be judged.

    On its `part` of an item of any kind, a supporting unit says how it stands.
    """
    return (STATUS,) if part else tuple(field for field in PAYLOAD if kind in field.kinds)


def measures_of(kind: Kind) -> tuple[FigureField | ChoiceField, ...]:
    """Return the fields of the payload that have a column each in a table of items.

    The last of them comes first: money beside the money that is planned, then how far it has led.
    Details have none.
    """
    fields = (field for field in reversed(payload_of(kind)) if not field.detail)
    return tuple(field for field in fields if isinstance(field, FigureField | ChoiceField))
