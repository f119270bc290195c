//! There and back without loss; the buttons of the editor; every fault at its field.

use proptest::prelude::*;

use super::*;
use crate::{forms::form::Form, web::texts};

fn set(draft: &mut Draft, name: &str, value: &str) {
    draft.pairs.retain(|(key, _)| key != name);
    draft.put(name, value);
}

fn faults(draft: &Draft) -> crate::web::forms::Faults {
    let (form, mut faults) = read(draft);
    faults.merge(problems(draft, &form, texts(Lang::En)));
    faults
}

#[test]
fn every_form_of_the_product_goes_through_the_editor_unchanged() {
    for form in [Form::standard(), Form::quarterly(), Form::probation()] {
        let draft = Draft::of(&form);
        let (again, faults) = read(&draft);
        assert!(faults.is_empty(), "{faults:?}");
        assert_eq!(again, form);
        // as a browser sends it back
        let sent = Draft::sent(&Fields::from_pairs(draft.pairs().clone()));
        assert_eq!(read(&sent).0, form);
    }
}

#[test]
fn a_weight_that_cannot_be_read_is_told_and_no_sum_is_made_of_the_rest() {
    let mut draft = Draft::of(&Form::standard());
    set(&mut draft, "ind.conduct.weight", "5x");
    assert!(faults(&draft).of("ind.conduct.weight").is_some());
    assert!(faults(&draft).of("sum").is_none());
    set(&mut draft, "ind.conduct.weight", "5");
    assert!(faults(&draft).of("sum").is_some());
}

#[test]
fn a_form_can_be_built_by_buttons_alone() {
    let mut draft = Draft::default();
    assert!(faults(&draft).of("add").is_some());
    assert_eq!(draft.act("add:section").as_deref(), Some("sec-s1"));
    assert_eq!(draft.act("add:ind:s1:deviation").as_deref(), Some("row-i1"));
    assert_eq!(draft.get("ind.i1.weight"), "100");
    set(&mut draft, "ind.i1.weight", "60");
    draft.act("add:ind:s1:anchored");
    assert_eq!(draft.get("ind.i2.weight"), "40");
    assert_eq!(draft.levels("i2"), ["l1", "l2", "l3"]);
    draft.act("add:lev:i2");
    draft.act("remove:lev:i2:l1");
    draft.act("up:lev:i2:l4");
    assert_eq!(draft.levels("i2"), ["l2", "l4", "l3"]);
    draft.act("up:ind:i2");
    assert_eq!(draft.indicators("s1"), ["i2", "i1"]);
    draft.act("add:q:superior");
    assert_eq!(draft.questions("superior"), ["q1"]);
    // a section goes, its indicators stay
    draft.act("remove:section:s1");
    assert_eq!(draft.indicators(""), ["i2", "i1"]);
    draft.act("remove:ind:i2");
    assert_eq!(draft.indicators(""), ["i1"]);
    assert!(draft.levels("i2").is_empty());
    let before = draft.clone();
    for nonsense in [
        "",
        "add",
        "add:ind:nowhere:deviation",
        "add:ind::love",
        "up:ind:x",
        "remove:ind:..",
        "add:lev:nobody",
        "add:q:everybody",
    ] {
        draft.act(nonsense);
    }
    assert_eq!(draft, before);
}

#[test]
fn what_is_wrong_is_said_at_its_field() {
    for (name, value, field) in [
        ("ind.company_profit.weight", "59.99", "sum"),
        (
            "ind.company_profit.weight",
            "abc",
            "ind.company_profit.weight",
        ),
        (
            "ind.company_profit.weight",
            "0",
            "ind.company_profit.weight",
        ),
        (
            "ind.company_profit.weight",
            "60.001",
            "ind.company_profit.weight",
        ),
        ("ind.company_profit.rate", "", "ind.company_profit.rate"),
        ("ind.company_profit.cap", "10", "ind.company_profit.cap"),
        (
            "ind.company_profit.target",
            "1,5",
            "ind.company_profit.target",
        ),
        (
            "ind.company_profit.floor",
            "at",
            "ind.company_profit.floor_at",
        ),
        ("agenda.4.minutes", "1.5", "agenda.4.minutes"),
        ("agenda.4.minutes", "241", "agenda.4.minutes"),
        ("name_en", &"x".repeat(201), "name_en"),
    ] {
        let mut draft = Draft::of(&Form::standard());
        set(&mut draft, name, value);
        assert!(faults(&draft).of(field).is_some(), "{name} = {value}");
    }
    let mut draft = Draft::of(&Form::quarterly());
    for name in ["lev.learning.l2.label_en", "lev.learning.l2.label_zh"] {
        set(&mut draft, name, " ");
    }
    set(&mut draft, "lev.solving.l2.share", "0");
    set(&mut draft, "q.self.proud.prompt_en", "");
    set(&mut draft, "q.self.proud.prompt_zh", "");
    let found = faults(&draft);
    for field in [
        "lev.learning.l2.label_en",
        "lev.solving.l2.share",
        "q.self.proud.prompt_en",
    ] {
        assert!(found.of(field).is_some(), "{field}: {found:?}");
    }
}

#[test]
fn the_difference_to_100_is_said_to_the_hundredth() {
    let mut draft = Draft::of(&Form::standard());
    set(&mut draft, "ind.company_profit.weight", "40");
    let text = faults(&draft).at("sum", texts(Lang::En));
    assert!(text.contains("80.00") && text.contains("20.00"), "{text}");
    set(&mut draft, "ind.company_profit.weight", "60.01");
    let text = faults(&draft).at("sum", texts(Lang::En));
    assert!(text.contains("100.01") && text.contains("0.01"), "{text}");
}

proptest! {
    /// Whatever is sent, reading it never panics, and what it keeps can be kept again.
    #[test]
    fn nonsense_is_survived(pairs in proptest::collection::vec(("(ind|section|sec\\.s1\\.title_en|ind\\.i1\\.(weight|kind|floor)|lev\\.i1|lev\\.i1\\.l1\\.share|q\\.self|agenda\\.9\\.minutes|level|\\PC{0,8})", "\\PC{0,12}|i1|s1|l1|-?[0-9]{1,30}(\\.[0-9]{1,9})?"), 0..40), deed in "(up|down|remove|add):(ind|lev|q|section):?[a-z0-9:]{0,10}") {
        let mut draft = Draft::from_pairs(pairs);
        draft.act(&deed);
        let (form, _) = read(&draft);
        let _ = problems(&draft, &form, texts(Lang::Zh));
        let _ = draft.weights();
        prop_assert_eq!(Draft::from_pairs(draft.pairs().clone()), draft);
    }
}
