//! A company with one appraisal of which every form can be asked for.

use std::collections::BTreeMap;

use countersign::{
    access::{Relation, Role, Stage, policy},
    routes::{Entry, Who},
};
use scraper::{Html, Selector};

use super::{Pairs, sender::Sender};
use crate::{
    signing::frozen,
    world::{Cast, PASSWORD, Person, World},
};

/// The POST forms of a page by where they go, filled in as somebody in a hurry would.
fn forms(html: &str) -> BTreeMap<String, Pairs> {
    let css = |text: &str| Selector::parse(text).unwrap();
    let page = Html::parse_document(html);
    let mut found = BTreeMap::new();
    for form in page.select(&css("form[method=post]")) {
        let mut fields = Pairs::new();
        for input in form.select(&css("input, textarea, select")) {
            let Some(name) = input.value().attr("name") else {
                continue;
            };
            let kept = input.value().attr("value").unwrap_or_default();
            let tomorrow = time::OffsetDateTime::now_utc().date() + time::Duration::days(9);
            let value = match (
                input.value().name(),
                input.value().attr("type").unwrap_or("text"),
            ) {
                ("textarea", _) => "A reason that says enough.".to_owned(),
                ("select", _) => input
                    .select(&css("option"))
                    .filter_map(|option| option.value().attr("value"))
                    .find(|value| !value.is_empty())
                    .unwrap_or_default()
                    .to_owned(),
                (_, "password") => PASSWORD.to_owned(),
                (_, "date") => tomorrow.to_string(),
                (_, "datetime-local") => format!("{tomorrow}T10:00"),
                (_, "file") => continue,
                _ if !kept.is_empty() => kept.to_owned(),
                (_, "number") => "10".to_owned(),
                _ => "Something".to_owned(),
            };
            fields.push((name.to_owned(), value));
        }
        let own = form.value().attr("action").unwrap_or_default();
        found.insert(own.to_owned(), fields.clone());
        for button in form.select(&css("button[formaction]")) {
            let action = button.value().attr("formaction").unwrap_or_default();
            found.insert(action.to_owned(), fields.clone());
        }
    }
    found
}

/// A company with one appraisal that has gone all the way, to be put back to any stage.
pub struct Set {
    pub world: World,
    pub cast: Cast,
    seated: Person,
    pub admin: Person,
    further: Person,
    colleague: Person,
    item: uuid::Uuid,
}

impl Set {
    pub async fn up() -> Self {
        let world = World::new().await;
        let cast = frozen(&world).await;
        let mut members = Vec::new();
        for name in ["Sid Seated", "Sue Seated", "Sol Seated"] {
            let member = world.person(name, cast.other_department, None).await;
            world.give(&member, Role::Committee).await;
            members.push(member);
        }
        let admin = world.person("Ada Admin", cast.other_department, None).await;
        world.give(&admin, Role::Admin).await;
        sqlx::query(
            "with d as (insert into disputes (appraisal_id, kind, items, grounds, interview_held, opened_at, due_on, status)
                        values ($1, 'other', '{company_profit}', 'because', true, now(), current_date + 7, 'referred') returning id)
             insert into dispute_seats (dispute_id, person_id) select d.id, p from d, unnest($2::uuid[]) p",
        )
        .bind(cast.appraisal.0)
        .bind(members.iter().map(|member| member.id.0).collect::<Vec<_>>())
        .execute(&world.db)
        .await
        .unwrap();
        let further = world
            .person("Fred Further", cast.other_department, None)
            .await;
        let colleague = world
            .person("Cleo Colleague", cast.other_department, None)
            .await;
        for say in [
            "insert into appraisal_superiors (appraisal_id, person_id, share) select $1, $2, 30 where $3::uuid is not null",
            "insert into cycle_inputs (cycle_id, mode, most, due_on)
             select cycle_id, 'named', 5, current_date + 7 from appraisals where id = $1 and $2::uuid is not null and $3::uuid is not null",
            "insert into colleague_requests (appraisal_id, colleague_id, nominated_by, state)
             select $1, $3, superior_id, 'accepted' from appraisals where id = $1 and $2::uuid is not null",
        ] {
            sqlx::query(say)
                .bind(cast.appraisal.0)
                .bind(further.id.0)
                .bind(colleague.id.0)
                .execute(&world.db)
                .await
                .unwrap();
        }
        let item = sqlx::query_scalar("select id from plan_items where appraisal_id = $1")
            .bind(cast.appraisal.0)
            .fetch_one(&world.db)
            .await
            .unwrap();
        Self {
            seated: members[0].clone(),
            admin,
            further,
            colleague,
            item,
            world,
            cast,
        }
    }

    /// The appraisal in a stage again, its papers open to whoever writes them there.
    pub async fn reset(&self, stage: Stage, path: &str) {
        self.world.force(self.cast.appraisal, stage).await;
        for statement in [
            "update papers set submitted_at = case when (a.stage = 'self_evaluation' and kind = 'self_evaluation')
                 or (a.stage = 'evaluation' and kind = 'evaluation') or (a.stage = 'preparation' and kind::text like '%preparation')
                 then null else coalesce(submitted_at, now()) end
             from appraisals a where a.id = papers.appraisal_id",
            "update interviews set ended_at = case when a.stage in ('preparation', 'interview') then null else now() end,
                 started_at = case when a.stage <> 'preparation' then now() end, confirmed_at = null, wish = ''
             from appraisals a where a.id = interviews.appraisal_id",
            "delete from dispute_files",
            "delete from dispute_seats where dispute_id in (select id from disputes where grounds <> 'because')",
            "delete from disputes where grounds <> 'because'",
            "update disputes d set decision = null, status = (case when a.stage <> 'dispute' then 'settled' else 'referred' end)::dispute_status
             from appraisals a where a.id = d.appraisal_id",
            "insert into dispute_seats (dispute_id, person_id) select d.id, r.person_id from disputes d, person_roles r
             where r.role = 'committee' on conflict do nothing",
            "update dispute_seats set vote = null, voted_at = null",
            "update interviews set current_step = 8",
            "delete from item_stances s using appraisals a where a.id = s.appraisal_id and a.stage = 'interview'",
            "delete from confirmations s using appraisals a where a.id = s.appraisal_id and a.stage = 'interview'",
            "update next_goals set confirmed_at = null",
            "update plan_items set status = 'open'",
            "update people set active = true",
        ] {
            sqlx::query(statement).execute(&self.world.db).await.unwrap();
        }
        if path.ends_with("/referral") {
            sqlx::query("delete from dispute_seats")
                .execute(&self.world.db)
                .await
                .unwrap();
        }
        let more = match path.rsplit('/').next() {
            Some("answer" | "referral" | "settlement") if path.contains("dispute") => {
                "update disputes set status = 'opened', proposal = '{}', answer = 'so it is'"
            }
            Some("hearing" | "vote" | "ruling") if path.contains("dispute") => {
                "update disputes set status = 'referred', referred_at = now()"
            }
            Some("approve") => "update appraisals set approved_at = null",
            Some("skip") => "update cycles set self_due = current_date - 1",
            _ => return,
        };
        sqlx::query(more).execute(&self.world.db).await.unwrap();
    }

    pub fn of(&self, relation: Relation) -> Option<&Person> {
        Some(match relation {
            Relation::Appraisee => &self.cast.employee,
            Relation::Superior => &self.cast.superior,
            Relation::Facilitator => &self.cast.facilitator,
            Relation::Hr => &self.cast.hr,
            Relation::Clerk => &self.cast.clerk,
            Relation::Committee => &self.seated,
            Relation::CoSuperior => &self.further,
            Relation::Colleague => &self.colleague,
            Relation::Delegate => return None,
        })
    }

    /// Everybody who may use a route, and in which stage.
    pub fn allowed(&self, entry: &Entry) -> Vec<(Option<&Person>, Stage)> {
        match entry.who {
            // without a token: a door that stays shut, whatever is sent
            Who::Anyone | Who::Token => vec![(None, Stage::Concluded)],
            Who::SignedIn if entry.path.contains("verification") => {
                vec![(Some(&self.cast.superior), Stage::Concluded)]
            }
            Who::SignedIn => vec![(Some(&self.cast.employee), Stage::Concluded)],
            Who::Duty(duty) => {
                let person = if duty.roles().contains(&Role::Hr) {
                    &self.cast.hr
                } else {
                    &self.admin
                };
                vec![(Some(person), Stage::Concluded)]
            }
            Who::May(actions) => actions
                .iter()
                .flat_map(|action| {
                    let rule = policy::rule(*action);
                    rule.who
                        .iter()
                        .filter_map(|relation| self.of(*relation))
                        .flat_map(|person| {
                            rule.when.iter().map(move |stage| (Some(person), *stage))
                        })
                })
                .collect(),
        }
    }

    /// A draft cycle, an imported file: what a form may use up is made anew.
    async fn one(&self, query: &'static str) -> String {
        let id: uuid::Uuid = sqlx::query_scalar(query)
            .fetch_one(&self.world.db)
            .await
            .unwrap();
        id.to_string()
    }

    pub async fn address(&self, path: &str) -> String {
        let id = if path.starts_with("/appraisals/{id}") {
            self.cast.appraisal.to_string()
        } else if path.starts_with("/cycles/{id}") {
            let id: uuid::Uuid = sqlx::query_scalar(
                "insert into cycles (name, starts_on, ends_on, form_id, scheme_id, self_due, evaluation_due, interview_due, sign_due)
                 select 'Draft ' || gen_random_uuid(), current_date + 100, current_date + 190, form_id, scheme_id, self_due,
                     evaluation_due, interview_due, sign_due from cycles where id = $1 returning id",
            )
            .bind(self.cast.cycle.0)
            .fetch_one(&self.world.db)
            .await
            .unwrap();
            id.to_string()
        } else if path.starts_with("/people/import/{id}") {
            let body = "--B\r\ncontent-disposition: form-data; name=\"file\"; filename=\"a.csv\"\r\n\r\n\
                Number,Name,E-mail\r\nN1,Li Wei,li@example.test\r\n\r\n--B--\r\n";
            let kind = [("content-type", "multipart/form-data; boundary=B")];
            let post = axum::http::Method::POST;
            let sent = self
                .cast
                .hr
                .actor()
                .send(post, "/people/import", &kind, body.into());
            let location = sent.await.unwrap().location().to_owned();
            location.rsplit('/').next().unwrap_or_default().to_owned()
        } else if path.starts_with("/delegations/{id}") {
            let id: uuid::Uuid = sqlx::query_scalar(
                "insert into delegations (delegator_id, delegate_id, starts_on, ends_on, since, until, reason, created_by, created_at)
                 values ($1, $2, current_date, current_date, now(), now() + interval '1 day', 'x', $2, now()) returning id",
            )
            .bind(self.cast.superior.id.0)
            .bind(self.cast.employee.id.0)
            .fetch_one(&self.world.db)
            .await
            .unwrap();
            id.to_string()
        } else if path.starts_with("/people/{id}") {
            self.cast.clerk.id.to_string()
        } else if path.starts_with("/departments/{id}") {
            self.cast.other_department.to_string()
        } else if path.starts_with("/schemes/{id}") {
            self.one("select family from schemes limit 1").await
        // the editor keeps whatever is typed, garbage too: tests/suite/forms.rs
        } else if path.starts_with("/forms/{id}")
            && !path.ends_with("/edit")
            && !path.ends_with("/calculator")
        {
            self.one("select family from forms limit 1").await
        } else if path.starts_with("/plans/{item}") {
            self.item.to_string()
        } else {
            "unknown".to_owned()
        };
        path.replace("{id}", &id)
            .replace("{item}", &id)
            .replace("{token}", &id)
    }

    /// Pages on which the form of an address may stand.
    fn pages(&self, address: &str) -> Vec<String> {
        let mut pages = vec![address.to_owned()];
        let mut above = address;
        while let Some((upper, _)) = above.rsplit_once('/') {
            if upper.is_empty() {
                break;
            }
            pages.push(upper.to_owned());
            above = upper;
        }
        if address.starts_with("/appraisals/") {
            for below in [
                "/goals",
                "/self-evaluation",
                "/evaluation",
                "/preparation",
                "/interview",
                "/interview?step=1",
                "/interview?step=2",
                "/interview?step=3",
                "/interview?step=4",
                "/interview?step=5",
                "/interview?step=6",
                "/interview?step=7",
                "/interview?step=8",
                "/sign",
                "/dispute",
                "/dispute/seats",
                "/dispute/hearing",
                "/parties",
            ] {
                pages.push(self.cast.at(below));
            }
        }
        pages.push(format!("{address}/preview"));
        pages.push(format!(
            "{}/preview",
            address.rsplit_once('/').map_or("", |(upper, _)| upper)
        ));
        pages.push(format!("{}/edit", address));
        pages.push(format!("{}/new", address));
        pages.push("/account".into());
        pages
    }

    pub async fn form(&self, sender: &Sender, address: &str) -> Option<Pairs> {
        for page in self.pages(address) {
            let answer = sender.get(&page).await;
            assert!(answer.status < 500, "GET {page}: {}", answer.status);
            if answer.status == 200
                && let Some(fields) = forms(&answer.text).remove(address)
            {
                return Some(fields);
            }
        }
        None
    }
}
