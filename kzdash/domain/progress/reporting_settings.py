"""What the seed says of the reporting calendar and of papers, as the plan's row keeps it."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass, field
from typing import TYPE_CHECKING

from kzdash.domain.letterhead import Letterhead
from kzdash.domain.progress.reporting_calendar import ReportingRule, Rhythm

if TYPE_CHECKING:
    from collections.abc import Mapping

MonthDay = tuple[int, int]
PLAIN = Letterhead()
# the number that stands for all indicators without a day of their own
ALL_INDICATORS = 0


@dataclass(frozen=True, slots=True)
class ReportingSettings:
    """The rule of each kind, and the month and day of publication by an indicator's number.

    `letterhead` is what the office's papers carry.
    """

    rules: Mapping[str, ReportingRule] = field(default_factory=dict)
    published: Mapping[int, MonthDay] = field(default_factory=dict)
    letterhead: Letterhead = PLAIN

    def to_text(self) -> str:
        """Write them as JSON; nothing for no settings."""
        if self == ReportingSettings():
            return ""
        rules = {kind: [rule.rhythm, rule.workday, rule.grace] for kind, rule in self.rules.items()}
        said: dict[str, object] = {"rules": rules, "published": self.published}
        if self.letterhead != PLAIN:
            said["papers"] = asdict(self.letterhead)
        return json.dumps(said, sort_keys=True)

    @classmethod
    def of_text(cls, text: str) -> ReportingSettings:
        """Read what `to_text` wrote."""
        if not text:
            return cls()
        stored = json.loads(text)
        rules = {
            kind: ReportingRule(Rhythm(rhythm), workday, grace)
            for kind, (rhythm, workday, grace) in stored["rules"].items()
        }
        days = {int(number): (month, day) for number, (month, day) in stored["published"].items()}
        return cls(rules, days, Letterhead(**stored.get("papers", {})))
