"""Invented words of a demonstration: what is in the way, what is done about it, what was done."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Any, NamedTuple

if TYPE_CHECKING:
    import random

# how long whoever is stuck expects to take, from a report on
FEWEST_DAYS, MOST_DAYS = 45, 150
GOING = (
    "制定实施细则，明确责任科室和完成时限",
    "召开专题推进会，逐项明确责任人",
    "与市级部门对接，争取纳入年度计划",
    "组织部门联合踏勘，优化办理流程",
    "开展入户走访和政策宣讲，收集群众意见",
)
DONE = (
    "通过验收，建立长效管护机制",
    "印发实施办法，转入常态化运行",
    "任务全部落地，群众满意度测评良好",
)
PREPARING = "正在筹备"


class Obstacle(NamedTuple):
    """What is in the way, and the next step."""

    words: str
    next_step: str


OBSTACLES = (
    Obstacle("用地指标尚未落实，需规划自然资源部门协调", "提请区政府专题研究用地指标调剂方案"),
    Obstacle("征地拆迁滞后，两户未签协议", "由属地街道逐户会商，落实安置方案"),
    Obstacle("资金拨付不及时，已拖欠工程款", "与财政部门核对拨款计划，申报专项债资金"),
    Obstacle("设计变更审批未完成", "补齐变更材料，报主管部门限时审批"),
)


def outlook(rng: random.Random, obstacle: Obstacle, as_of: dt.date) -> dict[str, Any]:
    """Return what whoever is stuck says of the next step, the day and how sure they are."""
    days = rng.randrange(FEWEST_DAYS, MOST_DAYS)
    return {
        "next_step": obstacle.next_step,
        "expected_on": as_of + dt.timedelta(days=days),
        "confidence": "at_risk" if days > (FEWEST_DAYS + MOST_DAYS) // 2 else "confident",
    }
