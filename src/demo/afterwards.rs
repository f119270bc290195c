//! After the interview: signing, refusing, disputing, and what the two do about plan and parked points.

use super::{
    PASSWORD,
    actor::Actor,
    gestures::{Case, Cast},
};

impl Case {
    pub async fn signs(&self, who: &Actor, choice: &str) -> anyhow::Result<()> {
        let mut fields = vec![("choice", choice), ("password", PASSWORD)];
        if choice == "agree_in_part" {
            fields.extend([
                ("items", "company_profit"),
                ("words", "The orders of September are not counted."),
            ]);
        }
        who.fills(&self.at("/sign"), &self.at("/sign"), &fields)
            .await?;
        Ok(())
    }

    pub async fn both_sign(&self) -> anyhow::Result<()> {
        self.signs(&self.superior, "agree").await?;
        self.signs(&self.employee, "agree").await
    }

    /// The employee's word that there will be no signature.
    pub async fn declares(&self) -> anyhow::Result<()> {
        let declaration = self.at("/sign/declaration");
        let fields = [
            (
                "words",
                "The figure of September is not mine. 九月的数字不是我的。",
            ),
            ("password", PASSWORD),
        ];
        self.employee
            .fills(&declaration, &declaration, &fields)
            .await?;
        Ok(())
    }

    /// The superior records it, a third person witnesses it.
    pub async fn refuses(&self) -> anyhow::Result<()> {
        let fields = [
            (
                "reason",
                "The employee does not accept the result and will not sign.",
            ),
            ("password", PASSWORD),
        ];
        self.superior
            .fills(&self.at("/sign"), &self.at("/sign/refusal"), &fields)
            .await?;
        let witness = self.facilitator.as_ref().unwrap_or(&self.hr);
        witness
            .fills(
                &self.at("/sign"),
                &self.at("/sign/witness"),
                &[("password", PASSWORD)],
            )
            .await?;
        Ok(())
    }

    pub async fn disputes(&self) -> anyhow::Result<()> {
        let fields = [
            ("kind", "data_accuracy"),
            ("items", "company_profit"),
            ("interview", "yes"),
            (
                "grounds",
                "Two orders signed on 28 September were booked in October. The figure of the period lacks them. 九月底的两笔订单被计入十月。",
            ),
        ];
        self.employee
            .fills(&self.at("/dispute"), &self.at("/dispute"), &fields)
            .await?;
        Ok(())
    }

    pub async fn refers(&self) -> anyhow::Result<()> {
        self.employee
            .fills(&self.at("/dispute"), &self.at("/dispute/referral"), &[])
            .await?;
        Ok(())
    }

    /// The owner tells the employee what became of the parked point.
    pub async fn reports_outcome(&self, cast: &Cast<'_>, outcome: &str) -> anyhow::Result<()> {
        let point = sqlx::query_scalar!(
            "select id from parked_points where appraisal_id = $1",
            self.id
        )
        .fetch_one(&cast.app.db)
        .await?;
        let field = format!("outcome.{point}");
        self.superior
            .fills(
                &self.at("/parked"),
                &self.at(&format!("/parked/{point}")),
                &[(field.as_str(), outcome)],
            )
            .await?;
        Ok(())
    }

    /// The owner reports the item of the plan as done; the superior accepts it or asks for more.
    pub async fn finishes_plan(
        &self,
        cast: &Cast<'_>,
        words: &str,
        more: Option<&str>,
    ) -> anyhow::Result<()> {
        let item =
            sqlx::query_scalar!("select id from plan_items where appraisal_id = $1", self.id)
                .fetch_one(&cast.app.db)
                .await?;
        let page = format!("/plans/{item}");
        self.employee
            .fills(
                &page,
                &format!("{page}/report"),
                &[("deed", "done"), ("words", words)],
            )
            .await?;
        let deed = if more.is_some() {
            "more_work"
        } else {
            "accepted"
        };
        self.superior
            .fills(
                &page,
                &format!("{page}/verification"),
                &[("deed", deed), ("reason", more.unwrap_or_default())],
            )
            .await?;
        Ok(())
    }
}
