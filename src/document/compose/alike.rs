//! When two texts of offices say the same: case, spaces and punctuation do not
//! matter, figures and what stands in them do.

/// A text for comparison. "Mở 2 lớp." and "MỞ 2  lớp" are alike, "1,5" and
/// "15", "10%" and "10" are not.
pub(super) fn alike(text: &str) -> String {
    let letters: Vec<char> = text.chars().flat_map(char::to_lowercase).collect();
    let mut said = String::with_capacity(text.len());
    for (index, letter) in letters.iter().enumerate() {
        let beside = |at: Option<usize>| {
            at.and_then(|at| letters.get(at)).is_some_and(char::is_ascii_digit)
        };
        let within = beside(index.checked_sub(1)) && beside(Some(index + 1));
        let is_sign = matches!(letter, '%' | '<' | '>' | '=' | '±' | '≈' | '~' | '/');
        // A minus before a figure is a sign, a dash between words is not.
        let is_minus = *letter == '-' && beside(Some(index + 1));
        if letter.is_alphanumeric() || is_sign || within || is_minus {
            said.push(*letter);
        } else if !said.ends_with(' ') {
            said.push(' ');
        }
    }
    said.trim().to_owned()
}

#[cfg(test)]
mod tests {
    use super::alike;

    #[test]
    fn case_spaces_and_punctuation_do_not_matter() {
        for variant in ["MỞ 2 LỚP", "Mở  2\u{a0}lớp;", " mở 2 lớp…", "“Mở” 2 lớp."]
        {
            assert_eq!(alike(variant), alike("Mở 2 lớp."), "{variant}");
        }
        assert_eq!(alike("học tập – suốt đời"), alike("Học tập, suốt đời."));
    }

    #[test]
    fn figures_and_their_signs_do() {
        for (one, other) in [
            ("Mở 2 lớp", "Mở 3 lớp"),
            ("tăng 1,5", "tăng 15"),
            ("1.500 người", "1 500 người"),
            ("đạt 10%", "đạt 10"),
            ("tăng -5", "tăng 5"),
            ("4/8 huyện", "48 huyện"),
        ] {
            assert_ne!(alike(one), alike(other), "{one}");
        }
    }
}
