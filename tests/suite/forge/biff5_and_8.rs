//! Old `.xls`, of BIFF5 and BIFF8, record by record.

use super::{Content, Look, Page, biff, index, ole, record, stretches};

/// A `.xls` of BIFF8 (0x0600) or BIFF5 (0x0500).
pub(crate) fn xls(page: &Page, version: u16) -> Vec<u8> {
    xls_in(page, version, if version == 0x0600 { 1200 } else { 1252 })
}

/// A `.xls` that claims a code page.
pub(crate) fn xls_in(page: &Page, version: u16, code_page: u16) -> Vec<u8> {
    let book = Book { page, is_biff8: version == 0x0600, looks: page.all_looks() };
    let stream = biff(version, &book.globals(code_page), &book.sheet());
    ole(&[(if book.is_biff8 { "Workbook" } else { "Book" }, &stream)])
}

struct Book<'p> {
    page: &'p Page,
    is_biff8: bool,
    looks: Vec<Look>,
}

/// Number formats of a workbook's own are numbered from here.
const OWN_FORMATS: usize = 164;
/// Colours of a workbook's own.
const OWN_COLOURS: usize = 8;

impl Book<'_> {
    fn globals(&self, code_page: u16) -> Vec<u8> {
        let mut globals = record(0x0042, &code_page.to_le_bytes());
        let colours = self.colours();
        for look in &self.looks {
            globals.extend(self.font(look, &colours));
        }
        for (number, look) in self.looks.iter().enumerate() {
            if let Some(code) = look.format {
                let id = u16::try_from(OWN_FORMATS + number).unwrap().to_le_bytes();
                let code = if self.is_biff8 {
                    text_of(code, true)
                } else {
                    [&[u8::try_from(code.len()).unwrap()], code.as_bytes()].concat()
                };
                globals.extend(record(0x041E, &[&id[..], &code].concat()));
            }
        }
        for (number, look) in self.looks.iter().enumerate() {
            globals.extend(self.style(number, look, &colours));
        }
        if !colours.is_empty() {
            let mut palette =
                u16::try_from(colours.len()).unwrap().to_le_bytes().to_vec();
            colours.iter().for_each(|rgb| palette.extend([rgb[0], rgb[1], rgb[2], 0]));
            globals.extend(record(0x0092, &palette));
        }
        if self.is_biff8 {
            // This workbook, another one, and a sheet of each.
            globals.extend(record(0x01AE, &shorts(&[1, 0x0401])));
            globals.extend(record(
                0x01AE,
                &[&[1, 0][..], &text_of("\u{1}a.xls", true)].concat(),
            ));
            globals.extend(record(0x0017, &shorts(&[2, 0, 0, 0, 1, 0, 0])));
            globals.extend(self.shared());
        }
        globals
    }

    fn colours(&self) -> Vec<[u8; 3]> {
        let mut colours = Vec::new();
        for colour in self.looks.iter().flat_map(|look| [look.ink, look.ground]).flatten()
        {
            if !colours.contains(&colour) {
                colours.push(colour);
            }
        }
        colours
    }

    fn font(&self, look: &Look, colours: &[[u8; 3]]) -> Vec<u8> {
        let name = self.page.font.as_deref().unwrap_or("Arial").as_bytes();
        let ink = entry(look.ink, colours).unwrap_or(0x7FFF);
        let (struck, raised) = (u16::from(look.struck) * 8, u16::from(look.raised));
        let mut font = shorts(&[220, struck, ink, 400, raised, 0, 0]);
        font.push(u8::try_from(name.len()).unwrap());
        font.extend_from_slice(if self.is_biff8 { &[0] } else { &[] });
        font.extend_from_slice(name);
        record(0x0031, &font)
    }

    fn style(&self, number: usize, look: &Look, colours: &[[u8; 3]]) -> Vec<u8> {
        let format = look.format.map_or(0, |_| OWN_FORMATS + number);
        let mut style = shorts(&[font_number(number), u16::try_from(format).unwrap()]);
        style.resize(if self.is_biff8 { 20 } else { 16 }, 0);
        if let Some(ground) = entry(look.ground, colours) {
            let (pattern, colour) = if self.is_biff8 { (16, 18) } else { (10, 8) };
            let solid: u16 = if self.is_biff8 { 1 << 10 } else { 1 };
            style[pattern..pattern + 2].copy_from_slice(&solid.to_le_bytes());
            style[colour..colour + 2].copy_from_slice(&ground.to_le_bytes());
        }
        record(0x00E0, &style)
    }

    /// The rich texts, shared.
    fn shared(&self) -> Vec<u8> {
        let mut table = vec![0; 8];
        for (_, _, content) in &self.page.cells {
            let Content::Rich(told) = content else { continue };
            let (text, starts) = stretches(told);
            let units: Vec<u16> = text.encode_utf16().collect();
            table.extend(u16::try_from(units.len()).unwrap().to_le_bytes());
            table.push(1 | 8);
            table.extend(u16::try_from(starts.len()).unwrap().to_le_bytes());
            table.extend(shorts(&units));
            for (start, look) in starts {
                table.extend(shorts(&[start, font_number(index(&self.looks, &look))]));
            }
        }
        record(0x00FC, &table)
    }

    fn sheet(&self) -> Vec<u8> {
        let page = self.page;
        let mut sheet = record(0x000D, &u16::from(!page.by_hand).to_le_bytes());
        if !page.filtered_rows.is_empty() {
            sheet.extend(record(0x009B, &[]));
        }
        let mut column = |col: u32, width: u16, hidden: u16| {
            let col = short(col);
            sheet.extend(record(0x007D, &shorts(&[col, col, width, 0, hidden, 0])));
        };
        page.hidden_cols.iter().for_each(|col| column(*col, 2_560, 1));
        page.flat_cols.iter().for_each(|col| column(*col, 0, 0));
        page.widths
            .iter()
            .for_each(|(col, digits)| column(*col, short(*digits) * 256, 0));
        let mut row = |row: u32, height: u16, flags: u16| {
            sheet.extend(record(
                0x0208,
                &shorts(&[short(row), 0, 256, height, 0, 0, flags, 0]),
            ));
        };
        let hidden = page.hidden_rows.iter().chain(&page.filtered_rows);
        hidden.for_each(|hidden| row(*hidden, 255, 0x20));
        page.flat_rows.iter().for_each(|flat| row(*flat, 0, 0x40));
        let mut rich = 0_u32;
        for (row, col, content) in &page.cells {
            sheet.extend(self.cell(*row, *col, content, &mut rich));
        }
        for [top, left, bottom, right] in page.merged.iter().filter(|_| self.is_biff8) {
            let region = [1, short(*top), short(*bottom), short(*left), short(*right)];
            sheet.extend(record(0x00E5, &shorts(&region)));
        }
        for (number, (row, col, text)) in (1_u16..).zip(&page.comments) {
            sheet.extend(self.comment(number, short(*row), short(*col), text));
        }
        sheet
    }

    fn cell(&self, row: u32, col: u32, content: &Content, rich: &mut u32) -> Vec<u8> {
        let look = self.page.look(row, col, content);
        let style = short(u32::try_from(index(&self.looks, &look)).unwrap());
        let with = |kind: u16, data: &[u8]| {
            record(kind, &[&shorts(&[short(row), short(col), style]), data].concat())
        };
        let formula = |value: [u8; 8], tokens: &[u8]| {
            let len = u16::try_from(tokens.len()).unwrap().to_le_bytes();
            with(0x0006, &[&value, &[0; 6][..], &len, tokens].concat())
        };
        match content {
            Content::Number(number) | Content::Percent(number) => {
                with(0x0203, &number.to_le_bytes())
            }
            Content::Text(text) => with(0x0204, &text_of(text, self.is_biff8)),
            Content::Rich(_) if self.is_biff8 => {
                *rich += 1;
                with(0x00FD, &(*rich - 1).to_le_bytes())
            }
            Content::Rich(told) => {
                let (text, starts) = stretches(told);
                let mut data = text_of(&text, false);
                data.push(u8::try_from(starts.len()).unwrap());
                for (start, look) in starts {
                    let font = font_number(index(&self.looks, &look));
                    data.extend([start, font].map(|short| u8::try_from(short).unwrap()));
                }
                with(0x00D6, &data)
            }
            // A whole number of two bytes.
            Content::Formula(result) => formula(result.to_le_bytes(), &[0x1E, 1, 0]),
            Content::Outside(result) => {
                let cell: &[u8] =
                    if self.is_biff8 { &[1, 0, 0, 0, 0, 0] } else { &[1, 0] };
                let mut tokens = [&[0x5A], cell].concat();
                tokens.resize(if self.is_biff8 { 7 } else { 18 }, 0);
                let list = record(0x0017, &[5, 1, b'a', b'.', b'x', b'l']);
                let list = if self.is_biff8 { Vec::new() } else { list };
                [list, formula(result.to_le_bytes(), &tokens)].concat()
            }
            Content::Error => {
                formula([2, 0, 7, 0, 0, 0, 0xFF, 0xFF], &[0x1E, 1, 0, 0x1E, 0, 0, 0x06])
            }
        }
    }

    fn comment(&self, number: u16, row: u16, col: u16, text: &str) -> Vec<u8> {
        if !self.is_biff8 {
            let text = text_of(text, false);
            return record(0x001C, &[&shorts(&[row, col]), &text[..]].concat());
        }
        let units: Vec<u16> = text.encode_utf16().collect();
        let mut object = shorts(&[0, 0, 0, 0, 0]);
        object.extend(shorts(&[u16::try_from(units.len()).unwrap(), 16, 0, 0]));
        [
            record(0x005D, &shorts(&[0x15, 0x12, 0x19, number, 0, 0, 0, 0, 0, 0, 0])),
            record(0x01B6, &object),
            record(0x003C, &[&[1][..], &shorts(&units)].concat()),
            record(0x003C, &[0; 16]),
            record(0x001C, &[&shorts(&[row, col, 0, number])[..], &[0; 4]].concat()),
        ]
        .concat()
    }
}

/// Fonts are numbered without the fourth.
fn font_number(index: usize) -> u16 {
    u16::try_from(if index >= 4 { index + 1 } else { index }).unwrap()
}

fn entry(colour: Option<[u8; 3]>, colours: &[[u8; 3]]) -> Option<u16> {
    let found = colours.iter().position(|one| Some(*one) == colour)?;
    Some(u16::try_from(OWN_COLOURS + found).unwrap())
}

fn short(number: u32) -> u16 {
    u16::try_from(number).unwrap()
}

fn shorts(numbers: &[u16]) -> Vec<u8> {
    numbers.iter().flat_map(|number| number.to_le_bytes()).collect()
}

/// Of BIFF8 in two bytes a letter, of BIFF5 in one, which must be of Latin-1.
fn text_of(text: &str, is_biff8: bool) -> Vec<u8> {
    if !is_biff8 {
        let bytes: Vec<u8> =
            text.chars().map(|letter| u8::try_from(u32::from(letter)).unwrap()).collect();
        return [&u16::try_from(bytes.len()).unwrap().to_le_bytes(), &bytes[..]].concat();
    }
    let units: Vec<u16> = text.encode_utf16().collect();
    let mut bytes = u16::try_from(units.len()).unwrap().to_le_bytes().to_vec();
    bytes.push(1);
    bytes.extend(shorts(&units));
    bytes
}
