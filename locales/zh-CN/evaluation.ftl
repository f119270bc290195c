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
