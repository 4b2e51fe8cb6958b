"""The view of one item as HTML."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kzdash.board import goals
from kzdash.board.added_items import MatterItem, StepItem
from kzdash.board.items import DutyItem, IndicatorItem, ProjectItem
from kzdash.board.outlook import outlook_of
from kzdash.board.verdict import item_finding
from kzdash.documents.item_views import PAGE_OF, duty_named, step_named
from kzdash.documents.pages import project_view
from kzdash.documents.pages.figure_lists import project_figures
from kzdash.documents.pages.figure_tiles import compose_figure_tiles
from kzdash.documents.pages.item_lists import parts_table
from kzdash.documents.pages.item_table import TEMPLATES, compose_tables
from kzdash.documents.pages.matter_lists import source_words
from kzdash.documents.pages.published_view import compose_beside
from kzdash.documents.pages.step_line import compose_step_line, step_facts
from kzdash.documents.pages.view import TITLES, View
from kzdash.domain.formatting import NO_DATA, format_date
from kzdash.domain.models import Kind

if TYPE_CHECKING:
    from kzdash.board.board import Board
    from kzdash.board.items import BoardItem
    from kzdash.documents.pages.view import ViewRequest

LISTS_OF_DUTIES = {
    Kind.POLICY: "policies",
    Kind.REFORM: "policies",
    Kind.STEP: "milestones",
}


def requested_item(page: str, request: ViewRequest) -> BoardItem | None:
    """Return the item that the url of a page names, None if it names none that there is."""
    board = request.board
    if page == "item":
        wanted = request.asked("id")
        return duty_named(board, wanted) or step_named(board, wanted)
    lists: dict[str, tuple[BoardItem, ...]] = {
        "indicators": board.indicators,
        "projects": board.projects,
        "milestones": board.milestones,
        "matters": board.matters,
    }
    number = request.asked("item")
    return next((item for item in lists.get(page, ()) if str(item.number) == number), None)


def compose_item(item: BoardItem, request: ViewRequest) -> View:
    """Compose the view of one item: how it stands, what was reported last, and its facts."""
    links = request.links
    page = PAGE_OF.get(item.kind) or LISTS_OF_DUTIES.get(item.kind, "duties")
    html = _money(item) if isinstance(item, ProjectItem) else ""
    html += TEMPLATES.get_template("item.html").render(
        item=item,
        state=item.state,
        facts=_facts(item),
        report=item.latest_report,
        units=[
            (word, unit, links.page("duties", {"unit": unit}))
            for word, units in (("牵头", item.units[:1]), ("配合", item.supporting_units))
            for unit in units
        ],
        day=format_date,
        parent=_parent(item, request),
    )
    if isinstance(item, ProjectItem) and (funds := project_view.funds_table(item)):
        html += compose_tables([funds], links).html
    if has_parts(item):
        html += compose_tables([parts_table(item)], links).html
    html += compose_step_line(request.board, item, links).html
    html += compose_beside(request.board, item, links).html
    return View(
        item.heading,
        html,
        item_finding(item),
        (f"全部{TITLES[page]}", links.page(page)),
    )


def _money(item: ProjectItem) -> str:
    html = compose_figure_tiles(project_figures(item)).html
    return html + project_view.compose_bullets(item).html


def has_parts(item: BoardItem) -> bool:
    """Whether units support an item as a whole; those of a direction support its paragraphs."""
    return bool(item.supporting_units) and not (isinstance(item, DutyItem) and item.paragraphs)


def items_with_part(board: Board, unit: str) -> list[BoardItem]:
    """Return the items of which a unit reports on a part; a matter is answered on its own page."""
    supported = (item for item in board.supported_by(unit) if item.kind is not Kind.MATTER)
    return [item for item in supported if has_parts(item)]


def outlook_facts(item: BoardItem, shift: str = "") -> dict[str, str]:
    """Return by label what is expected of an item; `shift` is how the day moved.

    How sure that is stands beside, as a word of whoever reported, and in no colour.
    """
    said = outlook_of(item)
    day = f"预计{format_date(said.expected_on)}完成" if said.expected_on else ""
    past = f"，{said.day_words}" if said.days_past else ""
    words = {
        "预计完成": f"{day}{f'（{shift}）' if shift and day else ''}{past}",
        "完成把握": f"◦ {said.confidence.label}" if said.confidence else "",
        "滞后原因": said.cause,
        "下一步措施": said.next_step,
    }
    return {label: told for label, told in words.items() if told}


def _parent(item: BoardItem, request: ViewRequest) -> tuple[str, str] | None:
    """Return the name and the address of the item that a step is of."""
    if not isinstance(item, StepItem):
        return None
    parent = request.board.parent_of(item)
    return parent.heading, request.links.item(parent)


def _facts(item: BoardItem) -> dict[str, str]:
    """Return what stands beside an item's state, by its label."""
    facts: dict[str, str] = {}
    if isinstance(item, IndicatorItem):
        value = item.assessment.value
        facts = {
            "最新值": NO_DATA
            if value is None
            else f"{item.format_value(value)}（{item.period_words}）",
            "目标": item.target_words,
            "与目标的差距": item.gap_words,
            "快报": goals.provisional_words(item),
        }
    if isinstance(item, ProjectItem):
        facts = {
            "建设年限": item.years_words,
            "项目业主": item.owner,
            **project_view.year_facts(item),
        }
    if item.due_on is not None:
        facts["到期日"] = item.due_words
    if isinstance(item, StepItem):
        return {**facts, **step_facts(item), **outlook_facts(item)}
    if isinstance(item, MatterItem):
        facts |= {"类别": item.matter_kind.label, "来源": source_words(item)}
    if isinstance(item, DutyItem):
        facts["判断"] = item.reason
    facts |= outlook_facts(item)
    words = {**facts, "内容": item.summary, "出处": item.citation}
    return {label: said for label, said in words.items() if said}
