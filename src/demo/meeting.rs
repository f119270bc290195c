//! The second half of an appraisal: preparing, the interview in eight steps.

use time::{Date, Duration};

use super::gestures::{Case, Cast, KEYS};
use crate::web::when;

/// The item that is parked where one is.
const PARKED: &str = "company_profit";

impl Case {
    /// Time and place, proposed by the superior and confirmed by the employee.
    pub async fn appoint(&self, day: Date, hour: u8) -> anyhow::Result<()> {
        let page = self.at("/preparation");
        let starts = format!("{}T{hour:02}:00", when::input_day(day));
        let fields = [
            ("starts", starts.as_str()),
            ("minutes", "60"),
            ("place_kind", "lounge"),
            ("place", "Lounge on the 3rd floor 三楼休息区"),
            ("purpose", "improve_results"),
            ("method", "sandwich"),
        ];
        self.superior
            .fills(&page, &self.at("/appointment"), &fields)
            .await?;
        self.employee
            .fills(
                &page,
                &self.at("/appointment/answer"),
                &[("answer", "confirm")],
            )
            .await?;
        Ok(())
    }

    pub async fn prepares_as_employee(&self) -> anyhow::Result<()> {
        // the result first: nobody prepares for what they have not read
        self.employee.get(&self.at("/evaluation")).await?;
        let mut fields: Vec<(String, String)> = [
            ("view", "Mostly fair. The tender in June looks worse than it was: the deadline was moved twice."),
            ("difficulties", "Material from other departments comes late. 其他部门提供的材料经常延迟。"),
            ("wishes", "A training in negotiation, and a say in which tenders we join."),
            ("questions", "What would make next year an excellent one?"),
        ]
        .into_iter()
        .map(|(name, text)| (name.to_owned(), text.to_owned()))
        .collect();
        let (page, send) = (
            self.at("/preparation"),
            self.at("/preparation/employee/submission"),
        );
        // the questions of the cycle's form, whatever they are
        let opened = self.employee.get(&page).await?.text();
        for (name, held) in super::markup::form(&opened, &send).unwrap_or_default() {
            let known = fields.iter().any(|(other, _)| *other == name)
                || ["version", "wanted_kind", "wanted_place"].contains(&name.as_str());
            if !known && held.is_empty() {
                fields.push((
                    name,
                    "I would like to talk about the road ahead. 想谈谈今后的发展。".to_owned(),
                ));
            }
        }
        let pairs: Vec<(&str, &str)> = fields
            .iter()
            .map(|(name, text)| (name.as_str(), text.as_str()))
            .collect();
        self.employee.fills(&page, &send, &pairs).await?;
        Ok(())
    }

    pub async fn prepares_as_superior(&self) -> anyhow::Result<()> {
        let mut fields = vec![
            ("duties_read".to_owned(), "1".to_owned()),
            ("results_read".to_owned(), "1".to_owned()),
        ];
        for key in KEYS {
            fields.push((format!("example.{key}"), "1".to_owned()));
            fields.push((
                format!("explanation.{key}"),
                "I look at the whole year; the self-evaluation rather at its second half."
                    .to_owned(),
            ));
        }
        let pairs: Vec<(&str, &str)> = fields
            .iter()
            .map(|(name, text)| (name.as_str(), text.as_str()))
            .collect();
        self.superior
            .fills(
                &self.at("/preparation"),
                &self.at("/preparation/superior/submission"),
                &pairs,
            )
            .await?;
        Ok(())
    }

    pub async fn starts_interview(&self) -> anyhow::Result<()> {
        self.superior
            .fills(&self.at("/preparation"), &self.at("/interview/start"), &[])
            .await?;
        Ok(())
    }

    /// One step: the superior leads there, both write, time passes, the step is done.
    async fn step(
        &self,
        cast: &Cast<'_>,
        step: u8,
        minutes: i64,
        sheet: &[(&str, &str)],
        note: &str,
    ) -> anyhow::Result<()> {
        let number = step.to_string();
        self.superior
            .does(&self.at("/interview/step"), &[("step", &number)])
            .await?;
        let page = self.at(&format!("/interview?step={step}"));
        cast.app.clock.advance(Duration::minutes(minutes));
        if !sheet.is_empty() {
            self.superior
                .fills(&page, &self.at("/interview/sheet"), sheet)
                .await?;
        }
        if !note.is_empty() {
            self.employee
                .fills(&page, &self.at("/interview/note"), &[("note", note)])
                .await?;
        }
        Ok(())
    }

    async fn done(&self, step: u8) -> anyhow::Result<()> {
        self.superior
            .does(
                &self.at("/interview/done"),
                &[("step", &step.to_string()), ("done", "yes")],
            )
            .await?;
        Ok(())
    }

    /// Steps 1 to `until`.
    pub async fn interview(
        &self,
        cast: &Cast<'_>,
        until: u8,
        due: Date,
        objects: bool,
        parks: Option<Date>,
    ) -> anyhow::Result<()> {
        let day = when::input_day(due);
        self.step(
            cast,
            1,
            3,
            &[("purpose_stated", "1"), ("confidentiality_stated", "1")],
            "",
        )
        .await?;
        self.done(1).await?;
        if until < 2 {
            return Ok(());
        }
        self.step(cast, 2, 4, &[], "A good year with one tender that I would do differently today. 总体不错，但六月的投标我现在会换一种做法。").await?;
        self.done(2).await?;
        if until < 3 {
            return Ok(());
        }
        let names = KEYS.map(|key| format!("difference.{key}"));
        let mut sheet = vec![(
            "strengths",
            "Customers trust you, and you share what works with the team.",
        )];
        sheet.extend(names.iter().map(|name| {
            (
                name.as_str(),
                "I weigh the first half of the year more, because the plan was made for it.",
            )
        }));
        self.step(cast, 3, 4, &sheet, "").await?;
        self.done(3).await?;
        if until < 4 {
            return Ok(());
        }
        self.step(
            cast,
            4,
            15,
            &[],
            "The figures are right; the reason for the June tender is missing in them.",
        )
        .await?;
        let agreed: Vec<(&str, &str)> = KEYS
            .into_iter()
            .filter(|key| parks.is_none() || *key != PARKED)
            .map(|key| ("item", key))
            .collect();
        self.employee
            .does(&self.at("/interview/agreement"), &agreed)
            .await?;
        if let Some(day) = parks {
            self.parks(day).await?;
        }
        self.done(4).await?;
        if until < 5 {
            return Ok(());
        }
        self.step(cast, 5, 14, &[], "I will keep the list myself.")
            .await?;
        let fields = [
            ("what.new", "Collect the material for tenders on time"),
            ("item.new", "must_do_tasks"),
            ("cause.new", "process"),
            (
                "measure.new",
                "A list at the announcement, checked in the first week",
            ),
            ("support.new", "The bid specialist reads the list"),
            ("support_by.new", self.ids.1.as_str()),
            ("owner.new", self.ids.0.as_str()),
            ("due.new", day.as_str()),
            (
                "criteria.new",
                "The next three tenders are complete two days before their deadline",
            ),
        ];
        self.superior
            .fills(
                &self.at("/interview?step=5"),
                &self.at("/interview/plan"),
                &fields,
            )
            .await?;
        self.done(5).await?;
        if until < 6 {
            return Ok(());
        }
        let sheet = [
            (
                "difficulties",
                "Other departments answer late. 其他部门回复慢。",
            ),
            (
                "promised",
                "The manager agrees fixed dates with the heads of department.",
            ),
            (
                "growth",
                "Towards key accounts; training in negotiation in spring. 向大客户方向发展，春季参加谈判培训。",
            ),
        ];
        self.step(cast, 6, 8, &sheet, "").await?;
        self.done(6).await?;
        if until < 7 {
            return Ok(());
        }
        self.step(cast, 7, 6, &[], "").await?;
        let fields = [
            ("title", "Win two new key accounts"),
            ("source", "company"),
            ("serves", "Grow with customers that stay"),
        ];
        self.superior
            .fills(
                &self.at("/interview?step=7"),
                &self.at("/interview/goals"),
                &fields,
            )
            .await?;
        self.employee
            .fills(
                &self.at("/interview?step=7"),
                &self.at("/interview/goals/confirmation"),
                &[],
            )
            .await?;
        self.done(7).await?;
        if until < 8 {
            return Ok(());
        }
        self.step(cast, 8, 3, &[("summary", "A solid year. We agree on what to improve and how; the material for tenders is the one thing to change.")], "").await?;
        let confirmation = if objects {
            vec![
                ("choice", "objected"),
                ("objects.company_profit", "1"),
                (
                    "objection.company_profit",
                    "The two large orders of September are missing from the figure.",
                ),
            ]
        } else {
            vec![("choice", "agreed")]
        };
        self.employee
            .fills(
                &self.at("/interview?step=8"),
                &self.at("/interview/confirmation"),
                &confirmation,
            )
            .await?;
        self.done(8).await
    }

    /// The employee and the superior see one item differently; the superior follows it up.
    async fn parks(&self, due: Date) -> anyhow::Result<()> {
        let name = |field: &str| format!("{field}.{PARKED}");
        let day = when::input_day(due);
        let fields = [
            ("version".to_owned(), "0"),
            ("item".to_owned(), PARKED),
            (
                name("employee_view"),
                "Two orders of September were booked in October. 九月的两笔订单被计入十月。",
            ),
            (
                name("superior_view"),
                "The figure is the one that finance reports; I will ask for the booking dates.",
            ),
            (name("owner"), self.ids.1.as_str()),
            (name("due"), day.as_str()),
        ];
        let pairs: Vec<(&str, &str)> = fields
            .iter()
            .map(|(name, value)| (name.as_str(), *value))
            .collect();
        self.superior
            .does(&self.at("/interview/parked"), &pairs)
            .await?;
        Ok(())
    }

    pub async fn closes_interview(&self) -> anyhow::Result<()> {
        self.superior
            .fills(
                &self.at("/interview?step=8"),
                &self.at("/interview/close"),
                &[],
            )
            .await?;
        Ok(())
    }
}
