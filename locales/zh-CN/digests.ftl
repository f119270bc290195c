# 人力资源部的提醒。
remind_title = 发送提醒
remind_intro = 当前有待办事项的人员会在相应任务旁看到提醒，办完即消失。没有待办的人不会收到提醒。
remind_no_cycle = 没有进行中的考核周期
remind_no_cycle_text = 只能对进行中的周期发送提醒；暂停的周期不会催办。
remind_tells = 每位人员会在相应任务旁看到提醒，办完即消失。
remind_tells_note = 每位人员会在相应任务旁看到提醒，办完即消失：“{ $note }”
remind_lately = 过去 20 小时内已提醒过。
remind_do = 发送 { $count } 条提醒
remind_note = 附言
remind_note_hint = 显示在每位被提醒人的首页上。最多 300 个字符，请勿涉及个人情况。
remind_by_mail = 该任务也会列入对方的下一封每日邮件，无论对方选择何种频率。附言仅显示在首页上。
remind_no_mail = 本系统未启用邮件：对方将在首页上看到提醒。

# 每日邮件。
digest_subject = { $company }：您有 { $count } 项待办
digest_subject_late = { $company }：您有 { $count } 项待办，其中 { $late } 项已逾期
digest_hello = { $name }，您好：
digest_intro = 以下事项待您处理：
digest_about = { $cycle } · { $due }
digest_more = 另有 { $count } 项。
digest_all = 查看全部待办：
digest_all_link = 打开我的待办
digest_why = 仅在工作日且您有待办时发送，每天最多一封。邮件中不含任何考核结果或填写内容。
digest_change = 调整接收频率：
digest_change_link = 调整接收频率
digest_plan = 推进您的改进计划中的一项
digest_verify = 验收{ $name }改进计划中的一项
digest_parked = 反馈一项待跟进分歧的处理结果（与{ $name }的面谈）
digest_parked_late = { $owner }尚未反馈一项待跟进分歧的处理结果（与{ $name }的面谈）

# 账号中的选择。
account_digest = 待办邮件
account_digest_daily = 每天
account_digest_daily_hint = 工作日内，有新任务、三天内到期或已逾期的任务时发送。
account_digest_weekly = 每周
account_digest_weekly_hint = 每周第一个工作日发送；此外，任务到期时也会发送（见下项）。
account_digest_due = 仅在任务到期时
account_digest_due_hint = 到期当天和次日，以及 HR 提醒时发送。此项无法关闭：错过期限可能使您失去某些权利。
account_digest_off = 本系统目前未启用邮件，您的选择会保留。

# 邮件页面。
mail_title = 邮件
mail_intro = 工作日 8:00 至 18:00，就待办事项向每人每天最多发送一封邮件。邮件只列任务和期限，不含考核结果或填写内容。
mail_server = 邮件已启用
mail_through = 服务器
mail_from = 发件人
mail_test = 向 { $address } 发送测试邮件
mail_test_no_address = 如需测试，请先为您的账号设置电子邮箱。
mail_test_failed = 邮件未能发出。服务器返回：{ $fault }
mail_off = 未启用邮件
mail_off_text = 尚未设置邮件服务器，所有人都在首页查看自己的待办。系统运维人员可按运维文档设置 COUNTERSIGN_MAIL 和 COUNTERSIGN_MAIL_FROM。
mail_unreached_title = 无法通过邮件联系的人员
mail_unreached = { $count } 人没有电子邮箱。
mail_unreached_text = 他们只能在首页上看到待办。
mail_all_reached = 所有人都有电子邮箱。
mail_failed_title = 未送达
mail_again = 重新发送已放弃的邮件
mail_tries = 尝试次数
mail_fault = 服务器返回
mail_waits = 稍后重试
mail_days = 最近情况
mail_day = 日期
mail_queued = 应发
mail_sent = 已发
mail_waiting = 等待中
mail_dropped = 已办结
mail_failed = 已放弃
mail_unclear = 不确定
mail_days_hint = 已办结：发送时已无待办。不确定：发送过程中程序被中止；为避免重复，当天不再发送。
mail_none_yet = 尚未发送过邮件。工作日 8:00 开始发送。
mail_trial_subject = Countersign 测试邮件
mail_trial_text = 这是您请求的测试邮件。{ $company } 的邮件可以正常发出。
digest_plan_late = { $owner }的改进项已逾期（{ $name }的改进计划）
