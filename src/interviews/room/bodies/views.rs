//! The values that the templates of the eight steps show.

use crate::web::Pick;

/// Something that was said in a step, or before it.
pub struct Said {
    pub who: String,
    pub text: String,
}

pub struct OpeningView {
    pub version: i32,
    pub purpose: String,
    pub method: String,
    pub method_hint: String,
    pub purpose_stated: bool,
    pub confidentiality_stated: bool,
}

pub struct OwnWordsView {
    pub version: i32,
    pub has_self: bool,
    pub as_in_self: bool,
    pub said: Vec<Said>,
}

pub struct DifferenceView {
    pub name: String,
    pub label: String,
    pub own: String,
    pub points: String,
    pub text: String,
}

pub struct ExchangeView {
    pub version: i32,
    pub said: Vec<Said>,
    pub strengths: String,
    pub differences: Vec<DifferenceView>,
}

pub struct ParkedView {
    pub key: String,
    pub name: String,
    pub employee_view: String,
    pub superior_view: String,
    pub owner: String,
    pub due: String,
}

/// The form to park an item, or to change what is parked.
pub struct ParkForm {
    pub version: i32,
    pub open: bool,
    pub employee_view: String,
    pub employee_wrote: bool,
    pub superior_view: String,
    pub owners: Vec<Pick>,
    pub due: String,
}

pub struct ItemView {
    pub key: String,
    pub name: String,
    pub own: String,
    pub points: String,
    pub self_higher: bool,
    pub weak: bool,
    pub said: Vec<Said>,
    pub agreed: bool,
    pub parked: Option<ParkedView>,
    pub form: ParkForm,
}

pub struct PlanForm {
    /// The item's id, or "new".
    pub end: String,
    pub version: i32,
    pub open: bool,
    pub items: Vec<Pick>,
    pub what: String,
    pub causes: Vec<Pick>,
    pub measure: String,
    pub support: String,
    pub supporters: Vec<Pick>,
    pub owners: Vec<Pick>,
    pub due: String,
    pub criteria: String,
}

pub struct PlanItemView {
    pub what: String,
    pub item: String,
    pub cause: String,
    pub measure: String,
    pub support: String,
    pub owner: String,
    pub due: String,
    pub criteria: String,
    pub form: PlanForm,
}

pub struct PlanView {
    pub items: Vec<PlanItemView>,
    pub form: PlanForm,
    pub version: i32,
    pub no_plan: String,
}

pub struct DevelopmentView {
    pub version: i32,
    pub said: Vec<Said>,
    pub difficulties: String,
    pub promised: String,
    pub growth: String,
}

pub struct GoalView {
    pub id: String,
    pub title: String,
    pub source: String,
    pub serves: String,
    pub confirmed: bool,
}

pub struct GoalsView {
    pub goals: Vec<GoalView>,
    pub title: String,
    pub sources: Vec<Pick>,
    pub serves: String,
}

pub struct ObjectionView {
    pub key: String,
    pub name: String,
    pub ticked: bool,
    pub words: String,
}

pub struct ConfirmationView {
    pub version: i32,
    pub summary: String,
    /// What the record will hold as things stand.
    pub frozen: String,
    pub total: String,
    pub grade: String,
    pub multiplier: String,
    pub said: bool,
    pub agreed: bool,
    pub at: String,
    pub items: Vec<ObjectionView>,
    pub chosen: String,
}

pub enum Body {
    Opening(OpeningView),
    OwnWords(OwnWordsView),
    Exchange(ExchangeView),
    Items(Vec<ItemView>),
    Plan(PlanView),
    Development(DevelopmentView),
    Goals(GoalsView),
    Confirmation(ConfirmationView),
}
