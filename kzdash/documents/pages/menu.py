"""The pages of the menu, in its order: title, and name in the url."""

from __future__ import annotations

MENU = (
    ("总览", ""),
    ("指标", "indicators"),
    ("项目投资", "projects"),
    ("时间节点", "milestones"),
    ("任务分工", "duties"),
    ("政策改革", "policies"),
    ("督办", "matters"),
    ("动态", "changes"),
    ("填报", "reporting"),
    ("资料", "documents"),
    ("帮助", "help"),
)


def menu_with(due: int) -> tuple[tuple[str, str], ...]:
    """Return the menu with how many reports are due from whoever looks at it, if any are."""
    return tuple(
        (f"{title}（{due}）" if name == "reporting" and due else title, name)
        for title, name in MENU
    )
