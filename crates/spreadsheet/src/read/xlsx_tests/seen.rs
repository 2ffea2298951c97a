//! What a person sees of a cell: struck through, hidden, too wide, out of date.

use super::*;

#[test]
fn stretches_of_a_text_are_seen_as_they_are_written() {
    let run = |look: &str, text: &str| format!("<r><rPr>{look}</rPr><t>{text}</t></r>");
    let plain = "<r><t>115</t></r>";
    let white = "<color rgb='FFFFFFFF'/>";
    let cases = [
        (
            format!("{plain}{}", run("<vertAlign val='superscript'/>", "2")),
            "115",
            "superscript",
        ),
        (
            format!("{plain}{}", run("<vertAlign val='subscript'/>", "2")),
            "115",
            "superscript",
        ),
        (format!("{}{plain}", run("<strike/>", "1")), "115", "partly-struck"),
        (run("<strike val='true'/>", "1159"), "1159", "struck"),
        (format!("{plain}{}", run("<strike val='0'/>", "9")), "1159", ""),
        (format!("{plain}{}", run(white, "2")), "1152", "invisible-ink"),
        (run("<b/>", "12&#10;5"), "12\n5", "two-numbers"),
    ];
    for (runs, value, note) in &cases {
        let strings = format!("<si>{runs}</si>");
        let cells =
            format!("<c t='s'><v> 0 </v></c><c t='inlineStr'><is>{runs}</is></c>");
        let sheet = format!("<sheetData><row>{cells}</row></sheetData>");
        let grid = Draughtsman::new(&sheet, "", &strings).grid().expect("well-formed");
        for at in ["A1", "B1"] {
            let at = sheet_xml::address(at).expect("an address");
            let cell = grid.get(at).expect("a text");
            let found: Vec<_> = cell.notes.iter().map(|(_, word)| word).collect();
            let expected: Vec<&str> =
                note.split(' ').filter(|word| !word.is_empty()).collect();
            assert_eq!(cell.value, text(value), "{runs}");
            assert_eq!(found, expected, "{runs}");
        }
    }
}

#[test]
fn the_style_of_a_cell_is_told_by_its_notes() {
    let styles = concat!(
        "<numFmts><numFmt numFmtId='170' formatCode=';;;'/><numFmt numFmtId='171' formatCode='0&quot;00&quot;'/>",
        "<numFmt numFmtId='172' formatCode='#,##0,'/><numFmt numFmtId='173' formatCode='0.000'/>",
        "<numFmt numFmtId='174' formatCode='&quot;chưa có&quot;'/></numFmts>",
        "<fonts><font><sz val='11'/></font><font><strike/></font><font><color theme='0'/></font>",
        "<font><color indexed='9'/></font></fonts>",
        "<fills><fill><patternFill patternType='none'/></fill>",
        "<fill><patternFill patternType='solid'><fgColor rgb='FF1F4E78'/></patternFill></fill>",
        "<fill><patternFill patternType='darkUp'/></fill></fills><cellXfs><xf/>",
        "<xf fontId='1'/><xf fontId='2'/><xf fontId='3' fillId='0'/><xf fontId='2' fillId='1'/>",
        "<xf fontId='2' fillId='2'/><xf numFmtId='170'/><xf numFmtId='9'/><xf numFmtId='171'/>",
        "<xf numFmtId='172'/><xf numFmtId='173'/><xf numFmtId='174'/><xf numFmtId='14'/></cellXfs>"
    );
    let expected: [&[&str]; 14] = [
        &[],
        &["struck"],
        &["invisible-ink"],
        &["invisible-ink"],
        &[],
        &[],
        &["blank-format"],
        &["percent"],
        &["literal"],
        &["scaled"],
        &["decimals"],
        &["words"],
        &["date"],
        &[],
    ];
    let cells: String =
        (0..14).map(|style| format!("<c s='{style}'><v>45000</v></c>")).collect();
    let sheet = format!("<sheetData><row>{cells}</row></sheetData>");
    let grid = Draughtsman::new(&sheet, styles, "").grid().expect("well-formed");
    for (col, (_, cell)) in grid.cells().enumerate() {
        let found: Vec<_> = cell.notes.iter().map(|(_, word)| word).collect();
        assert_eq!(found, expected[col], "style {col}");
    }
}

#[test]
fn a_rich_text_whose_letters_have_looks_of_their_own_leaves_that_of_its_cell() {
    let styles = concat!(
        "<fonts><font/><font><strike/><color theme='0'/></font></fonts><fills><fill/></fills>",
        "<cellXfs><xf/><xf fontId='1'/></cellXfs>"
    );
    let sheet = "<sheetData><row><c s='1' t='s'><v>0</v></c><c s='1' t='s'><v>1</v></c></row></sheetData>";
    let strings = "<si><r><rPr><b/></rPr><t>115</t></r></si><si><r><t>115</t></r></si>";
    let grid = Draughtsman::new(sheet, styles, strings).grid().expect("well-formed");
    assert_eq!(words(&grid, "A1"), [""; 0]);
    assert_eq!(words(&grid, "B1"), ["invisible-ink", "struck"]);
}

#[test]
fn rows_and_columns_without_size_are_hidden() {
    let cells = |row: u32| {
        let cells = ["A", "B", "C", "D", "E"]
            .map(|col| format!("<c r='{col}{row}'><v>1</v></c>"));
        cells.concat()
    };
    let row =
        |row: u32, says: &str| format!("<row r='{row}' {says}>{}</row>", cells(row));
    let sheet = format!(
        "<sheetFormatPr zeroHeight='1'/><cols><col min='4' max='4' width='0'/><col min='2' max='3' hidden='true'/>\
         <col min='3' max='3' hidden='1'/><col min='1' max='1' width='9' customWidth='1'/></cols>\
         <sheetData>{}{}{}{}{}{}{}</sheetData>",
        row(1, "spans='1:5'"),
        row(2, ""),
        row(3, "ht='15'"),
        row(4, "hidden='0'"),
        row(5, "spans='1:5' hidden='1'"),
        row(6, "spans='1:5' ht='0' customHeight='1'"),
        row(7, "spans='1:5' customHeight='1'"),
    );
    let grid = Draughtsman::new(&sheet, "", "").grid().expect("well-formed");
    assert_eq!(grid.hidden_rows(), [1, 4, 5, 6]);
    assert_eq!(grid.hidden_cols(), [1, 2, 3]);
    assert_eq!(words(&grid, "A2"), ["hidden-row"]);
    assert_eq!(words(&grid, "D1"), ["hidden-column"]);
    assert_eq!(words(&grid, "E1"), [""; 0]);
    let by_default = "<sheetFormatPr defaultColWidth='0'/><cols><col min='2' max='2' width='9'/></cols>";
    let sheet = format!("{by_default}<sheetData>{}</sheetData>", row(1, ""));
    let grid = Draughtsman::new(&sheet, "", "").grid().expect("well-formed");
    assert_eq!(grid.hidden_cols(), [0, 2, 3, 4]);
    let flat = "<sheetFormatPr defaultRowHeight='0' customHeight='1'/>";
    let sheet =
        format!("{flat}<sheetData>{}{}</sheetData>", row(1, ""), row(2, "ht='9'"));
    let grid = Draughtsman::new(&sheet, "", "").grid().expect("well-formed");
    assert_eq!(grid.hidden_rows(), [0]);
}

#[test]
fn rows_that_a_filter_hides_are_known_from_others() {
    let rows = "<sheetData><row r='1' hidden='1'><c><v>1</v></c></row><row r='2' hidden='1'><c><v>1</v></c></row>\
                <row r='3'><c><v>1</v></c></row><row r='9' hidden='1'><c><v>1</v></c></row></sheetData>";
    let filter = |inner: &str| {
        let sheet = format!(
            "{rows}<autoFilter ref='A1:C5'>{inner}</autoFilter><customSheetViews><customSheetView>\
             <autoFilter ref='A1:A99'><filterColumn><filters/></filterColumn></autoFilter>\
             </customSheetView></customSheetViews>"
        );
        Draughtsman::new(&sheet, "", "").grid().expect("well-formed")
    };
    let grid = filter(
        "<filterColumn colId='0'><filters><filter val='x'/></filters></filterColumn>",
    );
    assert_eq!(words(&grid, "A1"), ["hidden-row"], "the heading of a filter");
    assert_eq!(words(&grid, "A2"), ["hidden-row", "filtered"]);
    assert_eq!(words(&grid, "A9"), ["hidden-row"], "below the filter");
    let grid = filter(
        "<filterColumn colId='0' hiddenButton='1'/><sortState><sortCondition/></sortState>",
    );
    assert_eq!(words(&grid, "A2"), ["hidden-row"], "nothing is filtered");
}

#[test]
fn a_number_too_wide_for_its_column_is_noted_only_where_widths_are_told() {
    let cells =
        "<sheetData><row><c><v>123456</v></c><c><v>123456</v></c></row></sheetData>";
    let sheet = format!("<cols><col min='1' max='1' width='4.5'/></cols>{cells}");
    let grid = Draughtsman::new(&sheet, "", "").grid().expect("well-formed");
    assert_eq!((words(&grid, "A1"), words(&grid, "B1")), (vec!["overflow"], vec![]));
    let sheet = format!("<sheetFormatPr defaultColWidth='4.5'/>{cells}");
    let grid = Draughtsman::new(&sheet, "", "").grid().expect("well-formed");
    assert_eq!(words(&grid, "B1"), ["overflow"]);
    // Widths count in the letters of the workbook: here they are larger.
    let large = "<fonts><font><sz val='16'/></font></fonts><cellXfs><xf/></cellXfs>";
    let sheet = format!("<cols><col min='1' max='2' width='6.7'/></cols>{cells}");
    let grid = Draughtsman::new(&sheet, large, "").grid().expect("well-formed");
    assert_eq!(words(&grid, "A1"), [""; 0]);
}

#[test]
fn results_that_may_be_old_are_noted() {
    let sheet = "<sheetData><row><c><f>A9+1</f><v>1</v></c><c><f>Tổng*2</f><v>1</v></c><c><v>1</v></c></row></sheetData>";
    let of = |tail: &str| {
        let mut parts = Draughtsman::new(sheet, "", "");
        tail.clone_into(&mut parts.tail);
        parts
            .grid()
            .map(|grid| (words(&grid, "A1"), words(&grid, "B1"), words(&grid, "C1")))
    };
    for tail in ["<calcPr fullCalcOnLoad='1'/>", "<calcPr calcCompleted='0'/>"] {
        assert_eq!(of(tail), Ok((vec!["uncalculated"], vec!["uncalculated"], vec![])));
    }
    let by_hand = "<calcPr calcMode='manual'/>";
    assert_eq!(of(by_hand).map(|(first, ..)| first), Ok(vec!["manual-calculation"]));
    assert_eq!(of("<calcPr calcMode='auto' calcId='1'/>"), Ok((vec![], vec![], vec![])));
    let names = "<definedNames><definedName name='TỔNG'>[1]Biểu!$A$1</definedName></definedNames>";
    assert_eq!(of(names), Ok((vec![], vec!["external-link"], vec![])));
}

#[test]
fn comments_of_both_kinds_are_kept_once() {
    let mut parts = Draughtsman::new("<sheetData/>", "", "");
    let relation = |id: u32, kind: &str, target: &str| {
        format!("<Relationship Id='{id}' Type='{kind}' Target='{target}'/>")
    };
    let relations = [
        relation(1, &format!("{OFFICE}/comments"), "../ghi%20chu.xml"),
        relation(
            2,
            "http://schemas.microsoft.com/office/2017/10/relationships/threadedComment",
            "/xl/t.xml",
        ),
        relation(3, &format!("{OFFICE}/drawing"), "../drawings/drawing1.xml"),
    ];
    let comment = |at: &str, text: &str| {
        format!(
            "<comment ref='{at}'><text><r><t xml:space='preserve'>{text} </t></r><r><t>9</t></r></text></comment>"
        )
    };
    for (name, text) in [
        ("xl/worksheets/_rels/sheet1.xml.rels", format!("<Relationships>{}</Relationships>", relations.concat())),
        ("xl/ghi chu.xml", format!("<comments><commentList>{}{}</commentList></comments>", comment("E9", "Số cũ"), comment("A1", "[Threaded comment]"))),
        ("xl/t.xml", "<ThreadedComments><threadedComment ref='A1'><text>Sửa lại</text></threadedComment><threadedComment ref='A1'><text>Đã sửa</text></threadedComment></ThreadedComments>".to_owned()),
    ] {
        parts.parts.push((name.to_owned(), text));
    }
    let grid = parts.grid().expect("well-formed");
    let comments: Vec<_> =
        grid.comments().map(|(at, text)| format!("{at}: {text}")).collect();
    assert_eq!(comments, ["A1: Sửa lại", "A1: Đã sửa", "E9: Số cũ 9"]);
}

#[test]
fn rows_and_columns_of_almost_no_size_are_hidden() {
    let sheet = "<cols><col min='1' max='1' width='0.1'/><col min='2' max='2' width='0.6'/></cols>\
                 <sheetData><row ht='2'><c r='B1'><v>1</v></c></row><row ht='3'><c><v>1</v></c>\
                 <c><v>1</v></c></row></sheetData>";
    let grid = Draughtsman::new(sheet, "", "").grid().expect("well-formed");
    assert_eq!(
        (grid.hidden_rows(), grid.hidden_cols()),
        ([0].as_slice(), [0].as_slice())
    );
}

#[test]
fn letters_made_to_fit_repeated_tiny_or_of_signs_are_known() {
    let styles = concat!(
        "<fonts><font/><font><sz val='1'/></font><font><name val='Wingdings'/></font></fonts>",
        "<cellXfs><xf/><xf><alignment shrinkToFit='1'/></xf><xf><alignment textRotation='90'/></xf>",
        "<xf><alignment horizontal='fill'/></xf><xf fontId='1'/><xf fontId='2'/>",
        "<xf><alignment horizontal='center' wrapText='1'/></xf></cellXfs>"
    );
    let cells: String =
        (0..7).map(|style| format!("<c s='{style}'><v>123456</v></c>")).collect();
    let sheet = format!(
        "<cols><col min='1' max='7' width='3'/></cols><sheetData><row>{cells}</row></sheetData>"
    );
    let grid = Draughtsman::new(&sheet, styles, "").grid().expect("well-formed");
    let found: Vec<_> = ["A1", "B1", "C1", "D1", "E1", "F1", "G1"]
        .into_iter()
        .map(|at| words(&grid, at).join(" "))
        .collect();
    let unreadable = "invisible-ink overflow";
    let expected =
        ["overflow", "", "", "literal", "invisible-ink", unreadable, "overflow"];
    assert_eq!(found, expected);
    let run = |look: &str| {
        format!("<si><r><t>115</t></r><r><rPr>{look}</rPr><t>9</t></r></si>")
    };
    let strings =
        run("<sz val='2'/>") + &run("<rFont val='Webdings'/>") + &run("<sz val='9'/>");
    let cells: String =
        (0..3).map(|text| format!("<c t='s'><v>{text}</v></c>")).collect();
    let sheet = format!("<sheetData><row>{cells}</row></sheetData>");
    let grid = Draughtsman::new(&sheet, "", &strings).grid().expect("well-formed");
    assert_eq!(words(&grid, "A1"), ["invisible-ink"]);
    assert_eq!(words(&grid, "B1"), ["invisible-ink"]);
    assert_eq!(words(&grid, "C1"), [""; 0]);
}

#[test]
fn a_format_on_a_condition_that_hides_or_changes_a_figure_is_noted() {
    let styles = concat!(
        "<fills><fill/><fill/><fill><patternFill patternType='solid'><fgColor rgb='FF0000FF'/></patternFill></fill></fills>",
        "<cellXfs><xf/><xf fillId='2'/></cellXfs><dxfs>",
        "<dxf><font><color rgb='FFFFFFFF'/></font></dxf><dxf><numFmt numFmtId='164' formatCode=';;;'/></dxf>",
        "<dxf><numFmt numFmtId='165' formatCode='0&quot;00&quot;'/></dxf><dxf><numFmt numFmtId='9' formatCode='0%'/></dxf>",
        "<dxf><font><strike/></font></dxf>",
        "<dxf><font><color rgb='FF9C0006'/></font><fill><patternFill><bgColor rgb='FFFFC7CE'/></patternFill></fill></dxf>",
        "<dxf><fill><patternFill><bgColor rgb='FFFFFF00'/></patternFill></fill></dxf>",
        "<dxf><font><color rgb='FFFFFFFF'/></font><fill><patternFill><bgColor rgb='FF0000FF'/></patternFill></fill></dxf></dxfs>"
    );
    let noted = |style: u32, rule: &str| {
        let sheet = format!(
            "<sheetData><row><c s='{style}'><v>1159</v></c></row></sheetData>\
             <conditionalFormatting sqref='C9 A1:B2'>{rule}</conditionalFormatting>"
        );
        words(&Draughtsman::new(&sheet, styles, "").grid().expect("well-formed"), "A1")
            .join(" ")
    };
    let of = |dxf: u32| {
        let rule = format!(
            "<cfRule type='expression' dxfId='{dxf}'><formula>A1&gt;B1</formula></cfRule>"
        );
        noted(0, &rule)
    };
    let found: Vec<String> = (0..9).map(of).collect();
    let expected =
        ["invisible-ink", "blank-format", "literal", "percent", "struck", "", "", "", ""];
    assert_eq!(found, expected);
    let white = |rest: &str| format!("<cfRule dxfId='0' {rest}</cfRule>");
    let zero = white("type='cellIs' operator='equal'><formula>0</formula>");
    let above = white("type='cellIs' operator='greaterThan'><formula>0</formula>");
    let errors = white("type='expression'><formula>ISERROR(A1)</formula>");
    assert_eq!((noted(0, &zero), noted(0, &errors)), (String::new(), String::new()));
    assert_eq!(noted(0, &above), "invisible-ink");
    assert_eq!(noted(1, &above), "", "white on blue");
    for (shows, note) in [("0", "blank-format"), ("1", "")] {
        for kind in ["dataBar", "iconSet"] {
            let rule = format!(
                "<cfRule type='{kind}'><{kind} showValue='{shows}'><cfvo/></{kind}></cfRule>"
            );
            assert_eq!(noted(0, &rule), note, "{kind}");
        }
    }
}
