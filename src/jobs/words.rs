//! What a kind of work is called on its page.

use super::kinds;
use crate::web::Texts;

pub(super) fn title(kind: &str, l: &Texts) -> String {
    match kind {
        kinds::CYCLE_LAUNCH => l.job_cycle_launch(),
        kinds::PEOPLE_IMPORT => l.job_people_import(),
        kinds::VERIFICATION => l.verification_title(),
        _ => l.job_any(),
    }
}
