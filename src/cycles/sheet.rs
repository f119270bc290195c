//! The preview as a table for a spreadsheet: everybody who is in, and everybody who falls out and why.

use axum::response::Response;

use super::{
    population,
    preview::{place, wanted},
    store, words,
};
use crate::{
    app::App,
    ground::ids::CycleId,
    tables::csv::Csv,
    web::{Asked, At, Cursor, Result, Shell},
};

/// People read at once: few enough to hold, many enough that working out who takes part, which is done anew for
/// each block, is not what the time goes to.
const BLOCK: i64 = 10_000;

/// `GET /cycles/{id}/preview.csv`
pub async fn preview_csv(
    app: App,
    shell: Shell,
    At(cycle): At<CycleId>,
    asked: Asked,
) -> Result<Response> {
    let found = store::load(&app.db, cycle, app.clock.today(&app.settings.zone)).await?;
    let l = shell.l;
    let mut file = Csv::begin([
        l.export_number(),
        l.list_name(),
        l.list_department(),
        l.facts_position(),
        l.preview_takes_part(),
        l.preview_how(),
        l.reason(),
        l.list_superior(),
        l.relation_facilitator(),
    ])?;
    // one moment for all blocks: nobody falls between two of them
    let mut tx = app
        .db
        .begin_with("begin isolation level repeatable read read only")
        .await?;
    let mut block = wanted(&asked, BLOCK);
    loop {
        let (_, members) = population::population(&mut *tx, cycle, &block).await?;
        let last = members.last().map(|one| (one.key.clone(), one.id));
        let whole = i64::try_from(members.len()).is_ok_and(|count| count == BLOCK);
        for member in members {
            let takes_part = member.place.takes_part();
            let why = words::why(&member, &found.terms, &shell);
            let of_those_in = |text: String| takes_part.then_some(text).into();
            file.row(&[
                member.number.into(),
                member.name.into(),
                member.department.into(),
                member.position.into(),
                if takes_part {
                    l.export_yes()
                } else {
                    l.export_no()
                }
                .into(),
                place(member.place, l).into(),
                why.into(),
                of_those_in(member.superior),
                of_those_in(member.facilitator),
            ])?;
        }
        if !whole {
            break;
        }
        block.cursor = Cursor {
            back: false,
            at: last,
        };
    }
    tx.rollback().await?;
    file.answer("preview.csv")
}
