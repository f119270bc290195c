//! What a kind of work is called on its page.

use super::kinds;
use crate::web::Texts;

pub(super) fn title(kind: &str, l: &Texts) -> String {
    match kind {
        kinds::CYCLE_LAUNCH => l.job_cycle_launch(),
        kinds::CYCLE_CANCEL => l.job_cycle_cancel(),
        _ => l.job_any(),
    }
}
