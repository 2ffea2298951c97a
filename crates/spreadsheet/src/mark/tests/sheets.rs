//! What marking does to a sheet: looks, new cells and rows, comments.

use super::*;

const ROWS: &str = "<row r=\"2\" spans=\"1:2\" ht=\"30\"><c r=\"A2\" s=\"1\"><v>7</v></c>\
     <c r=\"B2\"><f>A2*2</f><v>14</v></c></row>\
     <row r=\"4\" s=\"1\" customFormat=\"1\"/><row r=\"9\"><c r=\"C9\" t=\"inlineStr\"><is><t>chữ</t></is></c></row>";

#[test]
fn a_marked_cell_changes_its_look_and_nothing_else() {
    let after = "<mergeCells count=\"1\"><mergeCell ref=\"D2:E3\"/></mergeCells>\
         <conditionalFormatting sqref=\"A2\"/><dataValidations/><pageMargins left=\"1\"/>\
         <pageSetup orientation=\"landscape\"/>";
    let before = sheet(ROWS, after);
    let now = marked(&book(&before), &[error("A2")]);
    let text = sheet_of(&now);
    let expected = before
        .replace("<c r=\"A2\" s=\"1\">", "<c r=\"A2\" s=\"2\">")
        .replace("</worksheet>", "<legacyDrawing r:id=\"rId2\"/></worksheet>");
    assert_eq!(text, expected);
    let styles = part(&now, "xl/styles.xml");
    assert!(styles.contains(
        "<xf numFmtId=\"164\" fontId=\"1\" fillId=\"2\" borderId=\"0\" xfId=\"0\" \
         applyNumberFormat=\"1\" applyFill=\"1\"><alignment wrapText=\"1\"/></xf></cellXfs>"
    ));
    let (old, new) = (STYLES.split_once("<fills"), styles.split_once("<fills"));
    assert_eq!(old.map(|it| it.0), new.map(|it| it.0));
    assert!(styles.ends_with(STYLES.split_once("</cellXfs>").expect("a section").1));
    assert_eq!(
        part(&now, "xl/worksheets/_rels/sheet1.xml.rels")
            .matches("<Relationship ")
            .count(),
        2
    );
    let kinds = part(&now, "[Content_Types].xml");
    assert!(kinds.contains("<Default Extension=\"vml\""));
    assert!(kinds.contains("PartName=\"/xl/comments1.xml\""));
    let comments = part(&now, "xl/comments1.xml");
    assert!(comments.contains("<author>Thường trực (xhht)</author>"));
    assert!(comments.contains("<comment ref=\"A2\" authorId=\"0\">"));
    assert!(comments.contains(">[K01] Sai.</t>"));
    let drawing = part(&now, "xl/drawings/vmlDrawing1.vml");
    assert!(drawing.contains("<x:Row>1</x:Row><x:Column>0</x:Column>"));
}

#[test]
fn a_cell_that_is_not_there_is_put_in_its_place_with_the_look_it_had() {
    let before = sheet(ROWS, "").replace(
        "<sheetData>",
        "<dimension ref=\"A2:C9\"/><cols><col min=\"4\" max=\"5\" style=\"1\"/></cols><sheetData>",
    );
    let marks: Vec<Mark> =
        ["D2", "A4", "D3", "A9", "D9", "A1", "B12", "B4"].map(error).into();
    let now = marked(&book(&before), &marks);
    let text = sheet_of(&now);
    // Look 2 is the plain one, 3 the bold one, each with a red fill.
    let rows = "<row r=\"1\"><c r=\"A1\" s=\"2\"/></row>\
         <row r=\"2\" spans=\"1:4\" ht=\"30\"><c r=\"A2\" s=\"1\"><v>7</v></c>\
         <c r=\"B2\"><f>A2*2</f><v>14</v></c><c r=\"D2\" s=\"3\"/></row>\
         <row r=\"3\"><c r=\"D3\" s=\"3\"/></row>\
         <row r=\"4\" s=\"1\" customFormat=\"1\"><c r=\"A4\" s=\"3\"/><c r=\"B4\" s=\"3\"/></row>\
         <row r=\"9\"><c r=\"A9\" s=\"2\"/><c r=\"C9\" t=\"inlineStr\"><is><t>chữ</t></is></c>\
         <c r=\"D9\" s=\"3\"/></row><row r=\"12\"><c r=\"B12\" s=\"2\"/></row></sheetData>";
    assert!(text.contains(rows), "{text}");
    assert!(text.contains("<dimension ref=\"A1:D12\"/>"));
}

#[test]
fn an_empty_sheet_gets_its_first_cell() {
    let before = sheet("", "").replace("<sheetData></sheetData>", "<sheetData />");
    let now = marked(&book(&before), &[error("A1")]);
    let data =
        "<sheetData><row r=\"1\"><c r=\"A1\" s=\"2\"/></row></sheetData><legacyDrawing";
    assert!(sheet_of(&now).contains(data));
}

#[test]
fn a_row_that_was_hidden_by_default_stays_hidden() {
    let before = sheet(ROWS, "").replace(
        "<sheetData>",
        "<sheetFormatPr defaultRowHeight=\"15\" zeroHeight=\"1\"/><sheetData>",
    );
    // Our own reader does not know of rows hidden by default; Excel does.
    let copy = mark(&zipped(&book(&before)), &[error("A6")]).expect("marked");
    let now = unzipped(&copy);
    assert!(
        sheet_of(&now).contains("<row r=\"6\" hidden=\"1\"><c r=\"A6\" s=\"2\"/></row>")
    );
}

#[test]
fn positions_that_are_only_implied_stay_where_they_are() {
    let rows = "<row><c><v>1</v></c><c r=\"D1\"><v>4</v></c><c><v>5</v></c></row>\
         <row><c><v>6</v></c></row><row r=\"7\"><c><v>8</v></c></row>";
    let marks: Vec<Mark> = ["B1", "E1", "A2", "B2", "A5", "A7"].map(error).into();
    let now = marked(&book(&sheet(rows, "")), &marks);
    let rows = "<row><c><v>1</v></c><c r=\"B1\" s=\"2\"/><c r=\"D1\"><v>4</v></c>\
         <c s=\"2\"><v>5</v></c></row><row><c s=\"2\"><v>6</v></c><c r=\"B2\" s=\"2\"/></row>\
         <row r=\"5\"><c r=\"A5\" s=\"2\"/></row><row r=\"7\"><c s=\"2\"><v>8</v></c></row>";
    assert!(sheet_of(&now).contains(rows), "{}", sheet_of(&now));
}

#[test]
fn several_findings_of_a_cell_are_lines_of_one_comment_and_the_gravest_colours_it() {
    let marks = [
        at("A2", Tone::Info, "Ba"),
        at("A2", Tone::Warning, "Hai"),
        at("A2:B2", Tone::Error, "Một"),
        at("B2", Tone::Warning, "Bốn"),
        at("A2", Tone::Info, "Ba"),
    ];
    let now = marked(&book(&sheet(ROWS, "")), &marks);
    let comments = part(&now, "xl/comments1.xml");
    assert!(comments.contains(">Các ô A2:B2: Một\nHai\nBa</t>"), "{comments}");
    assert_eq!(comments.matches("<comment ").count(), 2);
    assert_eq!(part(&now, "xl/styles.xml").matches("<fill>").count(), 3);
    assert!(part(&now, "xl/styles.xml").contains("FFFFC7CE"));
}

#[test]
fn each_tone_has_its_colour() {
    let marks = [
        at("A2", Tone::Error, "1"),
        at("B2", Tone::Warning, "2"),
        at("C9", Tone::Info, "3"),
    ];
    let now = marked(&book(&sheet(ROWS, "")), &marks);
    let styles = part(&now, "xl/styles.xml");
    let place = |colour| styles.find(colour).expect("the colour is there");
    assert!(
        place("FFFFC7CE") < place("FFFFEB9C") && place("FFFFEB9C") < place("FFDDEBF7")
    );
    // Sorted by former look: B2 and C9 were plain, A2 was bold.
    let text = sheet_of(&now);
    for cell in [
        "<c r=\"B2\" s=\"2\">",
        "<c r=\"C9\" t=\"inlineStr\" s=\"3\">",
        "<c r=\"A2\" s=\"4\">",
    ] {
        assert!(text.contains(cell), "{text}");
    }
}

#[test]
fn a_large_range_is_marked_at_its_first_cell_and_says_how_far_it_goes() {
    let now = marked(&book(&sheet(ROWS, "")), &[error("A2:A202")]);
    assert_eq!(sheet_of(&now).matches("<row ").count(), 3);
    assert!(part(&now, "xl/comments1.xml").contains(">Các ô A2:A202: [K01] Sai.<"));
    let now = marked(&book(&sheet(ROWS, "")), &[error("A2:A201")]);
    assert_eq!(sheet_of(&now).matches("<row ").count(), 200);
}

#[test]
fn of_merged_cells_the_first_is_marked() {
    let merges = "<mergeCells><mergeCell ref=\"A2:B3\"/></mergeCells>";
    let now = marked(&book(&sheet(ROWS, merges)), &[error("B3"), error("A2:B3")]);
    let text = sheet_of(&now);
    assert!(text.contains("<c r=\"A2\" s=\"2\">"));
    assert!(text.contains("<c r=\"B2\"><f>"), "{text}");
    assert_eq!(text.matches("<row ").count(), 3);
    let comments = part(&now, "xl/comments1.xml");
    assert_eq!(comments.matches("<comment ").count(), 1);
    assert!(
        comments.contains("<comment ref=\"A2\"") && comments.contains(">[K01] Sai.</t>")
    );
}

#[test]
fn the_old_drawing_stands_where_the_schema_wants_it() {
    for later in ["legacyDrawingHF", "tableParts", "extLst", "oleObjects", "picture"] {
        let after = format!("<pageMargins/><drawing r:id=\"rId9\"/><{later}/>");
        let now = marked(&book(&sheet(ROWS, &after)), &[error("A2")]);
        let expected = format!("<legacyDrawing r:id=\"rId2\"/><{later}/></worksheet>");
        assert!(sheet_of(&now).ends_with(&expected), "{later}");
    }
}

#[test]
fn comments_that_are_there_stay_and_ours_join_them() {
    let mut parts = book(&sheet(ROWS, "<legacyDrawing r:id=\"rId7\"/>"));
    let named = |name: &str, text: String| (name.to_owned(), text);
    parts.push(named(
        "xl/worksheets/_rels/sheet1.xml.rels",
        relations(&[
            ("rId7", "vmlDrawing", "../drawings/vmlDrawing1.vml"),
            ("rId8", "comments", "/xl/comments1.xml"),
            ("rId9", "threadedComment", "../threadedComments/threadedComment1.xml"),
        ]),
    ));
    let old = "<comment ref=\"A2\" authorId=\"0\"><text><t>Xem lại</t></text></comment>\
         <comment ref=\"B2\" authorId=\"0\"><text><r><t>Của tôi</t></r></text></comment>";
    parts.push(named(
        "xl/comments1.xml",
        format!(
            "<comments xmlns=\"{MAIN}\"><authors><author>Lan</author></authors>\
             <commentList>{old}</commentList></comments>"
        ),
    ));
    let shape = "<v:shape id=\"_x0000_s1025\"><x:ClientData ObjectType=\"Note\"><x:Anchor>\
         1, 0, 1, 0, 2, 0, 2, 0</x:Anchor><x:Row>1</x:Row><x:Column>1</x:Column></x:ClientData></v:shape>";
    let drawing = format!("<xml xmlns:v=\"v\" xmlns:o=\"o\" xmlns:x=\"x\">{shape}</xml>");
    parts.push(named("xl/drawings/vmlDrawing1.vml", drawing));
    parts.push(named("xl/threadedComments/threadedComment1.xml", "<a/>".to_owned()));
    let now = marked(&parts, &[error("A2"), error("C9")]);
    let comments = part(&now, "xl/comments1.xml");
    assert!(comments.contains("<text><r><t>Xem lại</t></r><r>"), "{comments}");
    assert!(comments.contains(
        "<comment ref=\"B2\" authorId=\"0\"><text><r><t>Của tôi</t></r></text></comment>"
    ));
    assert!(comments.contains("<comment ref=\"C9\" authorId=\"1\">"));
    let drawing = part(&now, "xl/drawings/vmlDrawing1.vml");
    assert!(drawing.contains(shape), "{drawing}");
    assert!(drawing.contains("_x0000_s1026") && drawing.contains("_x0000_s1027"));
    for same in ["xl/worksheets/_rels/sheet1.xml.rels", "[Content_Types].xml"] {
        assert_eq!(part(&now, same), part(&parts, same));
    }
    assert_eq!(now.len(), parts.len());
}
