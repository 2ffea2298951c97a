//! What must hold between `plan/vocabulary.toml` and `plan/plan.toml`.

use super::super::decision::Variable;
use super::super::error::PlanError;
use super::super::register::Register;
use super::super::vocabulary::Vocabulary;

/// Words for every variable, and for no other.
pub(in super::super) fn check_words(
    vocabulary: &Vocabulary,
    variables: &[Variable],
    register: &Register,
) -> Result<(), PlanError> {
    let worded = vocabulary.variable_codes();
    for code in worded.keys() {
        if !variables.iter().any(|variable| variable.code == *code) {
            let message = format!("plan/plan.toml không có biến mã “{code}”");
            return Err(register.error("variable", message));
        }
    }
    for Variable { code, .. } in variables {
        if !worded.contains_key(code.as_str()) {
            let message = format!("chưa có từ ngữ cho biến “{code}” của plan/plan.toml");
            return Err(register.error("variable", message));
        }
    }
    Ok(())
}
