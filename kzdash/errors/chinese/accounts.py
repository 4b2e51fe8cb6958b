"""What is wrong with an account, a login or a new password, said in Chinese."""

from __future__ import annotations

from kzdash import errors
from kzdash.errors import Refusal
from kzdash.errors.chinese.failures import SENTENCES, UNEXPECTED

WRONG_PASSWORD = "账号或密码不对，请重新输入。忘记密码请联系专班办公室重置。"  # noqa: S105 - words
WRONG_OLD_PASSWORD = "原密码不对，没有修改。请重新输入。"  # noqa: S105 - words
ACCOUNT_REFUSALS = {
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
    Refusal.HAS_ACCOUNT: "这个人在本单位已有账号。忘记密码的请重置，不用再开。",
    Refusal.LISTED_TWICE: "与前面的行是同一个人。请只保留一行。",
    Refusal.BAD_PHONE: "电话过长，或有无法显示的字符。请只写号码。",
    Refusal.NOT_IN_USE: "这个账号已停用，不能移交。要恢复使用，请重置。",
    Refusal.LAST_OFFICE: "这是专班办公室最后一个可用的账号，不能停用。请先添加另一个。",
    Refusal.UNPRINTABLE: "姓名中有无法显示的字符，请删除后再提交。",
    Refusal.NEW_TOO_SHORT: "新密码太短：至少10个字符。",
    Refusal.NEW_TOO_LONG: "新密码太长：最多128个字符。",
    Refusal.NEW_IS_NAME: "新密码不能与账号名相同。",
    Refusal.NEW_IS_OLD: "新密码不能与原密码相同。",
    Refusal.NEW_REPEATS: "新密码不能只是同一个字符的重复。",
}


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
        return ACCOUNT_REFUSALS.get(error.refusal, UNEXPECTED)
    return SENTENCES.get(type(error), UNEXPECTED)
