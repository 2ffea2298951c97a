//! What can be wrong with a register, said to the clerk who edits it.
//!
//! In comes what serde or TOML complains about, in English; out goes one
//! Vietnamese sentence with the file, the line and the key.

use thiserror::Error;

use guard::opening::Refused;

/// A register that cannot be used. It stops the run.
#[derive(Debug, Error)]
pub(crate) enum PlanError {
    #[error("không đọc được {file}: {refused}")]
    Unreadable { file: String, refused: Refused },
    #[error("{file}, dòng {line}: {}{message}", named(key))]
    Invalid {
        /// Below the project folder: `plan/plan.toml`.
        file: String,
        /// Counted from 1.
        line: usize,
        key: Option<String>,
        message: String,
    },
}

fn named(key: &Option<String>) -> String {
    key.as_ref().map(|key| format!("khóa “{key}”: ")).unwrap_or_default()
}

/// The key serde or TOML complains of, where its message names one, and the
/// complaint in Vietnamese. Our own messages pass unchanged.
pub(super) fn in_vietnamese(message: &str) -> (Option<String>, String) {
    let message = message.trim();
    if let Some(rest) = message.strip_prefix("unknown field ") {
        let known = known_words(rest);
        return (first_quoted(rest), format!("không có khóa này trong sổ{known}"));
    }
    if let Some(rest) = message.strip_prefix("missing field ") {
        return (first_quoted(rest), "còn thiếu, phải khai báo".to_owned());
    }
    if let Some(rest) = message.strip_prefix("unknown variant ") {
        let value = first_quoted(rest).unwrap_or_default();
        return (None, format!("giá trị “{value}” không hợp lệ{}", known_words(rest)));
    }
    if let Some(rest) = message.strip_prefix("invalid type: ") {
        return (None, wrong_type(rest));
    }
    if let Some(rest) = message.strip_prefix("invalid value: ") {
        return (None, format!("giá trị không hợp lệ ({rest})"));
    }
    if message.starts_with("duplicate key") {
        return (None, "khóa được khai báo hai lần".to_owned());
    }
    if message.is_ascii() {
        return (None, format!("sai cú pháp TOML ({message})"));
    }
    (None, message.to_owned())
}

fn first_quoted(text: &str) -> Option<String> {
    text.split('`').nth(1).map(str::to_owned)
}

/// "; dùng: a, b, c" from "…, expected one of `a`, `b`, `c`".
fn known_words(text: &str) -> String {
    let known: Vec<&str> = text.split('`').skip(1).step_by(2).skip(1).collect();
    if known.is_empty() {
        String::new()
    } else {
        format!("; dùng: {}", known.join(", "))
    }
}

fn wrong_type(rest: &str) -> String {
    let (found, expected) = rest.rsplit_once(", expected ").unwrap_or((rest, ""));
    let expected = match expected {
        "a string" => "chuỗi trong dấu ngoặc kép",
        "a boolean" => "true hoặc false",
        "a sequence" => "danh sách trong dấu [ ]",
        number if number.starts_with(['i', 'u']) => "số nguyên",
        table if table.starts_with("struct") => "bảng trong dấu { }",
        other => other,
    };
    let found = found.split(' ').next().map_or("", |kind| match kind {
        "string" => "chuỗi",
        "integer" => "số nguyên",
        "floating" => "số thập phân",
        "boolean" => "true/false",
        "sequence" => "danh sách",
        "map" => "bảng",
        other => other,
    });
    format!("giá trị sai kiểu: phải là {expected}, không phải {found}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn serde_speaks_vietnamese() {
        let said = |message| in_vietnamese(message);
        assert_eq!(
            said("unknown field `shrot`, expected one of `code`, `short`"),
            (
                Some("shrot".into()),
                "không có khóa này trong sổ; dùng: code, short".into()
            )
        );
        assert_eq!(
            said("missing field `name`"),
            (Some("name".into()), "còn thiếu, phải khai báo".into())
        );
        assert_eq!(
            said("invalid type: integer `5`, expected a string").1,
            "giá trị sai kiểu: phải là chuỗi trong dấu ngoặc kép, không phải số nguyên"
        );
    }

    #[test]
    fn our_own_messages_pass() {
        assert_eq!(in_vietnamese("ngày sai").1, "ngày sai");
    }
}
