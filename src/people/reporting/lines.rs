//! `/people/reporting-lines`: a superior, a department or both for many people at once, and the rules
//! that keep everybody out of their own chain of superiors.

use askama::Template;
use axum::response::Response;
use sqlx::{PgConnection, Postgres, QueryBuilder};
use uuid::Uuid;

use super::{past, superior};
use crate::{
    access::{Scope, Viewer},
    app::App,
    audit::Event,
    people::{
        directory::{
            filter::{Filter, State as Employment},
            person::picks,
            store::{self, Match},
        },
        own_case::{self, OwnCase},
    },
    web::{
        Asked, Fields, FormView, Notice, Pick, Result, Shell,
        forms::{Fault, Faults, SHORT},
        page, see,
    },
};

const SHOWN: usize = 12;
const MOST_TICKED: usize = 1000;

/// Who is chosen: those ticked, or all that a filter finds.
struct Chosen {
    ticked: Vec<Uuid>,
    filter: Option<Filter>,
}

impl Chosen {
    fn read(fields: &Fields) -> Self {
        let ids = fields.all("id").filter_map(|id| id.parse().ok());
        Self {
            ticked: ids.take(MOST_TICKED).collect(),
            filter: (fields.get("all") == "1").then(|| Filter::read(fields)),
        }
    }

    /// What the form carries along.
    fn hidden(&self) -> Vec<(String, String)> {
        let own = |(name, value): (&str, String)| (name.to_owned(), value);
        match &self.filter {
            Some(filter) => {
                let mut pairs = vec![("all", "1".to_owned())];
                // "department" and "superior" are what the form asks for; the filter's go by other names
                pairs.extend(filter.pairs().into_iter().map(|(name, value)| match name {
                    "department" => ("of_department", value),
                    "superior" => ("of_superior", value),
                    other => (other, value),
                }));
                pairs.into_iter().map(own).collect()
            }
            None => self
                .ticked
                .iter()
                .map(|id| own(("id", id.to_string())))
                .collect(),
        }
    }

    /// The choice of a posted form.
    fn posted(fields: &Fields) -> Self {
        let pairs = fields.pairs().iter().filter_map(|(name, value)| {
            let name = match name.as_str() {
                "department" | "superior" => return None,
                "of_department" => "department",
                "of_superior" => "superior",
                other => other,
            };
            Some((name.to_owned(), value.clone()))
        });
        Self::read(&Fields::from_pairs(pairs.collect()))
    }

    async fn people(
        &self,
        connection: &mut PgConnection,
        scope: &Scope,
    ) -> sqlx::Result<Vec<(Uuid, String)>> {
        let mut sql = QueryBuilder::<Postgres>::new("select p.id, p.name from people p");
        if let Some(filter) = &self.filter {
            filter.push_where(&mut sql, scope);
        } else {
            let everybody = Filter {
                state: Employment::All,
                ..Filter::default()
            };
            everybody.push_where(&mut sql, scope);
            sql.push(" and p.id = any(")
                .push_bind(self.ticked.clone())
                .push(")");
        }
        sql.push(" order by p.name collate \"zh-x-icu\", p.id");
        sql.build_query_as().fetch_all(connection).await
    }
}

#[derive(Template)]
#[template(path = "people/lines.html")]
struct LinesPage {
    form: FormView,
    shell: Shell,
    hidden: Vec<(String, String)>,
    count: usize,
    names: Vec<String>,
    more: usize,
    picks: Vec<(String, String)>,
    offer_leave_out: bool,
    departments: Vec<Pick>,
}

pub async fn lines(app: App, shell: Shell, scope: Scope, asked: Asked) -> Result<Response> {
    let chosen = Chosen::read(asked.fields());
    let mut connection = app.db.acquire().await?;
    let people = chosen.people(&mut connection, &scope).await?;
    drop(connection);
    let known = store::departments(&app.db).await?;
    page(&lines_page(
        shell,
        &chosen,
        &people,
        known,
        &Fields::default(),
        &Answer::default(),
    ))
}

/// What came of a first try.
#[derive(Default)]
struct Answer {
    faults: Faults,
    picks: Vec<Match>,
    looped: bool,
}

fn lines_page(
    shell: Shell,
    chosen: &Chosen,
    people: &[(Uuid, String)],
    known: Vec<store::DepartmentLine>,
    typed: &Fields,
    answer: &Answer,
) -> LinesPage {
    let l = shell.l;
    let picked = typed.get("department");
    let mut departments = vec![Pick::of("", l.lines_department_keep(), picked)];
    departments.extend(
        known
            .into_iter()
            .map(|one| Pick::of(one.id.to_string(), one.name, picked)),
    );
    LinesPage {
        form: FormView::of(typed, &answer.faults, l).labels([
            ("superior", l.lines_superior()),
            ("new_department", l.person_new_department()),
        ]),
        hidden: chosen.hidden(),
        count: people.len(),
        names: people
            .iter()
            .take(SHOWN)
            .map(|(_, name)| name.clone())
            .collect(),
        more: people.len().saturating_sub(SHOWN),
        picks: picks(&answer.picks),
        offer_leave_out: answer.looped,
        departments,
        shell: shell.titled(l.lines_title()),
    }
}

pub async fn assign(
    app: App,
    shell: Shell,
    viewer: Viewer,
    scope: Scope,
    fields: Fields,
) -> Result<Response> {
    let l = shell.l;
    let chosen = Chosen::posted(&fields);
    let mut answer = Answer::default();
    let known = store::departments(&app.db).await?;
    let found = superior::named(&app.db, &fields, &mut answer.faults, l).await?;
    answer.picks = found.picks;
    let known_id = |text: &str| {
        let id: Uuid = text.parse().ok()?;
        known.iter().any(|one| one.id == id).then_some(id)
    };
    let mut department = fields.choice("department", known_id, &mut answer.faults);
    let new_department = fields.text("new_department", SHORT, &mut answer.faults);
    if answer.faults.is_empty()
        && found.one.is_none()
        && department.is_none()
        && new_department.is_empty()
    {
        answer
            .faults
            .add("superior", Fault::Other(l.lines_nothing()));
    }

    let mut change = app.change(Some(viewer.id)).await?;
    let own = OwnCase::of(&mut change).await?;
    store::lock_lines(&mut change).await?;
    let people = chosen.people(&mut change, &scope).await?;
    let mut ids: Vec<Uuid> = people.iter().map(|(id, _)| *id).collect();
    let closed = own_case::closed_to(&mut change, viewer.id.0).await?;
    if closed.contains(&viewer.id.0) && ids.contains(&viewer.id.0) {
        if fields.get("leave_out") == "1" {
            ids.retain(|id| *id != viewer.id.0);
        } else {
            answer.looped = true;
            answer.faults.add("superior", Fault::Other(l.own_case()));
        }
    }
    if let Some(superior) = found.one {
        let chain = store::chain(&mut change, superior).await?;
        if fields.get("leave_out") == "1" {
            ids.retain(|id| chain.iter().all(|above| above.id != *id));
        }
        if let Some(text) = superior::loop_text(&chain, &ids, l) {
            answer.looped = true;
            answer.faults.add("superior", Fault::Other(text));
        }
    }
    if ids.is_empty() && answer.faults.is_empty() {
        answer
            .faults
            .add("superior", Fault::Other(l.lines_nobody()));
    }
    if !answer.faults.is_empty() {
        drop(change);
        let again = lines_page(shell, &chosen, &people, known, &fields, &answer);
        return page(&again);
    }
    if !new_department.is_empty() {
        department = Some(store::department(&mut change, &new_department).await?);
    }
    let changed = store::assign(&mut change, &ids, found.one, department).await?;
    if found.one.is_some() {
        let (today, now) = (change.today(), change.now());
        past::keep(&mut change, &ids, Some(viewer.id), today, now).await?;
    }
    let event = Event::PeopleAssigned {
        superior: found.one,
        department,
        people: &ids,
        changed,
    };
    change.record_company(event).await?;
    own.commit(change, l).await?;
    let back = chosen.filter.unwrap_or_default().address("/people", &[]);
    Ok(see(&back, Notice::Saved))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_filter_survives_the_form_that_asks_for_a_department() {
        let first = Fields::from_pairs(vec![
            ("all".into(), "1".into()),
            ("department".into(), "none".into()),
            ("superior".into(), "none".into()),
        ]);
        let chosen = Chosen::read(&first);
        let mut pairs = chosen.hidden();
        pairs.push(("department".into(), Uuid::new_v4().to_string()));
        pairs.push(("superior".into(), "E1".into()));
        assert_eq!(
            Chosen::posted(&Fields::from_pairs(pairs)).filter,
            chosen.filter
        );
    }
}
