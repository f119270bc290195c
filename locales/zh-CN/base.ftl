nav_tasks = 我的待办
nav_appraisals = 绩效考核
nav_plans = 改进计划
nav_dashboard = 绩效看板
nav_cycles = 考核周期
nav_people = 人员
nav_disputes = 申诉
nav_audit = 审计

title_of = { $what }：{ $name }
title_in = { $what }：{ $name }（{ $cycle }）
save_draft = 保存草稿
reason = 理由
no_answer = 未作答
words_sentence = { $text }。
words_comma = {"、"}
words_name_role = { $name }（{ $role }）
words_pause = {"，"}
words_colon = {"："}
words_and = { $first }和{ $last }

fault_required = 此项必填。
fault_too_long = 最多 { $max } 个字符，现有 { $is } 个。
fault_too_short = 至少 { $min } 个字符。
fault_control = 内容含有无法保存的字符，请不要粘贴，重新输入。
fault_number = 请输入数字，例如 12.5。
fault_full_width = 请切换到半角输入法后重新输入数字。
fault_too_small = 不能小于 { $min }。
fault_too_large = 不能大于 { $max }。
fault_places = 最多 { $places } 位小数。
fault_date = 没有这一天，请按年、月、日填写。
fault_choice = 请从选项中选择。

due_over = 已逾期 { $days } 天
due_today = 今天截止
due_in = { $days ->
    [one] 明天截止
   *[other] { $days } 天后截止
}
due_on = { $day } 截止
due_in_zone = { $due }（{ $zone } 时间）
due_until = 截至 { $day }（含当日）
period = { $from }至{ $to }

conflict_title = 同一内容有两个版本
conflict_intro = 这份内容刚刚在另一个窗口或被他人修改。您的文字没有丢失，请逐项选择保留哪一份。
conflict_mine = 此窗口中的内容
conflict_saved = 当前已保存的内容
conflict_same = 您修改的内容与当前已保存的一致，无需处理。
notice_nobody_chosen = 尚未勾选任何人，请至少勾选一人。
conflict_save = 保存所选内容
conflict_take_saved = 保留已保存的内容
conflict_closed = 这里已经关闭或已被删除，您的内容无法再保存，但仍可从本页复制。

problem_home = 返回我的待办
problem_back = 返回
problem_id = 支持编号：
problem_your_text = 您输入的内容：
problem_not_found = 未找到
problem_not_found_why = 此地址不存在，或未向您开放。如果链接是他人发来的，请向对方确认您是否参与其中。
problem_not_yours = 不属于您的操作
problem_not_yours_why = 在本次考核中，此操作由{ $who }完成。
problem_other_stage = 当前阶段不可操作
problem_other_stage_why = 本次考核目前处于“{ $stage }”阶段。
problem_refused = 现在不能进行
problem_conflict = 内容刚刚有变化
problem_conflict_why = 他人或您在另一个窗口先行操作了。没有任何内容被覆盖，请查看最新状态后再决定。
problem_too_many = 尝试次数过多
problem_too_many_why = 请等待 { $seconds } 秒后再试。
problem_malformed = 无法读取
problem_malformed_why = 浏览器发送的内容不完整。请返回重试，您输入的内容应当还在。
problem_too_large = 内容过大
problem_too_large_why = 超出了此处可以接受的大小，请缩短文字或选择较小的文件。
problem_busy = 系统繁忙
problem_busy_why = 此刻使用人数较多，没有任何改动。请几秒后再试。
problem_no_printer = 打印功能正在准备中
problem_no_printer_why = 记录本身不受影响，可在记录页面查看；PDF 需等打印程序就绪。请一分钟后重试；如一直如此，请告知系统管理人员。
problem_again = 重试
problem_internal = 系统出现了问题
problem_internal_why = 没有任何改动，请重试。如果再次出现，请将下方编号告知管理员。
problem_dangling = 内容刚刚发生了变化
problem_dangling_why = 在您提交的同时，所引用的内容已被删除，或正被使用。未写入任何内容。请返回重新查看后再提交。
design_title = 界面组件
design_intro = 页面所用的全部组件与颜色，按您的主题、语言和屏幕显示。
