//! The plan's rules, one table test each.

use time::macros::date;

use super::{
    dates::Order,
    findings::{Fault, FaultKind as K, Group, Remark},
    mapping::{Field, Mapping},
    plan::{Attribute, Change, Counts, Options, Outcome, Person, Plan, plan},
    table,
};
use crate::people::Level;

pub(super) fn options() -> Options {
    Options::new(date!(2026 - 11 - 21))
}

pub(super) fn plan_of(text: &str, existing: &[Person], options: &Options) -> Plan {
    let table = table::read(text).expect("a table");
    let departments: Vec<String> = existing
        .iter()
        .filter_map(|person| person.department.clone())
        .collect();
    plan(
        &table.rows,
        &Mapping::suggest(&table.header),
        existing,
        &departments,
        options,
    )
}

/// The company after the plan, as the store would have it.
pub(super) fn applied(plan: &Plan, existing: &[Person]) -> Vec<Person> {
    let mut people = existing.to_vec();
    for person in plan.writes() {
        match people
            .iter_mut()
            .find(|there| there.number == person.number)
        {
            Some(there) => there.clone_from(person),
            None => people.push(person.clone()),
        }
    }
    people
}

fn person(number: &str, name: &str, superior: Option<&str>) -> Person {
    Person {
        number: number.to_owned(),
        name: name.to_owned(),
        email: None,
        department: Some("Sales".to_owned()),
        position: String::new(),
        level: Level::Staff,
        superior: superior.map(str::to_owned),
        hired_on: None,
        active: true,
    }
}

fn faults(plan: &Plan) -> Vec<(u64, K)> {
    plan.faults()
        .map(|(line, fault)| (line, fault.kind()))
        .collect()
}

#[test]
fn a_roster_is_created_and_a_second_time_changes_nothing() {
    let roster = "工号,姓名,邮箱,部门,岗位,职级,直接上级,入职日期,在职状态\n\
        1,王伟,Wang@x.cn,总部,总经理,高管,,2010-01-01,在职\n\
        2,李娜,li@x.cn,财务,主管,经理,王伟,2015/3/2,在职\n\
        3,张敏,,财务,会计,员工,li@x.cn,45047,试用\n\
        4,陈静,,财务,会计,P5,2,,离职\n";
    let first = plan_of(roster, &[], &options());
    assert_eq!(
        first.counts(),
        Counts {
            create: 4,
            ..Counts::default()
        }
    );
    assert_eq!(first.new_departments, ["总部", "财务"]);
    let people = applied(&first, &[]);
    assert_eq!(people[0].email.as_deref(), Some("wang@x.cn"));
    assert_eq!(people[0].level, Level::Senior);
    assert_eq!(people[1].superior.as_deref(), Some("1"));
    assert_eq!(
        (people[2].superior.as_deref(), people[2].hired_on),
        (Some("2"), Some(date!(2023 - 05 - 01)))
    );
    assert_eq!(
        (people[3].superior.as_deref(), people[3].active),
        (Some("2"), false)
    );
    assert_eq!(
        first.rows[3].remarks,
        [Remark::NoEmail, Remark::NoHireDate, Remark::UnknownLevel]
    );

    let second = plan_of(roster, &people, &options());
    assert_eq!(
        second.counts(),
        Counts {
            nothing: 4,
            ..Counts::default()
        }
    );
    assert_eq!(second.new_departments, Vec::<String>::new());
}

#[test]
fn changes_name_the_field_and_blank_cells_change_nothing() {
    let there = [
        person("1", "Ann Lee", None),
        person("2", "Bo Li", Some("1")),
    ];
    let plan = plan_of(
        "No,Name,Dept,Superior,Level\n2,Bo Q Li,sales,,manager\n",
        &there,
        &options(),
    );
    let changes = vec![
        Change {
            what: Attribute::Name,
            from: "Bo Li".into(),
            to: "Bo Q Li".into(),
        },
        Change {
            what: Attribute::Level,
            from: "staff".into(),
            to: "manager".into(),
        },
    ];
    assert_eq!(plan.rows[0].outcome, Outcome::Change(changes));
    assert_eq!(plan.rows[0].person.superior.as_deref(), Some("1"));
    assert_eq!(plan.absent, 1);
}

#[test]
fn rows_are_refused_with_their_line() {
    let mut there = [person("1", "Ann Lee", None)];
    there[0].email = Some("ann@x.org".to_owned());
    let roster = "No,Name,Email,Superior,DOH,Status\n\
        ,Nobody,,,,\n\
        2,,,,,\n\
        3,C,,,,\n\
        3,D,,,,\n\
        4,E,e@,,2023-02-30,\n\
        5,F,ann@x.org,,,\n\
        6,G,g@x.org,,,\n\
        7,H,G@x.org,,,\n\
        8,I,,nobody,,\n\
        9,J,,9,,\n\
        10,K,,4,,\n\
        11,L,,,,perhaps\n\
        12,M\n\
        \"13\"x,N,,,,\n";
    let found = plan_of(roster, &there, &options());
    assert_eq!(
        faults(&found),
        [
            (2, K::NoNumber),
            (3, K::NoName),
            (4, K::DuplicateNumber),
            (5, K::DuplicateNumber),
            (6, K::BadEmail),
            (6, K::BadDate),
            (7, K::EmailTaken),
            (8, K::EmailRepeated),
            (9, K::EmailRepeated),
            (10, K::UnknownSuperior),
            (11, K::OwnSuperior),
            (12, K::SuperiorRefused),
            (13, K::BadStatus),
            (14, K::Ragged),
            (15, K::StrayQuote),
        ]
    );
    assert_eq!(found.counts().refused, 14);
    assert_eq!(found.writes().count(), 0);
    assert_eq!(
        found.fault_groups()[4],
        Group {
            kind: K::DuplicateNumber,
            count: 2,
            lines: vec![4, 5]
        }
    );
    let long = format!("No,Name\n1,{}\n", "x".repeat(201));
    assert_eq!(faults(&plan_of(&long, &[], &options())), [(2, K::TooLong)]);
}

#[test]
fn a_name_that_fits_several_is_a_choice() {
    let roster = "No,Name,Dept,Superior\n1,王伟,财务,\n2,王伟,销售,\n3,李娜,销售,王伟\n";
    let open = plan_of(roster, &[], &options());
    let Outcome::Refused(faults) = &open.rows[2].outcome else {
        panic!("refused")
    };
    let [Fault::AmbiguousSuperior { candidates, .. }] = &faults[..] else {
        panic!("ambiguous")
    };
    let named: Vec<_> = candidates
        .iter()
        .map(|c| (c.number.as_str(), c.department.as_deref()))
        .collect();
    assert_eq!(named, [("1", Some("财务")), ("2", Some("销售"))]);

    let mut chosen = options();
    chosen.superiors.insert(4, "2".to_owned());
    assert_eq!(
        plan_of(roster, &[], &chosen).rows[2]
            .person
            .superior
            .as_deref(),
        Some("2")
    );
    chosen.superiors.insert(4, "3".to_owned());
    assert_eq!(plan_of(roster, &[], &chosen).counts().refused, 1);
}

#[test]
fn a_leaver_is_no_candidate_while_somebody_of_the_name_works_here() {
    let roster =
        "No,Name,Superior,Status\n1,Ann,,left\n2,Ann,,active\n3,Bo,Ann,active\n4,Ed,1,active\n";
    let found = plan_of(roster, &[], &options());
    assert_eq!(found.rows[2].person.superior.as_deref(), Some("2"));
    assert!(found.rows[3].remarks.contains(&Remark::SuperiorLeft));
}

#[test]
fn loops_are_refused_with_the_chain() {
    let roster = "No,Name,Superior\n1,A,3\n2,B,1\n3,C,2\n4,D,3\n5,E,\n";
    let found = plan_of(roster, &[], &options());
    assert_eq!(
        faults(&found),
        [
            (2, K::Loop),
            (3, K::Loop),
            (4, K::Loop),
            (5, K::SuperiorRefused)
        ]
    );
    let Some((_, Fault::Loop { chain })) = found.faults().next() else {
        panic!("a loop")
    };
    let chain: Vec<_> = chain.iter().map(|c| c.number.as_str()).collect();
    assert_eq!(chain, ["1", "3", "2", "1"]);
}

#[test]
fn a_loop_through_people_who_are_there_refuses_only_the_new_line() {
    let there = [
        person("1", "A", None),
        person("2", "B", Some("1")),
        person("3", "C", Some("2")),
    ];
    let found = plan_of("No,Superior\n1,3\n3,2\n", &there, &options());
    assert_eq!(faults(&found), [(2, K::Loop)]);
    assert_eq!(found.rows[1].outcome, Outcome::Nothing);
}

#[test]
fn a_refused_row_can_close_a_loop_that_it_would_have_opened() {
    let there = [
        person("1", "A", Some("2")),
        person("2", "B", None),
        person("3", "C", None),
    ];
    let found = plan_of("No,Superior,DOH\n1,3,never\n2,1,\n", &there, &options());
    assert_eq!(faults(&found), [(2, K::BadDate), (3, K::Loop)]);
}

#[test]
fn unclear_dates_are_asked_about() {
    let roster = "No,Name,DOH\n1,A,5/1/2023\n2,B,6/2/2023\n3,C,2023-01-01\n";
    let open = plan_of(roster, &[], &options());
    let question = open.question.as_ref().expect("a question");
    assert_eq!((question.count, question.example.as_str()), (2, "5/1/2023"));
    assert_eq!(
        (question.day_first, question.month_first),
        (date!(2023 - 01 - 05), date!(2023 - 05 - 01))
    );
    assert_eq!(faults(&open), [(2, K::UnclearDate), (3, K::UnclearDate)]);
    let answered = Options {
        date_order: Some(Order::MonthFirst),
        ..options()
    };
    let settled = plan_of(roster, &[], &answered);
    assert_eq!(
        (settled.question.is_none(), settled.rows[0].person.hired_on),
        (true, Some(date!(2023 - 05 - 01)))
    );
    // one date in the column that has only one reading answers for all
    let telling = plan_of(
        "No,Name,DOH\n1,A,5/1/2023\n2,B,31/1/2023\n",
        &[],
        &options(),
    );
    assert_eq!(telling.rows[0].person.hired_on, Some(date!(2023 - 01 - 05)));
}

#[test]
fn leaving_dates_and_leaver_columns() {
    let roster = "No,Name,Leaver,Termination date\n1,A,yes,\n2,B,,2020-01-01\n3,C,,2027-01-01\n4,D,no,2020-01-01\n5,E,,\n";
    let active: Vec<bool> = plan_of(roster, &[], &options())
        .rows
        .iter()
        .map(|row| row.person.active)
        .collect();
    assert_eq!(active, [false, false, true, true, true]);
}

#[test]
fn people_without_a_department_go_where_the_user_says() {
    let chosen = Options {
        default_department: Some("Head office".to_owned()),
        ..options()
    };
    let found = plan_of("No,Name,Dept\n1,A,\n2,B,Sales\n", &[], &chosen);
    let departments: Vec<_> = found
        .rows
        .iter()
        .map(|row| row.person.department.as_deref())
        .collect();
    assert_eq!(departments, [Some("Head office"), Some("Sales")]);
}

#[test]
fn faults_name_their_column() {
    assert_eq!(Fault::NoNumber.field(), Some(Field::Number));
    assert_eq!(Fault::StrayQuote.field(), None);
    assert_eq!(Fault::OwnSuperior.field(), Some(Field::Superior));
}
