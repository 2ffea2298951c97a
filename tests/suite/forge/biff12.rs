//! `.xlsb`, record by record.

use super::{Content, Look, Page, index, relations, stretches, zip};

/// One record of an `.xlsb`.
pub(crate) fn record12(kind: u32, data: &[u8]) -> Vec<u8> {
    let number = |mut number: u32| {
        let mut bytes = Vec::new();
        while number > 0x7F {
            bytes.push(u8::try_from(number & 0x7F).unwrap() | 0x80);
            number >>= 7;
        }
        bytes.push(u8::try_from(number).unwrap());
        bytes
    };
    [number(kind), number(u32::try_from(data.len()).unwrap()), data.to_vec()].concat()
}

fn wide(text: &str) -> Vec<u8> {
    let units: Vec<u16> = text.encode_utf16().collect();
    [&u32s(&[u32::try_from(units.len()).unwrap()]), &shorts(&units)[..]].concat()
}

fn u32s(numbers: &[u32]) -> Vec<u8> {
    numbers.iter().flat_map(|number| number.to_le_bytes()).collect()
}

fn shorts(numbers: &[u16]) -> Vec<u8> {
    numbers.iter().flat_map(|number| number.to_le_bytes()).collect()
}

/// An `.xlsb` whose one sheet has these records between its begin and end.
pub(crate) fn xlsb_of(sheet: &[u8], font: &str) -> Vec<u8> {
    let page = Page { font: Some(font.to_owned()), ..Page::default() };
    package(&page, &[Look::default()], sheet)
}

fn package(page: &Page, looks: &[Look], sheet: &[u8]) -> Vec<u8> {
    let tab = [u32s(&[0, 1]), wide("r0"), wide("A")].concat();
    let mut calculation = u32s(&[0, u32::from(!page.by_hand)]);
    calculation.resize(26, 0);
    let workbook = [
        record12(131, &[]),
        record12(143, &[]),
        record12(156, &tab),
        record12(144, &[]),
        // This workbook, another one, and a sheet of each.
        record12(357, &[]),
        record12(355, &wide("r9")),
        record12(362, &u32s(&[2, 0, 0, 0, 1, 0, 0])),
        record12(157, &calculation),
        record12(132, &[]),
    ]
    .concat();
    let of_workbook = [
        ("worksheet", "worksheets/sheet1.bin"),
        ("styles", "styles.bin"),
        ("sharedStrings", "sharedStrings.bin"),
    ];
    let of_sheet = relations(&[("comments", "../comments1.bin")]);
    let mut comments = record12(628, &[]);
    for (row, col, text) in &page.comments {
        let place = [u32s(&[0, *row, *row, *col, *col]), vec![0; 16]].concat();
        comments.extend(record12(635, &place));
        comments.extend(record12(637, &[vec![0], wide(text)].concat()));
        comments.extend(record12(636, &[]));
    }
    zip::<&[u8]>(&[
        ("[Content_Types].xml", b"<Types/>"),
        ("_rels/.rels", relations(&[("officeDocument", "xl/workbook.bin")]).as_bytes()),
        ("xl/_rels/workbook.bin.rels", relations(&of_workbook).as_bytes()),
        ("xl/workbook.bin", &workbook),
        ("xl/styles.bin", &styles(page, looks)),
        ("xl/sharedStrings.bin", &shared(page, looks)),
        ("xl/worksheets/sheet1.bin", sheet),
        ("xl/worksheets/_rels/sheet1.bin.rels", of_sheet.as_bytes()),
        ("xl/comments1.bin", &comments),
    ])
}

/// Number formats of a workbook's own are numbered from here.
const OWN_FORMATS: usize = 164;

fn styles(page: &Page, looks: &[Look]) -> Vec<u8> {
    let count = u32s(&[u32::try_from(looks.len()).unwrap()]);
    let colour = |rgb: Option<[u8; 3]>| match rgb {
        Some([red, green, blue]) => [2 << 1 | 1, 0, 0, 0, red, green, blue, 0xFF],
        None => [0; 8],
    };
    let mut styles = record12(278, &[]);
    styles.extend(record12(615, &count));
    for (number, look) in looks.iter().enumerate() {
        if let Some(code) = look.format {
            let id = u16::try_from(OWN_FORMATS + number).unwrap();
            styles.extend(record12(44, &[shorts(&[id]), wide(code)].concat()));
        }
    }
    styles.extend([record12(616, &[]), record12(611, &count)].concat());
    for look in looks {
        let (struck, raised) = (u16::from(look.struck) * 8, u16::from(look.raised));
        let mut font = shorts(&[220, struck, 400, raised, 0, 0]);
        font.extend(colour(look.ink));
        font.push(0);
        font.extend(wide(page.font.as_deref().unwrap_or("Arial")));
        styles.extend(record12(43, &font));
    }
    styles.extend([record12(612, &[]), record12(603, &count)].concat());
    for look in looks {
        let pattern = u32s(&[u32::from(look.ground.is_some())]);
        styles.extend(record12(
            45,
            &[&pattern, &colour(look.ground)[..], &[0; 8]].concat(),
        ));
    }
    styles.extend([record12(604, &[]), record12(617, &count)].concat());
    for (number, look) in looks.iter().enumerate() {
        let format = look.format.map_or(0, |_| OWN_FORMATS + number);
        let [format, number] = [format, number].map(|it| u16::try_from(it).unwrap());
        styles.extend(record12(47, &shorts(&[0, format, number, number, 0, 0, 0, 0])));
    }
    styles.extend([record12(618, &[]), record12(279, &[])].concat());
    styles
}

/// The rich texts, shared.
fn shared(page: &Page, looks: &[Look]) -> Vec<u8> {
    let mut table = record12(159, &u32s(&[0, 0]));
    for (_, _, content) in &page.cells {
        let Content::Rich(told) = content else { continue };
        let (text, starts) = stretches(told);
        let mut data = [vec![1], wide(&text)].concat();
        data.extend(u32s(&[u32::try_from(starts.len()).unwrap()]));
        for (start, look) in starts {
            let font = u16::try_from(index(looks, &look)).unwrap();
            data.extend(shorts(&[start, font]));
        }
        table.extend(record12(19, &data));
    }
    table.extend(record12(160, &[]));
    table
}

/// An `.xlsb` as Excel lays it out.
pub(crate) fn xlsb(page: &Page) -> Vec<u8> {
    let looks = page.all_looks();
    let mut sheet = record12(129, &[]);
    sheet.extend(record12(148, &u32s(&[0, 999, 0, 99])));
    sheet.extend(columns(page));
    sheet.extend(record12(145, &[]));
    let mut rich = 0_u32;
    let mut cells: Vec<_> = page
        .cells
        .iter()
        .map(|(row, col, content)| {
            let look = page.look(*row, *col, content);
            let style = u32::try_from(index(&looks, &look)).unwrap();
            (*row, *col, cell(*col, style, content, &mut rich))
        })
        .collect();
    cells.sort_by_key(|(row, col, _)| (*row, *col));
    let mut last = None;
    for (row, _, cell) in cells {
        if last.replace(row) != Some(row) {
            sheet.extend(row_of(page, row));
        }
        sheet.extend(cell);
    }
    sheet.extend(record12(146, &[]));
    if let (Some(first), Some(last)) =
        (page.filtered_rows.iter().min(), page.filtered_rows.iter().max())
    {
        sheet.extend(record12(161, &u32s(&[first - 1, *last, 0, 0])));
        sheet.extend(record12(163, &[0; 6]));
        sheet.extend(record12(165, &[0; 8]));
        sheet.extend([166, 164, 162].map(|end| record12(end, &[])).concat());
    }
    for [top, left, bottom, right] in &page.merged {
        sheet.extend(record12(176, &u32s(&[*top, *bottom, *left, *right])));
    }
    sheet.extend(record12(130, &[]));
    package(page, &looks, &sheet)
}

fn columns(page: &Page) -> Vec<u8> {
    let hidden = page.hidden_cols.iter().map(|col| (*col, 2_560, 1));
    let flat = page.flat_cols.iter().map(|col| (*col, 0, 0));
    let narrow = page.widths.iter().map(|(col, digits)| (*col, digits * 256, 0));
    let told: Vec<(u32, u32, u8)> = hidden.chain(flat).chain(narrow).collect();
    if told.is_empty() {
        return Vec::new();
    }
    let mut columns = record12(390, &[]);
    for (col, width, hidden) in told {
        let data = [u32s(&[col, col, width, 0]), vec![hidden, 0]].concat();
        columns.extend(record12(60, &data));
    }
    columns.extend(record12(391, &[]));
    columns
}

fn row_of(page: &Page, row: u32) -> Vec<u8> {
    let hidden = if page.is_hidden_row(row) { 0x10 } else { 0 };
    let height: u16 = if page.flat_rows.contains(&row) { 0 } else { 300 };
    let mut data = [u32s(&[row, 0]), shorts(&[height]), vec![0, hidden, 0]].concat();
    data.extend(u32s(&[0]));
    record12(0, &data)
}

fn cell(col: u32, style: u32, content: &Content, rich: &mut u32) -> Vec<u8> {
    let with =
        |kind: u32, data: &[u8]| record12(kind, &[&u32s(&[col, style]), data].concat());
    let formula = |kind: u32, value: &[u8], tokens: &[u8]| {
        let len = u32s(&[u32::try_from(tokens.len()).unwrap()]);
        with(kind, &[value, &[0, 0], &len, tokens, &[0; 4]].concat())
    };
    match content {
        Content::Number(number) | Content::Percent(number) => {
            with(5, &number.to_le_bytes())
        }
        Content::Text(text) => with(6, &wide(text)),
        Content::Rich(_) => {
            *rich += 1;
            with(7, &u32s(&[*rich - 1]))
        }
        Content::Formula(result) => formula(9, &result.to_le_bytes(), &[0x1E, 1, 0]),
        Content::Outside(result) => {
            formula(9, &result.to_le_bytes(), &[0x5A, 1, 0, 0, 0, 0, 0, 0, 0])
        }
        Content::Error => formula(11, &[7], &[0x1E, 1, 0, 0x1E, 0, 0, 0x06]),
    }
}
