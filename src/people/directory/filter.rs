//! What a list of people is narrowed to: read from the address, written back into it, and put into
//! the SQL of every query that lists or changes the people so chosen.

use sqlx::{Postgres, QueryBuilder};
use uuid::Uuid;

use crate::{access::Scope, web::Fields};

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(in crate::people) enum State {
    #[default]
    Active,
    Left,
    All,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::people) enum Department {
    One(Uuid),
    Missing,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(in crate::people) enum Sort {
    #[default]
    Name,
    Number,
}

#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[allow(clippy::struct_excessive_bools)] // each narrows by itself
pub(in crate::people) struct Filter {
    pub q: String,
    pub department: Option<Department>,
    pub state: State,
    pub without_superior: bool,
    pub without_email: bool,
    /// Who has no password yet.
    pub without_account: bool,
    /// Who is appraised or appraises in a cycle, or would.
    pub cycle: Option<Uuid>,
    pub sort: Sort,
    pub descending: bool,
}

impl Filter {
    /// Lenient: what is not understood does not narrow.
    pub fn read(fields: &Fields) -> Self {
        let (descending, sort) = match fields.get("sort").strip_prefix('-') {
            Some(rest) => (true, rest),
            None => (false, fields.get("sort")),
        };
        let q = fields.get("q").replace(char::is_control, " ");
        Self {
            q: q.trim().chars().take(100).collect(),
            department: match fields.get("department") {
                "none" => Some(Department::Missing),
                id => id.parse().ok().map(Department::One),
            },
            state: match fields.get("state") {
                "left" => State::Left,
                "all" => State::All,
                _ => State::Active,
            },
            without_superior: fields.get("superior") == "none",
            without_email: fields.get("email") == "none",
            without_account: fields.get("account") == "none",
            cycle: fields.get("cycle").parse().ok(),
            sort: if sort == "number" {
                Sort::Number
            } else {
                Sort::Name
            },
            descending,
        }
    }

    pub fn department_key(&self) -> String {
        match self.department {
            None => String::new(),
            Some(Department::Missing) => "none".to_owned(),
            Some(Department::One(id)) => id.to_string(),
        }
    }

    pub const fn state_key(&self) -> &'static str {
        match self.state {
            State::Active => "",
            State::Left => "left",
            State::All => "all",
        }
    }

    /// Whether it shows less than everybody who works here.
    pub fn narrows(&self) -> bool {
        let everybody = Self {
            sort: self.sort,
            descending: self.descending,
            ..Self::default()
        };
        *self != everybody
    }

    /// The pairs of an address or of hidden fields that say the same; order is not among them.
    pub fn pairs(&self) -> Vec<(&'static str, String)> {
        let mut pairs = vec![
            ("q", self.q.clone()),
            ("department", self.department_key()),
            ("state", self.state_key().to_owned()),
        ];
        if self.without_superior {
            pairs.push(("superior", "none".to_owned()));
        }
        if self.without_email {
            pairs.push(("email", "none".to_owned()));
        }
        if self.without_account {
            pairs.push(("account", "none".to_owned()));
        }
        if let Some(cycle) = self.cycle {
            pairs.push(("cycle", cycle.to_string()));
        }
        pairs.retain(|(_, value)| !value.is_empty());
        pairs
    }

    /// An address with this filter and further pairs.
    pub fn address(&self, path: &str, further: &[(&str, &str)]) -> String {
        let mut query = form_urlencoded::Serializer::new(String::new());
        query.extend_pairs(self.pairs());
        query.extend_pairs(further.iter().filter(|(_, value)| !value.is_empty()));
        let query = query.finish();
        if query.is_empty() {
            path.to_owned()
        } else {
            format!("{path}?{query}")
        }
    }

    /// Adds `where …` over `people p`, never beyond the scope.
    pub fn push_where(&self, sql: &mut QueryBuilder<Postgres>, scope: &Scope) {
        sql.push(" where true");
        if let Some(departments) = scope.departments() {
            sql.push(" and p.department_id = any(")
                .push_bind(departments)
                .push(")");
        }
        if !self.q.is_empty() {
            // the expression of the trigram index
            sql.push(" and lower(p.name || ' ' || p.number || ' ' || coalesce(p.email, '')) like ")
                .push_bind(format!("%{}%", escaped(&self.q.to_lowercase())));
        }
        match self.department {
            None => {}
            Some(Department::Missing) => {
                sql.push(" and p.department_id is null");
            }
            Some(Department::One(id)) => {
                // with everything below it
                sql.push(
                    " and p.department_id = any(array(with recursive below as (select d.id from departments d where d.id = ",
                )
                .push_bind(id)
                .push(
                    " union all select d.id from departments d join below b on d.parent_id = b.id) select id from below))",
                );
            }
        }
        match self.state {
            State::Active => sql.push(" and p.active"),
            State::Left => sql.push(" and not p.active"),
            State::All => sql.push(""),
        };
        if self.without_superior {
            sql.push(" and p.superior_id is null");
        }
        if self.without_email {
            sql.push(" and p.email is null");
        }
        if let Some(cycle) = self.cycle {
            sql.push(
                " and p.id in (with which as (select c.id, c.status from cycles c where c.id = ",
            )
            .push_bind(cycle)
            .push(
                ") select unnest(array[a.appraisee_id, a.superior_id]) from which w join appraisals a on a.cycle_id = w.id
                 union select unnest(array[m.person_id, coalesce(m.reviewer_id, m.superior_id)]) from which w cross join lateral cycle_people(w.id) m
                 where w.status = 'draft' and m.place in ('direct', 'level_up', 'named'))",
            );
        }
        if self.without_account {
            sql.push(" and not exists(select from credentials where person_id = p.id)");
        }
    }
}

/// A text that `like` takes literally.
pub(in crate::people) fn escaped(text: &str) -> String {
    text.replace('\\', "\\\\")
        .replace('%', "\\%")
        .replace('_', "\\_")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn filter(pairs: &[(&str, &str)]) -> Filter {
        let pairs = pairs
            .iter()
            .map(|(key, value)| ((*key).to_owned(), (*value).to_owned()));
        Filter::read(&Fields::from_pairs(pairs.collect()))
    }

    #[test]
    fn an_address_says_what_the_filter_says() {
        let id = Uuid::new_v4().to_string();
        for pairs in [
            vec![],
            vec![("q", "王 & 伟")],
            vec![("department", "none"), ("state", "all")],
            vec![("department", id.as_str()), ("superior", "none")],
            vec![("email", "none"), ("superior", "none")],
            vec![("account", "none"), ("cycle", id.as_str())],
        ] {
            let read = filter(&pairs);
            let address = read.address("/people", &[]);
            let query = address.split_once('?').map_or("", |(_, query)| query);
            let again: Vec<(String, String)> = form_urlencoded::parse(query.as_bytes())
                .into_owned()
                .collect();
            assert_eq!(Filter::read(&Fields::from_pairs(again)), read);
            assert_eq!(read.narrows(), !pairs.is_empty());
        }
    }

    #[test]
    fn nonsense_does_not_narrow() {
        let nonsense = [
            ("department", "x"),
            ("state", "y"),
            ("sort", "salary"),
            ("superior", "z"),
        ];
        assert_eq!(filter(&nonsense), Filter::default());
        assert_eq!(escaped("50%_\\"), "50\\%\\_\\\\");
    }
}
