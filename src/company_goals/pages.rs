//! The list, one goal, and the form.

use askama::Template;
use axum::response::Response;
use uuid::Uuid;

use super::{
    rules::Standing,
    store::{self, CompanyGoal, Filter},
};
use crate::{
    access::{Duty, Viewer},
    app::App,
    web::{
        Asked, At, Error, Fields, FormView, LIMIT, PAGE, Pick, Result, Shell, forms::Faults, page,
        turn_page, when,
    },
};

struct LineView {
    href: String,
    title: String,
    department: String,
    parent: String,
    period: String,
    owner: String,
    served_by: i64,
}

#[derive(Template)]
#[template(path = "company_goals/list.html")]
struct ListPage {
    shell: Shell,
    q: String,
    scopes: Vec<Pick>,
    states: Vec<Pick>,
    narrowed: bool,
    rows: Vec<LineView>,
    shown: String,
    before: String,
    after: String,
    may_write: bool,
    /// Entering goals and figures for many people.
    may_enter: bool,
    may_tokens: bool,
}

/// `GET /goals`
pub async fn list(app: App, shell: Shell, viewer: Viewer, asked: Asked) -> Result<Response> {
    let standing = store::standing(&app.db, &viewer).await?;
    let scope = asked.text("scope");
    let state = asked.text("state");
    let filter = Filter {
        pattern: asked.pattern("q"),
        company_only: scope == "company",
        department: scope.parse().ok(),
        archived: state == "archived",
    };
    let limit = LIMIT;
    let cursor = asked.cursor();
    let found = store::page(&app.db, &viewer, &standing, &filter, &cursor, limit).await?;
    let (found, before, after) =
        turn_page(found, PAGE, &asked, |(key, goal)| (key.clone(), goal.id));
    let l = shell.l;
    let mut scopes = vec![
        Pick::of("", l.company_goals_scope_all(), &scope),
        Pick::of("company", l.company_goals_company(), &scope),
    ];
    for (id, name) in store::departments(&app.db, &standing).await? {
        scopes.push(Pick::of(id.to_string(), name, &scope));
    }
    page(&ListPage {
        narrowed: !(asked.text("q").is_empty() && scope.is_empty() && state.is_empty()),
        q: asked.text("q"),
        scopes,
        states: vec![
            Pick::of("", l.company_goals_current(), &state),
            Pick::of("archived", l.company_goals_archived(), &state),
        ],
        shown: l.company_goals_shown(found.len()),
        rows: found
            .into_iter()
            .map(|(_, goal)| line(goal, &shell))
            .collect(),
        before,
        after,
        may_write: standing.may_any(),
        may_enter: standing.may_any(),
        may_tokens: Duty::ManageTokens.scope(&viewer).is_some(),
        shell: shell.titled(l.company_goals_title()),
    })
}

fn line(goal: CompanyGoal, shell: &Shell) -> LineView {
    LineView {
        href: format!("/goals/{}", goal.id),
        department: goal
            .department
            .map_or_else(|| shell.l.company_goals_company(), |(_, name)| name),
        parent: goal.parent.map(|(_, title)| title).unwrap_or_default(),
        period: shell.l.period(
            when::day(goal.starts_on, shell.lang),
            when::day(goal.ends_on, shell.lang),
        ),
        owner: goal.owner.unwrap_or_default(),
        title: goal.title,
        served_by: goal.served_by,
    }
}

struct Child {
    href: String,
    title: String,
}

#[derive(Template)]
#[template(path = "company_goals/show.html")]
struct ShowPage {
    shell: Shell,
    goal: LineView,
    description: String,
    archived: bool,
    children: Vec<Child>,
    parent_href: String,
    below_href: String,
    form: Option<GoalForm>,
}

pub(super) struct GoalForm {
    action: String,
    version: i32,
    fields: FormView,
    departments: Vec<Pick>,
    parents: Vec<Pick>,
}

/// `GET /goals/{id}`
pub async fn show(app: App, shell: Shell, viewer: Viewer, At(id): At<Uuid>) -> Result<Response> {
    let standing = store::standing(&app.db, &viewer).await?;
    let goal = store::load(&app.db, &viewer, &standing, id).await?;
    let fields = typed(&goal);
    one(
        &app,
        shell,
        &viewer,
        &standing,
        goal,
        &fields,
        &Faults::default(),
    )
    .await
}

/// The page of one goal with its form as typed.
pub(super) async fn one(
    app: &App,
    shell: Shell,
    viewer: &Viewer,
    standing: &Standing,
    goal: CompanyGoal,
    fields: &Fields,
    faults: &Faults,
) -> Result<Response> {
    let department = goal.department.as_ref().map(|(id, _)| *id);
    let form = if standing.may_manage(department) {
        let action = format!("/goals/{}", goal.id);
        Some(
            view(
                app,
                &shell,
                viewer,
                standing,
                Some(goal.id),
                action,
                fields,
                faults,
            )
            .await?,
        )
    } else {
        None
    };
    let children = store::below(&app.db, goal.id).await?;
    let (title, description, archived) =
        (goal.title.clone(), goal.description.clone(), goal.archived);
    let parent_href = goal
        .parent
        .as_ref()
        .map(|(id, _)| format!("/goals/{id}"))
        .unwrap_or_default();
    let below_href = format!("/goals/new?parent={}", goal.id);
    page(&ShowPage {
        below_href,
        description,
        archived,
        goal: line(goal, &shell),
        children: children
            .into_iter()
            .map(|(id, title)| Child {
                href: format!("/goals/{id}"),
                title,
            })
            .collect(),
        parent_href,
        form,
        shell: shell.titled(title),
    })
}

#[derive(Template)]
#[template(path = "company_goals/new.html")]
struct NewPage {
    shell: Shell,
    form: GoalForm,
}

/// `GET /goals/new`
pub async fn new(app: App, shell: Shell, viewer: Viewer, asked: Asked) -> Result<Response> {
    let standing = store::standing(&app.db, &viewer).await?;
    if !standing.may_any() {
        return Err(Error::NotFound);
    }
    let year = app.clock.today(&app.settings.zone).year();
    let fields = Fields::from_pairs(vec![
        ("starts_on".into(), format!("{year}-01-01")),
        ("ends_on".into(), format!("{year}-12-31")),
        ("parent".into(), asked.text("parent")),
        (
            "department".into(),
            standing
                .leads
                .first()
                .filter(|_| !standing.all)
                .map(Uuid::to_string)
                .unwrap_or_default(),
        ),
    ]);
    again(&app, shell, &viewer, &standing, &fields, &Faults::default()).await
}

pub(super) async fn again(
    app: &App,
    shell: Shell,
    viewer: &Viewer,
    standing: &Standing,
    fields: &Fields,
    faults: &Faults,
) -> Result<Response> {
    let form = view(
        app,
        &shell,
        viewer,
        standing,
        None,
        "/goals".into(),
        fields,
        faults,
    )
    .await?;
    let title = shell.l.company_goal_new();
    page(&NewPage {
        form,
        shell: shell.titled(title),
    })
}

fn typed(goal: &CompanyGoal) -> Fields {
    let id = |pair: &Option<(Uuid, String)>| {
        pair.as_ref()
            .map(|(id, _)| id.to_string())
            .unwrap_or_default()
    };
    Fields::from_pairs(vec![
        ("version".into(), goal.version.to_string()),
        ("title".into(), goal.title.clone()),
        ("description".into(), goal.description.clone()),
        ("department".into(), id(&goal.department)),
        ("parent".into(), id(&goal.parent)),
        ("starts_on".into(), when::input_day(goal.starts_on)),
        ("ends_on".into(), when::input_day(goal.ends_on)),
        ("owner".into(), goal.owner.clone().unwrap_or_default()),
    ])
}

/// The goals that may stand above this one.
pub(super) async fn parents(
    app: &App,
    viewer: &Viewer,
    standing: &Standing,
    own: Option<Uuid>,
) -> Result<Vec<(Uuid, String)>> {
    let found = store::page(
        &app.db,
        viewer,
        standing,
        &Filter::default(),
        &crate::web::Cursor::default(),
        500,
    )
    .await?;
    Ok(found
        .into_iter()
        .filter(|(_, goal)| Some(goal.id) != own)
        .map(|(_, goal)| {
            let label = match goal.department {
                Some((_, department)) => format!("{} · {department}", goal.title),
                None => goal.title,
            };
            (goal.id, label)
        })
        .collect())
}

#[allow(clippy::too_many_arguments)] // one place that fills one form
async fn view(
    app: &App,
    shell: &Shell,
    viewer: &Viewer,
    standing: &Standing,
    own: Option<Uuid>,
    action: String,
    fields: &Fields,
    faults: &Faults,
) -> Result<GoalForm> {
    let l = shell.l;
    let (department, parent) = (fields.get("department"), fields.get("parent"));
    let mut departments = Vec::new();
    if standing.all {
        departments.push(Pick::of("", l.company_goals_company(), department));
    }
    for (id, name) in store::departments(&app.db, standing).await? {
        departments.push(Pick::of(id.to_string(), name, department));
    }
    let mut parents: Vec<Pick> = parents(app, viewer, standing, own)
        .await?
        .into_iter()
        .map(|(id, label)| Pick::of(id.to_string(), label, parent))
        .collect();
    parents.insert(0, Pick::of("", l.company_goal_no_parent(), parent));
    Ok(GoalForm {
        action,
        version: fields.version(),
        fields: FormView::of(fields, faults, l).labels([
            ("title", l.company_goal_title()),
            ("description", l.company_goal_description()),
            ("department", l.company_goal_department()),
            ("parent", l.company_goal_parent()),
            ("starts_on", l.company_goal_from()),
            ("ends_on", l.company_goal_to()),
            ("owner", l.company_goal_owner()),
        ]),
        departments,
        parents,
    })
}
