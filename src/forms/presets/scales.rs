//! Described levels of the four competencies.

use rust_decimal::Decimal;

use crate::forms::{
    form::{Kind, Level},
    standard::{Two, two},
};

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

pub(super) fn responsibility() -> Kind {
    five([
        (
            "Waits to be told; deadlines pass without a word.",
            "需要他人催促；逾期也不说明。",
        ),
        (
            "Finishes routine work; says late that something will not be ready.",
            "能完成常规工作；做不完时往往很晚才说。",
        ),
        (
            "Keeps what was promised, and says in time when it cannot be kept.",
            "信守承诺；无法按时完成时会提前说明。",
        ),
        (
            "Owns the result, not only the task; names own mistakes and mends them.",
            "对结果负责而不只是做完；主动承认失误并弥补。",
        ),
        (
            "Takes on what nobody owns, and makes others reliable too by example.",
            "主动承担无人负责的事项，并带动他人守信。",
        ),
    ])
}

pub(super) fn cooperation() -> Kind {
    five([
        (
            "Keeps knowledge back, or leaves others without an answer.",
            "不愿分享信息，或对他人请求不予回应。",
        ),
        (
            "Helps when asked more than once; handovers have gaps.",
            "多次请求后才协助；交接时有遗漏。",
        ),
        (
            "Answers in time, hands over completely, speaks respectfully in disagreement.",
            "及时回应、交接完整，有分歧时也尊重他人。",
        ),
        (
            "Thinks of the next department in the chain and clears up conflicts early.",
            "主动考虑下游部门的需要，尽早化解分歧。",
        ),
        (
            "Is sought out across departments; leaves ways of working that others keep using.",
            "跨部门协作的首选对象；形成的协作方式被他人沿用。",
        ),
    ])
}

pub(super) fn solving() -> Kind {
    five([
        (
            "Passes problems on without looking into them.",
            "遇到问题直接上交，不作分析。",
        ),
        (
            "Mends the symptom; the same problem comes back.",
            "只处理表面现象，同类问题反复出现。",
        ),
        (
            "Finds the cause, compares ways out, and settles it within own tasks.",
            "能找到原因、比较方案，并在职责范围内解决。",
        ),
        (
            "Sees problems coming and settles them together with the people concerned.",
            "能预见问题，并与相关人员共同解决。",
        ),
        (
            "Changes the process so that the problem does not return, here or elsewhere.",
            "从流程上消除根源，使问题在各处都不再发生。",
        ),
    ])
}

pub(super) fn learning() -> Kind {
    five([
        (
            "Repeats what went wrong before; turns feedback away.",
            "重复以往的失误；不接受反馈。",
        ),
        (
            "Accepts feedback; little of it shows in the work.",
            "接受反馈，但工作中变化不大。",
        ),
        (
            "Asks for feedback and changes something visible in the quarter.",
            "主动征求反馈，并在本季度有可见的改进。",
        ),
        (
            "Acquires a skill that the team needs and uses it.",
            "掌握团队所需的新技能并付诸应用。",
        ),
        (
            "Passes on what was learned, so that colleagues get better by it.",
            "将所学传授给同事，带动团队共同提升。",
        ),
    ])
}
