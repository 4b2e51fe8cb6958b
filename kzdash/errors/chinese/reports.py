"""Why a report or an adjustment is not stored, said in Chinese.

Forms put their own names of fields at {field}, and how long a text may be at {longest}.
"""

from __future__ import annotations

from kzdash import errors
from kzdash.errors import ParseProblem, Refusal

REPORT_REFUSALS = {
    Refusal.NO_ACCOUNT: "登录已失效。请重新登录后再提交。",
    Refusal.LOGGED_OUT: "登录已失效，不能提交。请先复制已填写的内容，重新登录后再填。",
    Refusal.DISABLED: "您的账号已停用，不能填报。请联系专班办公室。",
    Refusal.MUST_CHANGE: "您的账号还在使用一次性密码。请先修改密码，再提交。",
    Refusal.NOT_YOURS: "这一事项不由您的单位填报，或这条填报不是您的单位报的。请联系专班办公室。",
    Refusal.OFFICE_ONLY: "只有专班办公室可以这样做。",
    Refusal.NOT_SUPPORTING: "所选单位不配合这一事项。请重新选择。",
    Refusal.CLOSED: "这件事已经销号。如需继续，请联系专班办公室退回。",
    Refusal.NO_PARENT: "没有所属的事项，或这类事项下不能添加。请重新选择。",
    Refusal.NOT_ITS_UNIT: "所选单位不是这一事项的单位。请从牵头、配合单位中选择。",
    Refusal.NO_UNIT_GIVEN: "请选择牵头单位。",
    Refusal.NO_NAME: "请写明内容。",
    Refusal.NO_DUE_DATE: "请填{field}。",
    Refusal.NO_EVIDENCE: "申请办结请填依据：文件名、文号或网址。",
    Refusal.NO_ANSWER: "请选择反馈。",
    Refusal.NO_ITEM: "没有这一事项。请返回列表重新选择。",
    Refusal.NOT_OF_KIND: "{field}不适用于这类事项。请清空后再提交。",
    Refusal.NOTHING_SAID: "还没有填写内容。请至少填一项。",
    Refusal.NO_STATUS: "请选择状态。",
    Refusal.NO_COMPLETION_DAY: "状态为“已完成”时，请填完成日期。",
    Refusal.COMPLETED_UNDONE: "只有“已完成”的事项才有完成日期。请改状态，或清空完成日期。",
    Refusal.NO_REASON: "{field}不能为空：请写明原因。",
    Refusal.SAME_STEP: "与前面的一行同名。请改名，或删去一行。",
    Refusal.GOAL_TWICE: "与前面的一行是同一目标或计划。请只保留一行。",
    Refusal.NO_SUCH_GOAL: "内容只能写：指标目标、计划投资、计划开工、计划资金。",
    Refusal.NO_SUCH_SOURCE: (
        "资金来源只能写：中央预算内投资、专项债、特别国债、市级资金、区级资金、社会资本。"
    ),
    Refusal.OTHER_DAY: "已有同名节点，到期日不同。改期请到该节点的页面，另加的请换名。",
    Refusal.TO_COME: "{field}不能晚于今天。",
    Refusal.COMPLETED_LATER: "完成日期不能晚于“数据截至”日期。",
    Refusal.TOO_EARLY: "{field}早于方案的基期年，请核对年份。",
    Refusal.TOO_LATE: "{field}过晚，请核对年份。",
    Refusal.NO_VALUE: "请填数值。",
    Refusal.NO_YEAR: "年份不在方案范围内，或尚未到来。",
    Refusal.NO_SOURCE: "请填数据来源：文件名、文号或网址。",
    Refusal.NO_GOAL_YEAR: "{field}的年份不在方案范围内；目标年的指标目标请在“目标值”里调整。",
    Refusal.NOT_BEFORE_REPORT: "{field}应晚于“数据截至”日期。",
    Refusal.SOURCES_OVER_TOTAL: "各来源的{field}合计超过了总数，请核对。",
    Refusal.NEGATIVE: "{field}不能小于0。",
    Refusal.NOT_OVER_ZERO: "{field}应大于0（按显示的小数位四舍五入后也是）。",
    Refusal.NOT_A_SHARE: "{field}应在0到100之间。",
    Refusal.NO_GROWTH: "增速应大于-100%。",
    Refusal.NOT_WHOLE: "{field}应为整数。",
    Refusal.TOO_BIG: "{field}的位数过多，请核对（整数最多15位，小数最多6位）。",
    Refusal.NOT_A_FIGURE: "{field}不是数字。",
    Refusal.NO_DOCUMENT: "请填作出调整的文件文号。",
    Refusal.SAME_AS_NOW: "{field}与现在的相同，没有需要调整的。",
    Refusal.TOO_LONG: "{field}过长，最多{longest}字。请删减，或作为文件另存并在依据中写明文号。",
    Refusal.UNPRINTABLE: "{field}中有无法显示的字符，请删除后再提交。",
    Refusal.UNIT_TWICE: "与前面的行是同一个单位。请只保留一行。",
    Refusal.NO_TELEPHONE: "{field}不是电话号码。请只写数字、空格和“+-()、转”。",
    Refusal.NO_EMAIL: "{field}不是邮箱地址。请只用字母、数字和“.-_”，中间一个“@”。",
    Refusal.NOTHING_TO_UNDO: "没有可以撤销的填报。",
    Refusal.AGAINST_THE_STORE: "填报内容不符合要求，请核对各栏。",
}
PARSE_PROBLEMS = {
    ParseProblem.NOT_A_FIGURE: "不是数字。请只填数字",
    ParseProblem.SEVERAL_FIGURES: "不止一个数字。请只填一个",
    ParseProblem.SEPARATORS: "的逗号位置不对。小数点请用“.”，千位分隔如 1,234.5",
    ParseProblem.OTHER_UNIT: "的单位与本栏不符。请按本栏的单位换算后填数字",
    ParseProblem.NOT_A_DAY: "不是日期。日期写作 2024-12-20",
    ParseProblem.NO_SUCH_DAY: "这一天不存在。请核对日期",
    ParseProblem.OUT_OF_RANGE: "不在2000年至2099年之间。请核对年份",
    ParseProblem.NOT_A_PERIOD: "不是时期。请写 2025年，或 2025年一季度、上半年、前三季度",
    ParseProblem.TOO_LONG: "过长。请只填一个数字",
}
NOT_STORED: dict[type[errors.KzdashError], str] = {
    errors.StoreLockedError: "数据库正被其他程序占用。请稍候再提交。",
    errors.StoreReadOnlyError: "数据库没有写权限。请联系管理员，恢复后再提交。",
    errors.StoreAwayError: "连接不上数据库服务器。请稍候再提交；若提示已有新的填报，请先核对内容。",
    errors.TooFastError: "这个账号一分钟内填报的次数太多（最多60次）。请过一分钟再提交。",
    errors.StoreFullError: "服务器的磁盘已满或有故障。请联系管理员，恢复后再提交。",
    errors.ConflictError: (
        "未提交，您打开本表后有人填报了这一项。请放弃后看过对方的填报，再单独填报。"
    ),
}
NOT_STORED_OTHERWISE = "数据库暂时用不了。请联系管理员，恢复后再提交。"
