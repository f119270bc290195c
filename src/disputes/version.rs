//! The committee's decision in the words of the record.

use rust_decimal::Decimal;
use time::OffsetDateTime;

use super::{
    forms::Judgement,
    rules::{Decision, Kind},
    store::Case,
};
use crate::{appraisals::Seen, forms::form::Bilingual, records::content};

/// What the new version says about the ruling; the old result is the one that the appraisal shows.
pub fn ruling(
    seen: &Seen,
    case: &Case,
    decision: Decision,
    judgement: &Judgement,
    after: Option<(Decimal, i16, Decimal)>,
    now: OffsetDateTime,
) -> Option<content::Ruling> {
    let scheme = &seen.appraisal.cycle.scheme;
    let before = seen.result()?;
    let grade = |index: usize| -> Bilingual {
        scheme
            .band(index)
            .map(|band| band.name.clone())
            .unwrap_or_default()
    };
    let (total_after, grade_after) = after
        .map_or((before.total, before.grade), |(total, band, _)| {
            (total, usize::try_from(band).unwrap_or_default())
        });
    Some(content::Ruling {
        kind: match case.kind {
            Kind::ScoringMethod => content::DisputeKind::ScoringMethod,
            Kind::DataAccuracy => content::DisputeKind::DataAccuracy,
            Kind::Procedure => content::DisputeKind::Procedure,
            Kind::Other => content::DisputeKind::Other,
        },
        decision: match decision {
            Decision::Upheld => content::Decision::Upheld,
            Decision::Adjusted => content::Decision::Adjusted,
            Decision::Returned => content::Decision::Returned,
        },
        items: case
            .items
            .iter()
            .filter_map(|item| {
                let before = *case.points.get(item)?;
                let new = judgement
                    .points
                    .as_ref()
                    .and_then(|points| points.get(item));
                Some(content::RuledItem {
                    item: item.clone(),
                    before,
                    after: new.copied().unwrap_or(before),
                })
            })
            .collect(),
        total_before: before.total,
        total_after,
        grade_before: grade(before.grade),
        grade_after: grade(grade_after),
        grounds: judgement.words.clone(),
        members: case.seats.iter().map(|seat| seat.name.clone()).collect(),
        ruled: now,
    })
}
