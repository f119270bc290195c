use super::*;

fn target(number: u128, name: &str) -> Target {
    Target {
        appraisal: Uuid::from_u128(100 + number),
        version: 1,
        person: Uuid::from_u128(number),
        number: number.to_string(),
        email: Some(format!("p{number}@example.test")),
        name: name.into(),
        department: Some(Uuid::from_u128(7)),
        stage: Stage::Goals,
        form: Form::standard().into(),
        goals: vec![],
        last_number: 0,
        measured: vec![],
        confirmed: 0,
    }
}

fn row(line: u64, person: &str, title: &str, weight: &str) -> Given {
    Given {
        line,
        person: person.into(),
        title: title.into(),
        weight: weight.into(),
        ..Given::default()
    }
}

#[test]
fn rows_become_the_goals_of_their_people() {
    let targets = [target(1, "Ann"), target(2, "Bob")];
    let rows = [
        row(1, "1", "Sell", "60%"),
        row(2, "p2@example.test", "Learn", "100"),
        row(3, "Ann", "Teach", "40"),
    ];
    let plan = plan(&rows, &targets, &[]);
    assert!(plan.whole(), "{:?}", plan.faults);
    let told: Vec<_> = plan
        .people
        .iter()
        .map(|one| {
            (
                one.target.name.as_str(),
                one.goals.len(),
                rules::sum(&one.goals).to_string(),
            )
        })
        .collect();
    assert_eq!(
        told,
        [("Ann", 2, "100".to_owned()), ("Bob", 1, "100".to_owned())]
    );
}

#[test]
fn the_same_rows_again_change_nothing() {
    let mut one = target(1, "Ann");
    let rows = [row(1, "1", "Sell", "60"), row(2, "1", "Teach", "40")];
    let first = plan(&rows, std::slice::from_ref(&one), &[]).people[0]
        .goals
        .clone();
    one.goals = first;
    one.last_number = 2;
    one.stage = Stage::SelfEvaluation;
    let targets = [one];
    let again = plan(&rows, &targets, &[]);
    assert!(again.whole() && !again.people[0].changed);
}

#[test]
fn every_fault_is_named_at_its_line_and_nothing_is_whole_then() {
    let mut agreed = target(3, "Cara");
    agreed.stage = Stage::Evaluation;
    let mut measured = target(4, "Dan");
    measured.goals = vec![Goal {
        key: "G1".into(),
        title: "Old".into(),
        ..Goal::default()
    }];
    measured.measured = vec!["G1".into()];
    measured.last_number = 1;
    let targets = [target(1, "Ann"), target(2, "Ann"), agreed, measured];
    let long = "x".repeat(LONGEST + 1);
    let bad = |row: Given| {
        plan(&[row], &targets, &[])
            .faults
            .first()
            .cloned()
            .map(|(_, fault)| fault)
    };
    for (given, fault) in [
        (row(1, "", "Sell", "1"), RowFault::Person(Unfound::Missing)),
        (
            row(1, "Ann", "Sell", "1"),
            RowFault::Person(Unfound::Ambiguous),
        ),
        (row(1, "9", "Sell", "1"), RowFault::Person(Unfound::Unknown)),
        (row(1, "1", "", "1"), RowFault::TitleMissing),
        (row(1, "1", &long, "1"), RowFault::TooLong("title")),
        (
            row(1, "1", "Sell", ""),
            RowFault::Weight(DecimalError::Empty),
        ),
        (
            row(1, "1", "Sell", "1,5"),
            RowFault::Weight(DecimalError::Grouping),
        ),
        (
            Given {
                target: "x".into(),
                ..row(1, "1", "Sell", "1")
            },
            RowFault::Target(DecimalError::Unexpected('x')),
        ),
        (
            Given {
                direction: "sideways".into(),
                ..row(1, "1", "Sell", "1")
            },
            RowFault::Direction,
        ),
        (
            Given {
                due_on: Some(Err(())),
                ..row(1, "1", "Sell", "1")
            },
            RowFault::DueOn,
        ),
    ] {
        assert_eq!(bad(given.clone()), Some(fault), "{given:?}");
    }
    let twice = [row(1, "1", "Sell", "1"), row(2, "1", "Sell", "1")];
    assert_eq!(
        plan(&twice, &targets, &[]).faults,
        [(2, RowFault::Twice(1))]
    );
    for (person, fault) in [
        ("3", PersonFault::NotInGoals),
        ("4", PersonFault::InUse("Old".into())),
    ] {
        let rows = [row(1, person, "New", "100")];
        let plan = plan(&rows, &targets, &[]);
        assert_eq!(plan.people[0].fault, Some(fault));
        assert!(!plan.whole());
    }
}

#[test]
fn a_title_of_a_goal_of_the_own_line_is_that_goal() {
    let targets = [target(1, "Ann")];
    let aim = |department: Option<u128>| Aim {
        id: Uuid::from_u128(50),
        title: "Growth".into(),
        department: department.map(Uuid::from_u128),
    };
    let rows = [Given {
        serves: "Growth".into(),
        ..row(1, "1", "Sell", "100")
    }];
    for (aims, found) in [
        (vec![aim(None)], true),
        (vec![aim(Some(7))], true),
        (vec![aim(Some(8))], false),
    ] {
        let goal = plan(&rows, &targets, &aims).people[0].goals[0].clone();
        assert_eq!((goal.aim.is_some(), goal.serves.is_empty()), (found, found));
    }
}
