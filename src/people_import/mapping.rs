//! Which column is what: suggested from the header in English and Chinese, changed by the user.

use super::{field::Field, headers};

/// One entry per column; none is a column that is not read.
#[derive(Clone, Debug, PartialEq, Eq, Default)]
pub struct Mapping(pub Vec<Option<Field>>);

#[derive(Clone, Debug, PartialEq, Eq)]
pub enum MappingError {
    /// Without the number nobody can be found again.
    NoNumber,
    Twice {
        field: Field,
        columns: [usize; 2],
    },
    UnknownField {
        column: usize,
    },
    /// The form names a column that the file does not have.
    UnknownColumn,
}

impl Mapping {
    /// The best guess from the header; each field at most once.
    pub fn suggest(header: &[String]) -> Self {
        let mut mapping = vec![None; header.len()];
        for field in Field::ALL {
            let best = header
                .iter()
                .enumerate()
                .filter_map(|(column, name)| claim(name, field).map(|rank| (rank, column)))
                .min();
            if let Some((_, column)) = best {
                mapping[column] = Some(field);
            }
        }
        Self(mapping)
    }

    /// The user's choice: pairs such as `column_0` = `number`, empty for "do not read". Columns that
    /// the form leaves out keep what `self` says; other names are somebody else's business.
    pub fn changed_by<'a>(
        &self,
        pairs: impl IntoIterator<Item = (&'a str, &'a str)>,
    ) -> Result<Self, MappingError> {
        let mut changed = self.clone();
        for (name, value) in pairs {
            let Some(column) = name.strip_prefix("column_") else {
                continue;
            };
            let column: usize = column.parse().map_err(|_| MappingError::UnknownColumn)?;
            let slot = changed
                .0
                .get_mut(column)
                .ok_or(MappingError::UnknownColumn)?;
            *slot = match value {
                "" => None,
                key => Some(Field::from_key(key).ok_or(MappingError::UnknownField { column })?),
            };
        }
        changed.check()?;
        Ok(changed)
    }

    pub fn check(&self) -> Result<(), MappingError> {
        for field in Field::ALL {
            let mut columns = self.columns(field);
            if let (Some(first), Some(second)) = (columns.next(), columns.next()) {
                return Err(MappingError::Twice {
                    field,
                    columns: [first, second],
                });
            }
        }
        if self.column(Field::Number).is_none() {
            return Err(MappingError::NoNumber);
        }
        Ok(())
    }

    pub fn column(&self, field: Field) -> Option<usize> {
        self.columns(field).next()
    }

    fn columns(&self, field: Field) -> impl Iterator<Item = usize> {
        let found = move |(at, held): (usize, &Option<Field>)| (*held == Some(field)).then_some(at);
        self.0.iter().enumerate().filter_map(found)
    }
}

/// How many of these cells read like headers of different fields.
pub fn recognised(cells: &[String]) -> usize {
    let of = |field: &Field| cells.iter().any(|name| claim(name, *field).is_some());
    Field::ALL.iter().filter(|field| of(field)).count()
}

/// The rank of the header among the names of the field; lower is surer.
fn claim(header: &str, field: Field) -> Option<usize> {
    let whole = plain(header);
    let bare = plain(&without_brackets(header));
    headers::of(field).position(|name| name == whole || name == bare)
}

/// Letters and digits only, lower case, full-width forms made narrow.
fn plain(header: &str) -> String {
    header
        .chars()
        .map(crate::tables::cells::narrow)
        .filter(|c| c.is_alphanumeric())
        .flat_map(char::to_lowercase)
        .take(60)
        .collect()
}

/// "入职日期(必填)", "Hire date [yyyy-mm-dd]"
fn without_brackets(header: &str) -> String {
    let end = header
        .find(['(', '（', '[', '【', '<'])
        .unwrap_or(header.len());
    header[..end].to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;
    use Field::{
        Department, Email, FirstName, FullName, HiredOn, LastName, Left, LeftOn, Level, MiddleName,
        Number, Position, Status, Superior, SuperiorEmail, SuperiorName, SuperiorNumber,
    };

    fn suggested(header: &[&str]) -> Vec<Option<Field>> {
        let header: Vec<String> = header.iter().map(|name| (*name).to_owned()).collect();
        Mapping::suggest(&header).0
    }

    #[test]
    fn headers_as_systems_write_them() {
        let orange = [
            "Empl No", "First", "Last", "MI", "Street", "City", "State", "Zip", "Phone", "Pager",
            "DOH",
        ];
        let mut wanted = vec![
            Some(Number),
            Some(FirstName),
            Some(LastName),
            Some(MiddleName),
        ];
        wanted.extend([None; 6]);
        wanted.push(Some(HiredOn));
        assert_eq!(suggested(&orange), wanted);
        assert_eq!(
            suggested(&[
                "工号*",
                "姓 名",
                "身份证号",
                "所属部门",
                "岗位（必填）",
                "职级",
                "直接上级",
                "入职日期",
                "在职状态",
                "ＥＭＡＩＬ"
            ]),
            [
                Some(Number),
                Some(FullName),
                None,
                Some(Department),
                Some(Position),
                Some(Level),
                Some(Superior),
                Some(HiredOn),
                Some(Status),
                Some(Email),
            ]
        );
        assert_eq!(
            suggested(&[
                "EMPLOYEE_ID",
                "Full name",
                "E-mail",
                "Manager ID",
                "Manager Name",
                "Manager e-mail",
                "Leaver",
                "Termination date"
            ]),
            [
                Some(Number),
                Some(FullName),
                Some(Email),
                Some(SuperiorNumber),
                Some(SuperiorName),
                Some(SuperiorEmail),
                Some(Left),
                Some(LeftOn),
            ]
        );
    }

    #[test]
    fn the_surest_header_wins_and_each_field_comes_once() {
        assert_eq!(
            suggested(&["Title", "ID", "Employee number", "Job title"]),
            [None, None, Some(Number), Some(Position)]
        );
        assert_eq!(suggested(&["Name", "Name"]), [Some(FullName), None]);
    }

    #[test]
    fn no_header_belongs_to_two_fields() {
        let mut seen = std::collections::BTreeMap::new();
        for field in Field::ALL {
            for name in headers::of(field) {
                assert_eq!(plain(name), name);
                assert_eq!(seen.insert(name, field), None, "{name}");
            }
            assert_eq!(Field::from_key(field.key()), Some(field));
        }
    }

    #[test]
    fn the_user_decides() {
        let start = Mapping(vec![Some(Number), None, Some(Email)]);
        let pairs = [("column_1", "name"), ("column_2", ""), ("other", "x")];
        assert_eq!(
            start.changed_by(pairs),
            Ok(Mapping(vec![Some(Number), Some(FullName), None]))
        );
        for (pair, error) in [
            (
                ("column_1", "number"),
                MappingError::Twice {
                    field: Number,
                    columns: [0, 1],
                },
            ),
            (("column_0", ""), MappingError::NoNumber),
            (
                ("column_1", "salary"),
                MappingError::UnknownField { column: 1 },
            ),
            (("column_9", "name"), MappingError::UnknownColumn),
            (("column_x", "name"), MappingError::UnknownColumn),
        ] {
            assert_eq!(start.changed_by([pair]), Err(error));
        }
    }
}
