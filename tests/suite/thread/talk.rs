//! One appraisal on its way from the self-evaluation to its signatures.

use time::Duration;

use super::hand::Hand;
use crate::world::{PASSWORD, World};

const KEYS: [&str; 3] = ["company_profit", "must_do_tasks", "conduct"];

/// The people of one appraisal, each at a browser of their own.
pub struct Talk<'a> {
    pub world: &'a World,
    /// `/appraisals/{id}`
    pub at: String,
    pub employee: Hand,
    pub superior: &'a Hand,
    pub hr: &'a Hand,
}

impl<'a> Talk<'a> {
    /// The appraisal that waits for the employee on their start page.
    pub async fn found(world: &'a World, employee: Hand, superior: &'a Hand, hr: &'a Hand) -> Self {
        employee.opens("/").await;
        let doors = employee
            .attrs("main a[href$='/self-evaluation']", "href")
            .await;
        let at = doors.first().expect("a task");
        Self {
            at: at.trim_end_matches("/self-evaluation").to_owned(),
            world,
            employee,
            superior,
            hr,
        }
    }

    /// From the self-evaluation to the record that waits for its signatures.
    pub async fn to_the_record(&self, objects: bool) {
        self.until_released().await;
        self.until_begun().await;
        self.eight_steps(objects).await;
    }

    pub fn at(&self, below: &str) -> String {
        format!("{}{below}", self.at)
    }

    pub async fn until_released(&self) {
        let (page, send) = (
            self.at("/self-evaluation"),
            self.at("/self-evaluation/submission"),
        );
        self.employee.opens(&page).await;
        self.employee
            .answers(
                "#self-evaluation",
                "The big orders came in spring. 大单集中在春季。",
            )
            .await;
        let points = [
            ("points.company_profit", "62"),
            ("points.must_do_tasks", "20"),
            ("points.conduct", "18"),
        ];
        self.employee.sends(&send, &points).await;

        let (page, send) = (self.at("/evaluation"), self.at("/evaluation/submission"));
        let mut fields: Vec<(String, &str)> = [
            ("target.company_profit", "3200"),
            ("actual.company_profit", "3200"),
            ("target.must_do_tasks", "100"),
            ("actual.must_do_tasks", "100"),
            ("points.conduct", "16"),
            ("strengths", "Reliable with customers. 客户信任。"),
            ("summary", "A year with solid results."),
        ]
        .map(|(name, text)| (name.to_owned(), text))
        .to_vec();
        for key in KEYS {
            fields.push((
                format!("example.{key}"),
                "The tender in June: two of five sections came on the last day.",
            ));
            fields.push((
                format!("comment.{key}"),
                "Seen together with the figures of the quarter.",
            ));
        }
        let fields: Vec<(&str, &str)> = fields.iter().map(|(n, v)| (n.as_str(), *v)).collect();
        self.superior.fills(&page, &send, &fields).await;

        self.hr.fills(&page, &self.at("/release"), &[]).await;
    }

    /// Both prepare; the employee agrees to talk before the notice period is over.
    pub async fn until_begun(&self) {
        let page = self.at("/preparation");
        self.employee.opens(&self.at("/evaluation")).await;
        self.employee.opens(&page).await;
        self.employee
            .answers(
                "#employee-preparation",
                "I would like to talk about the road ahead. 想谈谈今后的发展。",
            )
            .await;
        self.employee
            .sends(&self.at("/preparation/employee/submission"), &[])
            .await;
        self.employee
            .fills(&page, &self.at("/early-consent"), &[])
            .await;

        self.superior.opens(&page).await;
        self.superior
            .answers(
                "#superior-preparation",
                "I look at the whole year, the self-evaluation rather at its second half.",
            )
            .await;
        self.superior
            .sends(&self.at("/preparation/superior/submission"), &[])
            .await;
        // a free day would be hinted at
        let mut day = self.world.app.clock.now().date() + Duration::days(1);
        while day.weekday().number_days_from_monday() > 4 {
            day += Duration::days(1);
        }
        let starts = format!("{day}T10:00");
        let appointment = [
            ("starts", starts.as_str()),
            ("minutes", "60"),
            ("place_kind", "lounge"),
            ("place", "Lounge on the 3rd floor"),
            ("purpose", "improve_results"),
            ("method", "sandwich"),
        ];
        self.superior
            .fills(&page, &self.at("/appointment"), &appointment)
            .await;
        self.employee
            .fills(&page, &self.at("/appointment/answer"), &[])
            .await;
        self.superior
            .fills(&page, &self.at("/interview/start"), &[])
            .await;
    }

    fn step(&self, step: u8) -> String {
        self.at(&format!("/interview?step={step}"))
    }

    /// The superior writes what the step asks for; some minutes pass.
    async fn writes(&self, step: u8, sheet: &[(&str, &str)]) {
        self.world.app.clock.advance(Duration::minutes(6));
        self.superior
            .fills(&self.step(step), &self.at("/interview/sheet"), sheet)
            .await;
    }

    async fn notes(&self, who: &Hand, step: u8, note: &str) {
        who.fills(
            &self.step(step),
            &self.at("/interview/note"),
            &[("note", note)],
        )
        .await;
    }

    async fn done(&self, step: u8) {
        self.superior
            .fills(&self.step(step), &self.at("/interview/done"), &[])
            .await;
    }

    /// The three in the room, from the opening to the employee's confirmation.
    pub async fn eight_steps(&self, objects: bool) {
        let opening = [("purpose_stated", "1"), ("confidentiality_stated", "1")];
        self.writes(1, &opening).await;
        self.done(1).await;

        self.notes(&self.employee, 2, "A good year with one tender that I would do differently today. 六月的投标我现在会换一种做法。").await;
        self.done(2).await;

        self.superior.opens(&self.step(3)).await;
        let differences = self.superior.attrs("#sheet-3 textarea", "name").await;
        let sheet: Vec<(&str, &str)> = differences
            .iter()
            .map(|name| (name.as_str(), "The whole year counts, not its second half."))
            .collect();
        self.writes(3, &sheet).await;
        self.notes(self.hr, 3, "Both let each other finish.").await;
        self.done(3).await;

        self.world.app.clock.advance(Duration::minutes(15));
        self.notes(
            &self.employee,
            4,
            "The figures are right; the reason is missing.",
        )
        .await;
        self.employee.opens(&self.step(4)).await;
        self.employee
            .browser
            .press("main form[data-live-part='agree-all'] button")
            .await;
        self.done(4).await;

        self.superior.opens(&self.step(5)).await;
        let owner = self
            .superior
            .attrs("[name='owner.new'] option:not([value=''])", "value")
            .await;
        let supporter = self
            .superior
            .attrs("[name='support_by.new'] option:not([value=''])", "value")
            .await;
        let due = (self.world.app.clock.now().date() + Duration::days(90)).to_string();
        let plan = [
            ("what.new", "Collect the material for tenders on time"),
            ("item.new", "must_do_tasks"),
            ("cause.new", "process"),
            (
                "measure.new",
                "A list at the announcement, checked in the first week",
            ),
            ("support.new", "The bid specialist reads the list"),
            ("support_by.new", supporter[0].as_str()),
            ("owner.new", owner[0].as_str()),
            ("due.new", due.as_str()),
            ("criteria.new", "The next three tenders are complete"),
        ];
        self.world.app.clock.advance(Duration::minutes(12));
        self.superior
            .sends(&self.at("/interview/plan"), &plan)
            .await;
        self.done(5).await;

        let development = [
            ("difficulties", "Other departments answer late."),
            ("promised", "The superior agrees fixed dates with them."),
            ("growth", "Towards key accounts; training in spring."),
        ];
        self.writes(6, &development).await;
        self.done(6).await;

        let goal = [
            ("title", "Win two new key accounts"),
            ("source", "company"),
            ("serves", "Grow with customers that stay"),
        ];
        self.superior
            .fills(&self.step(7), &self.at("/interview/goals"), &goal)
            .await;
        self.employee
            .fills(
                &self.step(7),
                &self.at("/interview/goals/confirmation"),
                &[],
            )
            .await;
        self.done(7).await;

        self.writes(
            8,
            &[("summary", "A solid year; we agree on what to improve.")],
        )
        .await;
        let confirmation: &[(&str, &str)] = if objects {
            &[
                ("choice", "objected"),
                ("objects.conduct", "1"),
                ("objection.conduct", "The help for the team is missing."),
            ]
        } else {
            &[("choice", "agreed")]
        };
        self.employee
            .fills(
                &self.step(8),
                &self.at("/interview/confirmation"),
                confirmation,
            )
            .await;
        self.done(8).await;
        self.superior
            .fills(&self.step(8), &self.at("/interview/close"), &[])
            .await;
    }

    pub async fn signs(&self, who: &Hand, choice: &[(&str, &str)]) {
        let sign = self.at("/sign");
        who.opens(&sign).await;
        who.sends(&sign, &[choice, &[("password", PASSWORD)]].concat())
            .await;
    }

    pub async fn both_sign(&self) {
        self.signs(self.superior, &[("choice", "agree")]).await;
        self.signs(&self.employee, &[("choice", "agree")]).await;
    }

    /// The employee will not sign; the superior records it, HR was there.
    pub async fn refuses(&self) {
        let sign = self.at("/sign");
        self.signs(self.superior, &[("choice", "agree")]).await;
        let declaration = self.at("/sign/declaration");
        self.employee
            .fills(&declaration, &declaration, &[("password", PASSWORD)])
            .await;
        crate::signing::time_is_up(self.world).await;
        let refusal = [
            ("reason", "The employee does not accept the result."),
            ("password", PASSWORD),
        ];
        self.superior
            .fills(&sign, &self.at("/sign/refusal"), &refusal)
            .await;
        self.hr
            .fills(&sign, &self.at("/sign/witness"), &[("password", PASSWORD)])
            .await;
    }

    /// Signed only in part, and taken to the committee.
    pub async fn disputes(&self) {
        let part = [
            ("choice", "agree_in_part"),
            ("items", "conduct"),
            ("words", "The help for the team is not counted."),
        ];
        self.signs(self.superior, &[("choice", "agree")]).await;
        self.signs(&self.employee, &part).await;
        let dispute = self.at("/dispute");
        let case = [
            ("kind", "data_accuracy"),
            ("items", "conduct"),
            ("interview", "yes"),
            (
                "grounds",
                "Three weeks beside a new colleague are missing. 帮助新同事的三周未被计入。",
            ),
        ];
        self.employee.fills(&dispute, &dispute, &case).await;
        self.employee
            .fills(&dispute, &self.at("/dispute/referral"), &[])
            .await;
    }

    pub async fn votes(&self, member: &Hand) {
        let vote = [
            ("vote", "adjusted"),
            ("vote.conduct", "18"),
            ("vote_words", "The three weeks count."),
        ];
        member.opens("/disputes").await;
        member
            .fills(&self.at("/dispute"), &self.at("/dispute/vote"), &vote)
            .await;
    }

    pub async fn rules(&self, member: &Hand) {
        let grounds = [("ruling_words", "The three weeks are conduct of the period.")];
        member
            .fills(&self.at("/dispute"), &self.at("/dispute/ruling"), &grounds)
            .await;
    }

    /// The total that the record has, as the employee reads it.
    pub async fn total(&self) -> f64 {
        self.employee.opens(&self.at("/record")).await;
        let shown = self.employee.texts("dl.result dd").await;
        shown[0].parse().expect("a number")
    }
}
