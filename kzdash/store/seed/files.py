"""The files of a seed: their columns, how the cells of each are parsed, and reading them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from kzdash.domain.models import Kind
from kzdash.domain.progress import Direction, FundSource, Measure
from kzdash.domain.rules import GOAL_FIELDS, GOAL_KINDS, STATUS
from kzdash.errors import SeedProblem
from kzdash.store.seed import cells

if TYPE_CHECKING:
    from collections.abc import Callable

PLAN = "plan.toml"
MEASURES = {
    "水平": Measure.LEVEL,
    "变化": Measure.CHANGE,
    "增速": Measure.GROWTH,
    "累计": Measure.CUMULATIVE,
}
DIRECTIONS = {
    "不低于": Direction.UP,
    "不高于": Direction.DOWN,
    "提高": Direction.UP,
    "缩小": Direction.DOWN,
}
TABLE_OF_KIND = {
    Kind.INDICATOR: "indicators",
    Kind.PROJECT: "projects",
    Kind.MILESTONE: "milestones",
    Kind.TASK: "tasks",
    Kind.POLICY: "policies",
    Kind.REFORM: "reforms",
    Kind.DIRECTION: "directions",
    Kind.AIM: "aims",
    Kind.SAFEGUARD: "safeguards",
}
FUNDING = {"政府": "政府", "市场": "市场"}


@dataclass(frozen=True, slots=True)
class Column:
    """A column: its header in the file, the field it becomes, and how its cells are read."""

    header: str
    field: str
    read: Callable[[str], Any]


@dataclass(frozen=True, slots=True)
class Row:
    """A parsed row: its fields by name, its file, and its line there."""

    file: str
    line: int
    fields: dict[str, Any]

    def __getitem__(self, field: str) -> Any:  # noqa: ANN401 - a value of any column
        return self.fields[field]

    def problem(self, column: str, found: object, expected: str) -> SeedProblem:
        """Return a problem in a column of this row."""
        return SeedProblem(self.file, self.line, column, str(found), expected)


NUMBER = Column("序号", "number", cells.positive_integer)
NAME = Column("名称", "name", cells.text)
SHORT_NAME = Column("名称", "name", cells.short_name)
SUMMARY = Column("摘要", "summary", cells.text)
UNITS = Column("责任单位", "units", cells.units)
CITATION = Column("出处", "citation", cells.text)
PROGRAMME = Column("工程序号", "programme", cells.positive_integer)
LABEL = Column("简称", "short_name", cells.text)
COMMON_COLUMNS = (NUMBER, SHORT_NAME, SUMMARY, UNITS, CITATION)

TABLES: dict[str, tuple[Column, ...]] = {
    "units": (NAME, Column("其他写法", "aliases", cells.free_text), CITATION),
    "programmes": (
        NUMBER,
        NAME,
        LABEL,
        Column("项目类别名称", "category_name", cells.text),
        CITATION,
    ),
    "indicators": (
        NUMBER,
        NAME,
        LABEL,
        Column("计量单位", "unit", cells.free_text),
        Column("类型", "measure", cells.choice(MEASURES)),
        Column("方向", "direction", cells.choice(DIRECTIONS)),
        Column("目标值", "target", cells.positive_decimal),
        Column("约数", "approximate", cells.flag),
        Column("小数位", "decimals", cells.decimals),
        Column("容差", "tolerance", cells.positive_decimal),
        Column("填报内容", "reported_name", cells.text),
        Column("填报单位", "reported_unit", cells.free_text),
        Column("重点", "headline", cells.flag),
        UNITS,
        Column("说明", "summary", cells.text),
        CITATION,
    ),
    "projects": (
        NUMBER,
        NAME,
        LABEL,
        PROGRAMME,
        Column("项目业主", "owner", cells.text),
        Column("投资类别", "funding", cells.choice(FUNDING)),
        Column("开工年", "start_year", cells.year),
        Column("完工年", "end_year", cells.year),
        Column("计划总投资(万元)", "planned_investment_wan_yuan", cells.positive_decimal),
        UNITS,
        Column("建设内容", "summary", cells.text),
        CITATION,
    ),
    "milestones": (
        NUMBER,
        SHORT_NAME,
        Column("到期日", "due_on", cells.day),
        UNITS,
        Column("说明", "summary", cells.text),
        CITATION,
    ),
    "tasks": (NUMBER, PROGRAMME, *COMMON_COLUMNS[1:]),
    "directions": (
        NUMBER,
        Column("段落", "paragraph", cells.integer_or_zero),
        NAME,
        *COMMON_COLUMNS[2:],
    ),
    "policies": COMMON_COLUMNS,
    "reforms": COMMON_COLUMNS,
    "aims": COMMON_COLUMNS,
    "safeguards": COMMON_COLUMNS,
    "observations": (
        Column("指标序号", "number", cells.positive_integer),
        Column("年份", "period", cells.year),
        Column("数值", "value", cells.decimal),
        Column("单位", "unit", cells.free_text),
        Column("口径", "measures", cells.text),
        Column("推算方式", "derivation", cells.text),
        Column("资料名称", "source", cells.text),
        Column("发布单位", "publisher", cells.text),
        Column("发布日期", "published_on", cells.day_or_none),
        Column("网址", "address", cells.free_text),
        CITATION,
    ),
    "completions": (
        Column("时间节点序号", "number", cells.positive_integer),
        Column("状态", "status", cells.choice(STATUS.choices)),
        Column("完成日期", "completed_on", cells.day),
        Column("截至日", "as_of", cells.day),
        Column("依据", "evidence", cells.text),
        Column("说明", "note", cells.text),
        CITATION,
    ),
    "corrections": (
        NUMBER,
        Column("类别", "kind", cells.text),
        Column("位置", "place", cells.text),
        Column("原文", "found", cells.text),
        Column("读作", "reading", cells.text),
        Column("依据", "grounds", cells.text),
        CITATION,
    ),
}

# what may have steps, by the word that a row says
KINDS_WITH_STEPS = {
    "项目": Kind.PROJECT,
    "时间节点": Kind.MILESTONE,
    "任务": Kind.TASK,
    "政策": Kind.POLICY,
    "改革": Kind.REFORM,
}
SOURCES: dict[str, str | None] = {"": None} | {source.label: source.code for source in FundSource}
KINDS_WITH_FACTS = {
    **GOAL_KINDS,
    "时间节点": Kind.MILESTONE,
    "任务": Kind.TASK,
    "政策": Kind.POLICY,
    "改革": Kind.REFORM,
    "目标": Kind.AIM,
}
KINDS_COMPARED = {"指标": Kind.INDICATOR, "目标": Kind.AIM}
# whether a fact is known second-hand
CERTAINTY = {"公开资料": False, "媒体报道": True}
PUBLISHED = (
    Column("资料名称", "source", cells.text),
    Column("发布单位", "publisher", cells.text),
    Column("发布日期", "published_on", cells.day_or_none),
    Column("网址", "address", cells.web_address),
)
# files that a seed may lack
OPTIONAL_TABLES: dict[str, tuple[Column, ...]] = {
    "steps": (
        Column("类别", "kind", cells.choice(KINDS_WITH_STEPS)),
        Column("事项序号", "number", cells.positive_integer),
        NAME,
        Column("到期日", "due_on", cells.day),
        Column("责任单位", "unit", cells.free_text),
        Column("依据文号", "document_number", cells.free_text),
        Column("起始日", "as_of", cells.day),
    ),
    "step_template": (NUMBER, NAME),
    "facts": (
        Column("类别", "kind", cells.choice(KINDS_WITH_FACTS)),
        Column("事项序号", "number", cells.positive_integer),
        Column("内容", "said", cells.text),
        Column("截至日", "dated", cells.partial_day),
        Column("数值", "value", cells.decimal_or_none),
        Column("单位", "unit", cells.free_text),
        Column("口径", "measures", cells.free_text),
        *PUBLISHED,
        Column("把握", "second_hand", cells.choice(CERTAINTY)),
    ),
    "comparisons": (
        Column("对象", "other", cells.text),
        Column("类别", "kind", cells.choice(KINDS_COMPARED)),
        Column("事项序号", "number", cells.positive_integer),
        Column("年份", "year", cells.year),
        Column("数值", "value", cells.decimal),
        Column("单位", "unit", cells.free_text),
        Column("口径", "measures", cells.text),
        *PUBLISHED,
    ),
    "links": (
        Column("类别", "kind", cells.choice(KINDS_WITH_STEPS)),
        Column("事项序号", "number", cells.positive_integer),
        Column("指标序号", "indicator", cells.positive_integer),
        Column("说明", "reason", cells.text),
        CITATION,
    ),
    "goals": (
        Column("类别", "kind", cells.choice(GOAL_KINDS)),
        Column("事项序号", "number", cells.positive_integer),
        Column("内容", "field", cells.choice(GOAL_FIELDS)),
        Column("时期", "period", cells.period_or_zero),
        Column("资金来源", "source", cells.choice(SOURCES)),
        Column("数值", "value", cells.decimal_or_none),
        Column("日期", "day", cells.day_or_none),
        Column("依据文号", "document_number", cells.text),
        Column("起始日", "as_of", cells.day),
        Column("说明", "reason", cells.text),
    ),
}
