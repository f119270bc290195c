//! What a role may do for the company as a whole, beside single appraisals.

use super::viewer::{Role, Viewer};
use crate::ground::ids::DepartmentId;

#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Duty {
    /// See the roster.
    ReadPeople,
    /// Import and edit people, superiors, departments.
    ManagePeople,
    /// Make a link with which somebody sets a password.
    Invite,
    /// Give and take roles.
    ManageRoles,
    /// Create, launch, extend and cancel cycles.
    ManageCycles,
    /// Forms and grade schemes: write, publish, archive.
    ManageForms,
    /// Goals of the company and of every department.
    ManageGoals,
    /// Tokens with which other programs hand in figures.
    ManageTokens,
    /// Where everything stands.
    ReadDashboard,
    /// Ask people again for what is theirs to do.
    Remind,
    /// Whether mail goes out, and to whom it did not.
    ReadMail,
    /// Try what failed anew, and send a trial mail to oneself.
    SendMail,
    /// The list of disputes.
    ReadDisputes,
    /// The trail and its integrity, without content.
    ReadAudit,
    /// Who signed in, and who could not.
    ReadSecurityLog,
    /// What is kept how long, what the next run removes and what earlier ones removed: figures only.
    ReadRetention,
    /// Set the periods, hold, anonymise.
    ManageRetention,
}

/// How far a duty reaches. A clerk's queries never leave the clerk's departments.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Scope {
    Company,
    Departments(Vec<DepartmentId>),
}

impl Scope {
    /// The parameter for `where ($n::uuid[] is null or department_id = any($n))`.
    #[must_use]
    pub fn departments(&self) -> Option<Vec<uuid::Uuid>> {
        match self {
            Self::Company => None,
            Self::Departments(ids) => Some(ids.iter().map(|id| id.0).collect()),
        }
    }
}

impl Duty {
    pub const ALL: [Self; 17] = [
        Self::ReadPeople,
        Self::ManagePeople,
        Self::Invite,
        Self::ManageRoles,
        Self::ManageCycles,
        Self::ManageForms,
        Self::ManageGoals,
        Self::ManageTokens,
        Self::ReadDashboard,
        Self::Remind,
        Self::ReadMail,
        Self::SendMail,
        Self::ReadDisputes,
        Self::ReadAudit,
        Self::ReadSecurityLog,
        Self::ReadRetention,
        Self::ManageRetention,
    ];

    /// Whether nothing is changed by it.
    #[must_use]
    pub const fn only_reads(self) -> bool {
        match self {
            Self::ReadPeople
            | Self::ReadDashboard
            | Self::ReadMail
            | Self::ReadDisputes
            | Self::ReadAudit
            | Self::ReadSecurityLog
            | Self::ReadRetention => true,
            Self::ManagePeople
            | Self::Invite
            | Self::ManageRoles
            | Self::ManageCycles
            | Self::ManageForms
            | Self::ManageGoals
            | Self::ManageTokens
            | Self::Remind
            | Self::SendMail
            | Self::ManageRetention => false,
        }
    }

    /// The roles that carry this duty.
    #[must_use]
    pub fn roles(self) -> &'static [Role] {
        match self {
            Self::ReadPeople => &[Role::Hr, Role::Clerk, Role::Admin],
            Self::ManagePeople
            | Self::ManageCycles
            | Self::ManageForms
            | Self::ManageGoals
            // a token writes into appraisals: nothing for who only administers
            | Self::ManageTokens
            | Self::ManageRetention => &[Role::Hr],
            Self::Invite => &[Role::Hr, Role::Admin],
            Self::ManageRoles => &[Role::Admin],
            Self::ReadDashboard | Self::Remind => &[Role::Hr, Role::Clerk],
            Self::ReadMail | Self::SendMail => &[Role::Hr, Role::Admin],
            Self::ReadDisputes => &[Role::Hr, Role::Committee],
            Self::ReadAudit => &[Role::Auditor],
            Self::ReadSecurityLog => &[Role::Auditor, Role::Admin],
            Self::ReadRetention => &[Role::Hr, Role::Auditor],
        }
    }

    /// How far the viewer may carry out this duty; `None` is not at all.
    #[must_use]
    pub fn scope(self, viewer: &Viewer) -> Option<Scope> {
        let held: Vec<Role> = self
            .roles()
            .iter()
            .copied()
            .filter(|role| viewer.is(*role))
            .collect();
        if held.iter().any(|role| *role != Role::Clerk) {
            Some(Scope::Company)
        } else if held.contains(&Role::Clerk) {
            Some(Scope::Departments(viewer.departments.clone()))
        } else {
            None
        }
    }
}
