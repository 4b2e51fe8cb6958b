"""What the items of all kinds share: what the plan says, what was reported, and their state."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from kzdash.domain.formatting import format_date
from kzdash.domain.models import Kind
from kzdash.domain.progress import State, Status
from kzdash.domain.progress.figure_period import is_provisional
from kzdash.domain.rules import WITHDRAWN

if TYPE_CHECKING:
    import datetime as dt

    from kzdash.board.entries import AdjustmentEntry, EvidenceEntry, ReportEntry
    from kzdash.board.published import ComparisonEntry, FactEntry
    from kzdash.domain.progress import Round

KIND_WORDS = {
    Kind.INDICATOR: "指标",
    Kind.PROJECT: "项目",
    Kind.MILESTONE: "时间节点",
    Kind.TASK: "任务",
    Kind.POLICY: "政策",
    Kind.REFORM: "改革",
    Kind.DIRECTION: "改革方向",
    Kind.AIM: "定性目标",
    Kind.SAFEGUARD: "保障措施",
    Kind.STEP: "工作节点",
    Kind.MATTER: "督办事项",
    Kind.MEETING: "会议",
}

PART_BLOCKED = "配合单位受阻"
QUERIED = "待核实"
_DONE = {Status.DONE, Status.DONE_ON_TIME, Status.DONE_LATE}


@dataclass(frozen=True, slots=True, kw_only=True)
class BoardItem:
    """The fields every item has.

    `units` are those of the item, the lead unit first; `parts` are the reports that count on the
    parts of the supporting units, in their order. `as_of` is the board's day; `reports` are those
    that count on it. `undos` took a report back and are not counted as reports. `adjustments` are
    those made by the day; the values they replaced stand in the fields named `original_…`, which
    are None if the plan stands as published. `open_problems` are the words of the matters that ask
    others to solve a problem of it; `queried_seq` is the report that the office asks about. `round`
    is the period that a report is asked for, None where the calendar says nothing of it; `missed`
    is the one asked for before it, where nobody has reported on that or since.
    `evidence_files` came with its reports, the newest first, `slide_photo` is the one that a slide
    shows. `facts` were published about it, `comparisons` are figures of others beside its own.
    """

    as_of: dt.date
    item_id: int
    kind: Kind
    number: int
    name: str
    short_name: str
    summary: str
    citation: str
    programme: int | None
    units: tuple[str, ...]
    more_units: bool
    due_on: dt.date | None
    original_due_on: dt.date | None
    reports: tuple[ReportEntry, ...]
    adjustments: tuple[AdjustmentEntry, ...]
    status: Status
    undos: tuple[ReportEntry, ...] = ()
    original_lead_unit: str | None = None
    parts: tuple[ReportEntry, ...] = ()
    open_problems: tuple[str, ...] = ()
    queried_seq: int | None = None
    round: Round | None = None
    missed: Round | None = None
    evidence_files: tuple[EvidenceEntry, ...] = ()
    slide_photo: EvidenceEntry | None = None
    facts: tuple[FactEntry, ...] = ()
    comparisons: tuple[ComparisonEntry, ...] = ()

    @property
    def changed_at(self) -> dt.datetime | None:
        """When the last report, undo or adjustment was recorded, if there is one."""
        moments = [report.recorded_at for report in (*self.reports, *self.undos, *self.parts)]
        moments += [adjustment.recorded_at for adjustment in self.adjustments]
        return max(moments, default=None)

    @property
    def latest_report(self) -> ReportEntry | None:
        """The newest report that counts, if anybody has reported."""
        return max(self.reports, key=lambda report: (report.as_of, report.seq), default=None)

    def reported(self, field: str) -> Any:  # noqa: ANN401 - whatever a field holds
        """Return what the newest report that counts says of a field, none where nothing."""
        return getattr(self.latest_report, field, None)

    @property
    def fresh_on(self) -> dt.date | None:
        """The day that its newest report is about, if there is one."""
        return max((report.fresh_on for report in self.reports), default=None)

    @property
    def final_on(self) -> dt.date | None:
        """The day that its newest report is about which is not a provisional figure."""
        final = (report for report in self.reports if not is_provisional(report.period))
        return max((report.fresh_on for report in final), default=None)

    @property
    def answers_round(self) -> bool:
        """Whether what was reported says all that its round asks for."""
        return (
            self.round is not None and not self.undos and self.round.is_answered_by(self.fresh_on)
        )

    @property
    def problem_words(self) -> str:
        """What others are asked to solve for it, empty where nothing is."""
        return "；".join(self.open_problems)

    @property
    def query_words(self) -> str:
        """The mark of an item whose last report the office asks about; empty without one."""
        return "" if self.queried_seq is None else QUERIED

    @property
    def last_words(self) -> str:
        """What others are asked to solve, or else what its newest report notes, on one line."""
        report = self.latest_report
        return " ".join((self.problem_words or (report.note if report else "")).split())

    @property
    def withdrawal(self) -> AdjustmentEntry | None:
        """What took an item that was added out again, if anything has."""
        return next((it for it in self.adjustments if it.decision == WITHDRAWN), None)

    @property
    def lead_unit(self) -> str | None:
        """The unit that leads it; None where the document names none."""
        return self.units[0] if self.units else None

    @property
    def supporting_units(self) -> tuple[str, ...]:
        """The units that support the lead unit."""
        return self.units[1:]

    def part_of(self, unit: str) -> ReportEntry | None:
        """Return the report that counts on a supporting unit's part, none where it said nothing."""
        return next((part for part in self.parts if part.unit == unit), None)

    def part_words(self, unit: str) -> str:
        """Return how a supporting unit's part stands by shape and words, ○ 未报 too."""
        part = self.part_of(unit)
        return part.status.marked if part and part.status else State.UNREPORTED.marked

    @property
    def blocked_parts(self) -> tuple[ReportEntry, ...]:
        """The reports of supporting units whose part is blocked."""
        return tuple(part for part in self.parts if part.status is Status.BLOCKED)

    @property
    def blocked_words(self) -> str:
        """Which supporting units are blocked: 配合单位受阻：某局; empty if none is."""
        blocked = "、".join(part.unit or "" for part in self.blocked_parts)
        return f"{PART_BLOCKED}：{blocked}" if blocked else ""

    @property
    def parts_words(self) -> str:
        """How many supporting units have reported on their part; empty if it has none."""
        count = len(self.supporting_units)
        return f"{len(self.parts)}/{count}家配合单位已报" if count else ""

    @property
    def lead_words(self) -> str:
        """The unit that leads it, — where the document names none."""
        return self.lead_unit or "—"

    @property
    def supporting_words(self) -> str:
        """The units that support the lead unit, and whether the document leaves more unnamed."""
        more = ("等" if self.supporting_units else "等单位") if self.more_units else ""
        return ("、".join(self.supporting_units) + more) or "—"

    @property
    def key(self) -> str:
        """What a file or a list calls it, by kind and number: 指标7."""
        return f"{KIND_WORDS[self.kind]}{self.number}"

    @property
    def code(self) -> str:
        """What programs and urls call it, by kind and number: indicator-7."""
        return f"{self.kind}-{self.number}"

    @property
    def titled(self) -> str:
        """What lists of several kinds call it: by kind, number and short name."""
        return f"{KIND_WORDS[self.kind]} {self.number}. {self.short_name}"

    @property
    def heading(self) -> str:
        """What its own page calls it: by kind, number and name."""
        return f"{KIND_WORDS[self.kind]} {self.number}. {self.name}"

    @property
    def units_words(self) -> str:
        """Its units in words, the lead unit first: 甲局牵头，乙局、丙局配合."""
        if not self.units:
            return "—"
        supporting = self.supporting_words
        return f"{self.lead_words}牵头" + ("" if supporting == "—" else f"，{supporting}配合")

    @property
    def due_words(self) -> str:
        """The due date, with the original one where it was adjusted."""
        original = f"（原{format_date(self.original_due_on)}）" if self.original_due_on else ""
        return f"{format_date(self.due_on)}{original}"

    @property
    def state(self) -> State:
        """The state it is in on the board's day; what nobody reported is never late."""
        if self.status is Status.NO_DATA or (
            self.status is Status.OVERDUE and self.latest_report is None
        ):
            return self._silence
        return self.status.state

    @property
    def _silence(self) -> State:
        """Why there is no judgement, where nobody has said what would settle it."""
        if self.latest_report is not None:
            return State.INCOMPLETE
        return State.DUE_UNREPORTED if self.days_late else State.UNREPORTED

    @property
    def state_words(self) -> str:
        """The word for the state with its detail, such as days: 逾期 12 天."""
        if self.state is State.OVERDUE:
            return f"{self.state.word} {self.days_late} 天"
        return self.state.word

    @property
    def marked(self) -> str:
        """The state by shape and words: it is never told by colour alone."""
        words = filter(None, (self.state_words, self.query_words))
        return f"{self.state.shape} {'，'.join(words)}"

    @property
    def days_late(self) -> int:
        """The days since its due date, 0 before it and for an item without one."""
        return 0 if self.due_on is None else max((self.as_of - self.due_on).days, 0)

    @property
    def shortfall(self) -> Decimal:
        """How far it is from where it should be, to sort items of one state by.

        Days for a due date, percentage points for a project that is behind, for an indicator what
        it lacks of its target as a share of the target.
        """
        return Decimal(self.days_late)

    @property
    def is_done(self) -> bool:
        """Whether it is completed, on time or late."""
        return self.status in _DONE
