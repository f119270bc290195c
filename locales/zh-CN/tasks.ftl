# 首页：我的待办及期限。
tasks_waits = 待办
tasks_others = 等待他人
tasks_empty = 暂无待办事项
tasks_overdue = { $count } 项逾期
tasks_context = { $cycle } · { $stage }
tasks_since = 自 { $day } 起
tasks_since_why = 自 { $day } 起（{ $event }）
tasks_own = 您的考核（{ $cycle }）：{ $stage }
tasks_of = { $name }：{ $stage }
tasks_waits_for = 等待：{ $who }
tasks_waits_day = 等待约定的日期
tasks_being_evaluated = 评价进行中
tasks_next_waiting = 下一项：{ $what }，{ $who }。
tasks_next_plan = 下一项：改进计划“{ $what }”，截止 { $day }。
tasks_next_none = 包含您的考核周期启动后，您的第一项任务会显示在这里。

task_goals_own = 商定并确认您的目标
task_goals = 与{ $name }商定并确认目标
task_self = 填写自评
task_evaluate = 评价{ $name }
task_review = 审核{ $name }的考核结果
task_answer_appointment = 确认面谈的时间和地点
task_prepare_own = 查看结果并准备面谈
task_prepare = 准备与{ $name }的面谈
task_appoint = 提出与{ $name }面谈的时间和地点
task_appoint_wish = { $name }希望更改时间或地点：请重新提出
task_start = 开始与{ $name }的面谈
task_interview_own = 您的面谈已开始：进入面谈室
task_interview = 与{ $name }的面谈已开始：进入面谈室
task_sign_own = 阅读并签署您的记录
task_sign = 签署{ $name }的记录
task_witness = 见证{ $name }拒签
task_answer_dispute = 答复{ $name }的申诉，或转交绩效委员会
task_consider_answer = 接受申诉答复，或转交绩效委员会
task_vote = 评议并投票：{ $name }的申诉
task_rule = 录入评议结论：{ $name }的申诉
task_vote_again = 没有意见超过半数，请再次投票：{ $name }的申诉
task_record_refusal = 登记{ $name }的拒签（员工已声明拒签）
task_passed = 与{ $name }约定的面谈时间已过：请进行面谈，或另提时间
task_plan_late = { $owner }的改进项已逾期：{ $what }
task_plans_late = { $count } 个改进项已逾期
task_disputes_opened = { $count ->
    [one] { $name }提出申诉，先由上级答复
   *[other] 有 { $count } 件新申诉，先由上级答复
}
task_disputes_late = { $count ->
    [one] { $name }的申诉已逾期
   *[other] { $count } 件申诉已逾期
}
task_seat_vacant = 为{ $name }的申诉另行安排一名委员
task_evaluations_late = { $count } 份上级评价已逾期，请提醒上级
task_approve = 审核 { $count } 份考核结果{ $low ->
    [0] {""}
   *[other] ，其中 { $low } 份等级偏低
}
task_leavers_due = { $count } 名离职人员已超过保留期限：匿名化其资料
task_notices = 因休假或离职发生的工作交接：{ $count } 条通知
task_release = 发布 { $count } 份已审核的考核结果
task_skip = { $count } 份自评未提交：跳过自评
task_superior_gone = { $superior }已停用：请为{ $name }另行指定上级
task_plan = 改进计划：{ $what }
task_verify = 验收：{ $what }
task_parked = 反馈待跟进分歧的结果：{ $what }
task_goal_change_own = 查看{ $name }提出的目标变更
task_goal_change = 查看{ $name }提出的目标变更
task_input = 填写关于{ $name }的同事反馈
task_to_ask = { $name }提名了 { $count } 位同事：请决定是否邀请
task_part = 填写您对{ $name }的评分
task_calibrated = 校准更改了{ $name }的结果：请查看理由
task_parked_late = { $owner }尚未反馈待跟进分歧的结果：{ $what }
task_no_response = 未回应：{ $count } 份记录逾期未签署
task_no_response_below = 未回应：{ $name }（上级：{ $superior }）的记录逾期未签署，请与双方沟通。

tasks_context_delegate = { $cycle } · { $stage } · 代 { $superior }
task_reopening = 决定是否批准 { $name } 考核的更正申请
tasks_reopening = 更正申请：{ $name }，{ $cycle }
tasks_reopening_asked = 已申请，等待 HR 决定
tasks_reopening_approved = HR 已批准更正
tasks_reopening_declined = HR 未批准更正，理由见页面

# 待办之外的新消息。
news_title = 最新动态
news_gone = 已移出考核周期：{ $whose }
news_superior = 相关工作已转交另一位上级
news_parties = 上级或面谈主持人已变更
news_deadline = 截止日期已调整
news_moved = 面谈的时间或地点已更改
news_confirmed = 面谈的时间和地点已确认
news_goals_declined = 目标变更未获同意
news_refusal_witnessed = 拒签已完成见证，考核已完成
news_refusal_declared = 员工已声明不签署
news_refusal_taken_back = 员工已撤回不签署的声明
news_refusal = 拒签已记录在案
news_ruled = 绩效委员会已作出评议结论
news_more_work = 改进项需继续改进
news_returned = 已退回：{ $reason }
news_reminded = HR 于 { $day } 提醒过您。
news_reminded_note = HR 于 { $day } 提醒您：{ $note }
