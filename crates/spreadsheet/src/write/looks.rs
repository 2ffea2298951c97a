//! What each look is made of: font, border, number format, colour of paper.

use rust_xlsxwriter::{Color, Format, FormatAlign, FormatBorder};

use crate::book::Look;

/// The formats of all looks, each once plain and once marked as text.
pub(super) struct Looks {
    plain: Vec<Format>,
    quoted: Vec<Format>,
}

impl Looks {
    pub(super) fn new() -> Self {
        let plain: Vec<Format> = Look::ALL.into_iter().map(format).collect();
        let quoted =
            plain.iter().map(|format| format.clone().set_quote_prefix()).collect();
        Self { plain, quoted }
    }

    pub(super) fn of(&self, look: Look) -> &Format {
        &self.plain[look as usize]
    }

    /// For a text that begins like a formula.
    pub(super) fn quoted(&self, look: Look) -> &Format {
        &self.quoted[look as usize]
    }
}

fn format(look: Look) -> Format {
    let plain = || {
        Format::new()
            .set_font_name("Times New Roman")
            .set_font_size(11)
            .set_align(FormatAlign::VerticalCenter)
    };
    let cell = || plain().set_border(FormatBorder::Thin);
    let total = || cell().set_bold();
    // Paper of another colour tells where to write, also on a grey print.
    let entry = || cell().set_unlocked().set_background_color(Color::RGB(0x00FF_F8DC));
    let centre = |format: Format| format.set_align(FormatAlign::Center);
    let right = |format: Format| format.set_align(FormatAlign::Right);
    let wrapped = |format: Format| format.set_text_wrap();
    match look {
        Look::Title => plain().set_font_size(13).set_bold(),
        Look::Note => plain().set_italic(),
        Look::Stamp => plain().set_font_size(8).set_font_color(Color::Gray),
        Look::Head => {
            wrapped(centre(total())).set_background_color(Color::RGB(0x00E7_E6E6))
        }
        Look::Text => cell(),
        Look::Words => wrapped(cell()).set_align(FormatAlign::Top),
        Look::Mark => centre(cell()),
        Look::Count => cell().set_num_format(COUNT),
        Look::Rate => right(cell()).set_num_format(RATE),
        Look::Points => cell().set_num_format("+#,##0.00;-#,##0.00;0.00"),
        Look::Date => centre(cell()).set_num_format(DATE),
        Look::TotalText => total(),
        Look::TotalCount => total().set_num_format(COUNT),
        Look::TotalRate => right(total()).set_num_format(RATE),
        Look::EntryText => entry(),
        Look::EntryWords => wrapped(entry()).set_align(FormatAlign::Top),
        Look::EntryMark => centre(entry()),
        Look::EntryCount => entry().set_num_format(COUNT),
        Look::EntryDate => centre(entry()).set_num_format(DATE),
        Look::EntryAsTyped => {
            wrapped(entry()).set_align(FormatAlign::Top).set_num_format("@")
        }
    }
}

const COUNT: &str = "#,##0";
const RATE: &str = "0.00%";
const DATE: &str = "dd/mm/yyyy";
