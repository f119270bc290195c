# 进度看板及导出。
dash_empty = 暂无数据
dash_empty_text = 考核周期启动后，这里会显示整体进度。
dash_export = 导出 CSV
dash_concluded = 已完成
dash_overdue = 逾期
dash_provisional = { $count ->
   *[other] 暂定结果
}
dash_disputes = { $count ->
   *[other] 处理中的申诉
}
dash_refused = { $count ->
   *[other] 拒绝签署
}
dash_plan_open = { $count ->
   *[other] 进行中的改进项
}
dash_plan_overdue = { $count ->
   *[other] 逾期的改进项
}
dash_plan_accepted = { $count ->
   *[other] 已验收的改进项
}
dash_stages = 各阶段进度
dash_withdrawn_hint = 已撤销的考核会列出并导出，但不计入统计。
dash_turns = 待办人分布
dash_turns_hint = 按阶段统计其中的全部人员；打开一行可查看尚未完成的人员。
dash_turns_none = 目前没有待处理的事项。
dash_grades = 已发布的结果
dash_grades_none = 尚未发布任何结果。
dash_grades_hint = 仅统计已发布的结果，包括暂定结果。
dash_grades_hidden = 有 { $count } 份结果未列入：所在部门已发布的结果少于 { $fewest } 份。
dash_departments = 各部门进度
dash_no_department = 无部门
export_yes = 是
export_no = 否
export_number = 工号
export_provisional = 暂定
export_refused = 拒绝签署
export_self_skipped = 未提交自评
export_counts = 计入统计
export_withdrawn = 撤销原因
dash_parked_open = { $count ->
   *[other] 待反馈的分歧
}
dash_parked_overdue = { $count ->
   *[other] 逾期的待跟进分歧
}
dash_graded_by = 按“{ $scheme }”第 { $version } 版评定等级。
