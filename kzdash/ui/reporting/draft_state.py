"""The forms of a session whose drafts are kept."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Mapping

    from kzdash.store import FormPart, KeptDraft

    # what is to be kept of what a browser read, and whether it did so an earlier time
    Pick = Callable[[Mapping[str, str], bool], Mapping[str, str]]


@dataclass(slots=True)
class OpenForm:
    """A form that is drawn: how its widget keys begin, and the draft that it began with, if any.

    `fields` are how the keys may end; `pick` returns what is worth keeping, where that is not all.
    `act` is what is chosen to be done, where that is asked; `answer` is what came of keeping what
    was typed. `typed` is what stands in the form as far as the server knows, None where that is
    what it began with without a draft. `has_earlier` says that the browser had a draft of an
    earlier time, which the form does not show.
    """

    prefix: str
    begun: KeptDraft | None
    fields: Collection[str]
    pick: Pick | None = None
    act: str = ""
    typed: Mapping[str, str] | None = None
    has_earlier: bool = False
    answer: dict[str, Any] = field(default_factory=dict)


@dataclass(slots=True)
class DraftState:
    """The forms of a session whose drafts are kept.

    `closed` counts how often each was sent or given up, `renewed` how often it was drawn anew with
    a draft that only the browser had.
    """

    forms: dict[FormPart, OpenForm] = field(default_factory=dict)
    closed: dict[FormPart, int] = field(default_factory=dict)
    renewed: dict[FormPart, int] = field(default_factory=dict)
