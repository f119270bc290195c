//! The other two forms that come with the product: a quarter's figures with competencies, and a short
//! one for the end of a probation period.

use rust_decimal::Decimal;

use super::{
    form::{
        AgendaStep, Bilingual, Direction, FORMAT, FilledBy, Floor, Form, Indicator, Kind, Level,
        MeantFor, PercentMode, Section, SpeakingOrder,
    },
    standard::{preparation_questions, question},
};

/// A text in English and in Chinese.
type Two = (&'static str, &'static str);

fn two(text: Two) -> Bilingual {
    Bilingual::new(text.0, text.1)
}

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

/// Five described levels, worth 0, 40, 70, 90 and 100 % of the weight.
fn five(behaviours: [Two; 5]) -> Kind {
    const LABELS: [(Two, i64); 5] = [
        (("Not yet shown", "尚未体现"), 0),
        (("Partly shown", "部分体现"), 40),
        (("Meets what is expected", "符合要求"), 70),
        (("Above what is expected", "超出要求"), 90),
        (("Sets the standard", "堪为表率"), 100),
    ];
    Kind::Anchored {
        levels: LABELS
            .into_iter()
            .zip(behaviours)
            .map(|((label, percent), behaviour)| Level {
                label: two(label),
                behaviour: two(behaviour),
                share: Decimal::new(percent, 2).normalize(),
            })
            .collect(),
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
                            "Such as revenue, output or projects delivered. Counts up to 120 %.",
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
                indicator("responsibility", "competencies", 10, responsibility(),
                    ("Taking responsibility", "责任担当"),
                    ("Promises, deadlines, mistakes: what happens when it gets difficult?", "承诺、期限与失误：遇到困难时如何应对？")),
                indicator("cooperation", "competencies", 10, cooperation(),
                    ("Working with others", "协作配合"),
                    ("Inside the team and across departments.", "团队内部及跨部门的配合。")),
                indicator("solving", "competencies", 10, solving(),
                    ("Solving problems", "解决问题"),
                    ("From noticing a problem to making sure that it does not return.", "从发现问题到确保不再发生。")),
                indicator("learning", "competencies", 10, learning(),
                    ("Learning and improving", "学习改进"),
                    ("What was learned in the quarter, and what changed by it.", "本季度学到了什么，工作因此有何变化。")),
            ],
            percent_mode: PercentMode::Continuous,
            speaking_order: SpeakingOrder::EmployeeFirst,
            self_questions: vec![
                question("proud", true,
                    ("Which result of the quarter are you proud of, and what made it possible?", "本季度您最满意的成果是什么？得益于哪些做法？"), ("", "")),
                question("obstacles", true,
                    ("What slowed you down?", "哪些因素拖慢了您的进度？"),
                    ("People, tools, processes, priorities.", "人员、工具、流程或优先级。")),
                question("next_quarter", false,
                    ("What should be different in the next quarter?", "下一季度您希望有哪些改变？"), ("", "")),
            ],
            superior_questions: vec![
                question("contribution", true,
                    ("What did the team gain by this person in the quarter?", "本季度该员工给团队带来了什么？"),
                    ("One or two things that you saw yourself.", "写出一两件您亲眼所见的事。")),
                question("grow", false,
                    ("Which task of the next quarter would help this person to grow?", "下一季度哪项任务最有助于其成长？"), ("", "")),
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
                judged("tasks", 40,
                    ("Tasks of the position", "岗位任务完成情况"),
                    ("Quality and pace of the work that was agreed for the probation period.", "试用期约定任务的完成质量与进度。")),
                judged("learning", 20,
                    ("Getting to know the work", "学习与上手"),
                    ("How quickly new knowledge was taken up and used.", "掌握新知识并用于工作的速度。")),
                judged("cooperation", 20,
                    ("Working with colleagues", "融入与协作"),
                    ("Asking, answering, keeping others informed.", "主动请教、及时反馈、信息互通。")),
                judged("reliability", 20,
                    ("Reliability and rules", "守时守规"),
                    ("Agreements, working time, safety and confidentiality.", "约定、考勤、安全与保密。")),
            ],
            percent_mode: PercentMode::Truncate,
            speaking_order: SpeakingOrder::EmployeeFirst,
            self_questions: vec![
                question("arrived", true,
                    ("What can you do today that you could not do on your first day?", "与入职第一天相比，您现在能独立完成哪些工作？"), ("", "")),
                question("different", false,
                    ("What was different from what you had expected?", "哪些方面与入职前的预期不同？"), ("", "")),
            ],
            superior_questions: vec![
                question("stay", true,
                    ("Do you recommend to confirm the employment? On what do you base it?", "是否建议转正？依据是什么？"),
                    ("Name what you saw. The decision itself is taken by HR according to the contract.", "请写出您看到的事实。是否转正由人力资源部依合同决定。")),
                question("next", true,
                    ("What does this person need in the next three months?", "未来三个月该员工需要哪些支持？"), ("", "")),
            ],
            preparation_questions: preparation_questions(),
            agenda: vec![
                AgendaStep { step: 4, minutes: Some(10), questions: Vec::new() },
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

fn responsibility() -> Kind {
    five([
        ("Waits to be told; deadlines pass without a word.", "需要他人催促；逾期也不说明。"),
        ("Finishes routine work; says late that something will not be ready.", "能完成常规工作；做不完时往往很晚才说。"),
        ("Keeps what was promised, and says in time when it cannot be kept.", "信守承诺；无法按时完成时会提前说明。"),
        ("Owns the result, not only the task; names own mistakes and mends them.", "对结果负责而不只是做完；主动承认失误并弥补。"),
        ("Takes on what nobody owns, and makes others reliable too by example.", "主动承担无人负责的事项，并带动他人守信。"),
    ])
}

fn cooperation() -> Kind {
    five([
        ("Keeps knowledge back, or leaves others without an answer.", "不愿分享信息，或对他人请求不予回应。"),
        ("Helps when asked more than once; handovers have gaps.", "多次请求后才协助；交接时有遗漏。"),
        ("Answers in time, hands over completely, speaks respectfully in disagreement.", "及时回应、交接完整，有分歧时也尊重他人。"),
        ("Thinks of the next department in the chain and clears up conflicts early.", "主动考虑下游部门的需要，尽早化解分歧。"),
        ("Is sought out across departments; leaves ways of working that others keep using.", "跨部门协作的首选对象；形成的协作方式被他人沿用。"),
    ])
}

fn solving() -> Kind {
    five([
        ("Passes problems on without looking into them.", "遇到问题直接上交，不作分析。"),
        ("Mends the symptom; the same problem comes back.", "只处理表面现象，同类问题反复出现。"),
        ("Finds the cause, compares ways out, and settles it within own tasks.", "能找到原因、比较方案，并在职责范围内解决。"),
        ("Sees problems coming and settles them together with the people concerned.", "能预见问题，并与相关人员共同解决。"),
        ("Changes the process so that the problem does not return, here or elsewhere.", "从流程上消除根源，使问题在各处都不再发生。"),
    ])
}

fn learning() -> Kind {
    five([
        ("Repeats what went wrong before; turns feedback away.", "重复以往的失误；不接受反馈。"),
        ("Accepts feedback; little of it shows in the work.", "接受反馈，但工作中变化不大。"),
        ("Asks for feedback and changes something visible in the quarter.", "主动征求反馈，并在本季度有可见的改进。"),
        ("Acquires a skill that the team needs and uses it.", "掌握团队所需的新技能并付诸应用。"),
        ("Passes on what was learned, so that colleagues get better by it.", "将所学传授给同事，带动团队共同提升。"),
    ])
}
