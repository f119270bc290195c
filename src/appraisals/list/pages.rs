//! `/appraisals`, and the table that it shares with the page of a cycle.

use askama::Template;
use axum::response::Response;
use uuid::Uuid;

use super::store::{self, Filter, Named, Sort};
use crate::{
    access::{Action, Duty, Relation, Role, Stage, Viewer, policy},
    app::App,
    appraisals::{header::due_chip, words},
    web::{Asked, Cursor, Heading, LIMIT, PAGE, Pick, Result, Shell, page, turn_page, when},
};

/// The people or cycles of a filter.
pub(crate) fn picks(all: Vec<Named>, chosen: &str) -> Vec<Pick> {
    all.into_iter()
        .map(|one| Pick::of(one.id.to_string(), one.name, chosen))
        .collect()
}

#[allow(clippy::struct_excessive_bools)] // each answers one question of the template
pub struct RowView {
    pub id: String,
    pub number: String,
    pub name: String,
    pub department: String,
    pub cycle: String,
    pub superior: String,
    pub relations: String,
    pub stage_key: &'static str,
    pub stage: String,
    pub turn: String,
    pub due_state: &'static str,
    pub due_iso: String,
    pub due_text: String,
    pub grade: String,
    pub low: bool,
    pub provisional: bool,
    /// HR may release it now.
    pub releasable: bool,
    pub approved: bool,
}

/// A page of rows with the addresses around it.
pub struct Listing {
    pub rows: Vec<RowView>,
    pub shown: String,
    pub before: String,
    pub after: String,
    pub by_name: Heading,
    pub by_due: Heading,
    pub releasable: bool,
    /// The address of the list as it stands, to come back to.
    pub here: String,
    pub narrowed: bool,
    /// The one grade that the list is narrowed to, in words.
    pub grade: String,
}

impl Filter {
    /// What the address asks for; `cycle` of the address is overruled by the page's own.
    #[must_use]
    pub fn asked(asked: &Asked) -> Self {
        Self {
            cycle: asked.parsed("cycle"),
            stage: Stage::from_key(&asked.text("stage")),
            turn: relation(&asked.text("turn")),
            relation: relation(&asked.text("as")),
            department: asked.parsed("department"),
            overdue: asked.ticked("overdue"),
            provisional: asked.ticked("provisional"),
            releasable: asked.ticked("releasable"),
            refused: asked.ticked("refused"),
            grade: asked.parsed("grade"),
            pattern: asked.pattern("q"),
            sort: if asked.text("sort") == "name" {
                Sort::Name
            } else {
                Sort::Due
            },
            cursor: cursor(asked),
        }
    }

    fn narrowed(&self) -> bool {
        self.cycle.is_some()
            || self.stage.is_some()
            || self.turn.is_some()
            || self.relation.is_some()
            || self.department.is_some()
            || self.overdue
            || self.provisional
            || self.releasable
            || self.refused
            || self.grade.is_some()
            || self.pattern.is_some()
            || self.cursor.at.is_some()
    }
}

pub(crate) fn relation_key(relation: Relation) -> &'static str {
    match relation {
        Relation::Appraisee => "appraisee",
        Relation::Superior => "superior",
        Relation::Facilitator => "facilitator",
        Relation::Hr => "hr",
        Relation::Clerk => "clerk",
        Relation::Committee => "committee",
        Relation::CoSuperior => "co_superior",
        Relation::Colleague => "colleague",
        Relation::Delegate => "delegate",
    }
}

fn relation(key: &str) -> Option<Relation> {
    Relation::ALL
        .into_iter()
        .find(|relation| relation_key(*relation) == key)
}

/// A cursor of the order that is asked for: another one's is none.
fn cursor(asked: &Asked) -> Cursor {
    let mut cursor = asked.cursor();
    if asked.text("sort") != "name" {
        cursor.at = cursor.at.filter(|(key, _)| when::parse_day(key).is_some());
    }
    cursor
}

impl Listing {
    /// Loads the page of the list that the address asks for.
    pub async fn load(
        app: &App,
        viewer: &Viewer,
        shell: &Shell,
        asked: &Asked,
        filter: &Filter,
    ) -> Result<Self> {
        let (now, today) = (app.clock.now(), app.clock.today(&app.settings.zone));
        let size = LIMIT;
        let lines = store::load(&app.db, viewer, filter, (today, now), size).await?;
        let (lines, before, after) = turn_page(lines, PAGE, asked, |line| {
            (line.sort_key.clone(), line.id.0)
        });
        let (l, lang) = (shell.l, shell.lang);
        let grade = filter
            .grade
            .and_then(|grade| {
                let band = lines.first()?.scheme.band(usize::try_from(grade).ok()?)?;
                Some(l.list_grade(band.name.get(lang)))
            })
            .unwrap_or_else(|| l.list_one_grade());
        let rows: Vec<RowView> = lines
            .into_iter()
            .map(|line| {
                let relations = line.relations(viewer);
                let may = |action| policy::may(&relations, line.stage, action).is_ok();
                let knows = may(Action::ReadResult) || may(Action::ReadEvaluation);
                let own_review = line.turns.is_empty()
                    && relations.has(Relation::Appraisee)
                    && line.stage == Stage::Evaluation;
                let names = [&line.name, &line.superior, &line.facilitator];
                let turn = if own_review {
                    l.tasks_being_evaluated()
                } else {
                    words::waits_for(&line.turns, names, l)
                };
                let band = line
                    .grade
                    .and_then(|grade| line.scheme.band(usize::try_from(grade).ok()?))
                    .filter(|_| knows);
                let (due_state, due_text) = line
                    .due_on
                    .map_or(("", String::new()), |due| due_chip(due, today, shell));
                RowView {
                    id: line.id.to_string(),
                    number: line.number,
                    name: line.name,
                    department: line.department,
                    cycle: line.cycle,
                    superior: line.superior,
                    relations: relations
                        .iter()
                        .map(|one| words::relation(one, l))
                        .collect::<Vec<_>>()
                        .join(&l.words_comma()),
                    stage_key: line.stage.key(),
                    stage: words::stage(line.stage, l),
                    turn,
                    due_state,
                    due_iso: line.due_on.map(when::input_day).unwrap_or_default(),
                    due_text,
                    grade: line
                        .total
                        .zip(band)
                        .map(|(total, band)| {
                            let total = line.scheme.printable(total).to_string();
                            format!("{total} · {}", band.name.get(lang))
                        })
                        .unwrap_or_default(),
                    low: band.is_some_and(|band| band.low),
                    provisional: knows && line.provisional,
                    releasable: line.approved && may(Action::Release),
                    approved: line.stage == Stage::Review && line.approved && knows,
                }
            })
            .collect();
        let by_name = filter.sort == Sort::Name;
        let upwards = |label, column, current| Heading {
            label,
            href: asked.with(&[("sort", column)]),
            order: if current { "ascending" } else { "" },
        };
        Ok(Self {
            shown: l.list_shown(i64::try_from(rows.len()).unwrap_or(i64::MAX)),
            releasable: rows.iter().any(|row| row.releasable),
            rows,
            before,
            after,
            by_name: upwards(l.list_name(), "name", by_name),
            by_due: upwards(l.list_due(), "", !by_name),
            here: asked.with(&[]),
            narrowed: filter.narrowed(),
            grade,
        })
    }
}

/// The stages as choices of a filter.
pub(crate) fn stage_picks(shell: &Shell, chosen: &str) -> Vec<Pick> {
    Stage::ALL
        .into_iter()
        .map(|stage| Pick::of(stage.key(), words::stage(stage, shell.l), chosen))
        .collect()
}

pub(crate) fn department_picks(all: Vec<(Uuid, String)>, chosen: &str) -> Vec<Pick> {
    all.into_iter()
        .map(|(id, name)| Pick::of(id.to_string(), name, chosen))
        .collect()
}

fn remind(asked: &Asked, filter: &Filter, viewer: &Viewer) -> String {
    let otherwise = filter.provisional
        || filter.releasable
        || filter.refused
        || filter.pattern.is_some()
        || filter.grade.is_some()
        || !asked.text("turn").is_empty();
    let as_role = matches!(filter.relation, None | Some(Relation::Hr | Relation::Clerk));
    if otherwise || !as_role || filter.cycle.is_none() || Duty::Remind.scope(viewer).is_none() {
        return String::new();
    }
    Asked::of("/reminders", "").with(&[
        ("cycle", &asked.text("cycle")),
        ("department", &asked.text("department")),
        ("stage", &asked.text("stage")),
        ("overdue", if filter.overdue { "1" } else { "" }),
    ])
}

#[derive(Template)]
#[template(path = "appraisals/list.html")]
#[allow(clippy::struct_excessive_bools)] // each answers one question of the template
struct ListPage {
    shell: Shell,
    listing: Listing,
    q: String,
    cycles: Vec<Pick>,
    departments: Vec<Pick>,
    stages: Vec<Pick>,
    relations: Vec<Pick>,
    overdue: bool,
    provisional: bool,
    releasable: bool,
    refused: bool,
    grade: Option<i16>,
    /// Whose stages the list is narrowed to, in the address and in words.
    turn: Option<(&'static str, String)>,
    /// Where HR reminds the people of this list; empty where the list is narrowed otherwise than a reminder can be.
    remind: String,
}

pub async fn show(app: App, shell: Shell, viewer: Viewer, asked: Asked) -> Result<Response> {
    let shell = {
        let title = shell.l.nav_appraisals();
        shell.titled(title)
    };
    let filter = Filter::asked(&asked);
    let listing = Listing::load(&app, &viewer, &shell, &asked, &filter).await?;
    let (cycles, departments) = store::choices(&app.db, &viewer).await?;
    let chosen = asked.text("as");
    let offered = Relation::ALL.into_iter().filter(|relation| match relation {
        Relation::Hr => viewer.is(Role::Hr),
        Relation::Clerk => viewer.is(Role::Clerk),
        Relation::Committee => viewer.is(Role::Committee),
        Relation::Facilitator => {
            viewer.is(Role::Hr) || viewer.is(Role::Clerk) || chosen == "facilitator"
        }
        Relation::Delegate => chosen == "delegate",
        Relation::Appraisee | Relation::Superior => true,
        Relation::CoSuperior => chosen == "co_superior",
        Relation::Colleague => false,
    });
    page(&ListPage {
        remind: remind(&asked, &filter, &viewer),
        q: asked.text("q"),
        cycles: picks(cycles, &asked.text("cycle")),
        departments: picks(departments, &asked.text("department")),
        stages: stage_picks(&shell, &asked.text("stage")),
        relations: offered
            .map(|one| Pick::of(relation_key(one), words::relation(one, shell.l), &chosen))
            .collect(),
        overdue: filter.overdue,
        provisional: filter.provisional,
        releasable: filter.releasable,
        refused: filter.refused,
        grade: filter.grade,
        turn: relation(&asked.text("turn")).map(|one| {
            let words = words::relation(one, shell.l);
            (relation_key(one), shell.l.list_stages_of(words))
        }),
        listing,
        shell,
    })
}
