"""What is typed into an open form as drafts.js sends it, and what a page says of its draft."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Any

from streamlit.proto.WidgetStates_pb2 import WidgetState

from kzdash.runtime import clock
from kzdash.store import FormPart, KeptDraft, keep_draft

if TYPE_CHECKING:
    from kzdash.store import Store
    from tests.ui.screen import Screen

UNSENT, RESTORED = "未提交的草稿", "已恢复"
HALF = {"status": "受阻", "note": "写到一半"}


def keep(
    store: Store, name: str, item: int, /, seq: int = 0, part: int = 0, **typed: str
) -> KeptDraft:
    draft = KeptDraft(FormPart(item, part), seq, typed or HALF, clock.now())
    keep_draft(store, name, draft)
    return draft


def beside_the_form(screen: Screen, part: int = 0) -> Any:
    """What Streamlit is told of the component that reads an open form: a report's, or another."""
    drawn = (node.proto for node in screen.app if node.type == "bidi_component")
    mine = [proto for proto in drawn if proto.component_name.endswith("kzdash_drafts")]
    (proto,) = [it for it in mine if re.match(rf"\d+-{part}(-|$)", json.loads(it.json)["form"])]
    return proto


def type_into(screen: Screen, part: int = 0, **said: Any) -> Screen:
    """Send what the browser reads off an open form, as drafts.js does."""
    proto = beside_the_form(screen, part)
    state = WidgetState(id=f"$$STREAMLIT_INTERNAL_KEY_{proto.id}__events")
    sent = {"event": "draft", "value": {"to": "browser-1", **said}}
    state.json_trigger_value = json.dumps([sent])
    return screen.run(state)


def told(screen: Screen, part: int = 0) -> dict[str, Any]:
    """What the component is told."""
    data: dict[str, Any] = json.loads(beside_the_form(screen, part).json)
    return data
