//! A company in a database of its own, with people who can be asked to do things.

use axum::Router;
use countersign::{
    access::{Role, Stage},
    app::{App, Settings},
    demo::Actor,
    forms::{form::Form, grades::Scheme},
    ground::{
        clock::Clock,
        ids::{AppraisalId, CycleId, DepartmentId, PersonId},
    },
    inbox::{
        self,
        verify::{self, Compared},
    },
    routes,
};
use sqlx::PgPool;
use tokio::sync::OnceCell;
use uuid::Uuid;

pub mod by_hand;
mod database;
mod log;
mod page;
pub mod paper;
mod texts;

pub use database::{blank_database, copy_of, empty_database};
pub use log::logged;
pub use page::Page;
pub use texts::{Says, en, en_with, zh};

pub const PASSWORD: &str = "correct horse battery";

pub struct World {
    pub app: App,
    pub router: Router,
    /// For what a test writes by hand.
    pub db: PgPool,
}

/// Somebody in the world, signed in.
#[derive(Clone)]
pub struct Person {
    pub id: PersonId,
    pub name: String,
    actor: Actor,
    app: App,
    db: PgPool,
}

impl World {
    pub async fn new() -> Self {
        Self::with(Settings {
            sign_in_limits: false,
            ..Settings::default()
        })
        .await
    }

    pub async fn with(settings: Settings) -> Self {
        Self::around(settings, empty_database().await)
    }

    /// Around a database that is there.
    pub fn around(mut settings: Settings, (pool, db): (PgPool, PgPool)) -> Self {
        if settings.printer == Settings::default().printer {
            settings.printer = paper::place();
        }
        let app = App::with_clock(pool, settings, Clock::default(), inbox::settle);
        let router = routes::router(&app);
        Self { app, router, db }
    }

    pub fn stranger(&self) -> Actor {
        Actor::stranger(&self.router)
    }

    pub async fn department(&self, name: &str) -> DepartmentId {
        let id: Uuid = sqlx::query_scalar(
            "insert into departments (name) values ($1) on conflict (name) do update set name = $1 returning id",
        )
        .bind(name)
        .fetch_one(&self.db)
        .await
        .expect("department");
        DepartmentId(id)
    }

    /// A person with an account; the number and the e-mail address follow from the name.
    pub async fn person(
        &self,
        name: &str,
        department: DepartmentId,
        superior: Option<&Person>,
    ) -> Person {
        static HASH: OnceCell<String> = OnceCell::const_new();
        let hash = HASH
            .get_or_init(|| async { self.app.hasher.hash(PASSWORD.into()).await.expect("hash") })
            .await;
        let login = name.to_lowercase().replace(' ', ".");
        let id: Uuid = sqlx::query_scalar(
            "insert into people (number, name, email, department_id, superior_id) values ($1, $2, $3, $4, $5) returning id",
        )
        .bind(format!("N-{login}"))
        .bind(name)
        .bind(format!("{login}@example.test"))
        .bind(department.0)
        .bind(superior.map(|superior| superior.id.0))
        .fetch_one(&self.db)
        .await
        .expect("person");
        sqlx::query(
            "insert into credentials (person_id, password_hash, changed_at, email) select id, $2, now(), email from people where id = $1",
        )
        .bind(id)
        .bind(hash)
        .execute(&self.db)
        .await
        .expect("credentials");
        let id = PersonId(id);
        let actor = Actor::seated(&self.app, &self.router, id)
            .await
            .expect("session");
        Person {
            id,
            name: name.to_owned(),
            actor,
            app: self.app.clone(),
            db: self.db.clone(),
        }
    }

    /// The address of a link that sets somebody's password, for tests that are not about how it reaches them. The
    /// program makes none that it does not send or print.
    pub async fn link_for(&self, number: &str) -> String {
        let secret = Uuid::new_v4().simple().to_string();
        sqlx::query(
            "insert into account_openings (person_id, purpose, way, started_at, expires_at, secret_hash)
             select id, 'invitation', 'console', now(), now() + interval '7 days', sha256($2::bytea) from people where number = $1",
        )
        .bind(number)
        .bind(secret.as_bytes())
        .execute(&self.db)
        .await
        .expect("opening");
        format!("/openings/{secret}")
    }

    pub async fn give(&self, person: &Person, role: Role) {
        sqlx::query("insert into person_roles (person_id, role) values ($1, $2::role)")
            .bind(person.id.0)
            .bind(role.key())
            .execute(&self.db)
            .await
            .expect("role");
    }

    pub async fn clerk_of(&self, person: &Person, department: DepartmentId) {
        self.give(person, Role::Clerk).await;
        sqlx::query("insert into clerk_departments (person_id, department_id) values ($1, $2)")
            .bind(person.id.0)
            .bind(department.0)
            .execute(&self.db)
            .await
            .expect("clerk");
    }

    /// A running cycle on the form and scheme of the product, due from today on.
    pub async fn cycle(&self, name: &str) -> CycleId {
        let id: Uuid = sqlx::query_scalar(
            "with f as (insert into forms (definition) values ($2) returning id),
                  s as (insert into schemes (definition) values ($3) returning id)
             insert into cycles (name, starts_on, ends_on, form_id, scheme_id, self_due, evaluation_due, interview_due, sign_due,
                 status, launched_at, with_goals)
             select $1, current_date - 90, current_date - 1, f.id, s.id, current_date + 7, current_date + 14, current_date + 28,
                 current_date + 35, 'running', now(), true from f, s returning id",
        )
        .bind(name)
        .bind(sqlx::types::Json(Form::standard()))
        .bind(sqlx::types::Json(Scheme::standard()))
        .fetch_one(&self.db)
        .await
        .expect("cycle");
        CycleId(id)
    }

    /// The usual people around one appraisal, at the self-evaluation.
    pub async fn cast(&self) -> Cast {
        let sales = self.department("Sales").await;
        let other = self.department("Finance").await;
        let head = self.person("Head Chief", sales, None).await;
        let superior = self.person("Susan Superior", sales, Some(&head)).await;
        let employee = self.person("Eve Employee", sales, Some(&superior)).await;
        let hr = self.person("Hana Hr", other, None).await;
        self.give(&hr, Role::Hr).await;
        let facilitator = self.person("Fay Facilitator", sales, None).await;
        let clerk = self.person("Carl Clerk", sales, None).await;
        self.clerk_of(&clerk, sales).await;
        let cycle = self.cycle("Autumn").await;
        let appraisal = self
            .appraisal(
                cycle,
                &employee,
                &superior,
                Some(&facilitator),
                Some(&head),
                sales,
            )
            .await;
        Cast {
            appraisal,
            cycle,
            department: sales,
            other_department: other,
            employee,
            superior,
            head,
            hr,
            facilitator,
            clerk,
        }
    }

    pub async fn appraisal(
        &self,
        cycle: CycleId,
        employee: &Person,
        superior: &Person,
        facilitator: Option<&Person>,
        next_superior: Option<&Person>,
        department: DepartmentId,
    ) -> AppraisalId {
        let id: Uuid = sqlx::query_scalar(
            "insert into appraisals (cycle_id, appraisee_id, superior_id, facilitator_id, next_superior_id, department_id,
                 stage, stage_since, due_on)
             values ($1, $2, $3, $4, $5, $6, 'self_evaluation', now(), current_date + 7) returning id",
        )
        .bind(cycle.0)
        .bind(employee.id.0)
        .bind(superior.id.0)
        .bind(facilitator.map(|person| person.id.0))
        .bind(next_superior.map(|person| person.id.0))
        .bind(department.0)
        .fetch_one(&self.db)
        .await
        .expect("appraisal");
        AppraisalId(id)
    }

    /// Puts an appraisal into a stage by force, with the dates that the stage needs. For tests of who
    /// may do what there; a test of the way to a stage walks it.
    pub async fn force(&self, appraisal: AppraisalId, stage: Stage) {
        let released = Stage::RELEASED.contains(&stage);
        let done = matches!(stage, Stage::SignOff | Stage::Dispute | Stage::Concluded);
        sqlx::query(
            "update appraisals set stage = $2::stage, self_submitted_at = now(), withdrawn_reason = 'by force',
                released_at = case when $3 then now() end, approved_at = now(), evaluated_at = now(),
                total = 91, grade = 2, multiplier = 1, opened_at = null,
                interviewed_at = case when $4 then now() end, dispute_until = case when $4 then current_date + 7 end,
                concluded_at = case when $2 = 'concluded' then now() end, provisional = $2 = 'dispute'
             where id = $1",
        )
        .bind(appraisal.0)
        .bind(stage.key())
        .bind(released)
        .bind(done)
        .execute(&self.db)
        .await
        .expect("stage");
    }

    pub async fn stage(&self, appraisal: AppraisalId) -> String {
        sqlx::query_scalar("select stage::text from appraisals where id = $1")
            .bind(appraisal.0)
            .fetch_one(&self.db)
            .await
            .expect("stage")
    }

    /// How many events of a kind an appraisal's chain has.
    pub async fn events(&self, appraisal: AppraisalId, kind: &str) -> i64 {
        sqlx::query_scalar("select count(*) from events where stream = $1 and kind = $2")
            .bind(appraisal.0)
            .bind(kind)
            .fetch_one(&self.db)
            .await
            .expect("events")
    }
}

pub struct Cast {
    pub appraisal: AppraisalId,
    pub cycle: CycleId,
    pub department: DepartmentId,
    pub other_department: DepartmentId,
    pub employee: Person,
    pub superior: Person,
    pub head: Person,
    pub hr: Person,
    pub facilitator: Person,
    pub clerk: Person,
}

impl Cast {
    /// An address of the appraisal: `""` is its page.
    pub fn at(&self, below: &str) -> String {
        format!("/appraisals/{}{below}", self.appraisal)
    }
}

impl Person {
    pub async fn get(&self, path: &str) -> Page {
        by_hand::settle(&self.app, &self.db).await;
        Page(self.actor.get(path).await.expect("answer"))
    }

    pub async fn post(&self, path: &str, fields: &[(&str, &str)]) -> Page {
        by_hand::settle(&self.app, &self.db).await;
        let before = by_hand::untold(&self.db).await;
        let page = Page(self.actor.post(path, fields).await.expect("answer"));
        by_hand::check(&self.app, &self.db, path).await;
        if let (Some(before), Some(after)) = (before, by_hand::untold(&self.db).await) {
            let new: Vec<_> = after.difference(&before).collect();
            assert!(new.is_empty(), "after {path}: {new:?}");
        }
        page
    }

    /// Posts a decision on an appraisal as its page now shows it, by the path alone.
    pub async fn decides(&self, path: &str, fields: &[(&str, &str)]) -> Page {
        let id = path.split('/').nth(2).unwrap_or_default();
        let version: i32 = sqlx::query_scalar("select version from appraisals where id::text = $1")
            .bind(id)
            .fetch_one(&self.db)
            .await
            .expect("version");
        let version = version.to_string();
        let fields = [&[("version", version.as_str())], fields].concat();
        self.post(path, &fields).await
    }

    pub async fn autosave(&self, path: &str, fields: &[(&str, &str)]) -> Page {
        let headers = [
            ("content-type", "application/x-www-form-urlencoded"),
            ("x-autosave", "1"),
        ];
        Page(
            self.actor
                .send(
                    axum::http::Method::POST,
                    path,
                    &headers,
                    Actor::encode(fields),
                )
                .await
                .expect("answer"),
        )
    }

    pub fn actor(&self) -> &Actor {
        &self.actor
    }

    /// Presses "save mine over it" on a page that shows two versions.
    pub async fn fills_conflict(&self, conflict: &Page, action: &str) -> Page {
        let values = conflict.form(action);
        let pairs: Vec<(&str, &str)> = values
            .iter()
            .map(|(key, value)| (key.as_str(), value.as_str()))
            .collect();
        self.post(action, &pairs).await
    }

    /// Opens a page, fills its form (the one whose action or a button's formaction is `action`) with
    /// what the page holds, overlaid by `fields`, and posts it to `action`.
    pub async fn fills(&self, page: &str, action: &str, fields: &[(&str, &str)]) -> Page {
        let opened = self.get(page).await;
        assert_eq!(opened.status(), 200, "GET {page}: {}", opened.summary());
        let mut values = opened.form(action);
        for (name, value) in fields {
            values.retain(|(key, _)| key != name);
            values.push(((*name).to_owned(), (*value).to_owned()));
        }
        let pairs: Vec<(&str, &str)> = values
            .iter()
            .map(|(key, value)| (key.as_str(), value.as_str()))
            .collect();
        self.post(action, &pairs).await
    }
}

impl World {
    /// The ledger of to-dos beside what the facts say.
    pub async fn ledger(&self, repair: bool) -> Compared {
        verify::compare(&self.db, by_hand::moment(&self.app), repair)
            .await
            .expect("compared")
    }

    /// The kept counts of the dashboard beside what is really there; equal, or the answer is the difference.
    pub async fn miscounted(&self) -> Vec<String> {
        sqlx::query_scalar(
            "(select 'appraisals ' || x::text from (
                select cycle_id, department_id, stage, due_on, grade, provisional, sum(n) from (
                    select cycle_id, department_id, stage, due_on, grade, provisional, count as n from appraisal_counts
                    union all select cycle_id, department_id, stage, due_on, grade, provisional, -1 from appraisals) c
                group by 1, 2, 3, 4, 5, 6 having sum(n) <> 0) x)
             union all
             (select 'plans ' || x::text from (
                select cycle_id, department_id, status, due_on, sum(n) from (
                    select cycle_id, department_id, status, due_on, count as n from plan_counts
                    union all select a.cycle_id, a.department_id, p.status, p.due_on, -1
                    from plan_items p join appraisals a on a.id = p.appraisal_id
                    where a.stage in ('sign_off', 'dispute', 'concluded')) c
                group by 1, 2, 3, 4 having sum(n) <> 0) x)",
        )
        .fetch_all(&self.db)
        .await
        .expect("counts")
    }
}
