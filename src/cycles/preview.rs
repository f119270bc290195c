//! Before the launch: everybody who gets an appraisal, everybody who falls out and why, and what HR
//! still has to decide.

use askama::Template;
use axum::response::{IntoResponse, Redirect, Response};
use time::Date;

use super::{
    address::address,
    population::{self, Counts, Member, ORDERS, Place, Wanted},
    rules::Terms,
    store::{self, Status},
    words,
};
use crate::{
    app::App,
    calendar,
    ground::ids::CycleId,
    people,
    web::{Asked, At, Heading, Result, Shell, Texts, page, turn_page},
};

const PAGE: usize = 100;

/// Why the cycle cannot be launched as it stands; empty when it can.
pub(super) fn obstacles(counts: &Counts, terms: &Terms, today: Date, l: &Texts) -> Vec<String> {
    let mut found = Vec::new();
    if counts.of(Place::NoSuperior) > 0 {
        found.push(l.launch_no_superior(counts.of(Place::NoSuperior)));
    }
    if counts.taking_part() == 0 {
        found.push(l.launch_nobody());
    }
    if terms.first_due() < today {
        found.push(l.launch_late());
    }
    if counts.clashing > 0 {
        let names = counts.clashes.join(&l.words_comma());
        found.push(l.launch_clash(counts.clashing, names));
    }
    found
}

pub(super) fn place(place: Place, l: &Texts) -> String {
    match place {
        Place::Direct => l.place_direct(),
        Place::LevelUp => l.place_level_up(),
        Place::Named => l.place_named(),
        Place::Inactive => l.place_inactive(),
        Place::Exempt => l.place_exempt(),
        Place::OtherLevel => l.place_other_level(),
        Place::HiredOutside => l.place_hired_outside(),
        Place::ShortService => l.place_short_service(),
        Place::NoSuperior => l.place_no_superior(),
    }
}

struct Tab {
    href: String,
    label: String,
    count: i64,
    current: bool,
    /// Something to decide.
    bad: bool,
}

#[allow(clippy::struct_excessive_bools)] // each answers one question of the template
struct MemberView {
    member: Member,
    how: String,
    /// What stands behind it: a reason, a date.
    why: String,
    out: bool,
    /// May be taken in all the same.
    includable: bool,
    undecided: bool,
    /// An exception that can be taken back.
    decided: bool,
    no_facilitator: bool,
}

#[derive(Template)]
#[template(path = "cycles/preview.html")]
struct PreviewPage {
    shell: Shell,
    href: String,
    name: String,
    version: i32,
    deadlines: Vec<(String, String)>,
    columns: Vec<Heading>,
    csv: String,
    with_facilitator: bool,
    counts: Counts,
    taking_part: i64,
    obstacles: Vec<String>,
    tabs: Vec<Tab>,
    q: String,
    show: String,
    members: Vec<MemberView>,
    shown: String,
    before: String,
    after: String,
    bulk: bool,
    /// How many of them have no password yet, and where they are listed.
    without_account: (i64, String),
}

/// `GET /cycles/{id}/preview`
pub async fn preview(
    app: App,
    shell: Shell,
    At(cycle): At<CycleId>,
    asked: Asked,
) -> Result<Response> {
    let today = app.clock.today(&app.settings.zone);
    let found = store::load(&app.db, cycle, today).await?;
    if found.status != Status::Draft {
        return Ok(Redirect::to(&address(cycle, "")).into_response());
    }
    let calendar = calendar::load(&app.db).await?;
    let terms = found.terms.launched_on(today, &calendar);
    let show = asked.text("show");
    let wanted = wanted(&asked, i64::try_from(PAGE + 1).unwrap_or(i64::MAX));
    let (counts, members) = population::population(&app.db, cycle, &wanted).await?;
    let (members, before, after) = turn_page(members, PAGE, &asked, |member| {
        (member.key.clone(), member.id)
    });
    let l = shell.l;
    let template = PreviewPage {
        href: address(cycle, ""),
        version: found.version,
        deadlines: words::deadlines(&terms, &shell),
        columns: columns(&asked, l),
        csv: asked.with(&[]).replacen("/preview", "/preview.csv", 1),
        with_facilitator: terms.with_facilitator,
        taking_part: counts.taking_part(),
        without_account: people::cannot_sign_in(&app.db, cycle.0).await?,
        obstacles: obstacles(&counts, &terms, today, l),
        tabs: tabs(&counts, &terms, &asked, &show, l),
        q: asked.text("q"),
        bulk: Place::from_key(&show)
            .is_some_and(|one| one == Place::NoSuperior && counts.of(one) > 1),
        shown: l.preview_shown(i64::try_from(members.len()).unwrap_or(i64::MAX)),
        members: members
            .into_iter()
            .map(|member| MemberView {
                how: place(member.place, l),
                why: words::why(&member, &terms, &shell),
                includable: matches!(
                    member.place,
                    Place::ShortService | Place::HiredOutside | Place::OtherLevel
                ),
                out: !member.place.takes_part(),
                undecided: member.place == Place::NoSuperior,
                decided: member.named
                    || !member.include_reason.is_empty()
                    || member.place == Place::Exempt,
                no_facilitator: terms.with_facilitator
                    && member.place.takes_part()
                    && member.facilitator.is_empty(),
                member,
            })
            .collect(),
        before,
        after,
        show,
        counts,
        shell: shell.titled(l.preview_title()),
        name: terms.name,
    };
    page(&template)
}

/// What the address asks for.
pub(super) fn wanted(asked: &Asked, size: i64) -> Wanted {
    let show = asked.text("show");
    let sort = asked.text("sort");
    let name = sort.trim_start_matches('-');
    Wanted {
        place: Place::from_key(&show),
        no_facilitator: show == "no_facilitator",
        pattern: asked.pattern("q"),
        order: ORDERS
            .into_iter()
            .find(|order| *order == name)
            .unwrap_or(ORDERS[0]),
        backwards: sort.starts_with('-'),
        cursor: asked.cursor(),
        size,
    }
}

fn columns(asked: &Asked, l: &Texts) -> Vec<Heading> {
    let labels = [l.list_name(), l.list_department(), l.preview_superior()];
    ORDERS
        .into_iter()
        .zip(labels)
        .map(|(order, label)| asked.heading(label, order, ORDERS[0], false))
        .collect()
}

fn tabs(counts: &Counts, terms: &Terms, asked: &Asked, show: &str, l: &Texts) -> Vec<Tab> {
    let all: i64 = Place::ALL.into_iter().map(|one| counts.of(one)).sum();
    let tab = |key: &str, label: String, count: i64, bad: bool| Tab {
        href: asked.with(&[("show", key), ("q", "")]),
        current: show == key,
        label,
        count,
        bad,
    };
    let mut tabs = vec![tab("", l.preview_all(), all, false)];
    for one in Place::ALL {
        let count = counts.of(one);
        if count > 0 || show == one.key() {
            tabs.push(tab(
                one.key(),
                place(one, l),
                count,
                one == Place::NoSuperior,
            ));
        }
    }
    if terms.with_facilitator && counts.no_facilitator > 0 {
        let label = l.preview_no_facilitator();
        tabs.push(tab("no_facilitator", label, counts.no_facilitator, true));
    }
    tabs
}
