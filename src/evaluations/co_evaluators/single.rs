//! The further superiors of one appraisal.

use askama::Template;
use axum::response::Response;

use super::{
    rules::{MOST, read},
    store::{self, Share},
};
use crate::{
    app::App,
    appraisals::{Seen, header::Header},
    ground::decimals,
    web::{
        Fields, FormView, Notice, Result, Shell,
        forms::{Fault, Faults},
        page, see,
    },
};

/// The two fields of one line.
struct LineView {
    person: String,
    share: String,
}

#[derive(Template)]
#[template(path = "evaluations/superiors.html")]
struct SuperiorsPage {
    shell: Shell,
    header: Header,
    version: i32,
    superior: String,
    form: FormView,
    lines: Vec<LineView>,
}

/// `GET …/superiors`
pub async fn show(app: App, shell: Shell, seen: Seen) -> Result<Response> {
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
        header: Header::of(seen, app, &shell),
        version: fields.version(),
        superior: seen.appraisal.superior.name.clone(),
        form: FormView::of(fields, faults, l),
        lines: (0..MOST)
            .map(|index| LineView {
                person: format!("person.{index}"),
                share: format!("share.{index}"),
            })
            .collect(),
        shell,
    })
}

/// `POST …/superiors`: these and no others.
pub async fn set(app: App, shell: Shell, seen: Seen, fields: Fields) -> Result<Response> {
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
        return render(&app, shell, &seen, &fields, &faults);
    }
    fields.read_at(a.version)?;
    let mut change = app.change(Some(seen.viewer.id)).await?;
    store::set(&mut change, &seen, &before, &after).await?;
    change.commit().await?;
    Ok(see(&seen.address(""), Notice::SuperiorsSet))
}
