"""What went wrong, said in Chinese: what happened, what was kept, what to do."""

from __future__ import annotations

import logging
from contextlib import contextmanager
from typing import TYPE_CHECKING

import streamlit as st

from kzdash import errors

if TYPE_CHECKING:
    from collections.abc import Iterator

SENTENCES: dict[type[errors.KzdashError], str] = {
    errors.StoreMissingError: (
        "没有找到数据库。没有改动任何文件。"
        "请管理员运行 `python -m kzdash init` 建库，然后刷新本页。"
    ),
    errors.StoreLockedError: (
        "数据库正被其他程序占用，暂时读不到。数据没有改动。"
        "请稍候刷新；若一直如此，请管理员关闭占用它的程序。"
    ),
    errors.StoreReadOnlyError: (
        "数据库文件或其所在文件夹没有读写权限。数据没有改动。"
        "请管理员为运行本系统的用户开放权限，然后刷新本页。"
    ),
    errors.StoreCorruptError: (
        "数据库文件已损坏，或不是本系统的数据库。文件原样保留。"
        "请管理员换上完好的备份，然后刷新本页。"
    ),
    errors.StoreFullError: (
        "服务器的磁盘已满或有故障。已有数据没有改动。请管理员腾出空间或检查磁盘，然后刷新本页。"
    ),
    errors.StoreNewerError: (
        "数据库由更新版本的系统建立，本版本读不了。文件原样保留。请管理员升级本系统，然后刷新本页。"
    ),
    errors.StoreOutdatedError: (
        "数据库由旧版本的系统建立，尚未升级。数据原样保留。"
        "请管理员运行 `python -m kzdash init`，然后刷新本页。"
    ),
    errors.BadUrlError: (
        "数据库地址的设置有误，没有打开任何数据库。"
        "请管理员检查环境变量 KZDASH_DATABASE_URL，然后重新启动。"
    ),
}
UNEXPECTED = (
    "页面出错了。已填报的数据没有改动。请刷新本页；若仍出错，请把出错时间告诉管理员，日志里有记录。"
)
LOG = logging.getLogger("kzdash")


@contextmanager
def shown_plainly() -> Iterator[None]:
    """Show what is wrong with the store as a sentence instead of the page."""
    try:
        yield
    except errors.KzdashError as error:
        LOG.warning("%s", error)
        st.error(SENTENCES.get(type(error), UNEXPECTED), icon="⚠️")


def show_unexpected(error: Exception) -> bool:
    """Show the one sentence there is for what nobody foresaw; the log has the rest."""
    LOG.error("a page failed", exc_info=error)
    st.error(UNEXPECTED, icon="⚠️")
    return True
