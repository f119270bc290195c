//! What people do with the product, one function a gesture, each through the page that is made for it.

use anyhow::Context as _;
use axum::Router;
use time::{Date, Duration};
use uuid::Uuid;

use super::actor::Actor;
use crate::{app::App, forms::form::Form, ground::ids::PersonId, web::when};

/// The stage on which the story plays: the program and its people by number.
pub struct Cast<'a> {
    pub app: &'a App,
    pub router: &'a Router,
}

/// One appraisal with the people around it.
pub struct Case {
    pub id: Uuid,
    /// The ids of employee and superior, for choosing an owner.
    pub ids: (String, String),
    pub employee: Actor,
    pub superior: Actor,
    pub facilitator: Option<Actor>,
    pub hr: Actor,
}

/// How somebody did: actual figures against targets of 3,200 and 100, and points for conduct.
#[derive(Clone, Copy)]
pub struct Result {
    pub profit: &'static str,
    pub tasks: &'static str,
    pub conduct: &'static str,
    /// What they would have given themselves, per indicator.
    pub own: [&'static str; 3],
}

pub const KEYS: [&str; 3] = ["company_profit", "must_do_tasks", "conduct"];

impl Cast<'_> {
    /// The person with a number, signed in.
    pub async fn person(&self, number: &str) -> anyhow::Result<Actor> {
        let id: Uuid = sqlx::query_scalar!("select id from people where number = $1", number)
            .fetch_optional(&self.app.db)
            .await?
            .with_context(|| format!("nobody has number {number}"))?;
        Actor::seated(self.app, self.router, PersonId(id)).await
    }

    pub fn today(&self) -> Date {
        self.app.clock.today(&self.app.settings.zone)
    }

    /// Lets days pass.
    pub fn later(&self, days: i64) {
        self.app.clock.advance(Duration::days(days));
    }

    /// The appraisal of the person with a number in a cycle.
    pub async fn case(&self, cycle: &str, number: &str) -> anyhow::Result<Case> {
        let row = sqlx::query!(
            r#"select a.id, a.appraisee_id, a.superior_id, s.number as superior, f.number as "facilitator?"
               from appraisals a join cycles c on c.id = a.cycle_id join people e on e.id = a.appraisee_id
               join people s on s.id = a.superior_id left join people f on f.id = a.facilitator_id
               where c.name = $1 and e.number = $2"#,
            cycle,
            number
        )
        .fetch_optional(&self.app.db)
        .await?
        .with_context(|| format!("{number} has no appraisal in {cycle}"))?;
        // HR never acts on the own appraisal, nor on one that they are the superior of
        let hr = if number == "H02" { "H03" } else { "H02" };
        let facilitator = match row.facilitator {
            Some(number) => Some(self.person(&number).await?),
            None => None,
        };
        Ok(Case {
            id: row.id,
            ids: (row.appraisee_id.to_string(), row.superior_id.to_string()),
            employee: self.person(number).await?,
            superior: self.person(&row.superior).await?,
            facilitator,
            hr: self.person(hr).await?,
        })
    }

    /// HR makes a cycle for departments and launches it for everybody who may take part.
    pub async fn launch(
        &self,
        name: &str,
        departments: &[&str],
        dues: &[(&str, Date)],
        period: (Date, Date),
        only: Option<&[&str]>,
    ) -> anyhow::Result<()> {
        let hr = self.person("H02").await?;
        let ids = sqlx::query_scalar!(
            "select id from departments where name = any($1)",
            &departments
                .iter()
                .map(|name| (*name).to_owned())
                .collect::<Vec<_>>()
        )
        .fetch_all(&self.app.db)
        .await?;
        let ids: Vec<String> = ids.iter().map(Uuid::to_string).collect();
        let dues: Vec<(&str, String)> = dues
            .iter()
            .map(|(name, day)| (*name, when::input_day(*day)))
            .collect();
        let (from, to) = (when::input_day(period.0), when::input_day(period.1));
        let mut fields = vec![("name", name), ("starts_on", &from), ("ends_on", &to)];
        fields.extend(ids.iter().map(|id| ("department", id.as_str())));
        fields.extend(dues.iter().map(|(name, day)| (*name, day.as_str())));
        if dues.iter().any(|(name, _)| *name == "goals_due") {
            fields.push(("with_goals", "1"));
        }
        let made = hr.fills("/cycles/new", "/cycles", &fields).await?;
        let cycle = made.location().trim_end_matches("/preview").to_owned();
        let preview = format!("{cycle}/preview");
        // the head of the company reports to nobody; a pilot takes a few people only
        let out = sqlx::query!(
            r#"select p.id, p.superior_id is null as "alone!" from people p join departments d on d.id = p.department_id
               where d.name = any($1) and (p.superior_id is null or ($2::text[] is not null and p.number <> all($2)))"#,
            &departments.iter().map(|name| (*name).to_owned()).collect::<Vec<_>>(),
            only.map(|numbers| numbers.iter().map(|number| (*number).to_owned()).collect::<Vec<_>>()) as Option<Vec<String>>
        )
        .fetch_all(&self.app.db)
        .await?;
        for row in out {
            let reason = if row.alone {
                "Appraised by the board"
            } else {
                "Not in the pilot group"
            };
            let person = row.id.to_string();
            let fields = [
                ("person", person.as_str()),
                ("do", "exempt"),
                ("reason", reason),
            ];
            hr.does(&format!("{cycle}/exceptions"), &fields).await?;
        }
        hr.fills(&preview, &format!("{cycle}/launch"), &[]).await?;
        Ok(())
    }
}

impl Case {
    pub fn at(&self, below: &str) -> String {
        format!("/appraisals/{}{below}", self.id)
    }

    pub async fn self_evaluate(&self, result: &Result, words: &[&str; 3]) -> anyhow::Result<()> {
        let fields = self.self_evaluation(result, words);
        let pairs: Vec<(&str, &str)> = fields
            .iter()
            .map(|(name, value)| (name.as_str(), value.as_str()))
            .collect();
        self.employee
            .fills(
                &self.at("/self-evaluation"),
                &self.at("/self-evaluation/submission"),
                &pairs,
            )
            .await?;
        Ok(())
    }

    /// Begins the self-evaluation and leaves it as a draft.
    pub async fn drafts_self_evaluation(
        &self,
        result: &Result,
        words: &[&str; 3],
    ) -> anyhow::Result<()> {
        let fields = self.self_evaluation(result, words);
        let pairs: Vec<(&str, &str)> = fields
            .iter()
            .take(3)
            .map(|(name, value)| (name.as_str(), value.as_str()))
            .collect();
        self.employee
            .fills(
                &self.at("/self-evaluation"),
                &self.at("/self-evaluation"),
                &pairs,
            )
            .await?;
        Ok(())
    }

    #[allow(clippy::unused_self)] // a gesture of the case's employee
    fn self_evaluation(&self, result: &Result, words: &[&str; 3]) -> Vec<(String, String)> {
        let form = Form::standard();
        let mut fields = Vec::new();
        for (index, key) in KEYS.iter().enumerate() {
            fields.push((format!("points.{key}"), result.own[index].to_owned()));
            fields.push((format!("words.{key}"), words[index].to_owned()));
        }
        for question in &form.self_questions {
            fields.push((
                format!("answer.{}", question.key),
                "More time with customers, and training in negotiation. 希望参加谈判技巧培训。"
                    .to_owned(),
            ));
        }
        fields
    }

    pub async fn evaluate(&self, result: &Result) -> anyhow::Result<()> {
        self.writes_evaluation(result, "/evaluation/submission")
            .await
    }

    pub async fn drafts_evaluation(&self, result: &Result) -> anyhow::Result<()> {
        self.writes_evaluation(result, "/evaluation").await
    }

    async fn writes_evaluation(&self, result: &Result, action: &str) -> anyhow::Result<()> {
        let mut fields: Vec<(String, String)> = vec![
            ("target.company_profit".into(), "3200".into()),
            ("actual.company_profit".into(), result.profit.into()),
            ("target.must_do_tasks".into(), "100".into()),
            ("actual.must_do_tasks".into(), result.tasks.into()),
            ("points.conduct".into(), result.conduct.into()),
            ("strengths".into(), "Reliable with customers; shares what works with the team. 客户信任，乐于分享经验。".into()),
            ("summary".into(), "A year with solid results and one clear thing to work on.".into()),
        ];
        for key in KEYS {
            for (field, text) in [
                (
                    "example",
                    "The tender in June: two of five sections were handed in on the last day.",
                ),
                ("comment", "Seen together with the figures of the quarter."),
                ("cause", "process"),
                ("problem", "Material for tenders is collected too late."),
                (
                    "direction",
                    "Start the collection when the tender is announced, with a list.",
                ),
                (
                    "support",
                    "The bid specialist checks the list in the first week.",
                ),
            ] {
                fields.push((format!("{field}.{key}"), text.into()));
            }
        }
        let pairs: Vec<(&str, &str)> = fields
            .iter()
            .map(|(name, value)| (name.as_str(), value.as_str()))
            .collect();
        self.superior
            .fills(&self.at("/evaluation"), &self.at(action), &pairs)
            .await?;
        Ok(())
    }

    /// HR takes the appraisal out of the cycle.
    pub async fn withdraws(&self, reason: &str) -> anyhow::Result<()> {
        self.hr
            .fills(
                &self.at("/parties"),
                &self.at("/withdrawal"),
                &[("withdrawal", reason)],
            )
            .await?;
        Ok(())
    }

    /// HR approves and releases.
    pub async fn release(&self) -> anyhow::Result<()> {
        let opened = self.hr.get(&self.at("/evaluation")).await?.text();
        if opened.contains("/evaluation/approve\"") {
            self.hr
                .fills(
                    &self.at("/evaluation"),
                    &self.at("/evaluation/approve"),
                    &[],
                )
                .await?;
        }
        self.hr
            .fills(&self.at(""), &self.at("/release"), &[])
            .await?;
        Ok(())
    }
}
