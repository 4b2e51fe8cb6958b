"""Why a reminder was not delivered, said in Chinese: what happened, and what to do."""

from __future__ import annotations

from kzdash.errors.delivery import DeliveryProblem

DELIVERY_PROBLEMS = {
    DeliveryProblem.UNREACHABLE: "连不上服务器。请管理员检查地址、端口和网络",
    DeliveryProblem.TOO_SLOW: "服务器没有及时回应。请管理员检查它是否在运行",
    DeliveryProblem.CUT_OFF: "服务器中断了连接。请管理员查看它的日志",
    DeliveryProblem.UNTRUSTED: "服务器的证书不受信任。请管理员检查证书和地址",
    DeliveryProblem.NOT_ENCRYPTED: "加密连接没有建成。请管理员检查加密方式和端口",
    DeliveryProblem.UNSUPPORTED: "服务器不支持所设置的加密或登录方式。请管理员更正设置",
    DeliveryProblem.WRONG_LOGIN: "服务器不接受用户名或密码。请管理员更正设置",
    DeliveryProblem.SENDER_REFUSED: "服务器不接受发件人地址。请管理员更正设置",
    DeliveryProblem.NO_SUCH_ADDRESS: "服务器不接受收件人的邮箱。请在联系人中核对",
    DeliveryProblem.NOT_TAKEN: "服务器没有收下。请管理员查看它的日志",
}
UNKNOWN_PROBLEM = "原因不明"


def delivery_problem(code: str) -> str:
    """Say why a reminder was not delivered, by the name that the store keeps."""
    known = {problem.name: words for problem, words in DELIVERY_PROBLEMS.items()}
    return known.get(code, UNKNOWN_PROBLEM)
