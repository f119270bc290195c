//! The two ends: a record with nothing optional, and one of absurd length.

use rust_decimal::Decimal;

use super::super::content::*;
use super::{chinese, english, two};

/// Nothing that may be missing is there.
pub fn bare() -> Record {
    let mut record = english();
    record.facilitator = None;
    record.participants.truncate(2);
    record.improvements.clear();
    record.development = Development::default();
    record.goals.clear();
    record.parked.clear();
    record.notes.clear();
    record.summary.clear();
    record.strengths.clear();
    record.employee_comment.clear();
    record.appraisee.number.clear();
    record.appraisee.position.clear();
    record.interview.place.clear();
    record.interview.place_kind = None;
    for item in &mut record.items {
        item.comment = Comment::default();
        item.self_points = None;
        item.target = None;
        item.actual = None;
    }
    record
}

/// Every text and every list far beyond what a page can carry, words without a single space among them.
pub fn absurd() -> Record {
    let mut record = chinese();
    let long = "冗长的说明 interminable reasoning，".repeat(700);
    let endless = "x".repeat(9000);
    record.company = endless.clone();
    record.cycle.name.clone_from(&long);
    for person in [&mut record.appraisee, &mut record.superior] {
        person.name = "龘".repeat(900);
        person.department.clone_from(&endless);
        person.position.clone_from(&long);
        person.number.clone_from(&endless);
    }
    record.participants = vec![record.participants[0].clone(); 120];
    record.interview.place.clone_from(&endless);
    record.summary.clone_from(&long);
    record.strengths.clone_from(&endless);
    record.employee_comment = "line\n".repeat(3000);
    for item in &mut record.items {
        item.name = two(&endless, &long);
        item.target = Some(Decimal::MAX);
        item.actual = Some(Decimal::MIN);
        item.points = "-123456789.123456789".parse().unwrap();
    }
    record.items = record.items.iter().cycle().take(90).cloned().collect();
    record.result.grade = two(&endless, &long);
    record.result.total = Decimal::MIN;
    record.improvements[0].cause.en.clone_from(&endless);
    record.improvements[0].measure.clone_from(&long);
    record.improvements[0].owner.clone_from(&long);
    record.improvements[1].criteria.clone_from(&long);
    record.improvements = record
        .improvements
        .iter()
        .cycle()
        .take(80)
        .cloned()
        .collect();
    record.development = Development {
        difficulties: long.clone(),
        support: endless.clone(),
        growth: long.clone(),
    };
    record.goals[0].text.clone_from(&endless);
    record.goals[1].drawn_from.clone_from(&long);
    record.goals = record.goals.iter().cycle().take(70).cloned().collect();
    record.objections[0].words.clone_from(&long);
    record.objections = record.objections.iter().cycle().take(60).cloned().collect();
    record.parked = vec![
        Parked {
            item: None,
            employee_view: endless.clone(),
            superior_view: long.clone(),
            owner: endless.clone(),
            due: None,
        };
        60
    ];
    if let Some(ruling) = &mut record.ruling {
        ruling.grounds.clone_from(&long);
        ruling.members = vec![endless; 50];
        ruling.items = ruling.items.iter().cycle().take(50).cloned().collect();
    }
    record
}
