"""What an office's papers carry in their head and at their foot, as the seed says."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Letterhead:
    """The names that papers carry; what is empty is marked in them as a blank to fill in.

    `issuer` is the office in full, `code` its 机关代字, `signer` who signs a report to the
    authority above, which is `addressee`, and `copies` who gets a copy. `red_head` is whether the
    paper has a head of its own: offices whose document system sets one do without.
    """

    issuer: str = ""
    code: str = ""
    signer: str = ""
    addressee: str = ""
    copies: str = ""
    red_head: bool = True
