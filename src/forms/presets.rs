//! The other two forms that come with the product: a quarter's figures with competencies, and a short
//! one for the end of a probation period.

use rust_decimal::Decimal;

use super::{
    form::{
        AgendaStep, Bilingual, Direction, FORMAT, FilledBy, Floor, Form, Indicator, Kind, MeantFor,
        PercentMode, Section, SpeakingOrder,
    },
    standard::{Two, preparation_questions, question, two},
};

mod scales;

use scales::{cooperation, learning, responsibility, solving};

fn indicator(key: &str, section: &str, weight: i64, kind: Kind, name: Two, hint: Two) -> Indicator {
    Indicator {
        key: key.into(),
        name: two(name),
        hint: two(hint),
        kind,
        weight: Decimal::from(weight),
        direction: Direction::Higher,
        floor: Floor::Zero,
        cap: None,
        target: None,
        unit: Bilingual::default(),
        section: section.into(),
        filled_by: None,
    }
}

fn section(key: &str, filled_by: FilledBy, title: Two, intro: Two) -> Section {
    Section {
        key: key.into(),
        title: two(title),
        intro: two(intro),
        filled_by,
    }
}

impl Form {
    /// Three figures for 60 %, four competencies with described levels for 40 %.
    pub fn quarterly() -> Self {
        Self {
            format: FORMAT,
            name: two(("Quarterly KPI and competencies", "季度 KPI 与能力考核表")),
            about: two((
                "What was achieved in the quarter, and how: three figures and four competencies with described levels.",
                "既看季度成果，也看工作方式：三项指标，加四项带行为描述的能力评价。",
            )),
            sections: vec![
                section(
                    "results",
                    FilledBy::Both,
                    ("Results of the quarter", "季度成果"),
                    (
                        "Target and actual decide. Agree the targets at the start of the quarter.",
                        "以目标值与实际值计分。目标值请在季度初商定。",
                    ),
                ),
                section(
                    "competencies",
                    FilledBy::Both,
                    ("Competencies", "能力与行为"),
                    (
                        "Choose the level whose description fits what you saw most of the time, not the best or the worst day.",
                        "请选择最符合日常表现的一级，而不是表现最好或最差的那一天。",
                    ),
                ),
            ],
            indicators: vec![
                Indicator {
                    cap: Some(Decimal::from(36)),
                    ..indicator(
                        "main_target",
                        "results",
                        30,
                        Kind::Proportional,
                        ("Main target of the quarter", "季度主要目标"),
                        (
                            "Such as revenue, output or projects delivered. Counts up to 120%.",
                            "如销售额、产量或交付项目数。最高按 120% 计分。",
                        ),
                    )
                },
                Indicator {
                    unit: two(("%", "%")),
                    ..indicator(
                        "on_time",
                        "results",
                        15,
                        Kind::Deviation {
                            points_per_percent: Decimal::new(5, 1),
                        },
                        ("Delivered on time", "按期交付率"),
                        (
                            "Share of what was due in the quarter and delivered by its date.",
                            "本季度应交付事项中按期完成的比例。",
                        ),
                    )
                },
                Indicator {
                    direction: Direction::Lower,
                    ..indicator(
                        "defects",
                        "results",
                        15,
                        Kind::Deviation {
                            points_per_percent: Decimal::new(2, 1),
                        },
                        ("Complaints and rework", "投诉与返工"),
                        (
                            "Cases against the number regarded as normal. Fewer is better.",
                            "实际发生件数与正常水平相比，越少越好。",
                        ),
                    )
                },
                indicator(
                    "responsibility",
                    "competencies",
                    10,
                    responsibility(),
                    ("Taking responsibility", "责任担当"),
                    (
                        "Promises, deadlines, mistakes: what happens when it gets difficult?",
                        "承诺、期限与失误：遇到困难时如何应对？",
                    ),
                ),
                indicator(
                    "cooperation",
                    "competencies",
                    10,
                    cooperation(),
                    ("Working with others", "协作配合"),
                    (
                        "Inside the team and across departments.",
                        "团队内部及跨部门的配合。",
                    ),
                ),
                indicator(
                    "solving",
                    "competencies",
                    10,
                    solving(),
                    ("Solving problems", "解决问题"),
                    (
                        "From noticing a problem to making sure that it does not return.",
                        "从发现问题到确保不再发生。",
                    ),
                ),
                indicator(
                    "learning",
                    "competencies",
                    10,
                    learning(),
                    ("Learning and improving", "学习改进"),
                    (
                        "What was learned in the quarter, and what changed by it.",
                        "本季度学到了什么，工作因此有何变化。",
                    ),
                ),
            ],
            percent_mode: PercentMode::Continuous,
            speaking_order: SpeakingOrder::EmployeeFirst,
            self_questions: vec![
                question(
                    "proud",
                    true,
                    (
                        "Which result of the quarter are you proud of, and what made it possible?",
                        "本季度您最满意的成果是什么？得益于哪些做法？",
                    ),
                    ("", ""),
                ),
                question(
                    "obstacles",
                    true,
                    ("What slowed you down?", "哪些因素拖慢了您的进度？"),
                    (
                        "People, tools, processes, priorities.",
                        "人员、工具、流程或优先级。",
                    ),
                ),
                question(
                    "next_quarter",
                    false,
                    (
                        "What should be different in the next quarter?",
                        "下一季度您希望有哪些改变？",
                    ),
                    ("", ""),
                ),
            ],
            superior_questions: vec![
                question(
                    "contribution",
                    true,
                    (
                        "What did the team gain by this person in the quarter?",
                        "本季度该员工给团队带来了什么？",
                    ),
                    (
                        "One or two things that you saw yourself.",
                        "写出一两件您亲眼所见的事。",
                    ),
                ),
                question(
                    "grow",
                    false,
                    (
                        "Which task of the next quarter would help this person to grow?",
                        "下一季度哪项任务最有助于其成长？",
                    ),
                    ("", ""),
                ),
            ],
            preparation_questions: preparation_questions(),
            agenda: vec![AgendaStep {
                step: 7,
                minutes: Some(12),
                questions: vec![two((
                    "Which figure of the next quarter can you move most, and what do you need for it?",
                    "下一季度哪项指标您最有把握提升？需要什么条件？",
                ))],
            }],
            meant_for: MeantFor::default(),
        }
    }

    /// Five judgements and four questions, for the end of a probation period.
    pub fn probation() -> Self {
        let judged = |key, weight, name, hint| {
            indicator(key, "first_months", weight, Kind::Judgement, name, hint)
        };
        Self {
            format: FORMAT,
            name: two(("End of probation", "试用期转正考核表")),
            about: two((
                "A short form for the last weeks of a probation period: has the person arrived, and what do they need next?",
                "用于试用期结束前：是否已胜任岗位，下一步需要什么支持。",
            )),
            sections: vec![section(
                "first_months",
                FilledBy::Both,
                ("The first months", "试用期表现"),
                (
                    "Compare with what was agreed at the start, not with colleagues of many years.",
                    "请对照入职时约定的要求评价，不要与老员工相比。",
                ),
            )],
            indicators: vec![
                judged(
                    "tasks",
                    40,
                    ("Tasks of the position", "岗位任务完成情况"),
                    (
                        "Quality and pace of the work that was agreed for the probation period.",
                        "试用期约定任务的完成质量与进度。",
                    ),
                ),
                judged(
                    "learning",
                    20,
                    ("Getting to know the work", "学习与上手"),
                    (
                        "How quickly new knowledge was taken up and used.",
                        "掌握新知识并用于工作的速度。",
                    ),
                ),
                judged(
                    "cooperation",
                    20,
                    ("Working with colleagues", "融入与协作"),
                    (
                        "Asking, answering, keeping others informed.",
                        "主动请教、及时反馈、信息互通。",
                    ),
                ),
                judged(
                    "reliability",
                    20,
                    ("Reliability and rules", "守时守规"),
                    (
                        "Agreements, working time, safety and confidentiality.",
                        "约定、考勤、安全与保密。",
                    ),
                ),
            ],
            percent_mode: PercentMode::Truncate,
            speaking_order: SpeakingOrder::EmployeeFirst,
            self_questions: vec![
                question(
                    "arrived",
                    true,
                    (
                        "What can you do today that you could not do on your first day?",
                        "与入职第一天相比，您现在能独立完成哪些工作？",
                    ),
                    ("", ""),
                ),
                question(
                    "different",
                    false,
                    (
                        "What was different from what you had expected?",
                        "哪些方面与入职前的预期不同？",
                    ),
                    ("", ""),
                ),
            ],
            superior_questions: vec![
                question(
                    "stay",
                    true,
                    (
                        "Do you recommend to confirm the employment? On what do you base it?",
                        "是否建议转正？依据是什么？",
                    ),
                    (
                        "Name what you saw. The decision itself is taken by HR according to the contract.",
                        "请写出您看到的事实。是否转正由 HR 依合同决定。",
                    ),
                ),
                question(
                    "next",
                    true,
                    (
                        "What does this person need in the next three months?",
                        "未来三个月该员工需要哪些支持？",
                    ),
                    ("", ""),
                ),
            ],
            preparation_questions: preparation_questions(),
            agenda: vec![
                AgendaStep {
                    step: 4,
                    minutes: Some(10),
                    questions: Vec::new(),
                },
                AgendaStep {
                    step: 6,
                    minutes: Some(10),
                    questions: vec![two((
                        "Whom do you ask when you are stuck, and does that work?",
                        "遇到难题时您会找谁？效果如何？",
                    ))],
                },
            ],
            meant_for: MeantFor {
                levels: vec![crate::people::Level::Staff],
                positions: Vec::new(),
            },
        }
    }
}
