//! The window a screen is laid out for: how wide it is and whether it has colours.
//!
//! Nothing here asks the computer: `main` did, once.

use crate::rules::explain;

/// What a figure or a word on the screen is coloured for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Tone {
    Good,
    Warning,
    Error,
    /// What is read first.
    Head,
}

/// Columns, and whether there are colours.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Window {
    pub(crate) width: usize,
    pub(crate) colour: bool,
}

impl Window {
    /// A text in its tone, or as it is where there are no colours.
    pub(crate) fn paint(self, tone: Tone, text: &str) -> String {
        let code = match tone {
            Tone::Good => "32",
            Tone::Warning => "33",
            Tone::Error => "31",
            Tone::Head => "1",
        };
        if self.colour && !text.is_empty() {
            format!("\u{1b}[{code}m{text}\u{1b}[0m")
        } else {
            text.to_owned()
        }
    }

    /// Lines that are too long, broken between words; what follows stands below the
    /// beginning of the line. A path that is longer than the window stays whole, so
    /// that it can be copied.
    pub(crate) fn lay(self, text: &str) -> String {
        let mut laid = String::new();
        for line in text.split_inclusive('\n') {
            if self.fits(line) {
                laid.push_str(line);
                continue;
            }
            let words = line.trim_start_matches(' ');
            let indent = line.len() - words.len();
            let hanging = if indent + 2 < self.width / 2 { indent } else { 0 };
            let lines = explain::wrap_whole(words, self.width - hanging);
            laid.push_str(&" ".repeat(hanging));
            laid.push_str(&lines.join(&format!("\n{}", " ".repeat(hanging))));
            if line.ends_with('\n') {
                laid.push('\n');
            }
        }
        laid
    }

    /// A painted line was laid out by whoever painted it.
    fn fits(self, line: &str) -> bool {
        line.contains('\u{1b}') || line.trim_end().chars().count() <= self.width
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const NARROW: Window = Window { width: 20, colour: false };

    #[test]
    fn a_long_line_is_broken_between_words_below_its_beginning() {
        let laid = NARROW.lay("ngắn\n  một hai ba bốn năm sáu bảy\n");
        assert_eq!(laid, "ngắn\n  một hai ba bốn năm\n  sáu bảy\n");
    }

    #[test]
    fn a_path_stays_whole() {
        let laid = NARROW.lay("Kết quả: ./out/2024/mot-tep-co-ten-rat-dai.pdf\n");
        assert_eq!(laid, "Kết quả:\n./out/2024/mot-tep-co-ten-rat-dai.pdf\n");
    }

    #[test]
    fn there_are_colours_only_where_the_window_has_them() {
        assert_eq!(NARROW.paint(Tone::Error, "lỗi"), "lỗi");
        let coloured = Window { colour: true, ..NARROW };
        assert_eq!(coloured.paint(Tone::Error, "lỗi"), "\u{1b}[31mlỗi\u{1b}[0m");
    }
}
