//! Which form and grade scheme a draft cycle uses, and which other form some of its people get.

use std::collections::HashSet;

use askama::Template;
use axum::response::Response;
use sqlx::{PgExecutor, PgPool};
use uuid::Uuid;

use super::{
    address::address,
    rules::own_forms::FormRule,
    store::{self, Status},
};
use crate::{
    access::Viewer,
    app::App,
    audit::{Change, Event},
    forms::{
        choices::{self, FormChoice, SchemeChoice},
        seed,
    },
    ground::ids::CycleId,
    people::Level,
    web::{
        At, Error, Fields, FormView, Notice, OneRow, Pick, Result, Shell, Texts,
        forms::{Fault, Faults, SHORT},
        page, see,
    },
};

/// Rows to fill in beyond those that are filled.
const SPARE: usize = 2;
const MOST: usize = 30;

#[derive(Debug, Clone, PartialEq, Eq)]
struct Chosen {
    form: Uuid,
    scheme: Uuid,
    rules: Vec<FormRule>,
}

struct RuleRow {
    number: usize,
    forms: Vec<Pick>,
    levels: Vec<Pick>,
    position: String,
    error: String,
}

#[derive(Template)]
#[template(path = "cycles/forms.html")]
struct ChoicePage {
    form: FormView,
    shell: Shell,
    href: String,
    cycle_name: String,
    version: i32,
    forms: Vec<Pick>,
    schemes: Vec<Pick>,
    older: bool,
    rows: Vec<RuleRow>,
}

/// `GET /cycles/{id}/forms`
pub async fn choose_forms(app: App, shell: Shell, At(cycle): At<CycleId>) -> Result<Response> {
    seed::furnish(&app).await?;
    let chosen = chosen(&app.db, cycle).await?;
    render(
        &app,
        shell,
        cycle,
        &typed(&chosen),
        &chosen,
        &Faults::default(),
    )
    .await
}

/// `POST /cycles/{id}/forms`
pub async fn chosen_forms(
    app: App,
    shell: Shell,
    viewer: Viewer,
    At(cycle): At<CycleId>,
    fields: Fields,
) -> Result<Response> {
    let before = chosen(&app.db, cycle).await?;
    let ids = before.ids();
    let forms = choices::forms(&app.db, &ids).await?;
    let schemes = choices::schemes(&app.db, &[before.scheme]).await?;
    let (wanted, faults) = read(&fields, &forms, &schemes, shell.l);
    let Some(wanted) = wanted else {
        return render(&app, shell, cycle, &fields, &before, &faults).await;
    };
    let mut change = app.change(Some(viewer.id)).await?;
    save(&mut change, cycle, &wanted, fields.version()).await?;
    change.commit().await?;
    Ok(see(&address(cycle, "/preview"), Notice::Saved))
}

impl Chosen {
    fn ids(&self) -> Vec<Uuid> {
        std::iter::once(self.form)
            .chain(self.rules.iter().map(|rule| rule.form))
            .collect()
    }
}

async fn chosen(db: &PgPool, cycle: CycleId) -> Result<Chosen> {
    let own = sqlx::query!(
        "select form_id, scheme_id from cycles where id = $1",
        cycle.0
    )
    .fetch_optional(db)
    .await?
    .ok_or(Error::NotFound)?;
    Ok(Chosen {
        form: own.form_id,
        scheme: own.scheme_id,
        rules: rules(db, cycle).await?,
    })
}

/// Who gets another form than the cycle's own.
pub(super) async fn rules(db: impl PgExecutor<'_>, cycle: CycleId) -> Result<Vec<FormRule>> {
    Ok(sqlx::query_as!(
        FormRule,
        r#"select form_id as form, level as "level: Level", position from cycle_forms where cycle_id = $1
           order by position = '', position, level"#,
        cycle.0
    )
    .fetch_all(db)
    .await?)
}

fn typed(chosen: &Chosen) -> Fields {
    let mut pairs = vec![
        ("form".to_owned(), chosen.form.to_string()),
        ("scheme".to_owned(), chosen.scheme.to_string()),
    ];
    for (at, rule) in chosen.rules.iter().enumerate() {
        let level = rule.level.map_or("", Level::key);
        pairs.push((format!("rule.{at}.form"), rule.form.to_string()));
        pairs.push((format!("rule.{at}.level"), level.to_owned()));
        pairs.push((format!("rule.{at}.position"), rule.position.clone()));
    }
    Fields::from_pairs(pairs)
}

fn read(
    fields: &Fields,
    forms: &[FormChoice],
    schemes: &[SchemeChoice],
    l: &Texts,
) -> (Option<Chosen>, Faults) {
    let mut faults = Faults::default();
    let known = |text: &str| {
        let id: Uuid = text.parse().ok()?;
        forms.iter().find(|form| form.id == id).map(|form| form.id)
    };
    let form = fields.choice("form", known, &mut faults);
    let scheme = fields.choice(
        "scheme",
        |text| {
            let id: Uuid = text.parse().ok()?;
            schemes.iter().find(|one| one.id == id).map(|one| one.id)
        },
        &mut faults,
    );
    for (name, missing) in [("form", form.is_none()), ("scheme", scheme.is_none())] {
        if missing {
            faults.add(name, Fault::Required);
        }
    }
    let mut rules = Vec::new();
    let mut seen = HashSet::new();
    for at in 0..MOST {
        let name = |field: &str| format!("rule.{at}.{field}");
        // a row without a form is no rule
        let Some(form) = fields.choice(&name("form"), known, &mut faults) else {
            continue;
        };
        let level = fields.choice(&name("level"), Level::from_key, &mut faults);
        let position = fields.text(&name("position"), SHORT, &mut faults);
        if level.is_none() && position.is_empty() {
            faults.add(name("position"), Fault::Other(l.cycle_forms_whom()));
        }
        if !seen.insert((level, position.to_lowercase())) {
            faults.add(name("position"), Fault::Other(l.cycle_forms_twice()));
        }
        rules.push(FormRule {
            form,
            level,
            position,
        });
    }
    let chosen = form
        .zip(scheme)
        .filter(|_| faults.is_empty())
        .map(|(form, scheme)| Chosen {
            form,
            scheme,
            rules,
        });
    (chosen, faults)
}

async fn save(change: &mut Change, cycle: CycleId, wanted: &Chosen, version: i32) -> Result<()> {
    sqlx::query!(
        "update cycles set form_id = $2, scheme_id = $3, version = version + 1
         where id = $1 and version = $4 and status = 'draft'",
        cycle.0,
        wanted.form,
        wanted.scheme,
        version
    )
    .execute(&mut **change)
    .await?
    .one_row()?;
    sqlx::query!("delete from cycle_forms where cycle_id = $1", cycle.0)
        .execute(&mut **change)
        .await?;
    let forms: Vec<Uuid> = wanted.rules.iter().map(|rule| rule.form).collect();
    let levels: Vec<Option<&str>> = wanted
        .rules
        .iter()
        .map(|rule| rule.level.map(Level::key))
        .collect();
    let positions: Vec<&str> = wanted
        .rules
        .iter()
        .map(|rule| rule.position.as_str())
        .collect();
    sqlx::query!(
        "insert into cycle_forms (cycle_id, form_id, level, position)
         select $1, form, level::level, position from unnest($2::uuid[], $3::text[], $4::text[]) as r (form, level, position)",
        cycle.0,
        &forms,
        &levels as &[Option<&str>],
        &positions as &[&str]
    )
    .execute(&mut **change)
    .await?;
    let event = Event::CycleFormChosen {
        cycle: cycle.0,
        form: wanted.form,
        scheme: wanted.scheme,
        exceptions: wanted.rules.len(),
    };
    Ok(change.record_company(event).await?)
}

async fn render(
    app: &App,
    shell: Shell,
    cycle: CycleId,
    fields: &Fields,
    chosen: &Chosen,
    faults: &Faults,
) -> Result<Response> {
    let today = app.clock.today(&app.settings.zone);
    let row = store::load(&app.db, cycle, today).await?;
    let l = shell.l;
    if row.status != Status::Draft {
        return Err(Error::Refused(vec![l.cycle_not_draft()]));
    }
    let forms = choices::forms(&app.db, &chosen.ids()).await?;
    let schemes = choices::schemes(&app.db, &[chosen.scheme]).await?;
    let picks = |kept: &str| -> Vec<Pick> {
        forms
            .iter()
            .map(|form| {
                Pick::new(
                    form.id.to_string(),
                    form.label(&shell),
                    form.id.to_string() == kept,
                )
            })
            .collect()
    };
    let filled = (0..MOST)
        .rev()
        .find(|at| !fields.get(&format!("rule.{at}.form")).is_empty())
        .map_or(0, |at| at + 1);
    let rows = (0..(filled + SPARE).min(MOST))
        .map(|at| {
            let get = |field: &str| fields.get(&format!("rule.{at}.{field}"));
            let mut options = vec![Pick::new("", l.cycle_forms_none(), get("form").is_empty())];
            options.extend(picks(get("form")));
            let mut levels = vec![Pick::new(
                "",
                l.cycle_forms_level_any(),
                get("level").is_empty(),
            )];
            levels.extend(Level::ALL.into_iter().map(|level| {
                Pick::new(
                    level.key(),
                    match level {
                        Level::Staff => l.level_staff(),
                        Level::Manager => l.level_manager(),
                        Level::Senior => l.level_senior(),
                    },
                    get("level") == level.key(),
                )
            }));
            RuleRow {
                number: at,
                forms: options,
                levels,
                position: get("position").to_owned(),
                error: faults.at(&format!("rule.{at}.position"), l),
            }
        })
        .collect();
    let older = forms
        .iter()
        .any(|form| !form.newest && form.id == chosen.form);
    page(&ChoicePage {
        form: FormView::of(fields, faults, l)
            .labels([("form", l.cycle_form()), ("scheme", l.cycle_forms_scheme())]),
        href: address(cycle, ""),
        cycle_name: row.terms.name,
        version: if fields.has("version") {
            fields.version()
        } else {
            row.version
        },
        forms: picks(fields.get("form")),
        schemes: schemes
            .iter()
            .map(|scheme| {
                Pick::new(
                    scheme.id.to_string(),
                    scheme.label(&shell),
                    scheme.id.to_string() == fields.get("scheme"),
                )
            })
            .collect(),
        older,
        rows,
        shell: shell.titled(l.cycle_forms_title()),
    })
}
