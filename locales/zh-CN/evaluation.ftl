cause_resources = 资源
cause_process = 流程
cause_ability = 能力

fault_by_hand = 目标值为 0 或负数时无法按完成率计算，请手动评分。
fault_target_or_hand = 请填写目标值和实际值，或手动评分并说明理由。
fault_weak_example = 该项评分偏低，请写出具体事例。
fault_weak_cause = 该项评分偏低，请选择原因。
fault_weak_problem = 该项评分偏低，请说明问题所在。
fault_weak_direction = 该项评分偏低，请说明改进方向。
fault_weak_support = 该项评分偏低，请说明将提供的支持。
fault_judgement_example = 主观评分须至少写出一个具体事例。
fault_extreme_comment = 评分达到最高或最低，请填写评语。

explain_higher = 实际 { $actual } / 目标 { $target } = { $percent }%
explain_lower = 实际 { $actual }，目标 { $target }（越低越好）= { $percent }%
explain_rate_one = 1 分
explain_rate = { $rate } 分
explain_deviation = { $achieved }，权重 { $weight }，按每 1% 计 { $rate }，{ $gain } 分，得 { $points } 分
explain_proportional = { $achieved }，权重 { $weight } × { $percent }%，得 { $points } 分
explain_judged = 上级评分：{ $points } 分（满分 { $weight } 分）
explain_level = 等级“{ $name }”，权重 { $weight } 的 { $percent }%，得 { $points } 分
explain_manual = 手动评分：{ $points } 分（权重 { $weight }）。理由：{ $reason }
explain_truncated = 精确值为 { $exact }%，仅计整数百分点
explain_rounded = 精确值为 { $exact }%，四舍五入到整数百分点
explain_floor = 该项最低 { $at } 分
explain_cap = 该项最高 { $at } 分
explain_gap = 。

evaluation_title = 上级评价
evaluation_private = 结果发布之前，员工看不到这里的任何内容。输入内容会自动保存。
evaluation_see_self = 查看自评，或退回修改
evaluation_earlier = 历史结果：
evaluation_earlier_one = { $cycle }：{ $total } 分（{ $grade }）
evaluation_error = { $item }：{ $text }
evaluation_own = 自评分
evaluation_points = 得分
evaluation_gap = 差距
evaluation_said = { $name }的自评
evaluation_said_superior = { $name }的评价
evaluation_level_pick = 哪个等级最符合实际？
evaluation_level = { $label }（{ $points } 分）
evaluation_with_unit = { $label }（{ $unit }）
evaluation_target = 目标值
evaluation_actual = 实际值
evaluation_by_hand = 没有目标值或目标值为 0？手动评分
evaluation_by_hand_hint = 仅在没有大于 0 的目标值时生效，并须说明理由。
evaluation_hand_points = 手动评分
evaluation_hand_reason = 手动评分的理由
evaluation_how = { $points } 分的计算依据
evaluation_weak = 偏低
evaluation_weak_needs = 请在下方填写事例、原因，以及问题、方向和支持。
evaluation_when_weak = （评分偏低时必填）
evaluation_weak_fields = 原因、问题、方向和支持
evaluation_example = 具体事例
evaluation_example_hint = 何时发生了什么，产生了什么影响。
evaluation_comment = 评语
evaluation_comment_hint = 最高分或最低分必须填写。
evaluation_cause = 原因
evaluation_problem = 问题是什么？
evaluation_direction = 朝什么方向改进？
evaluation_support = 将提供哪些支持？
evaluation_strengths = 优点
evaluation_strengths_hint = 面谈将从这里谈起。
evaluation_summary = 总体评价
evaluation_scored = 已评 { $scored } 项，共 { $all } 项。
evaluation_incomplete = 全部评分后显示总分和等级。
evaluation_low = 该等级偏低，发布前必须经人力资源审核。
evaluation_submit_ask = 提交评价？提交后将锁定，人力资源可以退回给您修改。
evaluation_none = 这里没有可查看的评价。
evaluation_next = 下一位：{ $name }
evaluation_before = 已调整：{ $before } → { $after }
evaluation_reads_own = 您可以在面谈中就每项评分进行沟通。
evaluation_back = 查看下一步

review_title = 结果审核
review_waits = 该结果等待人力资源审核。
review_waits_low = 该等级偏低，审核前请查看事例和支持措施。
review_approved = 该结果已审核通过，可以向双方发布。
review_approve = 审核通过
review_approve_release = 通过并发布
review_return_title = 退回给上级
review_return_hint = 上级会看到此理由，并可再次修改评价。
review_adjust_title = 调整评分
review_adjust_hint = 只填写需要调整的指标。调整前后的分数对所有查看结果的人可见，调整后须重新审核。
review_adjust_reason_hint = 员工和上级会在被调整的评分处看到此理由。
review_adjust = 调整
review_adjust_none = 请至少填写一项新的分数。
review_not_opened = 员工尚未查看结果。

bulk_title = 发布结果
bulk_released = { $count ->
    [0] 没有发布任何结果。
   *[other] 已发布 { $count } 份结果。
}
bulk_held = 未发布
bulk_cycle = 考核周期
bulk_before = 评价尚未提交。
bulk_not_approved = 尚未审核通过，请先打开审核。
bulk_after = 已经发布。
bulk_withdrawn = 已撤销。
bulk_changed = 刚刚被修改，请重新查看。
bulk_unknown = 另有 { $count } 份不在您的发布范围内，未作任何更改。
bulk_back = 返回列表

result_released_title = 您的结果已发布
result_released_text = 结果及每项评分的依据已向您发布，请在面谈前查看。
result_open = 查看结果
explain_share = { $who } { $points } 分 × { $share }%
explain_shared = { $parts } = { $points } 分（满分 { $weight } 分）
evaluation_past = { $cycle }：{ $points } 分（满分 { $weight } 分）
evaluation_past_label = 历史周期：
bulk_low = 等级偏低：须由人力资源单独查看并审核。
release_title = 批量发布结果
release_intro = 发布之前，先查看哪些结果会发布、哪些不会及其原因。
release_approve = 同时审核通过：{ $count } 份非低等级结果待审核
release_going = { $count ->
    [0] 目前没有可发布的结果。
   *[other] 将向双方发布 { $count } 份结果。
}
release_groups = 以下结果不会发布：
release_group = { $count } 份：{ $reason }
release_goes = 发布名单
release_held = 暂不发布名单
release_nobody = 无
release_do_many = 发布 { $count } 份结果
release_ask = 发布 { $count } 份结果？员工可立即查看。
evaluation_closed = 委员会未退回此项：保持原样，不可更改。

# How a total came about, wherever it stands.
why_title = 得分是怎么来的
why_open = { $total } 分是怎么来的
why_item = 指标
why_how = 数据与规则
why_sum = 合计
why_total = 总分
why_any = 任意总分
why_grade = { $range }：等级“{ $grade }”，系数 { $multiplier }。
why_unrounded = 从各项得分到等级，中间不作任何舍入。
why_rounded = 精确值为 { $exact }，显示为 { $shown }；等级按精确值判定。
why_truncate = 百分比：只计高于或低于目标的完整百分点。
why_round = 百分比：四舍五入到整数。
why_continuous = 百分比：小数部分全部计入。
why_versions = 考核表“{ $form }”第 { $version } 版；等级方案“{ $scheme }”第 { $grades } 版；计分规则第 { $rule } 版。
why_nothing = 没有已提交的评价，无法说明该结果的来源。
scheme_unnamed = 等级方案
evaluation_counts_other = { $words }评价采用的是 { $figure }。
evaluation_earlier_closed = 各项得分的由来仅对该次考核的当事人开放。
