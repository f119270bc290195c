//! Each step with nothing, and with exactly what it must leave behind.

use rust_decimal::Decimal;
use time::macros::{date, datetime};
use uuid::Uuid;

use crate::{
    evaluations::{self_evaluation::SelfEvaluation, superior::Cause},
    ground::ids::{PersonId, PlanItemId},
    interviews::{
        gathered::{
            Confirmation, NextGoal, NoteBy, Parked, PlanItem, StanceBy, Standing, StepState,
        },
        kinds::GoalSource,
        rules::*,
    },
};

const NOW: OffsetDateTime = datetime!(2026-11-21 10:00 UTC);

fn empty() -> Gathered {
    let form = Form::standard();
    Gathered {
        steps: (1..=8)
            .map(|step| StepState {
                step,
                ..StepState::default()
            })
            .collect(),
        items: form
            .indicators
            .iter()
            .map(|indicator| Standing {
                key: indicator.key.clone(),
                own: Some(Decimal::from(20)),
                points: Some(Decimal::from(if indicator.key == "conduct" {
                    11
                } else {
                    20
                })),
                weak: indicator.key == "conduct",
            })
            .collect(),
        ..Gathered::default()
    }
}

fn note(step: u8, employee: bool, text: &str) -> NoteBy {
    NoteBy {
        step,
        author: PersonId(Uuid::nil()),
        employee,
        name: "Chen Jing".into(),
        text: text.into(),
        version: 1,
        updated_at: NOW,
    }
}

fn stance(item: &str, stance: Stance) -> (String, StanceBy) {
    let by = StanceBy {
        item: item.into(),
        stance,
        person: PersonId(Uuid::nil()),
        name: "Chen Jing".into(),
    };
    (item.into(), by)
}

fn parked(item: &str, employee: &str, superior: &str) -> Parked {
    Parked {
        id: Uuid::nil(),
        item: item.into(),
        employee_view: employee.into(),
        employee_wrote: false,
        superior_view: superior.into(),
        owner: PersonId(Uuid::nil()),
        owner_name: "Li Wei".into(),
        due_on: date!(2026 - 12 - 01),
        outcome: None,
        version: 1,
    }
}

fn plan_item() -> PlanItem {
    PlanItem {
        id: PlanItemId(Uuid::nil()),
        item: "conduct".into(),
        what: "Answer customers sooner".into(),
        cause: Cause::Process,
        measure: "A rota".into(),
        support: String::new(),
        support_by: None,
        support_by_name: None,
        owner: PersonId(Uuid::nil()),
        owner_name: "Chen Jing".into(),
        due_on: date!(2027 - 01 - 31),
        criteria: "Within a day".into(),
        version: 1,
    }
}

fn goal(confirmed: bool) -> NextGoal {
    NextGoal {
        id: Uuid::nil(),
        title: "Open the second plant".into(),
        source: GoalSource::Company,
        serves: "Grow in the south".into(),
        confirmed_at: confirmed.then_some(NOW),
    }
}

/// Everything that the eight steps must leave behind, none of them marked.
fn full() -> Gathered {
    let mut g = empty();
    g.opening.body.purpose_stated = true;
    g.opening.body.confidentiality_stated = true;
    g.notes
        .push(note(OWN_WORDS, true, "I am content with the year."));
    g.exchange.body.strengths = "Reliable under pressure.".into();
    g.exchange
        .body
        .differences
        .insert("conduct".into(), "Two complaints in spring.".into());
    g.stances.extend([
        stance("company_profit", Stance::Agreed),
        stance("must_do_tasks", Stance::Agreed),
        stance("conduct", Stance::Parked),
    ]);
    g.parked
        .push(parked("conduct", "It was the rota.", "It was avoidable."));
    g.plan.push(plan_item());
    g.development.body.difficulties = "Too few people in May.".into();
    g.development.body.support = "One more colleague.".into();
    g.development.body.growth = "Team lead.".into();
    g.goals.push(goal(true));
    g.confirmation = Some(Confirmation {
        person: PersonId(Uuid::nil()),
        objections: [("conduct".to_owned(), "See above.".to_owned())].into(),
        at: NOW,
    });
    g
}

fn mark(gathered: &mut Gathered, step: u8) {
    for state in &mut gathered.steps {
        if state.step == step {
            state.done_at = Some(NOW);
        }
    }
}

#[test]
fn an_empty_interview_lacks_something_in_every_step() {
    let steps: Vec<u8> = unfinished(&empty(), &Form::standard())
        .iter()
        .map(|one| one.step)
        .collect();
    assert_eq!(steps, [1, 2, 3, 4, 5, 6, 7, 8]);
}

#[test]
fn a_full_one_lacks_only_the_marks_and_then_nothing() {
    let form = Form::standard();
    let mut g = full();
    for step in 1..=8 {
        assert_eq!(lacking(step, &g, &form), [], "step {step}");
        let open = unfinished(&g, &form);
        assert_eq!(open[0].step, step);
        assert_eq!(open[0].lacks, [Lack::Mark]);
        mark(&mut g, step);
    }
    assert_eq!(unfinished(&g, &form), []);
}

type Spoil = fn(&mut Gathered);

#[test]
fn taking_one_thing_away_is_named_at_its_step_even_after_the_mark() {
    let item = || "conduct".to_owned();
    let table: Vec<(Spoil, u8, Lack)> = vec![
        (
            |g| g.opening.body.purpose_stated = false,
            1,
            Lack::PurposeStated,
        ),
        (
            |g| g.opening.body.confidentiality_stated = false,
            1,
            Lack::ConfidentialityStated,
        ),
        (|g| g.notes[0].text = " \n".into(), 2, Lack::EmployeesWords),
        (|g| g.notes[0].employee = false, 2, Lack::EmployeesWords),
        (|g| g.exchange.body.strengths.clear(), 3, Lack::Strengths),
        (
            |g| g.exchange.body.differences.clear(),
            3,
            Lack::Difference(item()),
        ),
        (
            |g| {
                g.stances.remove("conduct");
            },
            4,
            Lack::Stance(item()),
        ),
        (
            |g| g.parked[0].employee_view = " ".into(),
            4,
            Lack::EmployeeView(item()),
        ),
        (
            |g| g.parked[0].superior_view.clear(),
            4,
            Lack::SuperiorView(item()),
        ),
        (|g| g.plan.clear(), 5, Lack::Plan),
        (
            |g| g.development.body.difficulties.clear(),
            6,
            Lack::Difficulties,
        ),
        (|g| g.development.body.support.clear(), 6, Lack::Support),
        (|g| g.development.body.growth.clear(), 6, Lack::Growth),
        (|g| g.goals.clear(), 7, Lack::Goals),
        (
            |g| g.goals[0].confirmed_at = None,
            7,
            Lack::GoalConfirmed("Open the second plant".into()),
        ),
        (|g| g.confirmation = None, 8, Lack::Confirmation),
    ];
    let form = Form::standard();
    for (spoil, step, lack) in table {
        let mut g = full();
        (1..=8).for_each(|step| mark(&mut g, step));
        spoil(&mut g);
        let open = unfinished(&g, &form);
        assert_eq!(open.len(), 1, "{lack:?}");
        assert_eq!(
            (open[0].step, open[0].lacks.as_slice()),
            (step, &[lack][..])
        );
    }
}

#[test]
fn the_self_evaluation_counts_as_the_employees_words_only_where_there_is_one() {
    let form = Form::standard();
    let mut g = empty();
    g.own_words.body.as_in_self_evaluation = true;
    assert_eq!(lacking(OWN_WORDS, &g, &form), [Lack::EmployeesWords]);
    g.self_evaluation = Some(SelfEvaluation::default());
    assert_eq!(lacking(OWN_WORDS, &g, &form), []);
}

#[test]
fn a_reason_stands_in_for_a_plan() {
    let mut g = full();
    g.plan.clear();
    g.no_plan.body.reason = "Everything is at its best.".into();
    assert_eq!(lacking(PLAN, &g, &Form::standard()), []);
}

#[test]
fn nothing_behind_the_first_speaker_is_open_before_they_were_heard() {
    for (speaking_order, first, second) in [
        (SpeakingOrder::EmployeeFirst, OWN_WORDS, EXCHANGE),
        (SpeakingOrder::SuperiorFirst, EXCHANGE, OWN_WORDS),
    ] {
        let form = Form {
            speaking_order,
            ..Form::standard()
        };
        let mut g = empty();
        assert!(is_open(OPENING, &g, &form) && is_open(first, &g, &form));
        assert!(!is_open(second, &g, &form) && !is_open(CONFIRMATION, &g, &form));
        mark(&mut g, first);
        assert!((1..=8).all(|step| is_open(step, &g, &form)));
        assert_eq!(following(OPENING, &form), Some(first));
        assert_eq!(following(second, &form), Some(ITEMS));
        assert_eq!(following(CONFIRMATION, &form), None);
    }
}

#[test]
fn time_counts_the_running_clock_and_the_share_of_steps_four_to_seven() {
    let mut g = empty();
    assert_eq!(share(&g, NOW), None);
    g.steps[0].seconds = 60;
    g.steps[1].seconds = 60;
    g.steps[4].seconds = 300;
    g.steps[4].opened_at = Some(NOW - time::Duration::seconds(180));
    assert_eq!(seconds(PLAN, &g, NOW), 480);
    assert_eq!(
        share(&g, NOW),
        Some(Share {
            seconds: 600,
            solving: 80
        })
    );
    // a clock that was set back takes nothing away
    assert_eq!(seconds(PLAN, &g, NOW - time::Duration::hours(1)), 300);
}
