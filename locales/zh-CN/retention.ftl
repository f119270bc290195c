# 保留期限：期限设置、法律保全、每日清理、匿名化。
retention_title = 数据保留
retention_intro = 各类资料保留多久、下次清理将删除什么、以往已删除什么。
retention_periods = 保留期限
retention_set = 设置保留期限
retention_change = 修改保留期限
retention_not_set = 目前不会删除任何资料。以下期限仅为建议值；HR 设置并保存一天后才开始清理。
retention_waits = 期限刚刚修改，{ $when } 之前不会据此删除任何资料，如有误仍可更正。
retention_set_by = 设置人：{ $who }，{ $when }
retention_months = { $months } 个月
retention_record_kept = 签署记录（离职后）
retention_working_kept = 过程资料（考核结束后）
retention_input_kept = 同事反馈（考核结束后）
retention_record_months = 签署记录：离职后保留月数
retention_record_hint = 包括记录、签署、已提交的文字、申诉与改进计划。至少 24 个月：劳动关系终止后，相关文本须保存两年备查。
retention_working_months = 过程资料：考核结束后保留月数
retention_working_hint = 从未提交的草稿、面谈准备、面谈笔记、私人笔记、过程材料与佐证、原上级意见。自考核完成或撤销之日起算。
retention_input_months = 同事反馈：考核结束后保留月数
retention_input_hint = 邀请了谁、写了什么。不得长于过程资料的保留期。
retention_reason = 理由
retention_reason_hint = 例如所依据的公司制度或法规，将保留在审计记录中。
retention_first = 保存一天后，每日清理将删除超期资料。请先在上一页查看预览，了解哪些资料已到期。
retention_grace = 保存一天后生效。法律保全范围内的资料一律保留。
retention_save = 保存期限
retention_back = 返回
retention_whole_months = 请填写整月数。
retention_at_least = 至少 { $least } 个月。
retention_at_most = 最多 { $most } 个月。
retention_input_longest = 同事反馈的保留期不得长于过程资料。

retention_next = 下次清理将删除
retention_nothing_due = 暂无到期资料
retention_nothing_due_text = 目前没有结束已久、需要清理过程资料的考核。
retention_kind = 类别
retention_due = 已到期
retention_held = 因保全保留
retention_drafts = 从未提交的草稿
retention_preparation = 面谈准备
retention_interview_texts = 面谈笔记
retention_private_notes = 私人笔记
retention_notes = 过程材料
retention_files = 佐证文件
retention_advices = 原上级意见
retention_answers = 同事的反馈
retention_requests = 同事受邀名单
retention_count = { $what }：{ $count }
retention_from_appraisals = 涉及 { $due } 份考核；{ $held ->
    [0] 没有因法律保全而保留的考核
   *[other] 另有 { $held } 份因法律保全而保留
}。进行中、仍可申诉或正在申请更正的考核不计入。
retention_runs = 以往清理
retention_no_runs = 尚未删除任何资料
retention_runs_shown = 共 { $count } 次
retention_when = 时间
retention_what = 内容
retention_removed = 已删除
retention_by = 执行人
retention_run_purge = 每日清理，{ $count } 份考核
retention_run_anonymise = 匿名化 { $count } 人
retention_run_texts = { $count ->
    [0] 姓名与登录信息
   *[other] 姓名、登录信息及 { $count } 份考核的全部文字
}
retention_stays = 哪些保留
retention_stays_record = 已提交和已签署的内容保留至本人被匿名化为止。
retention_stays_open = 进行中、申诉中或处于法律保全的资料全部保留。
retention_stays_figures = 分数、等级和部门为统计而保留；每份记录的哈希值保留，用以证明记录曾经存在。

leavers_title = 超期离职人员
leavers_count = { $count ->
    [0] 没有超过保留期的离职人员。
   *[other] 有 { $count } 名离职人员已超过保留期，应予匿名化。
}
leavers_undated = 有 { $count } 名离职人员没有离职日期，其资料继续保留。
leavers_look = 查看名单
leavers_intro = 离职已超过{ $period }。由 HR 进行匿名化，系统不会自动处理。
leavers_none = 没有超期人员
leavers_none_text = 签署记录的保留期届满后，离职人员会出现在这里。
leavers_choose = 对所选人员匿名化…
leavers_left_on = 离职日期
leavers_due_on = 保留至
leavers_kept = 保留原因
leavers_kept_no = 无
leavers_held = 法律保全
leavers_open = 有未结事项
leavers_shown = 本页 { $count } 人
leavers_nobody = 所选人员均不能匿名化：尚未离职、未满保留期，或已由他人处理。
leavers_kept_meanwhile = 所选人员中有人处于法律保全或有未结事项，请重新选择。

anonymise_title = 匿名化
anonymise_final = 此操作无法撤销
anonymise_goes = 将删除：姓名、工号、邮箱、岗位、登录信息；本人考核、目标、改进计划和申诉中的全部文字；本人的笔记与文件；签署记录的正文。
anonymise_stays = 将保留：以代号保留的分数、等级和部门；每份记录的哈希值、日期和签署；以及涉及他人的内容，例如其曾任上级的员工的记录。
anonymise_kept = 以下人员保持不变：
anonymise_who = 将被匿名化的人员
anonymise_left = { $day }离职，{ $count } 份考核
anonymise_reason_hint = 将保留在审计记录中，请勿写入姓名。
anonymise_type_number = 请输入工号 { $number } 以确认
anonymise_type_count = 请输入人数 { $count } 以确认
anonymise_typed_wrong = 输入内容不符。
anonymise_do = 永久匿名化
anonymised_name = 离职员工 { $code }
anonymised_chip = 已匿名化
anonymised_note = 此人资料的保留期已届满：姓名已替换，全部文字已删除，仅保留数据。

hold_title = 法律保全
hold_chip = 法律保全
hold_none = 此人的资料按期限保留，未设保全。
hold_stands = 处于法律保全：任何资料都不会删除
hold_place = 设置法律保全
hold_look = 查看保全
hold_lift = 解除保全
hold_about_person = 对个人的法律保全会保留其参与的一切资料：本人的考核、其担任上级或面谈主持人的考核，以及其所写的全部内容。
hold_reach = { $count ->
    [0] 目前不涉及任何考核。
   *[other] 目前涉及 { $count } 份考核。
}
hold_about_appraisal = 对本考核的法律保全会保留其全部资料，不受保留期限影响；考核工作照常进行。
hold_reason_hint = 例如案件编号。由 HR 和审计记录保存，本人看不到。
hold_lift_hint = 请说明不再需要保全的原因。已到期的资料将在下次清理时删除。
hold_lift_ask = 确定解除保全？已到期的资料将在下次清理时删除。
hold_earlier = 以往的保全
hold_placed = 设置人：{ $who }，{ $when }
hold_lifted = 由{ $who }解除于 { $when }
hold_own = 这涉及您本人或您下属的事项，请由其他 HR 处理法律保全。
hold_nothing_left = 已没有可供保全的资料。
hold_list_title = 法律保全
hold_count = { $count ->
    [0] 目前没有法律保全。
   *[other] 目前有 { $count } 项法律保全。
}
hold_list_look = 查看保全清单
hold_list_intro = 保全范围内的资料不会被删除或匿名化。请在人员页面或考核页面设置保全。
hold_list_none = 目前没有法律保全
hold_list_none_text = 可在人员页面或考核页面设置。
hold_list_none_found = 没有符合条件的保全
hold_list_clear = 重置
hold_state = 状态
hold_state_standing = 有效
hold_state_lifted = 已解除
hold_on = 对象
hold_on_person = 个人
hold_on_appraisal = { $cycle } 的考核
hold_since = 设置
hold_ended = 解除
hold_shown = 本页 { $count } 项

strip_purged = 本考核的过程资料已于 { $day } 按公司保留规定删除；已提交和已签署的内容继续保留。
strip_input_purged = 同事反馈已于 { $day } 按公司保留规定删除。
strip_erased = 法定保留期届满，本考核的文字已于 { $day } 删除；数据及记录的哈希值继续保留。
record_removed_on = 已于 { $day } 按保留规定删除
record_removed_text = 此记录的法定保留期已届满，正文已删除。各版本的哈希值仍可证明记录曾经存在、有哪些版本、由谁于何时签署。
trail_emptied = 内容已删除
audit_removed = { $day } 按保留规定删除 { $count } 份记录的正文，其哈希值与签署完好。
event_retention_set = 设置保留期限
event_retention_purged = 清理过程资料
event_people_anonymised = 人员匿名化
event_appraisal_emptied = 记录考核的剩余资料
event_hold_placed = 设置法律保全
event_hold_lifted = 解除法律保全
notice_retention_set = 已保存。自明日起，每日清理按此期限执行。
notice_hold_placed = 法律保全已生效，范围内的资料不会被删除。
notice_hold_lifted = 法律保全已解除，已到期的资料将在下次清理时删除。
notice_anonymised = 已匿名化。姓名与文字已删除，数据与哈希值保留。
