//! `.ods`, element by element.

use super::{Content, Look, Page, index, zip};

/// An `.ods` of a page.
pub(crate) fn ods_of(page: &Page) -> Vec<u8> {
    let looks = page.all_looks();
    let height = page.cells.iter().map(|(row, _, _)| row + 1).max().unwrap_or(0);
    let width = page.cells.iter().map(|(_, col, _)| col + 1).max().unwrap_or(0);
    let mut rows: String = (0..width).map(|col| column(page, col)).collect();
    for row in 0..height {
        let state = if page.filtered_rows.contains(&row) {
            " table:visibility='filter'"
        } else if page.hidden_rows.contains(&row) {
            " table:visibility='collapse'"
        } else if page.flat_rows.contains(&row) {
            " table:style-name='flat-row'"
        } else {
            ""
        };
        rows.push_str(&format!("<table:table-row{state}>"));
        (0..width).for_each(|col| rows.push_str(&cell(page, &looks, row, col)));
        rows.push_str("</table:table-row>");
    }
    let content = format!(
        "<office:document-content><office:automatic-styles>{}</office:automatic-styles>\
         <office:body><office:spreadsheet><table:table table:name='A'>{rows}</table:table>\
         </office:spreadsheet></office:body></office:document-content>",
        styles(page, &looks)
    );
    let settings = format!(
        "<office:document-settings><config:config-item config:name=\"AutoCalculate\" \
         config:type=\"boolean\">{}</config:config-item></office:document-settings>",
        !page.by_hand
    );
    zip(&[
        ("mimetype", "application/vnd.oasis.opendocument.spreadsheet"),
        ("META-INF/manifest.xml", "<manifest/>"),
        ("content.xml", &content),
        ("settings.xml", &settings),
    ])
}

fn column(page: &Page, col: u32) -> String {
    let state = if page.hidden_cols.contains(&col) {
        " table:visibility='collapse'".to_owned()
    } else if page.flat_cols.contains(&col) {
        " table:style-name='flat-column'".to_owned()
    } else if page.widths.iter().any(|(narrow, _)| *narrow == col) {
        format!(" table:style-name='column-{col}'")
    } else {
        String::new()
    };
    format!("<table:table-column{state}/>")
}

fn styles(page: &Page, looks: &[Look]) -> String {
    let font = page.font.as_deref().unwrap_or("Arial");
    let mut styles = String::from(
        "<style:style style:name='flat-row' style:family='table-row'>\
         <style:table-row-properties style:row-height='0cm'/></style:style>\
         <style:style style:name='flat-column' style:family='table-column'>\
         <style:table-column-properties style:column-width='0cm'/></style:style>",
    );
    for (col, digits) in &page.widths {
        let width = f64::from(*digits) * 0.185;
        styles.push_str(&format!(
            "<style:style style:name='column-{col}' style:family='table-column'>\
             <style:table-column-properties style:column-width='{width}cm'/></style:style>"
        ));
    }
    for (number, look) in looks.iter().enumerate() {
        let format = look.format.map(|code| {
            styles.push_str(&number_style(number, code));
            format!(" style:data-style-name='n{number}'")
        });
        let colour =
            |rgb: [u8; 3]| format!("#{:02x}{:02x}{:02x}", rgb[0], rgb[1], rgb[2]);
        let struck =
            if look.struck { " style:text-line-through-style='solid'" } else { "" };
        let raised = if look.raised { " style:text-position='super 58%'" } else { "" };
        let ink = look.ink.map(|rgb| format!(" fo:color='{}'", colour(rgb)));
        let ground =
            look.ground.map(|rgb| format!(" fo:background-color='{}'", colour(rgb)));
        let letters = format!("{struck}{raised}{}", ink.unwrap_or_default());
        // A cell inherits what its parent says.
        styles.push_str(&format!(
            "<style:style style:name='p{number}' style:family='table-cell'>\
             <style:table-cell-properties{}/><style:text-properties style:font-name='{font}'{letters}/>\
             </style:style><style:style style:name='a{number}' style:family='table-cell' \
             style:parent-style-name='p{number}'{}/>\
             <style:style style:name='t{number}' style:family='text'>\
             <style:text-properties{letters}/></style:style>",
            ground.unwrap_or_default(),
            format.unwrap_or_default()
        ));
    }
    styles
}

/// A number format, for the few codes that tests need.
fn number_style(number: usize, code: &str) -> String {
    let name = format!("style:name='n{number}'");
    let digits = |attributes: &str| {
        format!("<number:number number:min-integer-digits='1' {attributes}/>")
    };
    let whole = digits("number:decimal-places='0'");
    let (kind, inner) = match code {
        "0%" => ("percentage", format!("{whole}<number:text>%</number:text>")),
        "0.00%" => (
            "percentage",
            digits("number:decimal-places='2'") + "<number:text>%</number:text>",
        ),
        "0.000" => ("number", digits("number:decimal-places='3'")),
        "#,##0," => (
            "number",
            digits(
                "number:decimal-places='0' number:grouping='true' number:display-factor='1000'",
            ),
        ),
        ";;;" => ("number", "<number:text/>".to_owned()),
        "dd/mm/yyyy" => (
            "date",
            "<number:day number:style='long'/><number:text>/</number:text>\
             <number:month number:style='long'/><number:text>/</number:text>\
             <number:year number:style='long'/>"
                .to_owned(),
        ),
        code => match code.split_once('"') {
            Some(("", text)) => {
                let text = text.trim_end_matches('"');
                ("number", format!("<number:text>{text}</number:text>"))
            }
            Some((_, text)) => {
                let text = text.trim_end_matches('"');
                ("number", format!("{whole}<number:text>{text}</number:text>"))
            }
            None => ("number", whole),
        },
    };
    format!("<number:{kind}-style {name}>{inner}</number:{kind}-style>")
}

fn cell(page: &Page, looks: &[Look], row: u32, col: u32) -> String {
    let region = page.merged.iter().find(|[top, left, bottom, right]| {
        (*top..=*bottom).contains(&row) && (*left..=*right).contains(&col)
    });
    let (mut element, mut spans) = ("table:table-cell", String::new());
    match region {
        Some([top, left, bottom, right]) if [*top, *left] == [row, col] => {
            spans = format!(
                " table:number-columns-spanned='{}' table:number-rows-spanned='{}'",
                right - left + 1,
                bottom - top + 1
            );
        }
        Some(_) => element = "table:covered-table-cell",
        None => {}
    }
    let comment = page.comments.iter().find(|(r, c, _)| [*r, *c] == [row, col]);
    let comment = comment.map(|(_, _, text)| {
        format!(
            "<office:annotation><dc:creator>ai</dc:creator><text:p>{}</text:p></office:annotation>",
            escaped(text)
        )
    });
    let comment = comment.unwrap_or_default();
    let content = page.cells.iter().find(|(r, c, _)| [*r, *c] == [row, col]);
    let Some((_, _, content)) = content else {
        return format!("<{element}{spans}>{comment}</{element}>");
    };
    let style = index(looks, &page.look(row, col, content));
    let (kind, shown) = written(content, looks);
    format!(
        "<{element} table:style-name='a{style}'{spans}{kind}>{comment}<text:p>{shown}</text:p></{element}>"
    )
}

/// The attributes of a value, and the text beside it.
fn written(content: &Content, looks: &[Look]) -> (String, String) {
    let float =
        |number: f64| format!(" office:value-type='float' office:value='{number}'");
    let text = " office:value-type='string'".to_owned();
    match content {
        Content::Text(said) => (text, escaped(said)),
        Content::Rich(stretches) => {
            let spans = stretches.iter().map(|(said, look)| {
                let style = index(looks, look);
                format!(
                    "<text:span text:style-name='t{style}'>{}</text:span>",
                    escaped(said)
                )
            });
            (text, spans.collect())
        }
        // How a number is shown, its style tells.
        Content::Number(number) => (float(*number), String::new()),
        Content::Percent(number) => (
            format!(" office:value-type='percentage' office:value='{number}'"),
            String::new(),
        ),
        Content::Formula(number) => {
            (format!(" table:formula='of:=1'{}", float(*number)), String::new())
        }
        Content::Outside(number) => {
            let file = "of:=[&apos;file:///a.ods&apos;#$A.A1]";
            (format!(" table:formula=\"{file}\"{}", float(*number)), String::new())
        }
        // As Excel writes it.
        Content::Error => {
            (format!(" table:formula='of:=1/0'{}", float(0.0)), "#DIV/0!".to_owned())
        }
    }
}

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;")
}
