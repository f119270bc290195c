//! Every form of the product, sent by somebody who may send it, with everything that a form should not
//! hold. The answer is the page again or a plain 4xx page: never a 5xx, never a half-written row, never
//! markup that came in and goes out as markup.

use std::collections::{BTreeMap, HashMap};

use axum::{
    body::{Body, Bytes},
    http::Request,
};
use countersign::{
    access::{Relation, Role, Stage, policy},
    demo::Actor,
    routes::{self, Entry, Who},
};
use scraper::{Html, Selector};
use tower::ServiceExt as _;
use tower_sessions::{SessionStore as _, session::Record};

use crate::{
    signing::frozen,
    world::{Cast, PASSWORD, Person, World},
};

const FORM: &str = "application/x-www-form-urlencoded";
const MARKUP: &str = "\"'><script>alert(1)</script><b onclick=x>";

/// For one field at a time, the others being right.
fn bad_values() -> Vec<String> {
    vec![
        "a\0b".into(),
        "x".repeat(100_000),
        MARKUP.into(),
        "2026-02-30".into(),
        "-99999999999999999999999999999999999999999.9".into(),
        "NaN".into(),
    ]
}

/// For all fields together.
fn worse_values() -> Vec<String> {
    [
        "\0",
        "\u{7}\u{1b}[2J",
        "   ",
        "-1",
        "0",
        "1e400",
        "Infinity",
        "0.00000000000000000000000000000000000001",
        "99999999999999999999",
        "\u{feff}\u{202e}\u{200b}",
        "９９",
        "+262142-12-31",
        "9999-12-31",
        "9999-12-31T23:59",
        "0000-00-00T25:61",
        "-4713-01-01T00:00",
        "2026-02-30T10:00",
        "00000000-0000-0000-0000-000000000000",
        "9b2f1c1e-0000-4000-8000-00000000beef",
        "{\"a\":[1]}",
        "%00%ff%zz",
        "' or 1=1 --",
        "../../etc/passwd",
        "on",
    ]
    .map(str::to_owned)
    .to_vec()
}

type Pairs = Vec<(String, String)>;

struct Sender {
    router: axum::Router,
    cookie: String,
}

struct Answer {
    status: u16,
    text: String,
}

impl Sender {
    async fn of(world: &World, person: Option<&Person>) -> Self {
        let mut cookie = String::new();
        if let Some(person) = person {
            let mut record = Record {
                id: tower_sessions::session::Id::default(),
                data: HashMap::from([("person".to_owned(), serde_json::json!(person.id))]),
                expiry_date: time::OffsetDateTime::now_utc() + time::Duration::hours(12),
            };
            let store = countersign::sessions::Store::from(world.db.clone());
            store.create(&mut record).await.unwrap();
            cookie = format!("session={}", record.id);
        }
        Self {
            router: world.router.clone(),
            cookie,
        }
    }

    async fn send(&self, path: &str, kind: Option<&str>, body: Body) -> Answer {
        let mut request = Request::post(path)
            .header("host", "127.0.0.1")
            .header("sec-fetch-site", "same-origin")
            .header("cookie", &self.cookie);
        if let Some(kind) = kind {
            request = request.header("content-type", kind);
        }
        let request = request.body(body).unwrap();
        let response = self.router.clone().oneshot(request).await.unwrap();
        let status = response.status().as_u16();
        let body = axum::body::to_bytes(response.into_body(), 64 << 20).await;
        let text = String::from_utf8_lossy(&body.unwrap()).into_owned();
        Answer { status, text }
    }

    async fn get(&self, path: &str) -> Answer {
        let request = Request::get(path)
            .header("host", "127.0.0.1")
            .header("cookie", &self.cookie)
            .body(Body::empty())
            .unwrap();
        let response = self.router.clone().oneshot(request).await.unwrap();
        let status = response.status().as_u16();
        let body = axum::body::to_bytes(response.into_body(), 64 << 20).await;
        let text = String::from_utf8_lossy(&body.unwrap()).into_owned();
        Answer { status, text }
    }
}

fn encoded(pairs: &Pairs) -> Vec<u8> {
    let pairs: Vec<(&str, &str)> = pairs
        .iter()
        .map(|(name, value)| (name.as_str(), value.as_str()))
        .collect();
    Actor::encode(&pairs)
}

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

/// The names of all fields that the program asks a form for, for buttons that no page offers here.
fn field_names() -> Vec<String> {
    fn read(folder: &std::path::Path, found: &mut std::collections::BTreeSet<String>) {
        for entry in std::fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                read(&path, found);
            } else {
                let text = std::fs::read_to_string(&path).unwrap_or_default();
                for part in text.split("fields.").skip(1) {
                    let name = part.split('"').nth(1).unwrap_or_default();
                    let asked = part
                        .split_once("(\"")
                        .is_some_and(|(verb, _)| verb.chars().all(char::is_alphabetic));
                    if asked && name.chars().all(|c| c.is_ascii_lowercase() || c == '_') {
                        found.insert(name.to_owned());
                    }
                }
            }
        }
    }
    let mut found = std::collections::BTreeSet::new();
    read(
        std::path::Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/src")),
        &mut found,
    );
    assert!(found.len() > 30, "{found:?}");
    found.into_iter().collect()
}

/// Everything that is stored, but for sessions.
async fn stored(world: &World, query: &str) -> Vec<(String, i64, String)> {
    sqlx::query_as(sqlx::AssertSqlSafe(query.to_owned()))
        .fetch_all(&world.db)
        .await
        .unwrap()
}

async fn stored_query(world: &World) -> String {
    sqlx::query_scalar(
        "select string_agg(format('select %L::text, count(*), coalesce(sum(hashtext(x::text)::bigint), 0)::text from %I x',
            tablename, tablename), ' union all ' order by tablename)
         from pg_tables where schemaname = 'public' and tablename not in ('sessions', '_sqlx_migrations')",
    )
    .fetch_one(&world.db)
    .await
    .unwrap()
}

/// A company with one appraisal that has gone all the way, to be put back to any stage.
struct Set {
    world: World,
    cast: Cast,
    seated: Person,
    admin: Person,
    further: Person,
    colleague: Person,
    item: uuid::Uuid,
}

impl Set {
    async fn up() -> Self {
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
    async fn reset(&self, stage: Stage, path: &str) {
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

    fn of(&self, relation: Relation) -> Option<&Person> {
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
    fn allowed(&self, entry: &Entry) -> Vec<(Option<&Person>, Stage)> {
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

    async fn address(&self, path: &str) -> String {
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

    async fn form(&self, sender: &Sender, address: &str) -> Option<Pairs> {
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

/// The bodies to try on a form.
fn bodies(right: &Pairs, one_by_one: bool) -> Vec<(String, Vec<u8>)> {
    let mut all: Vec<(String, Vec<u8>)> = Vec::new();
    let mut add = |what: String, pairs: &Pairs| all.push((what, encoded(pairs)));
    add("nothing".into(), &Pairs::new());
    let singly = if one_by_one { right.len() } else { 0 };
    for (index, (name, _)) in right.iter().enumerate().take(singly) {
        let mut missing = right.clone();
        missing.remove(index);
        add(format!("without {name}"), &missing);
        // in long forms every value goes to every second field
        for (number, value) in bad_values().into_iter().enumerate() {
            if right.len() > 8 && (index + number) % 2 == 1 {
                continue;
            }
            let mut wrong = right.clone();
            let short: String = value.chars().take(20).collect();
            wrong[index].1 = value;
            add(format!("{name} = {short:?}"), &wrong);
        }
    }
    let short = bad_values().into_iter().filter(|value| value.len() < 1000);
    for value in worse_values().into_iter().chain(short) {
        let wrong = right
            .iter()
            .map(|(name, _)| (name.clone(), value.clone()))
            .collect();
        add(format!("everything = {value:?}"), &wrong);
    }
    let mut twice = right.clone();
    twice.extend(
        right
            .iter()
            .map(|(name, _)| (name.clone(), MARKUP.to_owned())),
    );
    add("twice".into(), &twice);
    let mut unknown = right.clone();
    for index in 0..300 {
        unknown.push((format!("zz.{index}.\0<b>"), "x".into()));
    }
    for name in [
        "points.nothing",
        "answer.<script>",
        "item",
        "id",
        "items",
        "person",
        "role",
        "next",
        "version",
    ] {
        unknown.push((name.into(), MARKUP.into()));
    }
    add("unknown fields".into(), &unknown);
    let good = encoded(right);
    let joined = |more: &[u8]| [good.as_slice(), b"&", more].concat();
    all.push(("half a percent".into(), joined(b"a=%zz%4&b=%&%=%")));
    all.push((
        "no UTF-8".into(),
        [&b"a=%ff%fe&reason=%c3%28&"[..], &good, b"&x=\xff\xfe\x00"].concat(),
    ));
    all.push(("only separators".into(), b"&&&==&=&".to_vec()));
    all.push(("half".into(), good[..good.len() / 2].to_vec()));
    all
}

#[tokio::test]
async fn no_form_breaks_on_what_it_should_not_hold() {
    let set = Set::up().await;
    let query = stored_query(&set.world).await;
    let (mut wrong, mut asked, mut with_form, mut routes_seen) = (Vec::new(), 0, 0, 0);
    let names = field_names();
    let only = std::env::var("BAD_INPUT_ROUTE").unwrap_or_default();
    for entry in routes::entries(&set.world.app) {
        if entry.method != "POST"
            || entry.path.starts_with("/sign-out")
            || !entry.path.contains(&only)
        {
            continue;
        }
        routes_seen += 1;
        let allowed = set.allowed(&entry);
        // where the form is offered, else the first who may send it
        let mut found = None;
        for (person, stage) in &allowed {
            set.reset(*stage, entry.path).await;
            let sender = Sender::of(&set.world, *person).await;
            let address = set.address(entry.path).await;
            if let Some(fields) = set.form(&sender, &address).await {
                found = Some((*person, *stage, fields));
                break;
            }
        }
        with_form += usize::from(found.is_some());
        if found.is_none() {
            println!("no form: {}", entry.path);
        }
        let offered = found.is_some();
        let (person, stage, right) = found.unwrap_or_else(|| {
            let right = names
                .iter()
                .map(|name| (name.clone(), "1".to_owned()))
                .collect();
            (allowed[0].0, allowed[0].1, right)
        });
        let sender = Sender::of(&set.world, person).await;
        set.reset(stage, entry.path).await;
        let mut address = set.address(entry.path).await;
        let mut before = stored(&set.world, &query).await;
        let upload = entry.path == "/people/import" || entry.path.ends_with("/dispute");
        let mut tries: Vec<(String, Option<String>, Vec<u8>)> = bodies(&right, offered)
            .into_iter()
            .map(|(what, body)| (what, Some(FORM.to_owned()), body))
            .collect();
        for kind in [
            "application/json",
            "text/plain",
            "multipart/form-data",
            "multipart/form-data; boundary=",
            ";;",
        ] {
            tries.push((format!("as {kind}"), Some(kind.into()), encoded(&right)));
        }
        tries.push(("as nothing".into(), None, encoded(&right)));
        if upload {
            tries.extend(uploads(&right));
        }
        let mut bare = false;
        for (what, kind, body) in tries {
            let answer = sender
                .send(&address, kind.as_deref(), Body::from(body))
                .await;
            asked += 1;
            bare |= what == "nothing" && answer.status < 400;
            let fault = if answer.status >= 500 {
                Some("broke")
            } else if answer.text.contains("<script>alert(1)") || answer.text.contains("<b onclick")
            {
                Some("sent markup back")
            } else if answer.status >= 400 {
                (stored(&set.world, &query).await != before).then_some("was refused and yet wrote")
            } else {
                set.reset(stage, entry.path).await;
                address = set.address(entry.path).await;
                before = stored(&set.world, &query).await;
                None
            };
            if let Some(fault) = fault {
                wrong.push(format!(
                    "{} {fault} ({}) on {what}",
                    entry.path, answer.status
                ));
                before = stored(&set.world, &query).await;
            }
        }
        // a body that ends before it should
        let half = encoded(&right);
        let parts: Vec<Result<Bytes, std::io::Error>> = vec![
            Ok(Bytes::from(half)),
            Err(std::io::Error::other("the line is cut")),
        ];
        let cut = Body::from_stream(futures_util::stream::iter(parts));
        let answer = sender.send(&address, Some(FORM), cut).await;
        // what a button without fields sends is read by nobody
        let taken = answer.status < 400 || stored(&set.world, &query).await != before;
        if answer.status >= 500 || (taken && !bare) {
            wrong.push(format!(
                "{} took a body that was cut off: {}",
                entry.path, answer.status
            ));
        }
    }
    println!("{asked} requests to {routes_seen} routes, {with_form} of them with a form");
    assert!(
        wrong.is_empty(),
        "{} of {asked}:\n{}",
        wrong.len(),
        wrong.join("\n")
    );
    if only.is_empty() {
        assert!(
            with_form * 5 > routes_seen * 3,
            "{with_form} of {routes_seen} routes have a form"
        );
    }
}

/// Files that are none.
fn uploads(right: &Pairs) -> Vec<(String, Option<String>, Vec<u8>)> {
    let mut fields = Vec::new();
    for (name, value) in right {
        fields.extend(
            format!("--B\r\ncontent-disposition: form-data; name=\"{name}\"\r\n\r\n{value}\r\n")
                .bytes(),
        );
    }
    let file = |name: &str, kind: &str, content: &[u8]| {
        let head = format!(
            "--B\r\ncontent-disposition: form-data; name=\"file\"; filename=\"{name}\"\r\ncontent-type: {kind}\r\n\r\n"
        );
        [head.as_bytes(), content, b"\r\n--B--\r\n"].concat()
    };
    let whole = |file: Vec<u8>| [fields.as_slice(), &file].concat();
    let kind = Some("multipart/form-data; boundary=B".to_owned());
    let mut all: Vec<(String, Option<String>, Vec<u8>)> = [
        ("no parts", b"--B--\r\n".to_vec()),
        ("no end", fields.clone()),
        ("garbage", b"\0\xff\xfe--B\r\n\r\n\r\n--".to_vec()),
        ("an empty file", whole(file("a.csv", "text/csv", b""))),
        ("NULs", whole(file("a\0b.csv", "text/csv", &[0; 5000]))),
        (
            "a spreadsheet that is none",
            whole(file(
                "a.xlsx",
                "application/zip",
                b"PK\x03\x04 and nothing more",
            )),
        ),
        (
            "an old spreadsheet that is none",
            whole(file("a.xls", "x/y", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1")),
        ),
        (
            "a path for a name",
            whole(file(
                "../../<script>alert(1)</script>.csv",
                "text/html",
                b"a,b\n1,2\n",
            )),
        ),
        (
            "half a character",
            whole(file("a.csv", "text/csv", b"Number,Name\nN9,\xe4\xbd")),
        ),
        (
            "an open quote",
            whole(file(
                "a.csv",
                "text/csv",
                b"Number,Name\nN9,\"never closed\n\n\n",
            )),
        ),
        (
            "markup in cells",
            whole(file(
                "a.csv",
                "text/csv",
                format!("Number,Name\nN9,{}\n", MARKUP.replace('"', "\"\"")).as_bytes(),
            )),
        ),
        (
            "ten thousand columns",
            whole(file("a.csv", "text/csv", ",".repeat(10_000).as_bytes())),
        ),
        (
            "one huge cell",
            whole(file(
                "a.csv",
                "text/csv",
                ["Number,Name\nN9,".to_owned(), "x".repeat(200_000)]
                    .concat()
                    .as_bytes(),
            )),
        ),
    ]
    .into_iter()
    .map(|(what, body)| (what.to_owned(), kind.clone(), body))
    .collect();
    let cut = whole(file("a.csv", "text/csv", b"Number,Name\nN9,Li Wei\n"));
    all.push((
        "a form cut off".into(),
        kind,
        cut[..cut.len() - 30].to_vec(),
    ));
    all
}

/// Every address with a parameter, with what is no id of anything.
#[tokio::test]
async fn every_unknown_huge_or_malformed_id_is_a_404() {
    let set = Set::up().await;
    let long = "9".repeat(3000);
    let unknown = uuid::Uuid::new_v4().to_string();
    let mut wrong = Vec::new();
    let hr = Sender::of(&set.world, Some(&set.cast.hr)).await;
    let clerk = Sender::of(&set.world, Some(&set.cast.clerk)).await;
    for entry in routes::entries(&set.world.app) {
        if !entry.path.contains('{') || entry.path.starts_with("/static") {
            continue;
        }
        for id in [
            "1",
            "-1",
            "null",
            "%00",
            "%ff",
            "..%2f..",
            "%27%20or%201=1",
            "{id}",
            &long,
            &unknown,
            "00000000-0000-0000-0000-000000000000",
            "%F0%9F%92%A9",
        ] {
            let mut path = entry.path.to_owned();
            for name in ["{id}", "{item}", "{file}", "{token}"] {
                path = path.replace(name, &id.replace('{', "%7B").replace('}', "%7D"));
            }
            for sender in [&hr, &clerk] {
                let status = if entry.method == "GET" {
                    sender.get(&path).await.status
                } else {
                    sender
                        .send(&path, Some(FORM), Body::from("reason=x&version=1"))
                        .await
                        .status
                };
                if status != 404 {
                    wrong.push(format!(
                        "{} {}: {status} on {}",
                        entry.method,
                        entry.path,
                        &id[..id.len().min(40)]
                    ));
                }
            }
        }
    }
    // a real appraisal with a file that is none
    let path = set.cast.at("/dispute/files/");
    for id in ["1", "%00", &unknown] {
        set.world.force(set.cast.appraisal, Stage::Dispute).await;
        let status = hr.get(&format!("{path}{id}")).await.status;
        if status != 404 {
            wrong.push(format!("{path}{id}: {status}"));
        }
    }
    assert!(wrong.is_empty(), "{}:\n{}", wrong.len(), wrong.join("\n"));
}

/// Lists and pages read their address leniently: nonsense is nothing asked for, or 404, never a fault.
#[tokio::test]
async fn no_address_breaks_on_its_query() {
    let set = Set::up().await;
    set.world.force(set.cast.appraisal, Stage::Concluded).await;
    let names = [
        "q",
        "sort",
        "page",
        "after",
        "before",
        "cycle",
        "stage",
        "as",
        "department",
        "overdue",
        "turn",
        "step",
        "version",
        "lang",
        "day",
        "kind",
        "actor",
        "next",
        "level",
        "active",
        "superior",
        "status",
        "due",
        "format",
    ];
    let mut wrong = Vec::new();
    let mut senders = Vec::new();
    for person in [&set.cast.hr, &set.cast.employee, &set.admin] {
        senders.push(Sender::of(&set.world, Some(person)).await);
    }
    let auditor = set
        .world
        .person("Otto Auditor", set.cast.department, None)
        .await;
    set.world.give(&auditor, Role::Auditor).await;
    senders.push(Sender::of(&set.world, Some(&auditor)).await);
    let mut values = worse_values();
    values.extend(bad_values().into_iter().filter(|value| value.len() < 5000));
    values.push("x".repeat(8000));
    for entry in routes::entries(&set.world.app) {
        if entry.method != "GET"
            || entry.path.ends_with("/events")
            || entry.path.starts_with("/static")
            || entry.path.contains("/cycles/{id}")
        {
            continue;
        }
        let path = set.address(entry.path).await;
        // what is no list reads little of its query
        let step = if entry.path.contains('{') { 4 } else { 1 };
        for value in values.iter().step_by(step) {
            let pairs = names.map(|name| (name.to_owned(), value.clone()));
            // all at once would be longer than an address may be
            let queries: Vec<String> = if value.len() > 1000 {
                names
                    .iter()
                    .map(|name| format!("{name}={value}"))
                    .take(3)
                    .collect()
            } else {
                vec![
                    String::from_utf8(encoded(&pairs.to_vec())).unwrap(),
                    "q=%ff%00&after=%zz&cycle".into(),
                ]
            };
            for query in queries {
                for sender in &senders {
                    let answer = sender.get(&format!("{path}?{query}")).await;
                    if answer.status >= 500 || answer.text.contains("<script>alert(1)") {
                        wrong.push(format!(
                            "{}: {} on {:?}",
                            entry.path,
                            answer.status,
                            value.chars().take(30).collect::<String>()
                        ));
                    }
                }
            }
        }
    }
    wrong.dedup();
    assert!(wrong.is_empty(), "{}:\n{}", wrong.len(), wrong.join("\n"));
}

/// The list: nothing is taken after the stage has closed, and nobody writes to another's appraisal
/// by naming its id; in both cases nothing is stored.
#[tokio::test]
async fn nothing_is_taken_in_another_stage_or_from_somebody_else() {
    let set = Set::up().await;
    let query = stored_query(&set.world).await;
    let boss = set
        .world
        .person("Bo Boss", set.cast.other_department, None)
        .await;
    let report = set
        .world
        .person("Rae Report", set.cast.other_department, Some(&boss))
        .await;
    set.world
        .appraisal(
            set.cast.cycle,
            &report,
            &boss,
            None,
            None,
            set.cast.other_department,
        )
        .await;
    let others = [
        Sender::of(&set.world, Some(&boss)).await,
        Sender::of(&set.world, Some(&report)).await,
        Sender::of(&set.world, Some(&set.admin)).await,
    ];
    let form: Pairs = field_names()
        .into_iter()
        .map(|name| (name, "1".to_owned()))
        .collect();
    let body = encoded(&form);
    let mut wrong = Vec::new();
    for entry in routes::entries(&set.world.app) {
        let Who::May(actions) = entry.who else {
            continue;
        };
        if entry.method != "POST" {
            continue;
        }
        let address = set.address(entry.path).await;
        let rule = policy::rule(actions[0]);
        let Some(person) = rule.who.iter().find_map(|relation| set.of(*relation)) else {
            continue;
        };
        let sender = Sender::of(&set.world, Some(person)).await;
        for stage in Stage::ALL {
            set.reset(stage, entry.path).await;
            let before = stored(&set.world, &query).await;
            let mut refused = vec![];
            for other in &others {
                refused.push((
                    other
                        .send(&address, Some(FORM), Body::from(body.clone()))
                        .await,
                    404,
                ));
            }
            let open = actions
                .iter()
                .any(|action| policy::rule(*action).when.contains(&stage));
            if !open {
                let answer = sender
                    .send(&address, Some(FORM), Body::from(body.clone()))
                    .await;
                refused.push((answer, 409));
            }
            for (answer, status) in refused {
                if answer.status != status {
                    wrong.push(format!("{} in {stage:?}: {}", entry.path, answer.status));
                }
            }
            if stored(&set.world, &query).await != before {
                wrong.push(format!("{} in {stage:?} wrote", entry.path));
            }
        }
    }
    assert!(wrong.is_empty(), "{}:\n{}", wrong.len(), wrong.join("\n"));
}

/// No page and no asset needs another host, and none may be asked for.
#[tokio::test]
async fn no_page_needs_a_foreign_host() {
    let set = Set::up().await;
    let mut wrong = Vec::new();
    let mut seen = 0;
    let people = [
        &set.cast.employee,
        &set.cast.superior,
        &set.cast.hr,
        &set.admin,
    ];
    for person in people {
        let sender = Sender::of(&set.world, Some(person)).await;
        for entry in routes::entries(&set.world.app) {
            if entry.method != "GET"
                || entry.path.ends_with("/events")
                || entry.path.starts_with("/static")
            {
                continue;
            }
            for stage in [Stage::Preparation, Stage::Interview, Stage::SignOff] {
                set.world.force(set.cast.appraisal, stage).await;
                let answer = sender.get(&set.address(entry.path).await).await;
                let html = answer.text.to_ascii_lowercase();
                if !html.starts_with("<!doctype html") {
                    continue;
                }
                seen += 1;
                for needs in [
                    "src", "href", "action", "srcset", "data", "poster", "content",
                ] {
                    for quote in ["\"http:", "\"https:", "\"//", "'http", "'//"] {
                        if html.contains(&format!(" {needs}={quote}")) {
                            wrong.push(format!("{}: {needs}={quote}", entry.path));
                        }
                    }
                }
                if html.contains("<script>")
                    || html.contains(" style=\"")
                    || html.contains(" onclick=")
                {
                    wrong.push(format!("{}: inline script or style", entry.path));
                }
            }
        }
    }
    for file in std::fs::read_dir(concat!(env!("CARGO_MANIFEST_DIR"), "/static")).unwrap() {
        let path = file.unwrap().path();
        let text = std::fs::read_to_string(&path).unwrap_or_default();
        for needs in [
            "url(http",
            "url(//",
            "url(\"http",
            "@import",
            "import(\"http",
            "fetch(\"http",
        ] {
            if text.contains(needs) {
                wrong.push(format!("{}: {needs}", path.display()));
            }
        }
    }
    assert!(seen > 50, "{seen} pages");
    wrong.dedup();
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}
