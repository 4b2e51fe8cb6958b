"""The XML of what stands in the layouts of the product's own master."""

from __future__ import annotations

from typing import TYPE_CHECKING
from xml.sax.saxutils import quoteattr

from pptx.oxml.ns import nsdecls
from pptx.util import Inches

from kzdash.documents.deck.master import HEIGHT, SMALL, Place

if TYPE_CHECKING:
    from collections.abc import Iterable

COVER_BAR = Place(0, 0, 0.28, HEIGHT)


def text_placeholder(
    number: int,
    name: str,
    kind: str,
    place: Place | None,
    lines: Iterable[str],
    *,
    anchor: str = "t",
    style: str = "",
) -> str:
    """Return the XML of a placeholder; where it stands comes from the master without a place."""
    paragraphs = "".join(
        f'<a:p><a:pPr lvl="{level}"/><a:r><a:rPr lang="zh-CN"/><a:t>{line}</a:t></a:r></a:p>'
        for level, line in enumerate(lines)
    )
    return _placeholder(number, name, kind, place, anchor, style, paragraphs)


def foot_placeholder(
    number: int, name: str, kind: str, idx: int, place: Place | None, side: str
) -> str:
    """Return the XML of the placeholder of a footer or of the slide's number."""
    field = '<a:fld id="{B6F15528-21DE-4FAA-801E-634DDDAF4B2B}" type="slidenum">'
    text = f'{field}<a:rPr lang="zh-CN"/><a:t>‹#›</a:t></a:fld>' if kind == "sldNum" else ""
    style = text_style(SMALL, "tx2", f' algn="{side}"') if place else ""
    words = f'<a:p>{text}<a:endParaRPr lang="zh-CN"/></a:p>'
    return _placeholder(
        number, name, f'type="{kind}" sz="quarter" idx="{idx}"', place, "ctr", style, words
    )


def _placeholder(
    number: int, name: str, kind: str, place: Place | None, anchor: str, style: str, words: str
) -> str:
    insets = 'lIns="0" tIns="0" rIns="0" bIns="0"'
    box = f'<a:bodyPr vert="horz" wrap="square" {insets} anchor="{anchor}"><a:normAutofit/>'
    return (
        f"<p:sp {nsdecls('p', 'a')}><p:nvSpPr><p:cNvPr id={quoteattr(str(number))} "
        f'name={quoteattr(name)}/><p:cNvSpPr><a:spLocks noGrp="1"/></p:cNvSpPr>'
        f"<p:nvPr><p:ph {kind}/></p:nvPr></p:nvSpPr><p:spPr>{_frame(place)}</p:spPr>"
        f"<p:txBody>{f'{box}</a:bodyPr>' if place else '<a:bodyPr/>'}"
        f"<a:lstStyle>{style}</a:lstStyle>{words}</p:txBody></p:sp>"
    )


def text_style(size: int, ink: str, more: str = "") -> str:
    """Return the XML of a style in so many points and a colour of the theme."""
    return (
        f'<a:lvl1pPr marL="0" indent="0"{more}><a:buNone/><a:defRPr sz="{size * 100}">'
        f'<a:solidFill><a:schemeClr val="{ink}"/></a:solidFill></a:defRPr></a:lvl1pPr>'
    )


def _frame(place: Place | None) -> str:
    if place is None:
        return ""
    x, y, width, height = map(Inches, (place.x, place.y, place.width, place.height))
    return (
        f'<a:xfrm><a:off x="{x}" y="{y}"/><a:ext cx="{width}" cy="{height}"/></a:xfrm>'
        '<a:prstGeom prst="rect"><a:avLst/></a:prstGeom>'
    )


def cover_bar(number: int) -> str:
    """Return the XML of the bar at the left edge of the cover."""
    return (
        f'<p:sp {nsdecls("p", "a")}><p:nvSpPr><p:cNvPr id="{number}" name="色条"/><p:cNvSpPr/>'
        f'<p:nvPr userDrawn="1"/></p:nvSpPr><p:spPr>{_frame(COVER_BAR)}<a:solidFill>'
        '<a:schemeClr val="accent1"/></a:solidFill><a:ln><a:noFill/></a:ln></p:spPr></p:sp>'
    )
