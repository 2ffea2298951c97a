//! The files of the registers: the office's copies, or those shipped.

use std::path::Path;

use serde::{Deserialize, Serialize};

use super::component::{Component, ComponentRegister};
use super::error::PlanError;
use super::register::Register;
use super::{COMPONENTS, OFFICE, PLAN, UNITS, VOCABULARY};

/// The five registers, as text: what a child process is given, so that it reads by the
/// same words as its parent.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(crate) struct Files {
    pub(super) components: Register,
    pub(super) office: Register,
    pub(super) plan: Register,
    pub(super) units: Register,
    pub(super) vocabulary: Register,
}

/// Opens every register of a project.
pub(super) fn all(project: &Path) -> Result<Files, PlanError> {
    Ok(Files {
        components: Register::open(project, "components", COMPONENTS)?,
        office: Register::open(project, "office", OFFICE)?,
        plan: Register::open(project, "plan", PLAN)?,
        units: Register::open(project, "units", UNITS)?,
        vocabulary: Register::open(project, "vocabulary", VOCABULARY)?,
    })
}

impl Files {
    pub(super) fn components(&self) -> Result<Vec<Component>, PlanError> {
        let register: ComponentRegister = self.components.parse()?;
        Ok(register.components)
    }

    /// Name and text of each.
    pub(super) fn into_parts(self) -> Vec<(String, String)> {
        [self.components, self.office, self.plan, self.units, self.vocabulary]
            .map(Register::into_parts)
            .into()
    }
}
