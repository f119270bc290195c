//! Before the launch: everybody who gets an appraisal, everybody who falls out and why, and what HR
//! still has to decide.

use askama::Template;
use axum::{
    extract::{Path, State},
    response::{IntoResponse, Redirect, Response},
};
use serde_json::json;
use time::Date;
use uuid::Uuid;

use super::{
    acts::{address, id},
    exceptions::{self, Exception, Whose},
    population::{self, Counts, Member, Place, Wanted},
    rules::Terms,
    store::{self, Status},
};
use crate::{
    access::Viewer,
    app::App,
    history,
    web::{
        Asked, Error, Fields, Notice, Result, Shell, Texts,
        forms::{Fault, Faults, SHORT},
        page, see, turn_page, when,
    },
};

const PAGE: usize = 100;

/// Why the cycle cannot be launched as it stands; empty when it can.
pub(super) fn obstacles(counts: &Counts, terms: &Terms, today: Date, l: &Texts) -> Vec<String> {
    let mut found = Vec::new();
    if counts.no_superior > 0 {
        found.push(l.launch_no_superior(counts.no_superior));
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

fn place(place: Place, l: &Texts) -> String {
    match place {
        Place::Direct => l.place_direct(),
        Place::LevelUp => l.place_level_up(),
        Place::Named => l.place_named(),
        Place::Inactive => l.place_inactive(),
        Place::Exempt => l.place_exempt(),
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
    out: bool,
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
    first_stage_due: String,
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
    undecided: bool,
}

/// `GET /cycles/{id}/preview`
pub async fn preview(
    State(app): State<App>,
    shell: Shell,
    Path(cycle): Path<String>,
    asked: Asked,
) -> Result<Response> {
    let cycle = id(&cycle)?;
    let today = app.clock.today(&app.settings.zone);
    let found = store::load(&app.db, cycle, today).await?;
    if found.status != Status::Draft {
        return Ok(Redirect::to(&address(cycle, "")).into_response());
    }
    let show = asked.text("show");
    let wanted = Wanted {
        place: Place::from_key(&show),
        no_facilitator: show == "no_facilitator",
        pattern: asked.pattern("q"),
        cursor: asked.cursor(),
        size: i64::try_from(PAGE + 1).unwrap_or(i64::MAX),
    };
    let (counts, members) = population::population(&app.db, cycle, &wanted).await?;
    let (members, before, after) = turn_page(members, PAGE, &asked, |member| {
        (member.name.clone(), member.id)
    });
    let l = shell.l;
    let template = PreviewPage {
        href: address(cycle, ""),
        version: found.version,
        first_stage_due: when::day(found.terms.first_due(), shell.lang),
        with_facilitator: found.terms.with_facilitator,
        taking_part: counts.taking_part(),
        obstacles: obstacles(&counts, &found.terms, today, l),
        tabs: tabs(&counts, &found.terms, &asked, &show, l),
        q: asked.text("q"),
        undecided: show == Place::NoSuperior.key() && counts.no_superior > 1,
        shown: l.preview_shown(i64::try_from(members.len()).unwrap_or(i64::MAX)),
        members: members
            .into_iter()
            .map(|member| MemberView {
                how: place(member.place, l),
                out: !member.place.takes_part(),
                undecided: member.place == Place::NoSuperior,
                decided: matches!(member.place, Place::Named | Place::Exempt),
                no_facilitator: found.terms.with_facilitator
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
        name: found.terms.name,
    };
    page(&template)
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

/// `POST /cycles/{id}/exceptions`: a named reviewer, an exemption with a reason, or neither any more.
pub async fn except(
    State(app): State<App>,
    shell: Shell,
    viewer: Viewer,
    Path(cycle): Path<String>,
    fields: Fields,
) -> Result<Response> {
    let cycle = id(&cycle)?;
    let l = shell.l;
    let whose = if fields.get("person") == "all" {
        Whose::AllWithout
    } else {
        Whose::One(fields.get("person").parse().map_err(|_| Error::NotFound)?)
    };
    let mut faults = Faults::default();
    let mut reviewer: Option<Uuid> = None;
    let mut reason = String::new();
    match fields.get("do") {
        "reviewer" => {
            let text = fields.required("reviewer", SHORT, &mut faults);
            if faults.is_empty() {
                reviewer = exceptions::find_reviewer(&app.db, &text).await?;
                if reviewer.is_none() {
                    faults.add("reviewer", Fault::Other(l.preview_reviewer_unknown(text)));
                }
            }
        }
        "exempt" => reason = fields.required("reason", SHORT, &mut faults),
        "nothing" => {}
        _ => return Err(Error::Malformed),
    }
    if let Some(fault) = faults.of("reviewer").or(faults.of("reason")) {
        return Err(Error::Refused(vec![fault.text(l)]));
    }
    let exception = match (reviewer, reason.as_str()) {
        (Some(id), _) => Exception::Reviewer(id),
        (None, "") => Exception::Nothing,
        (None, reason) => Exception::Exempt(reason),
    };
    let now = app.clock.now();
    let mut tx = app.db.begin().await?;
    let (status, _) = population::lock(&mut tx, cycle).await?;
    if status != Status::Draft {
        return Err(Error::Conflict);
    }
    let people = exceptions::decide(&mut tx, cycle, whose, exception).await?;
    if people == 0 && !matches!(exception, Exception::Nothing) {
        return Err(Error::Refused(vec![l.preview_nobody_changed()]));
    }
    let detail = json!({
        "cycle": cycle,
        "person": fields.get("person"),
        "people": people,
        "reviewer": reviewer,
        "reason": reason,
    });
    history::append(
        &mut tx,
        history::COMPANY,
        Some(viewer.id),
        "cycle_exception",
        &detail,
        now,
    )
    .await?;
    tx.commit().await?;
    let show = fields.get("show");
    let back = Asked::of(&address(cycle, "/preview"), "").with(&[("show", show)]);
    Ok(see(&back, Notice::Saved))
}
