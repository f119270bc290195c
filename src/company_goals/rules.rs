//! Who may change which goal: pure.

use uuid::Uuid;

/// Where the viewer stands.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Standing {
    /// HR of the company.
    pub all: bool,
    /// Departments in which the viewer is somebody's superior.
    pub leads: Vec<Uuid>,
}

impl Standing {
    /// Whether goals of this department (none: the company) are the viewer's to change.
    #[must_use]
    pub fn may_manage(&self, department: Option<Uuid>) -> bool {
        self.all || department.is_some_and(|id| self.leads.contains(&id))
    }

    #[must_use]
    pub fn may_any(&self) -> bool {
        self.all || !self.leads.is_empty()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_company_is_hrs_and_a_department_its_superiors() {
        let (own, other) = (Uuid::from_u128(1), Uuid::from_u128(2));
        let hr = Standing {
            all: true,
            leads: vec![],
        };
        let superior = Standing {
            all: false,
            leads: vec![own],
        };
        let employee = Standing::default();
        for (who, company, department, foreign) in [
            (&hr, true, true, true),
            (&superior, false, true, false),
            (&employee, false, false, false),
        ] {
            assert_eq!(who.may_manage(None), company);
            assert_eq!(who.may_manage(Some(own)), department);
            assert_eq!(who.may_manage(Some(other)), foreign);
        }
        assert!(!employee.may_any() && superior.may_any());
    }
}
