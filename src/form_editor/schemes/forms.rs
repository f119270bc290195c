//! The rows of the bands' editor as a scheme, with a message at the band that cannot stand.

use rust_decimal::Decimal;

use crate::{
    form_editor::rows::{self, Pairs},
    forms::{
        form::Bilingual,
        grades::{Band, Lower, Range, Scheme, SchemeProblem, Upper},
    },
    ground::decimals::{Bounds, plain, show},
    web::{
        Fields, Texts,
        forms::{Fault, Faults, SHORT},
    },
};

const MOST_BANDS: usize = 12;

/// The bands as typed.
#[derive(Debug, Clone, Default)]
pub struct Sheet {
    pub pairs: Pairs,
}

impl Sheet {
    pub fn sent(fields: &Fields) -> Self {
        Self {
            pairs: fields.pairs().to_vec(),
        }
    }

    pub fn of(scheme: &Scheme) -> Self {
        let mut pairs = vec![
            ("name_en".to_owned(), scheme.name().en.clone()),
            ("name_zh".to_owned(), scheme.name().zh.clone()),
        ];
        for (index, band) in scheme.bands().iter().enumerate() {
            let key = format!("b{}", index + 1);
            let (from_kind, from) = match scheme.lower_of(index) {
                Lower::Unlimited => ("open", None),
                Lower::From(at) => ("from", Some(at)),
                Lower::Above(at) => ("above", Some(at)),
            };
            let (to_kind, to) = match band.upper {
                Upper::Unlimited => ("open", None),
                Upper::Below(at) => ("below", Some(at)),
                Upper::UpTo(at) => ("upto", Some(at)),
            };
            let number = |value: Option<Decimal>| value.map(plain).unwrap_or_default();
            let mut put = |field: &str, value: String| {
                pairs.push((format!("band.{key}.{field}"), value));
            };
            put("name_en", band.name.en.clone());
            put("name_zh", band.name.zh.clone());
            put("multiplier", plain(band.multiplier));
            put("from_kind", from_kind.to_owned());
            put("from", number(from));
            put("to_kind", to_kind.to_owned());
            put("to", number(to));
            if band.low {
                put("low", "1".to_owned());
            }
            pairs.push(("band".to_owned(), key));
        }
        Self { pairs }
    }

    /// Two bands that meet: what a new scheme begins with.
    pub fn empty() -> Self {
        let mut sheet = Self::default();
        for (key, from_kind, to_kind) in [("b1", "open", "below"), ("b2", "from", "open")] {
            for (name, value) in [
                ("band".to_owned(), key),
                (format!("band.{key}.from_kind"), from_kind),
                (format!("band.{key}.to_kind"), to_kind),
                (format!("band.{key}.multiplier"), "1"),
            ] {
                sheet.pairs.push((name, value.to_owned()));
            }
        }
        sheet
    }

    pub fn keys(&self) -> Vec<&str> {
        rows::keys(&self.pairs, "band")
    }

    pub fn get(&self, name: &str) -> &str {
        self.pairs
            .iter()
            .rev()
            .find(|(key, _)| key == name)
            .map_or("", |(_, value)| value)
    }

    pub const fn full(count: usize) -> bool {
        count >= MOST_BANDS
    }

    /// `add`, `up:KEY`, `down:KEY`, `remove:KEY`; what makes no sense changes nothing.
    pub fn act(&mut self, deed: &str) {
        match deed.split_once(':') {
            None if deed == "add" && !Self::full(self.keys().len()) => {
                let key = rows::fresh(&self.pairs, "band", 'b');
                for (field, value) in [
                    ("from_kind", "from"),
                    ("to_kind", "below"),
                    ("multiplier", "1"),
                ] {
                    self.pairs
                        .push((format!("band.{key}.{field}"), value.to_owned()));
                }
                self.pairs.push(("band".to_owned(), key));
            }
            Some(("remove", key)) if rows::plain(key) => {
                rows::remove(&mut self.pairs, "band", key, &format!("band.{key}."));
            }
            Some((way @ ("up" | "down"), key)) => {
                rows::shift(&mut self.pairs, "band", key, way == "up", |_, _| true);
            }
            _ => {}
        }
    }

    /// The scheme, or what keeps it from being saved, at its band.
    pub fn read(&self, l: &Texts) -> Result<Scheme, Faults> {
        let fields = Fields::from_pairs(self.pairs.clone());
        let mut faults = Faults::default();
        let name = Bilingual {
            en: fields.text("name_en", SHORT, &mut faults),
            zh: fields.text("name_zh", SHORT, &mut faults),
        };
        if name.is_blank() {
            faults.add("name_en", Fault::Required);
        }
        let mut ranges: Vec<(&str, Range)> = Vec::new();
        for key in self.keys() {
            ranges.push((key, range(key, &fields, &mut faults, l)));
        }
        if !faults.is_empty() {
            return Err(faults);
        }
        // as `from_ranges` sorts them, so that its numbers are these places
        ranges.sort_by_key(|(_, range)| range.lower.cut());
        let (keys, ranges): (Vec<&str>, Vec<Range>) = ranges.into_iter().unzip();
        Scheme::from_ranges(ranges)
            .map(|scheme| scheme.named(name))
            .map_err(|problems| told(&keys, &problems, l))
    }
}

fn range(key: &str, fields: &Fields, faults: &mut Faults, l: &Texts) -> Range {
    let at = |field: &str| format!("band.{key}.{field}");
    let name = Bilingual {
        en: fields.text(&at("name_en"), SHORT, faults),
        zh: fields.text(&at("name_zh"), SHORT, faults),
    };
    let far = Decimal::from(10_000);
    let mut end = |field: &str, open: bool| {
        let value = fields.decimal(&at(field), Bounds::points(-far, far), faults);
        if value.is_none() && !open && fields.get(&at(field)).trim().is_empty() {
            faults.add(at(field), Fault::Other(l.scheme_fault_number()));
        }
        value.unwrap_or_default()
    };
    let mut unknown = Vec::new();
    let lower = match fields.get(&at("from_kind")) {
        "from" => Lower::From(end("from", false)),
        "above" => Lower::Above(end("from", false)),
        other => {
            unknown.extend((other != "open").then(|| at("from_kind")));
            Lower::Unlimited
        }
    };
    let upper = match fields.get(&at("to_kind")) {
        "below" => Upper::Below(end("to", false)),
        "upto" => Upper::UpTo(end("to", false)),
        other => {
            unknown.extend((other != "open").then(|| at("to_kind")));
            Upper::Unlimited
        }
    };
    for field in unknown {
        faults.add(field, Fault::NotAChoice);
    }
    let multiplier = Bounds::new(Decimal::ZERO, Decimal::TEN, 4);
    let typed = fields.decimal(&at("multiplier"), multiplier, faults);
    if fields.get(&at("multiplier")).trim().is_empty() {
        faults.add(at("multiplier"), Fault::Required);
    }
    Range {
        lower,
        band: Band {
            name,
            multiplier: typed.unwrap_or_default(),
            upper,
            low: fields.has(&at("low")),
        },
    }
}

fn told(keys: &[&str], problems: &[SchemeProblem], l: &Texts) -> Faults {
    let mut faults = Faults::default();
    let at = |band: usize, field: &str| {
        let key = keys.get(band).copied().unwrap_or_default();
        format!("band.{key}.{field}")
    };
    for problem in problems {
        let (field, text) = match problem {
            SchemeProblem::UnknownFormat(_) => continue,
            SchemeProblem::BandCount(_) => ("bands".to_owned(), l.scheme_fault_count()),
            SchemeProblem::NameMissing { band } => (at(*band, "name_en"), l.fault_required()),
            SchemeProblem::RepeatedName { band } => (at(*band, "name_en"), l.scheme_fault_name()),
            SchemeProblem::BadMultiplier { band, .. } => {
                (at(*band, "multiplier"), l.fault_number())
            }
            SchemeProblem::BadBoundary { band, .. } => (at(*band, "to"), l.fault_number()),
            SchemeProblem::Hole { band, from, to } if from == to => {
                (at(*band, "to"), l.scheme_fault_hole_at(show(*from)))
            }
            SchemeProblem::Hole { band, from, to } => {
                (at(*band, "to"), l.scheme_fault_hole(show(*from), show(*to)))
            }
            SchemeProblem::Overlap { band, from, to } if from == to => {
                (at(*band, "to"), l.scheme_fault_overlap_at(show(*from)))
            }
            SchemeProblem::Overlap { band, from, to } => (
                at(*band, "to"),
                l.scheme_fault_overlap(show(*from), show(*to)),
            ),
            SchemeProblem::EmptyBand { band } => (at(*band, "to"), l.scheme_fault_empty()),
            SchemeProblem::NoBottom { from } => (at(0, "from"), l.scheme_fault_bottom(show(*from))),
            SchemeProblem::NoTop { from } => (
                at(keys.len().saturating_sub(1), "to"),
                l.scheme_fault_top(show(*from)),
            ),
            SchemeProblem::EndlessInside { band } => (at(*band, "to"), l.scheme_fault_endless()),
        };
        faults.add(field, Fault::Other(text));
    }
    faults
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{access::Lang, web::texts};

    fn read(sheet: &Sheet) -> Result<Scheme, Faults> {
        sheet.read(texts(Lang::En))
    }

    fn with(name: &str, value: &str) -> Sheet {
        let mut sheet = Sheet::of(&Scheme::standard());
        sheet.pairs.retain(|(key, _)| key != name);
        sheet.pairs.push((name.to_owned(), value.to_owned()));
        sheet
    }

    #[test]
    fn the_scheme_of_the_product_goes_through_the_editor_unchanged() {
        let scheme = Scheme::standard();
        assert_eq!(read(&Sheet::of(&scheme)), Ok(scheme.clone()));
        // in any order
        let mut sheet = Sheet::of(&scheme);
        sheet.act("up:b5");
        sheet.act("down:b1");
        assert_eq!(sheet.keys(), ["b2", "b1", "b3", "b5", "b4"]);
        assert_eq!(read(&sheet), Ok(scheme));
    }

    #[test]
    fn holes_and_overlaps_are_told_at_the_band() {
        for (name, value, field) in [
            // [80, 90) becomes [80, 89) before [90, 100]
            ("band.b2.to", "89", "band.b2.to"),
            ("band.b2.to", "91", "band.b2.to"),
            // 90 itself belongs to both, then to none
            ("band.b2.to_kind", "upto", "band.b2.to"),
            ("band.b3.from_kind", "above", "band.b2.to"),
            ("band.b5.to_kind", "below", "band.b5.to"),
            ("band.b1.from_kind", "from", "band.b1.from"),
            ("band.b3.to_kind", "open", "band.b3.to"),
            ("band.b3.to", "", "band.b3.to"),
            ("band.b3.to", "1,5", "band.b3.to"),
            ("band.b3.to", "80", "band.b3.to"),
            ("band.b3.multiplier", "", "band.b3.multiplier"),
            ("band.b3.multiplier", "11", "band.b3.multiplier"),
            ("band.b3.name_en", "Poor", "band.b3.name_en"),
            ("name_en", "", "name_en"),
        ] {
            let mut sheet = with(name, value);
            if name == "name_en" {
                sheet.pairs.retain(|(key, _)| key != "name_zh");
            }
            let faults = read(&sheet).expect_err(name);
            assert!(faults.of(field).is_some(), "{name} = {value}: {faults:?}");
        }
    }

    #[test]
    fn bands_come_and_go_by_buttons() {
        let mut sheet = Sheet::empty();
        sheet.act("add");
        assert_eq!(sheet.keys(), ["b1", "b2", "b3"]);
        sheet.act("remove:b2");
        sheet.act("remove:nobody");
        sheet.act("nonsense");
        assert_eq!(sheet.keys(), ["b1", "b3"]);
        for _ in 0..20 {
            sheet.act("add");
        }
        assert_eq!(sheet.keys().len(), 12);
        assert!(read(&Sheet::default()).is_err());
    }
}
