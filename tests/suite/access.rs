//! Every route, as every kind of person, in every stage; and the golden matrix of the policy table.

use countersign::{
    access::{Action, Relation, Relations, Role, Stage, Viewer, policy},
    demo::Actor,
};

use crate::{
    routes::{Line, Reviewed, golden},
    world::{Cast, Person, World},
};

/// relation × stage × action as a text that a person can read in a review. `UPDATE_GOLDEN=1` writes it anew.
#[test]
fn the_policy_table_is_the_one_that_was_reviewed() {
    use std::fmt::Write;
    let mut text = String::from(
        "Who may do what: one line an action, one column a relation, the stages in which it may.\n",
    );
    for action in Action::ALL {
        let _ = writeln!(text, "\n{action:?}");
        for relation in Relation::ALL {
            let stages: Vec<&str> = Stage::ALL
                .into_iter()
                .filter(|stage| policy::may(&vec![relation].into(), *stage, *action).is_ok())
                .map(Stage::key)
                .collect();
            if !stages.is_empty() {
                let stages = if stages.len() == Stage::ALL.len() {
                    "every stage".to_owned()
                } else {
                    stages.join(" ")
                };
                let _ = writeln!(
                    text,
                    "  {:<12} {stages}",
                    format!("{relation:?}").to_lowercase()
                );
            }
        }
    }
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/golden/access.txt");
    if std::env::var_os("UPDATE_GOLDEN").is_some() {
        std::fs::create_dir_all(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/golden")).unwrap();
        std::fs::write(path, &text).unwrap();
    }
    let golden = std::fs::read_to_string(path).unwrap_or_default();
    assert!(
        text == golden,
        "the policy table has changed; review it, then run with UPDATE_GOLDEN=1"
    );
}

/// What the walk expects of one request, from the reviewed line and nothing else.
#[derive(Debug, PartialEq, Eq)]
enum Expected {
    SignIn,
    Hidden,
    Refused,
    Open,
    /// Answers programs with a token only; a session is worth nothing.
    Token,
}

fn expected(line: &Line, viewer: Option<&Viewer>, relations: &Relations, stage: Stage) -> Expected {
    match (&line.who, viewer) {
        (Reviewed::Anyone | Reviewed::Watch, _) => Expected::Open,
        (Reviewed::Token, _) => Expected::Token,
        (_, None) => Expected::SignIn,
        (Reviewed::SignedIn, _) => Expected::Open,
        (Reviewed::Duty(duty), Some(viewer)) => {
            if duty.scope(viewer).is_some() {
                Expected::Open
            } else {
                Expected::Hidden
            }
        }
        (Reviewed::May(_), _) if relations.is_empty() => Expected::Hidden,
        (Reviewed::May(actions), _) => {
            if actions
                .iter()
                .any(|action| policy::may(relations, stage, *action).is_ok())
            {
                Expected::Open
            } else {
                Expected::Refused
            }
        }
    }
}

struct Somebody {
    what: &'static str,
    actor: Actor,
    viewer: Option<Viewer>,
    relations: Relations,
}

fn viewer(person: &Person, roles: &[Role], cast: &Cast) -> Viewer {
    Viewer {
        id: person.id,
        name: person.name.clone(),
        roles: roles.to_vec(),
        departments: vec![cast.department],
        lang: countersign::access::Lang::En,
        zone: jiff::tz::TimeZone::UTC,
        theme: String::new(),
    }
}

async fn everybody(world: &World, cast: &Cast) -> Vec<Somebody> {
    let mut all = vec![Somebody {
        what: "signed out",
        actor: world.stranger(),
        viewer: None,
        relations: Relations::default(),
    }];
    let mut add = |what, person: &Person, roles: &[Role], relations: Vec<Relation>| {
        all.push(Somebody {
            what,
            actor: person.actor().clone(),
            viewer: Some(viewer(person, roles, cast)),
            relations: relations.into(),
        });
    };
    add(
        "the employee",
        &cast.employee,
        &[],
        vec![Relation::Appraisee],
    );
    add(
        "the superior",
        &cast.superior,
        &[],
        vec![Relation::Superior],
    );
    add(
        "the facilitator",
        &cast.facilitator,
        &[],
        vec![Relation::Facilitator],
    );
    add("HR", &cast.hr, &[Role::Hr], vec![Relation::Hr]);
    add(
        "the clerk",
        &cast.clerk,
        &[Role::Clerk],
        vec![Relation::Clerk],
    );

    let matrix = world
        .person("Max Matrix", cast.other_department, None)
        .await;
    add(
        "a further superior",
        &matrix,
        &[],
        vec![Relation::CoSuperior],
    );
    let asked = world.person("Ann Asked", cast.other_department, None).await;
    add(
        "a colleague who is asked",
        &asked,
        &[],
        vec![Relation::Colleague],
    );
    sqlx::query(
        "with i as (insert into cycle_inputs (cycle_id, mode, most, due_on) values ($4, 'anonymous', 5, current_date + 3)),
              s as (insert into appraisal_superiors (appraisal_id, person_id, share) values ($1, $2, 30))
         insert into colleague_requests (appraisal_id, colleague_id, nominated_by, state) values ($1, $3, $3, 'asked')",
    )
    .bind(cast.appraisal.0)
    .bind(matrix.id.0)
    .bind(asked.id.0)
    .bind(cast.cycle.0)
    .execute(&world.db)
    .await
    .expect("voices");

    let colleague = world
        .person("Cole Colleague", cast.department, Some(&cast.superior))
        .await;
    add("a colleague", &colleague, &[], vec![]);
    let foreign = world
        .person("Fred Foreign", cast.other_department, None)
        .await;
    world.clerk_of(&foreign, cast.other_department).await;
    add(
        "a clerk of another department",
        &foreign,
        &[Role::Clerk],
        vec![],
    );
    let boss = world.person("Bo Boss", cast.other_department, None).await;
    let report = world
        .person("Rae Report", cast.other_department, Some(&boss))
        .await;
    world
        .appraisal(
            cast.cycle,
            &report,
            &boss,
            None,
            None,
            cast.other_department,
        )
        .await;
    add("the superior of somebody else", &boss, &[], vec![]);
    let admin = world.person("Ada Admin", cast.other_department, None).await;
    world.give(&admin, Role::Admin).await;
    add("an administrator", &admin, &[Role::Admin], vec![]);
    let auditor = world
        .person("Otto Auditor", cast.other_department, None)
        .await;
    world.give(&auditor, Role::Auditor).await;
    add("an auditor", &auditor, &[Role::Auditor], vec![]);

    let delegate = world
        .person("Dora Delegate", cast.other_department, None)
        .await;
    let former = world
        .person("Finn Former", cast.other_department, None)
        .await;
    sqlx::query(
        "insert into delegations (delegator_id, delegate_id, starts_on, ends_on, since, until, reason, created_by, created_at)
         select $1, d.id, current_date - 9, current_date + 9, now() - interval '9 days', d.until, 'fair', $1, now()
         from (values ($2::uuid, now() + interval '9 days'), ($3, now() - interval '1 hour')) d (id, until)",
    )
    .bind(cast.superior.id.0)
    .bind(delegate.id.0)
    .bind(former.id.0)
    .execute(&world.db)
    .await
    .expect("delegations");
    add(
        "the superior's delegate",
        &delegate,
        &[],
        vec![Relation::Delegate],
    );
    add("a delegate whose time is over", &former, &[], vec![]);

    // a case, with one member seated and one who is seated in spite of a conflict: the superior's superior
    let seated = world
        .person("Sid Seated", cast.other_department, None)
        .await;
    world.give(&seated, Role::Committee).await;
    world.give(&cast.head, Role::Committee).await;
    sqlx::query(
        "with d as (insert into disputes (appraisal_id, kind, items, grounds, interview_held, opened_at, due_on, status)
                    values ($1, 'other', '{company_profit}', 'because', true, now(), current_date + 7, 'referred') returning id)
         insert into dispute_seats (dispute_id, person_id) select d.id, p from d, unnest($2::uuid[]) p",
    )
    .bind(cast.appraisal.0)
    .bind(vec![seated.id.0, cast.head.id.0])
    .execute(&world.db)
    .await
    .expect("case");
    add(
        "a seated committee member",
        &seated,
        &[Role::Committee],
        vec![Relation::Committee],
    );
    add(
        "a committee member with a conflict",
        &cast.head,
        &[Role::Committee],
        vec![],
    );
    let unseated = world
        .person("Uma Unseated", cast.other_department, None)
        .await;
    world.give(&unseated, Role::Committee).await;
    add(
        "a committee member of no case",
        &unseated,
        &[Role::Committee],
        vec![],
    );
    all
}

#[tokio::test]
async fn every_route_as_everybody_in_every_stage() {
    let world = World::new().await;
    let cast = world.cast().await;
    // HR who is the employee: the role must not reach the own appraisal
    let mut people = everybody(&world, &cast).await;
    let own = world
        .person("Olga Own", cast.department, Some(&cast.superior))
        .await;
    world.give(&own, Role::Hr).await;
    let own_appraisal = world
        .appraisal(
            cast.cycle,
            &own,
            &cast.superior,
            None,
            None,
            cast.department,
        )
        .await;
    let on_own = Somebody {
        what: "HR on their own appraisal",
        actor: own.actor().clone(),
        viewer: Some(viewer(&own, &[Role::Hr], &cast)),
        relations: vec![Relation::Appraisee].into(),
    };
    people.push(on_own);

    let mut wrong = Vec::new();
    let mut asked = 0;
    for entry in golden() {
        // has its own tests, of who may read the figures
        if entry.who == Reviewed::Watch {
            continue;
        }
        // ends the walkers' sessions by design
        if entry.path.starts_with("/sign-out") {
            continue;
        }
        let staged = entry.path.starts_with("/appraisals/{id}");
        let stages: &[Stage] = if staged {
            &Stage::ALL
        } else {
            &[Stage::SelfEvaluation]
        };
        // streams never end
        if entry.path.ends_with("/events") {
            continue;
        }
        for stage in stages {
            for somebody in &people {
                let id = if somebody.what == "HR on their own appraisal" {
                    own_appraisal
                } else {
                    cast.appraisal
                };
                if staged {
                    world.force(id, *stage).await;
                }
                let path = address(&entry.path, &id.to_string());
                let reply = match entry.method.as_str() {
                    "GET" => somebody.actor.get(&path).await,
                    _ => somebody.actor.post(&path, &[]).await,
                }
                .expect("answer");
                asked += 1;
                let status = reply.status.as_u16();
                let to_sign_in = reply.location().starts_with("/sign-in?next=");
                let right = match expected(
                    &entry,
                    somebody.viewer.as_ref(),
                    &somebody.relations,
                    *stage,
                ) {
                    Expected::SignIn => to_sign_in,
                    Expected::Token => status == 401,
                    Expected::Hidden => status == 404,
                    Expected::Refused => status == 403 || status == 409,
                    Expected::Open => status < 500 && status != 403 && !to_sign_in,
                };
                if !right {
                    wrong.push(format!(
                        "{} {} as {} in {}: {status} {}",
                        entry.method,
                        entry.path,
                        somebody.what,
                        stage.key(),
                        reply.location()
                    ));
                }
            }
        }
    }
    assert!(asked > 1000, "the walk asked only {asked} times");
    assert!(
        wrong.is_empty(),
        "{} of {asked} answers were wrong:\n{}",
        wrong.len(),
        wrong[..wrong.len().min(40)].join("\n")
    );
}

/// The address of a route: `{id}` of an appraisal is the real one, every other parameter is unknown.
fn address(path: &str, appraisal: &str) -> String {
    path.split('/')
        .enumerate()
        .map(|(index, part)| match part {
            "{id}" if index == 2 && path.starts_with("/appraisals/") => appraisal.to_owned(),
            part if part.starts_with('{') => uuid::Uuid::new_v4().to_string(),
            part => part.to_owned(),
        })
        .collect::<Vec<_>>()
        .join("/")
}

#[tokio::test]
async fn unknown_huge_and_malformed_ids_are_the_same_404() {
    let world = World::new().await;
    let cast = world.cast().await;
    let long = "9".repeat(3000);
    let unknown = uuid::Uuid::new_v4().to_string();
    let mut bodies = Vec::new();
    for id in [
        "1",
        "-1",
        "0",
        "null",
        "%00",
        "..%2f..",
        "' or 1=1",
        &long,
        &unknown,
        "00000000-0000-0000-0000-000000000000",
    ] {
        for below in ["", "/evaluation", "/record.pdf", "/sign"] {
            let path = format!("/appraisals/{}{below}", id.replace(' ', "%20"));
            let page = cast.hr.get(&path).await;
            assert_eq!(page.status(), 404, "{path}");
            bodies.push(page.all("main").join(""));
        }
    }
    bodies.dedup();
    assert_eq!(bodies.len(), 1);
}
