//! Records for the tests: a full one in each language, one with nothing optional, one of absurd length.

use rust_decimal::Decimal;
use time::macros::{date, datetime};
use uuid::Uuid;

use super::content::*;
use crate::{
    forms::form::{Bilingual, Direction, Floor, Indicator, Kind, PercentMode},
    scoring::{Explanation, Input, score_item},
};

macro_rules! dec {
    ($figure:expr) => {
        stringify!($figure).parse::<Decimal>().unwrap()
    };
}

mod extremes;
pub use extremes::{absurd, bare};

pub fn all() -> [Record; 4] {
    [english(), chinese(), bare(), absurd()]
}

fn person(n: u128, name: &str, number: &str, department: &str, position: &str) -> Person {
    Person {
        id: Uuid::from_u128(n),
        name: name.into(),
        number: number.into(),
        department: department.into(),
        position: position.into(),
    }
}

fn two(en: &str, zh: &str) -> Bilingual {
    Bilingual::new(en, zh)
}

fn deviation(target: Decimal, actual: Decimal, rate: Decimal) -> Explanation {
    scored(
        Kind::Deviation {
            points_per_percent: rate,
        },
        if rate == Decimal::ONE {
            dec!(60)
        } else {
            dec!(20)
        },
        &Input::Measured { target, actual },
    )
}

fn judgement(points: Decimal) -> Explanation {
    scored(Kind::Judgement, dec!(20), &Input::Judged { points })
}

fn scored(kind: Kind, weight: Decimal, input: &Input) -> Explanation {
    let indicator = Indicator {
        key: "sample".into(),
        name: two("Sample", "样例"),
        hint: Bilingual::default(),
        kind,
        weight,
        direction: Direction::Higher,
        floor: Floor::Zero,
        cap: None,
        target: None,
        unit: Bilingual::default(),
        section: String::new(),
        filled_by: None,
    };
    score_item(&indicator, PercentMode::Truncate, input)
        .unwrap()
        .explanation
}

/// The form that comes with the product, filled in.
fn items(conduct: Decimal) -> Vec<Item> {
    let comment = Comment {
        words: "Closed both key accounts before the summer and kept the margin.".into(),
        example: "Quotation for the Haining project, May.".into(),
        cause: None,
        problem: String::new(),
        direction: String::new(),
        support: String::new(),
        difference: String::new(),
    };
    vec![
        Item {
            key: "profit".into(),
            name: two("Company profit", "公司利润"),
            weight: dec!(60),
            target: Some(dec!(3200)),
            actual: Some(dec!(3500)),
            unit: Bilingual::default(),
            level: None,
            explanation: deviation(dec!(3200), dec!(3500), dec!(1)),
            points: dec!(69),
            self_points: Some(dec!(69)),
            comment: comment.clone(),
            stance: Stance::Agreed,
        },
        Item {
            key: "must-do".into(),
            name: two("Must-do tasks", "必达任务"),
            weight: dec!(20),
            target: Some(dec!(100)),
            actual: Some(dec!(120)),
            unit: Bilingual::default(),
            level: None,
            explanation: deviation(dec!(100), dec!(120), dec!(0.1)),
            points: dec!(22),
            self_points: Some(dec!(22)),
            comment,
            stance: Stance::Agreed,
        },
        Item {
            key: "conduct".into(),
            name: two("Daily conduct and ad-hoc work", "日常表现与临时任务"),
            weight: dec!(20),
            target: None,
            actual: None,
            unit: Bilingual::default(),
            level: None,
            explanation: judgement(conduct),
            points: conduct,
            self_points: Some(dec!(15)),
            comment: Comment {
                words: "Helps new colleagues without being asked.".into(),
                example: "Three of five monthly reports came after the 5th.".into(),
                cause: Some(Cause::Process),
                problem: "Monthly report late three times.".into(),
                direction: "Deliver by the 3rd, draft to the team on the 1st.".into(),
                support: "Finance delivers the raw figures by the 1st.".into(),
                difference: "Quality is not in question; the deadline is.".into(),
            },
            stance: Stance::Parked,
        },
    ]
}

pub fn english() -> Record {
    Record {
        format: FORMAT,
        appraisal: Uuid::from_u128(0x0191_7d3c_8f2a_4c1e_9b57_2f60_aa01_7e42),
        version: 1,
        company: "Northwind Precision Ltd.".into(),
        cycle: Cycle {
            name: "Annual review 2025".into(),
            from: date!(2025 - 01 - 01),
            to: date!(2025 - 12 - 31),
        },
        appraisee: person(1, "Maria Sørensen-O’Neill", "10482", "Sales, Region East", "Account manager"),
        superior: person(2, "James Whitfield", "10031", "Sales, Region East", "Head of region"),
        facilitator: Some(person(3, "Priya Raghunathan", "10077", "Human resources", "HR performance specialist")),
        participants: vec![
            Participant { id: Uuid::from_u128(1), name: "Maria Sørensen-O’Neill".into(), role: Role::Appraisee },
            Participant { id: Uuid::from_u128(2), name: "James Whitfield".into(), role: Role::Superior },
            Participant { id: Uuid::from_u128(3), name: "Priya Raghunathan".into(), role: Role::Facilitator },
        ],
        interview: Interview {
            purpose: Purpose::ImproveResults,
            method: Method::CausesFirst,
            place_kind: Some(PlaceKind::Lounge),
            place: "Garden lounge, 2nd floor".into(),
            started: datetime!(2026-01-14 06:30 UTC),
            ended: datetime!(2026-01-14 07:38 UTC),
            times: (1..=8).map(|step| StepTime { step, seconds: 200 + 60 * u32::from(step) }).collect(),
        },
        items: items(dec!(5)),
        result: Outcome {
            total: dec!(96),
            grade: two("good", "良好"),
            multiplier: dec!(1.0),
            provisional: false,
        },
        summary: "Profit and must-do tasks are above target in a year of falling prices. What costs points is \
                  punctuality of reporting, and the cause lies in the hand-over of figures, not in effort.".into(),
        strengths: "Wins and keeps difficult accounts; prepares quotations so well that the margin holds. New \
                    colleagues ask her first.".into(),
        improvements: vec![
            Improvement {
                what: "Monthly report on time".into(),
                item: Some("conduct".into()),
                cause: two("Raw figures arrive from finance on the 4th.", ""),
                measure: "Template fed from the order system; draft on the 1st, final on the 3rd.".into(),
                support: "Finance opens the order view to Sales.".into(),
                support_by: "James Whitfield".into(),
                owner: "Maria Sørensen-O’Neill".into(),
                due: Some(date!(2026-03-31)),
                criteria: "Three reports in a row by the 3rd working day.".into(),
            },
            Improvement {
                what: "Competitor analysis before each tender".into(),
                item: Some("must-do".into()),
                cause: two("No shared source of prices.", ""),
                measure: "One page per competitor, renewed each quarter.".into(),
                support: "Two days of training in market research.".into(),
                support_by: "Human resources".into(),
                owner: "Maria Sørensen-O’Neill".into(),
                due: Some(date!(2026-06-30)),
                criteria: "Page attached to every tender above 200,000.".into(),
            },
        ],
        development: Development {
            difficulties: "Travel takes two days a week; the tender tool is slow on the road.".into(),
            support: "A lighter laptop and tender training in March.".into(),
            growth: "Lead of the two-person tender desk from autumn.".into(),
        },
        goals: vec![
            Goal {
                text: "Region profit 3.7 million".into(),
                source: Some(GoalSource::Company),
                drawn_from: "Company profit 41 million".into(),
                weight: Some(dec!(60)),
                confirmed: true,
            },
            Goal {
                text: "Two new accounts in medical technology".into(),
                source: Some(GoalSource::Department),
                drawn_from: "Enter one new industry".into(),
                weight: Some(dec!(25)),
                confirmed: true,
            },
            Goal {
                text: "Reports by the 3rd working day".into(),
                source: Some(GoalSource::Own),
                drawn_from: String::new(),
                weight: Some(dec!(15)),
                confirmed: true,
            },
        ],
        parked: vec![Parked {
            item: Some("conduct".into()),
            employee_view: "The delay came from finance; 10 points would be fair.".into(),
            superior_view: "Asking for the figures earlier was possible.".into(),
            owner: "Priya Raghunathan".into(),
            due: Some(date!(2026-01-28)),
        }],
        objections: vec![],
        notes: vec![Note {
            step: 1,
            author: Uuid::from_u128(2),
            name: "James Whitfield".into(),
            text: "Purpose and confidentiality stated.".into(),
        }],
        employee_comment: "A fair talk. I would like the figures of finance in the next review too.".into(),
        ruling: None,
    }
}

pub fn chinese() -> Record {
    let mut record = english();
    record.version = 2;
    record.company = "海宁精工制造有限公司".into();
    record.cycle.name = "2025 年度绩效考核".into();
    record.appraisee = person(1, "龚喆昇", "HN-0482", "华东销售部", "大客户经理");
    record.superior = person(2, "欧阳垚", "HN-0031", "华东销售部", "区域总监");
    record.facilitator = Some(person(3, "镕㛃䶮", "HN-0077", "人力资源部", "绩效专员"));
    for (participant, name) in record
        .participants
        .iter_mut()
        .zip(["龚喆昇", "欧阳垚", "镕㛃䶮"])
    {
        participant.name = name.into();
    }
    record.interview.place = "二楼花园休息区".into();
    record.result.provisional = false;
    record.summary = "在价格下行的一年里，利润和必达任务都超过了目标。失分主要在月报时效，原因是财务数据交接偏晚，而不是投入不足。".into();
    record.strengths =
        "善于争取并维系难度较大的客户，报价准备充分，毛利稳定；新同事有问题都愿意先请教他。".into();
    record.improvements = vec![
        Improvement {
            what: "按时提交月报".into(),
            item: Some("conduct".into()),
            cause: two("财务原始数据每月 4 日才到", ""),
            measure: "月报模板直接取自订单系统；1 日出初稿，3 日定稿".into(),
            support: "财务向销售开放订单视图".into(),
            support_by: "欧阳垚".into(),
            owner: "龚喆昇".into(),
            due: Some(date!(2026 - 03 - 31)),
            criteria: "连续三个月在第 3 个工作日前提交".into(),
        },
        Improvement {
            what: "投标前完成竞品分析".into(),
            item: Some("must-do".into()),
            cause: two("缺少统一的价格信息来源", ""),
            measure: "每个竞品一页资料，按季度更新".into(),
            support: "两天市场调研培训".into(),
            support_by: "人力资源部".into(),
            owner: "龚喆昇".into(),
            due: Some(date!(2026 - 06 - 30)),
            criteria: "20 万元以上的投标均附竞品分析".into(),
        },
    ];
    record.development = Development {
        difficulties: "每周出差两天，途中投标系统响应慢。".into(),
        support: "更换轻便笔记本电脑；三月安排投标培训。".into(),
        growth: "秋季起负责两人投标小组。".into(),
    };
    for (goal, (text, from)) in record.goals.iter_mut().zip([
        ("区域利润 370 万元", "公司利润 4100 万元"),
        ("开发两家医疗器械新客户", "进入一个新行业"),
        ("第 3 个工作日前提交月报", ""),
    ]) {
        goal.text = text.into();
        goal.drawn_from = from.into();
    }
    record.parked.clear();
    record.goals[2].source = None;
    record.goals[2].confirmed = false;
    record.objections = vec![Objection {
        item: "conduct".into(),
        words: "月报延迟的原因在财务，建议按 10 分计。".into(),
    }];
    record.employee_comment = "面谈很坦诚，希望下次也能看到财务侧的数据。".into();
    record.items = items(dec!(9));
    record.items[2].stance = Stance::Objected;
    record.result.total = dec!(100);
    record.ruling = Some(Ruling {
        kind: DisputeKind::DataAccuracy,
        decision: Decision::Adjusted,
        items: vec![RuledItem {
            item: "conduct".into(),
            before: dec!(5),
            after: dec!(9),
        }],
        total_before: dec!(96),
        total_after: dec!(100),
        grade_before: two("good", "良好"),
        grade_after: two("good", "良好"),
        grounds: "财务系统日志显示，五次中有三次数据晚于 4 日提供，延迟不应全部由员工承担。".into(),
        members: vec!["沈若楠".into(), "David Kim".into(), "陆景行".into()],
        ruled: datetime!(2026-02-03 08:00 UTC),
    });
    record
}
