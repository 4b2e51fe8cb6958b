"""What reports and plans choose from, each with its code in the store."""

from __future__ import annotations

from enum import Enum
from typing import Self


class Choice(Enum):
    """One of a few: `code` is for JSON and store, `label` for people."""

    def __init__(self, code: str, label: str) -> None:
        self.code = code
        self.label = label

    @classmethod
    def of(cls, code: str) -> Self:
        """Return the choice of a JSON or store code; KeyError where there is none."""
        return {choice.code: choice for choice in cls}[code]


class FundSource(Choice):
    """Where a project's funds come from."""

    CENTRAL = ("central", "中央预算内投资")
    SPECIAL_BOND = ("special_bond", "专项债")
    SPECIAL_TREASURY = ("special_treasury", "特别国债")
    MUNICIPAL = ("municipal", "市级资金")
    DISTRICT = ("district", "区级资金")
    SOCIAL = ("social", "社会资本")


class Confidence(Choice):
    """Whether whoever reports expects to make it: beside the computed state, never instead."""

    CONFIDENT = ("confident", "有把握")
    AT_RISK = ("at_risk", "有风险")
    DOUBTFUL = ("doubtful", "难以完成")
