"""Makes `master.pptx`, the product's own master: `python -m kzdash.documents.deck.make_master`.

Run it after a change of the palette or of the places here and in `master.py`, and commit the file.
"""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Any

from pptx import Presentation
from pptx.enum.shapes import PP_PLACEHOLDER
from pptx.opc.constants import RELATIONSHIP_TYPE as RT
from pptx.opc.oxml import serialize_part_xml
from pptx.oxml import parse_xml
from pptx.oxml.ns import nsdecls, qn
from pptx.util import Inches

from kzdash.charts import palette
from kzdash.documents.deck.master import (
    BODY_PLACE,
    COVER_TITLE,
    FOOTER_PLACE,
    HEIGHT,
    NOTES_PLACE,
    NUMBER_PLACE,
    OWN,
    PICTURE_PLACE,
    TEXT,
    TITLE,
    TITLE_PLACE,
    WIDTH,
    Place,
    inches,
    placeholder,
)
from kzdash.documents.deck.master_xml import (
    cover_bar,
    foot_placeholder,
    text_placeholder,
    text_style,
)
from kzdash.domain.progress import Tone

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

NAME, FACE = "计划看板", "微软雅黑"
KEPT = {0: "封面", 1: "标题和内容", 5: "仅标题"}  # of the layouts in python-pptx's template
ISSUER_PLACE, COVER_PLACE = Place(1.1, 1.5, 11.2, 0.6), Place(1.1, 2.2, 11.2, 2.1)
DAY_PLACE = Place(1.1, 4.4, 11.2, 1.9)
LEVELS = ("单击此处编辑文字", "第二级", "第三级")
FOOT = (
    ("页脚", "ftr", 11, FOOTER_PLACE, "l"),
    ("页码", "sldNum", 12, NUMBER_PLACE, "r"),
)
COLOURS = {
    "dk1": palette.INK,
    "lt1": palette.GROUND,
    "dk2": palette.MUTED,
    "lt2": palette.TRACK,
    "accent1": palette.ACCENT,
    "accent2": palette.TONES[Tone.GOOD],
    "accent3": palette.TONES[Tone.FAIR],
    "accent4": palette.TONES[Tone.WARNING],
    "accent5": palette.TONES[Tone.BAD],
    "accent6": palette.TONES[Tone.CALM],
    "hlink": palette.ACCENT,
    "folHlink": palette.MUTED,
}
SIZES = (TEXT, 20, 18)  # of the levels of a text


def make(to: Path = OWN) -> None:
    """Write the master: 16:9, a cover, pages with a title, and a page of notes."""
    presentation = Presentation()
    presentation.slide_width, presentation.slide_height = Inches(WIDTH), Inches(HEIGHT)
    del presentation._element.find(qn("p:sldSz")).attrib["type"]
    _drop_parts(presentation)
    _keep_layouts(presentation)
    _fill_master(presentation.slide_master)
    _fill_cover(presentation.slide_layouts[0])
    _fill_layout(presentation.slide_layouts[1], with_content=True)
    _fill_layout(presentation.slide_layouts[2], with_content=False)
    _fill_notes(presentation)
    for part in presentation.part.package.iter_parts():
        if "/theme/" in str(part.partname):
            _set_theme(part)
        if str(part.partname).endswith("app.xml"):
            part._blob = part.blob.replace(
                b"Microsoft Macintosh PowerPoint", b"Microsoft PowerPoint"
            )
            part._blob = part.blob.replace(b"On-screen Show (4:3)", "宽屏".encode())
            part._blob = part.blob.replace(b"Office Theme", NAME.encode())
    core = presentation.core_properties
    core.title, core.author, core.last_modified_by, core.keywords = NAME, NAME, NAME, ""
    core.created = core.modified = dt.datetime(2024, 1, 1)  # noqa: DTZ001 - a property has no zone
    presentation.save(to)


def _drop_parts(presentation: Any) -> None:
    """Drop what the template says of itself: its thumbnail and somebody's printer."""
    package = presentation.part.package
    for holder, kind in ((package, RT.THUMBNAIL), (presentation.part, RT.PRINTER_SETTINGS)):
        rels = holder._rels
        for key in [key for key, rel in rels.items() if rel.reltype == kind]:
            rels.pop(key)


def _keep_layouts(presentation: Any) -> None:
    layouts = presentation.slide_layouts
    for number, layout in reversed(list(enumerate(layouts))):
        if number in KEPT:
            layout._element.cSld.set("name", KEPT[number])
        else:
            layouts.remove(layout)


def _fill_master(master: Any) -> None:
    _replace_shapes(
        master,
        [
            text_placeholder(
                2, "标题", 'type="title"', TITLE_PLACE, ["单击此处编辑标题"], anchor="ctr"
            ),
            text_placeholder(3, "正文", 'type="body" idx="1"', BODY_PLACE, LEVELS),
            *(
                foot_placeholder(number, name, kind, number, place, side)
                for number, (name, kind, _idx, place, side) in enumerate(FOOT, 4)
            ),
        ],
    )
    styles = master._element.find(qn("p:txStyles"))
    title = styles.find(qn("p:titleStyle")).find(qn("a:lvl1pPr"))
    title.set("algn", "l")
    title.find(qn("a:defRPr")).set("sz", str(TITLE * 100))
    title.find(qn("a:defRPr")).set("b", "1")
    for level, size in enumerate(SIZES, 1):
        body_style = styles.find(qn("p:bodyStyle")).find(qn(f"a:lvl{level}pPr"))
        body_style.find(qn("a:defRPr")).set("sz", str(size * 100))


def _fill_cover(layout: Any) -> None:
    _replace_shapes(
        layout,
        [
            cover_bar(2),
            text_placeholder(
                3,
                "印发单位",
                'type="body" sz="quarter" idx="10"',
                ISSUER_PLACE,
                ["印发单位"],
                style=text_style(TEXT, "accent1"),
            ),
            text_placeholder(
                4,
                "标题",
                'type="ctrTitle"',
                COVER_PLACE,
                ["单击此处编辑标题"],
                anchor="ctr",
                style=text_style(COVER_TITLE, "tx1"),
            ),
            text_placeholder(
                5,
                "副标题",
                'type="subTitle" idx="1"',
                DAY_PLACE,
                ["单击此处编辑副标题"],
                style=text_style(TEXT, "tx2"),
            ),
            *_layout_foot(6),
        ],
    )


def _fill_layout(layout: Any, *, with_content: bool) -> None:
    content = text_placeholder(3, "内容", 'idx="1"', None, LEVELS)
    _replace_shapes(
        layout,
        [
            text_placeholder(2, "标题", 'type="title"', None, ["单击此处编辑标题"]),
            *([content] if with_content else []),
            *_layout_foot(4),
        ],
    )


def _fill_notes(presentation: Any) -> None:
    """Add the master of the pages of notes, with Chinese words and more room, and list it."""
    master = presentation.notes_master
    for kind, place in (
        (PP_PLACEHOLDER.SLIDE_IMAGE, PICTURE_PLACE),
        (PP_PLACEHOLDER.BODY, NOTES_PLACE),
    ):
        shape = placeholder(master, kind)
        shape.left, shape.top, shape.width, shape.height = inches(place)
    texts = iter((*LEVELS, "第四级", "第五级"))
    for part in master._element.iter(qn("a:t")):
        if part.getparent().tag == qn("a:r"):
            part.text = next(texts, "")
    for run in master._element.iter(qn("a:rPr"), qn("a:endParaRPr")):
        run.set("lang", "zh-CN")
    part = presentation.part
    found = next(key for key, rel in part.rels.items() if rel.reltype == RT.NOTES_MASTER)
    presentation._element.find(qn("p:sldMasterIdLst")).addnext(
        parse_xml(
            f"<p:notesMasterIdLst {nsdecls('p', 'r')}>"
            f'<p:notesMasterId r:id="{found}"/></p:notesMasterIdLst>'
        )
    )


def _set_theme(part: Any) -> None:
    """Give a theme the product's name, colours and fonts."""
    theme = parse_xml(part.blob)
    theme.set("name", NAME)
    colours, fonts = (next(theme.iter(qn(f"a:{tag}"))) for tag in ("clrScheme", "fontScheme"))
    for scheme in (colours, fonts):
        scheme.set("name", NAME)
    for name, css in COLOURS.items():
        slot = colours.find(qn(f"a:{name}"))
        for old in list(slot):
            slot.remove(old)
        slot.append(parse_xml(f'<a:srgbClr {nsdecls("a")} val="{css.removeprefix("#")}"/>'))
    for kind in ("majorFont", "minorFont"):
        own = fonts.find(qn(f"a:{kind}"))
        for tag in ("latin", "ea"):
            own.find(qn(f"a:{tag}")).set("typeface", FACE)
        for font in own.findall(qn("a:font")):
            if font.get("script") == "Hans":
                font.set("typeface", FACE)
    # a theme that python-pptx has made is held as elements, one that it has read as bytes
    part._element, part._blob = theme, serialize_part_xml(theme)


def _replace_shapes(holder: Any, shapes: Iterable[str]) -> None:
    tree = holder._element.cSld.spTree
    for old in tree.findall(qn("p:sp")):
        tree.remove(old)
    for xml in shapes:
        tree.append(parse_xml(xml))


def _layout_foot(first: int) -> list[str]:
    return [
        foot_placeholder(number, name, kind, idx, None, side)
        for number, (name, kind, idx, _place, side) in enumerate(FOOT, first)
    ]


if __name__ == "__main__":
    make()
