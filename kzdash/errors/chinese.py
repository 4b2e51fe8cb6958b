"""What goes wrong, said in Chinese: what happened, what was kept, what to do."""

from __future__ import annotations

from kzdash import errors
from kzdash.errors import Refusal

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
}
UNEXPECTED = "没有办成，已填报的数据没有改动。请刷新本页再试；若仍不行，请告诉管理员。"
WRONG_PASSWORD = "账号或密码不对，请重新输入。忘记密码请联系专班办公室重置。"  # noqa: S105 - words
OF_ACCOUNTS = {
    Refusal.NO_ACCOUNT: "没有这个账号。",
    Refusal.DISABLED: "您的账号已停用。请联系专班办公室。",
    Refusal.MUST_CHANGE: "您还在使用一次性密码。请先修改密码。",
    Refusal.OFFICE_ONLY: "只有专班办公室可以管理账号。",
    Refusal.LOGGED_OUT: "登录已失效，没有改动。请重新登录。",
    Refusal.BAD_NAME: "账号名应为2至64个字，可用汉字、字母、数字和 - _ .，以汉字、字母或数字开头。",
    Refusal.NAME_RESERVED: "这个账号名由系统保留。请换一个。",
    Refusal.NAME_TAKEN: "已有同名的账号（不分大小写）。请换一个账号名。",
    Refusal.NO_PERSON: "请填姓名，最多50个字。",
    Refusal.NO_UNIT: "请从方案的责任单位中选择单位。",
    Refusal.UNIT_OF_OFFICE: "专班办公室的账号不属于责任单位。请不选单位。",
    Refusal.BAD_EMAIL: "邮箱的写法不对：应含有 @，没有空格，最多254个字符。",
    Refusal.EMAIL_TAKEN: "这个邮箱已登记在另一个账号上。",
    Refusal.LAST_OFFICE: "这是专班办公室最后一个可用的账号，不能停用。请先添加另一个。",
    Refusal.UNPRINTABLE: "姓名中有无法显示的字符，请删除后再提交。",
    Refusal.NEW_TOO_SHORT: "新密码太短：至少10个字符。",
    Refusal.NEW_TOO_LONG: "新密码太长：最多128个字符。",
    Refusal.NEW_IS_NAME: "新密码不能与账号名相同。",
    Refusal.NEW_IS_OLD: "新密码不能与原密码相同。",
    Refusal.NEW_REPEATS: "新密码不能只是同一个字符的重复。",
}


def unexpected_error(number: str) -> str:
    """Say that something failed that nobody foresaw, and by which number the log knows it."""
    return (
        "页面出错了。已填报的数据没有改动。请刷新本页；"
        f"若仍出错，请把编号 {number} 告诉管理员，凭编号可在日志里查到原因。"
    )


def account_error(error: errors.KzdashError) -> str:
    """Say what is wrong with an account, a log-in or a new password."""
    if isinstance(error, errors.WrongPasswordError):
        return WRONG_PASSWORD
    if isinstance(error, errors.TooManyGuessesError):
        return "这台电脑（或同一网络出口）刚才试错密码的次数太多，没有登录。请1分钟后再试。"
    if isinstance(error, errors.TryLaterError):
        minutes = -(-error.seconds // 60)
        return f"密码连续输错多次，这个账号暂停登录。请{minutes}分钟后再试。"
    if isinstance(error, errors.RefusedError | errors.BadAccountError):
        return OF_ACCOUNTS.get(error.refusal, UNEXPECTED)
    return SENTENCES.get(type(error), UNEXPECTED)
