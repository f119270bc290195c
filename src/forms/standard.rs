//! The form and the grade scheme that come with the product.

use rust_decimal::Decimal;

use super::form::{
    Bilingual, Direction, FORMAT, Floor, Form, Indicator, Kind, MeantFor, PercentMode, Question,
    SpeakingOrder,
};
use super::grades::{Band, Scheme, Upper};

/// A text in English and in Chinese.
pub(super) type Two = (&'static str, &'static str);

pub(super) fn two(text: Two) -> Bilingual {
    Bilingual::new(text.0, text.1)
}

impl Form {
    /// Company profit 60, must-do tasks 20, conduct and ad-hoc work 20.
    pub fn standard() -> Self {
        Self {
            format: FORMAT,
            name: Bilingual::new("Standard appraisal", "标准绩效考核表"),
            indicators: vec![profit(), tasks(), conduct()],
            percent_mode: PercentMode::Truncate,
            speaking_order: SpeakingOrder::EmployeeFirst,
            self_questions: self_questions(),
            superior_questions: Vec::new(),
            preparation_questions: preparation_questions(),
            about: Bilingual::new(
                "Company profit, must-do tasks and daily conduct, for every position.",
                "公司利润、必达任务与日常表现，适用于各类岗位。",
            ),
            sections: Vec::new(),
            agenda: Vec::new(),
            meant_for: MeantFor::default(),
        }
    }
}

fn profit() -> Indicator {
    Indicator {
        key: "company_profit".into(),
        name: Bilingual::new("Company profit", "公司利润"),
        hint: Bilingual::new(
            "Actual profit against the target for the period. Each full percent above or below the target is one point.",
            "本考核期实际利润与目标利润之比。每高于或低于目标一个完整的百分点，加或减 1 分。",
        ),
        kind: Kind::Deviation {
            points_per_percent: Decimal::ONE,
        },
        weight: Decimal::from(60),
        direction: Direction::Higher,
        floor: Floor::Zero,
        cap: None,
        target: None,
        unit: Bilingual::new("CNY 10k", "万元"),
        section: String::new(),
        filled_by: None,
    }
}

fn tasks() -> Indicator {
    Indicator {
        key: "must_do_tasks".into(),
        name: Bilingual::new("Must-do tasks", "必达任务"),
        hint: Bilingual::new(
            "Tasks finished against the number agreed. Each full percent above or below is 0.1 points.",
            "实际完成任务数与约定任务数之比。每高于或低于目标一个完整的百分点，加或减 0.1 分。",
        ),
        kind: Kind::Deviation {
            points_per_percent: Decimal::new(1, 1),
        },
        weight: Decimal::from(20),
        direction: Direction::Higher,
        floor: Floor::Zero,
        cap: None,
        target: None,
        unit: Bilingual::new("tasks", "项"),
        section: String::new(),
        filled_by: None,
    }
}

fn conduct() -> Indicator {
    Indicator {
        key: "conduct".into(),
        name: Bilingual::new("Daily conduct and ad-hoc work", "日常表现与临时工作"),
        hint: Bilingual::new(
            "How everyday work and unplanned assignments were carried out, with what result. Name at least one concrete example.",
            "日常工作和临时交办事项的执行情况与结果。请至少写出一个具体事例。",
        ),
        kind: Kind::Judgement,
        weight: Decimal::from(20),
        direction: Direction::Higher,
        floor: Floor::Zero,
        cap: None,
        target: None,
        unit: Bilingual::default(),
        section: String::new(),
        filled_by: None,
    }
}

pub(super) fn question(
    key: &str,
    required: bool,
    prompt: (&str, &str),
    hint: (&str, &str),
) -> Question {
    Question {
        key: key.into(),
        prompt: Bilingual::new(prompt.0, prompt.1),
        hint: Bilingual::new(hint.0, hint.1),
        required,
    }
}

fn self_questions() -> Vec<Question> {
    vec![
        question(
            "achievements",
            true,
            (
                "What went well in this period?",
                "这一考核期里，哪些工作做得好？",
            ),
            (
                "Results you are content with, and what you contributed to them.",
                "写出您满意的成果，以及您在其中的贡献。",
            ),
        ),
        question(
            "difficulties",
            true,
            (
                "What was difficult, and why?",
                "遇到了哪些困难？原因是什么？",
            ),
            (
                "Resources, processes or skills: what stood in the way?",
                "资源、流程还是能力方面的原因？",
            ),
        ),
        question(
            "improvements",
            false,
            (
                "What would you do differently next time?",
                "下一次您会怎样改进？",
            ),
            ("", ""),
        ),
        question(
            "support",
            false,
            ("What support would help you?", "您希望得到哪些支持？"),
            (
                "Training, tools, people, time, advice.",
                "例如培训、工具、人手、时间或指导。",
            ),
        ),
    ]
}

pub(super) fn preparation_questions() -> Vec<Question> {
    vec![
        question(
            "view",
            false,
            (
                "How do you see the result of this appraisal?",
                "您如何看待本次考核结果？",
            ),
            (
                "Which scores do you understand, and which would you like explained?",
                "哪些评分您认可？哪些希望得到说明？",
            ),
        ),
        question(
            "difficulties",
            false,
            (
                "Which difficulties should be talked about?",
                "您想在面谈中谈谈哪些困难？",
            ),
            ("", ""),
        ),
        question(
            "wishes",
            false,
            (
                "What do you wish for: support, training, direction?",
                "您在支持、培训和发展方向上有什么期望？",
            ),
            ("", ""),
        ),
        question(
            "questions",
            false,
            ("What do you want to ask?", "您想提出哪些问题？"),
            ("", ""),
        ),
        question(
            "place",
            false,
            ("Where would you like to talk?", "您希望在哪里面谈？"),
            (
                "A quiet place where you feel at ease.",
                "选一个安静、让您放松的地方即可。",
            ),
        ),
    ]
}

impl Scheme {
    /// `< 80` · `[80, 90)` · `[90, 100]` · `(100, 120]` · `> 120`
    pub fn standard() -> Self {
        let band = |en: &str, zh: &str, tenths: i64, upper, low| Band {
            name: Bilingual::new(en, zh),
            multiplier: Decimal::new(tenths, 1),
            upper,
            low,
        };
        let at = |points: i64| Decimal::from(points);
        Self::new(vec![
            band("Very poor", "极差", 8, Upper::Below(at(80)), true),
            band("Poor", "较差", 9, Upper::Below(at(90)), true),
            band("Good", "良好", 10, Upper::UpTo(at(100)), false),
            band(
                "Excellent\u{2212}",
                "优\u{2212}",
                11,
                Upper::UpTo(at(120)),
                false,
            ),
            band("Excellent+", "优+", 12, Upper::Unlimited, false),
        ])
        // A constant; a test reads it.
        .unwrap_or_else(|problems| unreachable!("{problems:?}"))
        .named(Bilingual::new("Five grades", "五级等级方案"))
    }
}
