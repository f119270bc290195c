//! Every number has exactly one grade; whatever would break that is refused by name.

use proptest::prelude::*;
use rust_decimal::Decimal;
use serde_json::json;

use super::*;

fn d(text: &str) -> Decimal {
    text.parse().unwrap()
}

fn band(name: &str, upper: Upper) -> Band {
    Band {
        name: Bilingual::new(name, ""),
        multiplier: Decimal::ONE,
        upper,
        low: false,
    }
}

fn range(lower: Lower, name: &str, upper: Upper) -> Range {
    Range {
        lower,
        band: band(name, upper),
    }
}

#[test]
fn the_boundaries_of_the_standard_scheme() {
    let scheme = Scheme::standard();
    for (total, zh, multiplier) in [
        ("-40", "极差", "0.8"),
        ("79.99", "极差", "0.8"),
        ("79.9999999999", "极差", "0.8"),
        ("80", "较差", "0.9"),
        ("89.5", "较差", "0.9"),
        ("90", "良好", "1.0"),
        ("99.5", "良好", "1.0"),
        ("100", "良好", "1.0"),
        ("100.01", "优\u{2212}", "1.1"),
        ("120", "优\u{2212}", "1.1"),
        ("120.01", "优+", "1.2"),
        ("160", "优+", "1.2"),
    ] {
        let grade = scheme.grade_of(d(total));
        assert_eq!(grade.name.get(Lang::Zh), zh, "{total}");
        assert_eq!(grade.multiplier, d(multiplier), "{total}");
    }
    let low: Vec<bool> = scheme.bands().iter().map(|band| band.low).collect();
    assert_eq!(low, [true, true, false, false, false]);
    assert_eq!(scheme.lower_of(0), Lower::Unlimited);
    assert_eq!(scheme.lower_of(2), Lower::From(d("90")));
    assert_eq!(scheme.lower_of(3), Lower::Above(d("100")));
    assert_eq!(scheme.band(5), None);
}

#[test]
fn a_band_that_does_not_say_whether_it_is_low_is_none() {
    let whole = serde_json::to_value(Scheme::standard()).expect("document");
    assert!(serde_json::from_value::<Scheme>(whole.clone()).is_ok());
    let mut less = whole;
    let band = less["bands"][0].as_object_mut().expect("band");
    assert!(band.remove("low").is_some());
    assert!(serde_json::from_value::<Scheme>(less).is_err());
}

#[test]
fn holes_and_overlaps_are_refused_at_their_boundary() {
    use Upper::{Below, Unlimited, UpTo};
    let eighty = d("80");
    let two = |upper, lower| {
        Scheme::from_ranges(vec![
            range(lower, "good", Unlimited),
            range(Lower::Unlimited, "poor", upper),
        ])
        .map(|scheme| scheme.bands().len())
        .map_err(|problems| problems[0].clone())
    };
    assert_eq!(two(Below(eighty), Lower::From(eighty)), Ok(2));
    assert_eq!(two(UpTo(eighty), Lower::Above(eighty)), Ok(2));
    let (band, from, to) = (0, eighty, eighty);
    assert_eq!(
        two(Below(eighty), Lower::Above(eighty)),
        Err(SchemeProblem::Hole { band, from, to })
    );
    assert_eq!(
        two(UpTo(eighty), Lower::From(eighty)),
        Err(SchemeProblem::Overlap { band, from, to })
    );
    // The table in the source: 80-89, 90-99.
    assert_eq!(
        two(UpTo(d("89")), Lower::From(d("90"))),
        Err(SchemeProblem::Hole {
            band: 0,
            from: d("89"),
            to: d("90")
        })
    );
    assert_eq!(
        two(Below(d("85")), Lower::From(eighty)),
        Err(SchemeProblem::Overlap {
            band: 0,
            from: eighty,
            to: d("85")
        })
    );
}

#[test]
fn every_other_fault_is_named() {
    use Upper::{Below, Unlimited, UpTo};
    let stored = |bands: Vec<Band>| Scheme::new(bands).err().unwrap_or_default();
    let at = |n: i64| Decimal::from(n);
    assert_eq!(
        stored(vec![band("only", Unlimited)]),
        [SchemeProblem::BandCount(1)]
    );
    assert_eq!(stored(vec![]), [SchemeProblem::BandCount(0)]);
    assert_eq!(
        stored(vec![band("a", Below(at(80))), band("b", Below(at(90)))]),
        [SchemeProblem::NoTop { from: at(90) }]
    );
    assert_eq!(
        stored(vec![
            band("a", Below(at(80))),
            band("b", Below(at(80))),
            band("c", Unlimited)
        ]),
        [SchemeProblem::EmptyBand { band: 1 }]
    );
    // "up to 80" above "below 90": sorted by their beginnings, they leave a hole and an empty band.
    let turned = stored(vec![
        band("a", Below(at(90))),
        band("b", UpTo(at(80))),
        band("c", Unlimited),
    ]);
    assert!(
        turned
            .iter()
            .any(|problem| matches!(problem, SchemeProblem::EmptyBand { .. }))
    );
    assert!(!stored(vec![band("a", Unlimited), band("b", Unlimited)]).is_empty());
    assert_eq!(
        stored(vec![band("a", Below(at(80))), band("a", Unlimited)]),
        [SchemeProblem::RepeatedName { band: 1 }]
    );
    assert_eq!(
        stored(vec![band("", Below(at(80))), band("b", Unlimited)]),
        [SchemeProblem::NameMissing { band: 0 }]
    );
    let mut generous = band("b", Unlimited);
    generous.multiplier = d("-1");
    assert_eq!(
        stored(vec![band("a", Below(at(80))), generous]),
        [SchemeProblem::BadMultiplier {
            band: 1,
            multiplier: d("-1")
        }]
    );
    assert_eq!(
        Scheme::from_ranges(vec![
            range(Lower::From(at(0)), "a", Below(at(80))),
            range(Lower::From(at(80)), "b", Unlimited)
        ])
        .err(),
        Some(vec![SchemeProblem::NoBottom { from: at(0) }])
    );
    // A band for exactly 100 is unusual, but no hole.
    assert_eq!(
        stored(vec![
            band("below", Below(at(100))),
            band("exactly", UpTo(at(100))),
            band("above", Unlimited)
        ]),
        []
    );
}

#[test]
fn the_stored_document_reads_back_and_a_broken_one_does_not() {
    let scheme = Scheme::standard();
    let mut stored = serde_json::to_value(&scheme).unwrap();
    assert_eq!(stored["bands"][0]["upper"], json!({"below": "80"}));
    assert_eq!(
        serde_json::from_value::<Scheme>(stored.clone()).unwrap(),
        scheme
    );
    stored["bands"][1]["upper"] = json!({"below": "70"});
    assert!(serde_json::from_value::<Scheme>(stored.clone()).is_err());
    stored["format"] = json!(2);
    assert!(serde_json::from_value::<Scheme>(stored).is_err());
}

#[test]
fn a_printed_total_never_looks_like_another_grade() {
    let scheme = Scheme::standard();
    for (total, printed) in [
        ("79.996", "79.996"),
        ("79.99999", "79.99999"),
        ("85.126", "85.13"),
        ("100.001", "100.001"),
        ("100.0000000001", "100.0000000001"),
        ("69", "69"),
    ] {
        assert_eq!(scheme.printable(d(total)).0, d(printed));
    }
}

fn schemes() -> impl Strategy<Value = Scheme> {
    proptest::collection::btree_set((-500_000i64..500_000, any::<bool>()), 1..11).prop_map(|cuts| {
        let mut bands: Vec<Band> = cuts
            .into_iter()
            .enumerate()
            .map(|(n, (cents, inclusive))| {
                let at = Decimal::new(cents, 2);
                let upper = if inclusive {
                    Upper::UpTo(at)
                } else {
                    Upper::Below(at)
                };
                band(&n.to_string(), upper)
            })
            .collect();
        bands.push(band("top", Upper::Unlimited));
        Scheme::new(bands).unwrap()
    })
}

fn begins_before(lower: Lower, total: Decimal) -> bool {
    match lower {
        Lower::Unlimited => true,
        Lower::From(at) => at <= total,
        Lower::Above(at) => at < total,
    }
}

proptest! {
    #[test]
    fn every_number_has_exactly_one_grade(scheme in schemes(), mantissa in any::<i64>(), scale in 0u32..20) {
        let total = Decimal::new(mantissa, scale);
        let grades: Vec<usize> = (0..scheme.bands().len())
            .filter(|&n| scheme.bands()[n].upper.covers(total) && begins_before(scheme.lower_of(n), total))
            .collect();
        prop_assert_eq!(grades, [scheme.index_of(total)]);
    }

    #[test]
    fn boundaries_have_exactly_one_grade_too(scheme in schemes()) {
        for at in scheme.bands().iter().filter_map(|band| band.upper.cut()).map(|(at, _)| at) {
            let holding = (0..scheme.bands().len())
                .filter(|&n| scheme.bands()[n].upper.covers(at) && begins_before(scheme.lower_of(n), at))
                .count();
            prop_assert_eq!(holding, 1);
        }
    }

    #[test]
    fn more_points_never_earn_a_lower_grade(scheme in schemes(), a in any::<i32>(), b in any::<i32>()) {
        let (less, more) = (Decimal::new(a.min(b).into(), 3), Decimal::new(a.max(b).into(), 3));
        prop_assert!(scheme.index_of(less) <= scheme.index_of(more));
    }

    #[test]
    fn printing_keeps_the_grade(scheme in schemes(), mantissa in -2_000_000_000_000i64..2_000_000_000_000) {
        let total = Decimal::new(mantissa, 10);
        prop_assert_eq!(scheme.index_of(scheme.printable(total).0), scheme.index_of(total));
    }

    #[test]
    fn storing_keeps_the_scheme(scheme in schemes()) {
        let stored = serde_json::to_string(&scheme).unwrap();
        prop_assert_eq!(serde_json::from_str::<Scheme>(&stored).unwrap(), scheme);
    }
}
