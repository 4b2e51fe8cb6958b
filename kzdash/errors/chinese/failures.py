"""What keeps a page, a document or a command from being served, said in Chinese."""

from __future__ import annotations

from kzdash import errors

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
        "数据库（或其文件、所在文件夹）没有读写权限。数据没有改动。"
        "请管理员为运行本系统的用户开放权限，然后刷新本页。"
    ),
    errors.StoreCorruptError: (
        "数据库文件已损坏，或不是本系统的数据库。文件原样保留。"
        "请管理员换上完好的备份（启动日志里写有最近的一份和恢复命令），然后刷新本页。"
    ),
    errors.StoreAwayError: (
        "连接不上数据库服务器。数据保持原样。"
        "请稍候刷新；若一直如此，请管理员检查数据库服务器是否在运行、网络是否通畅。"
    ),
    errors.StoreDeniedError: (
        "数据库服务器拒绝了本系统的登录。数据没有改动。"
        "请管理员检查数据库的用户名、密码和访问许可，然后刷新本页。"
    ),
    errors.NoDatabaseError: (
        "数据库服务器上没有所设置的数据库。没有改动任何数据。"
        "请管理员建好数据库，并运行 `python -m kzdash init`，然后刷新本页。"
    ),
    errors.StoreEncodingError: (
        "数据库的字符编码存不了汉字。没有改动任何数据。"
        "请管理员另建一个编码为 UTF8 的数据库，然后刷新本页。"
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
    errors.OtherPlanError: (
        "数据库中是另一个方案。没有改动任何数据。"
        "请管理员检查环境变量 KZDASH_DATABASE_URL 和 KZDASH_SEED，然后重新启动。"
    ),
    errors.SeedError: (
        "方案数据有误。没有改动任何数据。请管理员按日志中列出的各处更正方案数据，然后重新启动。"
    ),
    errors.DemonstrationError: (
        "这是演示库，里面的填报是随机编造的，不能当作正式库。没有改动任何数据。"
    ),
    errors.NoChannelError: (
        "还没有设置发送提醒的途径。没有发出任何提醒。"
        "请管理员设置环境变量 KZDASH_SMTP（邮件服务器）或 KZDASH_WEBHOOK（内网地址）。"
    ),
    errors.UndeliveredError: "这一份没有送达，下次会再发。请管理员检查发送提醒的设置。",
    errors.UnreadableMasterError: (
        "设置的幻灯片母版打不开：文件不在，不是 .pptx 或 .potx，已损坏，或者带密码、带宏。"
        "没有生成幻灯片，数据没有改动。请管理员检查环境变量 KZDASH_DECK_MASTER，或取消这项设置。"
    ),
    errors.UnfitMasterError: (
        "设置的幻灯片母版放不下汇报内容：版式里没有标题，或标题下的正文区太小。"
        "没有生成幻灯片，数据没有改动。请管理员把标题和正文的占位符放大，"
        "或检查环境变量 KZDASH_DECK_MASTER。"
    ),
    errors.StoreTakenError: "要建库的地方已有文件或数据。没有改动任何数据。请管理员换一个位置。",
    errors.MoveError: "搬到新库的数据与原库不一致。新库没有保留，原库没有改动。请联系维护人员。",
    errors.BackupUnfitError: "这份备份不能恢复。没有改动任何数据。请管理员换一份备份。",
    errors.ToolError: (
        "PostgreSQL 的备份工具没有运行成功。没有改动任何数据。"
        "请管理员检查它的版本是否不低于数据库服务器。"
    ),
    errors.ToolMissingError: (
        "没有安装 PostgreSQL 的备份工具。没有改动任何数据。请管理员安装与数据库服务器相配的版本。"
    ),
    errors.BadSettingError: (
        "设置有误，没有启动，也没有改动任何数据。请管理员按终端和日志中的说明更正，然后重新启动。"
    ),
}
UNAVAILABLE = "数据库暂不可用。"
UNEXPECTED = "没有办成，已填报的数据没有改动。请刷新本页再试；若仍不行，请告诉管理员。"
UNREADABLE_DAY = "网址中的日期无法识别。日期写作 as_of=2025-06-30，在2000年至2099年之间。"
NO_UNIT = "没有名为“{unit}”的责任单位。请回到任务分工，从列表中选择单位。"
LONGEST_UNIT = 40


def unexpected_error(number: str) -> str:
    """Say that something failed that nobody foresaw, and by which number the log knows it."""
    return (
        "页面出错了。已填报的数据没有改动。请刷新本页；"
        f"若仍出错，请把编号 {number} 告诉管理员，凭编号可在日志里查到原因。"
    )


def unknown_unit(unit: str) -> str:
    """Say that no unit of this name leads anything."""
    return NO_UNIT.format(unit=unit[:LONGEST_UNIT])
