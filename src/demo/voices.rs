//! Colleagues who say something about somebody, without their names.

use time::Duration;

use super::gestures::{Case, Cast};
use crate::web::when;

const WORDS: [[&str; 3]; 3] = [
    [
        "Answers within the hour when a customer waits. 客户等待时一小时内必有答复。",
        "Tell the team earlier when a tender gets tight.",
        "In April the Hangzhou order was saved by one phone call.",
    ],
    [
        "Shares templates and contacts without being asked.",
        "Minutes of customer meetings would help the rest of us.",
        "",
    ],
    [
        "培训新同事很有耐心。",
        "跨部门项目中可以更早说明所需资源。",
        "六月投标时，两份材料是最后一天才收齐的。",
    ],
];

impl Case {
    /// The cycle asks colleagues anonymously; the superior asks these, three write, the round ends.
    pub async fn hears_colleagues(
        &self,
        cast: &Cast<'_>,
        cycle: &str,
        colleagues: &[&str],
    ) -> anyhow::Result<()> {
        let id = sqlx::query_scalar!("select id from cycles where name = $1", cycle)
            .fetch_one(&cast.app.db)
            .await?;
        let page = format!("/cycles/{id}/voices");
        let due = when::input_day(cast.today() + Duration::days(40));
        self.hr
            .fills(
                &page,
                &format!("{page}/colleagues"),
                &[("mode", "anonymous"), ("most", "5"), ("due_on", &due)],
            )
            .await?;
        let (list, input) = (self.at("/colleagues"), self.at("/input"));
        for number in colleagues {
            self.superior
                .fills(&list, &list, &[("colleague", number)])
                .await?;
        }
        for (number, [strengths, improve, example]) in colleagues.iter().zip(WORDS) {
            let colleague = cast.person(number).await?;
            colleague
                .fills(&input, &self.at("/input/answer"), &[("do", "accept")])
                .await?;
            let words = [
                ("strengths", strengths),
                ("improve", improve),
                ("example", example),
            ];
            colleague
                .fills(&input, &self.at("/input/submission"), &words)
                .await?;
        }
        self.superior
            .fills(&list, &self.at("/colleagues/closing"), &[])
            .await?;
        Ok(())
    }
}
