entry_title = 批量录入目标
entry_intro = 粘贴表格中的行或选择文件。写入之前会先显示预览。
entry_cycle = 考核周期
entry_rows = 数据行
entry_rows_hint = 人员（工号、邮箱或姓名）、目标、权重、目标值、单位、对齐目标、方向、衡量方式、截止日期、对应的考核表指标。有表头时列序不限；人员留空的行属于上一行的人员。
entry_look = 显示预览
entry_confirm = 录入这些目标
entry_preview = 预览
entry_what = 处理结果
entry_sum = 权重之和
entry_summary = { $people } 人，共 { $goals } 个目标；其中 { $changed } 人有变化。
entry_new = 新增
entry_unchanged = 无变化
entry_refused = 不能录入
entry_replaced = { $count ->
   *[other] 取代现有 { $count } 个目标
}
entry_not_in_goals = 目标已商定。请在该人员的页面提出变更，由双方确认。
entry_too_many = 超过 { $max } 个目标。
entry_at = { $column }：{ $text }
entry_too_long = 文字过长。
entry_direction = 方向：请填写“越高越好”或“越低越好”。
entry_twice = 该人员在第 { $line } 行已有此目标。
entry_voids = { $count ->
   *[other] 其中 { $count } 人的目标已有一方确认，录入后确认失效；相关人员会看到此理由。
}
entry_nothing_new = 这些内容都已存在，不会有任何变化。
entry_changed_meanwhile = 预览之后有人修改了目标，请重新查看。
rows_file = 或选择文件（XLSX 或 CSV）
rows_file_large = 仅限一个文件，不超过 2 MB。
rows_foreign = 这既不是 Excel 工作簿（XLSX），也不是文本表格。请另存为 XLSX 或 CSV，或复制单元格后粘贴。
rows_workbook = 无法打开该工作簿：文件已损坏、有密码保护或过大。请取消密码，仅保存这一张工作表。
rows_unreadable = 无法按文本读取该文件。请另存为 CSV（UTF-8）。
rows_none = 没有数据行。
rows_quote = 第 { $line } 行的引号没有闭合。
rows_columns = 第 { $line } 行的列数过多。
rows_too_many = 一次最多 { $max } 行。
rows_errors = 错误
rows_line = 行号
rows_person = 人员
rows_mend = 只要有一行错误，就不会写入任何内容。请在下方更正后重新预览。
rows_person_missing = 未填写人员。
rows_person_unknown = 没有您可以录入的、使用此工号、邮箱或姓名的人员。
rows_person_ambiguous = 有多人同名，请使用工号。
entry_no_cycle = 没有处于目标商定阶段的周期
entry_no_cycle_why = 周期处于目标阶段时可批量录入；之后的变更请在各人的页面提出。
