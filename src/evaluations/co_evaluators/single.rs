//! The further superiors of one appraisal.

use askama::Template;
use axum::{
    extract::State,
    http::StatusCode,
    response::{IntoResponse, Response},
};

use super::{
    rules::{MOST, read},
    store::{self, Share},
};
use crate::{
    app::App,
    appraisals::{Seen, header::Strip},
    ground::decimals,
    web::{
        Error, FieldError, Fields, Notice, Result, Shell,
        forms::{Fault, Faults},
        page, see,
    },
};

struct LineView {
    person_name: String,
    person: String,
    person_error: String,
    share_name: String,
    share: String,
    share_error: String,
}

#[derive(Template)]
#[template(path = "evaluations/superiors.html")]
struct SuperiorsPage {
    shell: Shell,
    strip: Strip,
    version: i32,
    superior: String,
    errors: Vec<FieldError>,
    lines: Vec<LineView>,
}

/// `GET …/superiors`
pub async fn show(State(app): State<App>, shell: Shell, seen: Seen) -> Result<Response> {
    let shares = store::shares(&app.db, &seen).await?;
    let mut pairs = vec![("version".to_owned(), seen.appraisal.version.to_string())];
    for (index, one) in shares.into_iter().enumerate() {
        pairs.push((format!("person.{index}"), one.name));
        pairs.push((format!("share.{index}"), decimals::plain(one.share)));
    }
    render(
        &app,
        shell,
        &seen,
        &Fields::from_pairs(pairs),
        &Faults::default(),
    )
}

fn render(
    app: &App,
    shell: Shell,
    seen: &Seen,
    fields: &Fields,
    faults: &Faults,
) -> Result<Response> {
    let l = shell.l;
    let shell = shell.titled(l.superiors_title());
    page(&SuperiorsPage {
        strip: Strip::of(seen, app, &shell),
        version: fields.version(),
        superior: seen.appraisal.superior.name.clone(),
        errors: FieldError::list(faults, l),
        lines: (0..MOST)
            .map(|index| {
                let (person_name, share_name) =
                    (format!("person.{index}"), format!("share.{index}"));
                LineView {
                    person: fields.get(&person_name).to_owned(),
                    person_error: faults.at(&person_name, l),
                    share: fields.get(&share_name).to_owned(),
                    share_error: faults.at(&share_name, l),
                    person_name,
                    share_name,
                }
            })
            .collect(),
        shell,
    })
}

/// `POST …/superiors`: these and no others.
pub async fn set(
    State(app): State<App>,
    shell: Shell,
    seen: Seen,
    fields: Fields,
) -> Result<Response> {
    let (a, l) = (&seen.appraisal, shell.l);
    let (lines, mut faults) = read(&fields, l.superiors_nothing_left());
    let before = store::shares(&app.db, &seen).await?;
    let mut after: Vec<Share> = Vec::new();
    for line in lines {
        if !faults.is_empty() {
            break;
        }
        // a name that stays as it was need not be the only one of its kind
        let kept: Vec<_> = before.iter().filter(|one| one.name == line.who).collect();
        let found = match kept.as_slice() {
            [one] => vec![one.person],
            _ => store::find(&app.db, &line.who).await?,
        };
        let field = format!("person.{}", line.index);
        let fault = match found.as_slice() {
            [] => Some(l.parties_unknown(line.who.as_str())),
            [id] => {
                let third = [Some(a.appraisee.id), Some(a.superior.id)]
                    .into_iter()
                    .chain([a.facilitator.as_ref().map(|party| party.id)])
                    .any(|party| party.is_some_and(|party| party.0 == *id));
                if third {
                    Some(l.superiors_party())
                } else if after.iter().any(|one| one.person == *id) {
                    Some(l.superiors_twice())
                } else {
                    after.push(Share {
                        person: *id,
                        name: line.who,
                        share: line.share,
                    });
                    None
                }
            }
            _ => Some(l.colleagues_several()),
        };
        if let Some(text) = fault {
            faults.add(field, Fault::Other(text));
        }
    }
    if !faults.is_empty() {
        let page = render(&app, shell, &seen, &fields, &faults)?;
        return Ok((StatusCode::UNPROCESSABLE_ENTITY, page).into_response());
    }
    if fields.version() != a.version {
        return Err(Error::Conflict);
    }
    let mut tx = app.db.begin().await?;
    store::set(&mut tx, &seen, &before, &after, app.clock.now()).await?;
    tx.commit().await?;
    Ok(see(&seen.address(""), Notice::SuperiorsSet))
}
