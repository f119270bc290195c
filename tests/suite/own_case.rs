//! Nobody from HR changes what decides who evaluates them: by page, list, calendar of absences, department or file.

use std::path::Path;

use countersign::access::Role;
use uuid::Uuid;

use crate::{
    import::{confirms, uploads},
    world::{Cast, Person, Says, World},
};

struct Company {
    world: World,
    cast: Cast,
    /// From HR, with a superior who has one, too.
    hana: Person,
    boss: Person,
    top: Person,
    /// Another one from HR.
    hugo: Person,
}

async fn company() -> Company {
    let world = World::new().await;
    let cast = world.cast().await;
    let top = world.person("Tina Top", cast.department, None).await;
    let boss = world.person("Bob Boss", cast.department, Some(&top)).await;
    let hana = world
        .person("Hanna Hill", cast.department, Some(&boss))
        .await;
    let hugo = world.person("Hugo Hart", cast.department, None).await;
    for who in [&hana, &hugo] {
        world.give(who, Role::Hr).await;
    }
    Company {
        world,
        cast,
        hana,
        boss,
        top,
        hugo,
    }
}

impl Company {
    /// What decides who evaluates Hanna, as the database has it.
    async fn facts(&self) -> String {
        sqlx::query_scalar(
            "select concat_ws(' ', p.superior_id, p.level, p.department_id, s.superior_id, s.active, s.left_on, (select count(*) from absences
                where cancelled_at is null), (select count(*) from reporting_lines where planned))
             from people p join people s on s.id = p.superior_id where p.id = $1",
        )
        .bind(self.hana.id.0)
        .fetch_one(&self.world.db)
        .await
        .expect("facts")
    }

    async fn page(&self, of: Uuid, changed: &[(&str, &str)]) -> Vec<(String, String)> {
        let path = format!("/people/{of}");
        let mut fields = self.hugo.get(&path).await.form(&path);
        for (name, value) in changed {
            fields.retain(|(is, _)| is != name);
            fields.push(((*name).to_owned(), (*value).to_owned()));
        }
        fields
    }

    /// Everything by which Hanna could change her own case.
    async fn ways(&self) -> Vec<(String, Vec<(String, String)>)> {
        let (hana, boss) = (self.hana.id.0, self.boss.id.0);
        let pairs = |list: &[(&str, &str)]| -> Vec<(String, String)> {
            let own = list.iter().map(|(n, v)| ((*n).to_owned(), (*v).to_owned()));
            own.collect()
        };
        let version: i32 = sqlx::query_scalar("select version from people where id = $1")
            .bind(boss)
            .fetch_one(&self.world.db)
            .await
            .unwrap();
        let version = version.to_string();
        let department: i32 = sqlx::query_scalar("select version from departments where id = $1")
            .bind(self.cast.department.0)
            .fetch_one(&self.world.db)
            .await
            .unwrap();
        let department = department.to_string();
        let (own, into) = (
            self.cast.department.0,
            self.cast.other_department.0.to_string(),
        );
        vec![
            (
                format!("/people/{hana}"),
                self.page(hana, &[("superior", "N-tina.top")]).await,
            ),
            (
                format!("/people/{hana}"),
                self.page(hana, &[("level", "senior")]).await,
            ),
            (
                format!("/people/{hana}"),
                self.page(hana, &[("department", &into)]).await,
            ),
            (
                format!("/people/{boss}"),
                self.page(boss, &[("superior", "N-hugo.hart")]).await,
            ),
            (
                format!("/people/{hana}/reporting-line"),
                pairs(&[("superior", "N-tina.top"), ("since", "2099-01-01")]),
            ),
            (
                format!("/people/{boss}/absence"),
                pairs(&[
                    ("kind", "leave"),
                    ("from_on", "2026-01-01"),
                    ("until_on", "2099-01-01"),
                ]),
            ),
            (
                format!("/people/{}/absence", self.top.id.0),
                pairs(&[("kind", "leave"), ("from_on", "2026-01-01")]),
            ),
            (
                format!("/people/{boss}/departure"),
                pairs(&[
                    ("left_on", "2026-01-01"),
                    ("reason", "gone"),
                    ("version", &version),
                ]),
            ),
            (
                format!("/people/{boss}/departure"),
                pairs(&[
                    ("left_on", "2099-01-01"),
                    ("reason", "goes"),
                    ("version", &version),
                ]),
            ),
            (
                "/people/reporting-lines".to_owned(),
                pairs(&[("id", &hana.to_string()), ("superior", "N-tina.top")]),
            ),
            (
                format!("/departments/{own}/merger"),
                pairs(&[("target", &into), ("version", &department)]),
            ),
        ]
    }

    async fn tries(&self, who: &Person, path: &str, fields: &[(String, String)]) -> (u16, bool) {
        let fields: Vec<_> = fields
            .iter()
            .map(|(n, v)| (n.as_str(), v.as_str()))
            .collect();
        let answer = who.post(path, &fields).await;
        (answer.status(), answer.says("own_case"))
    }
}

#[tokio::test]
async fn before_the_first_launch_a_company_is_setting_up() {
    let company = company().await;
    sqlx::query("update cycles set status = 'draft', launched_at = null")
        .execute(&company.world.db)
        .await
        .unwrap();
    let before = company.facts().await;
    let (path, fields) = company.ways().await.swap_remove(1);
    let (status, _) = company.tries(&company.hana, &path, &fields).await;
    assert_eq!(status, 303);
    assert_ne!(before, company.facts().await);
}

#[tokio::test]
async fn nobody_from_hr_changes_who_evaluates_them_and_another_one_may() {
    let company = company().await;
    sqlx::query("update cycles set launched_at = now() where launched_at is null")
        .execute(&company.world.db)
        .await
        .unwrap();
    let before = company.facts().await;
    let ways = company.ways().await;
    for (path, fields) in &ways {
        let (status, says) = company.tries(&company.hana, path, fields).await;
        assert!(
            [409, 422].contains(&status) && says,
            "{path} {fields:?}: {status}"
        );
        assert_eq!(before, company.facts().await, "{path}");
    }
    // what does not decide it stays hers to do: her own absence, another person's line
    let own = format!("/people/{}/absence", company.hana.id.0);
    let leave = [
        ("kind".into(), "leave".into()),
        ("from_on".into(), "2026-01-01".into()),
    ];
    assert_eq!(company.tries(&company.hana, &own, &leave).await.0, 303);
    let (path, fields) = &ways[9];
    let others: Vec<(String, String)> = fields
        .iter()
        .map(|(name, value)| match name.as_str() {
            "id" => (name.clone(), company.hugo.id.0.to_string()),
            _ => (name.clone(), value.clone()),
        })
        .collect();
    assert_eq!(company.tries(&company.hana, path, &others).await.0, 303);
    for (path, fields) in &ways[5..6] {
        let (status, _) = company.tries(&company.hugo, path, fields).await;
        assert_eq!(status, 303, "{path}");
    }
    assert_ne!(before, company.facts().await);
}

#[tokio::test]
async fn a_file_says_at_the_row_what_its_uploader_may_not_change() {
    let company = company().await;
    let roster = "number,name,email,department,manager\n\
        N-hanna.hill,Hanna Hill,,Sales,N-tina.top\n\
        N-hugo.hart,Hugo Hart,,Sales,N-tina.top\n";
    let before = company.facts().await;
    let uploaded = uploads(&company.hana, "roster.csv", roster.as_bytes()).await;
    let preview = uploaded.location().to_owned();
    let page = company.hana.get(&preview).await;
    assert_eq!(
        page.all(".tile .figure"),
        ["0", "1", "0", "1"],
        "{}",
        page.text()
    );
    assert!(page.says("own_case"), "{}", page.text());
    confirms(&company.hana, &preview).await;
    assert_eq!(before, company.facts().await);
    let other = uploads(&company.hugo, "roster.csv", roster.as_bytes()).await;
    let page = company.hugo.get(other.location()).await;
    assert!(!page.says("own_case"), "{}", page.text());
}

/// A change of people that is committed by itself would go around the rule.
#[test]
fn every_change_of_people_asks_whose_case_it_is() {
    // roles are not HR's to give; the command line is nobody's account; what takes effect on its day was asked when it was planned
    let free = [
        "src/people/directory/roles.rs",
        "src/people/own_case.rs",
        "src/people_import/run.rs",
    ];
    for folder in ["src/people", "src/people_import"] {
        for path in
            crate::floors::sources(Path::new(env!("CARGO_MANIFEST_DIR")).join(folder).as_path())
        {
            let text = std::fs::read_to_string(&path).expect("source");
            let path = path.display().to_string();
            if free.iter().any(|one| path.ends_with(one)) {
                continue;
            }
            let text = text.split("#[cfg(test)]").next().unwrap_or_default();
            assert!(
                !text.contains("change.commit()"),
                "{path} goes around `OwnCase`"
            );
            let begun = text.matches("app.change(").count();
            let asked = text.matches("OwnCase::of(").count();
            assert!(
                asked >= begun,
                "{path}: {begun} changes, {asked} asked whose case it is"
            );
        }
    }
}
