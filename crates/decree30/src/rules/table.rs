//! Tables: heads tagged, and repeated where a table runs over the page.

use super::{Found, Rule, shown};
use crate::anatomy::Anatomy;
use crate::sheet::{Owner, Paper};

const HEADS: &str = "ISO 14289-1 (PDF/UA-1), 7.5";
const REPEATED: &str =
    "NĐ 30/2020, Phụ lục I, phần I, mục I.2 (bảng, biểu); nếp văn phòng";

pub(super) const RULES: [Rule; 2] = [
    Rule { name: "ô-tiêu-đề-bảng", source: HEADS, check: tagged_heads },
    Rule { name: "lặp-tiêu-đề-bảng", source: REPEATED, check: repeated_heads },
];

fn tagged_heads(_: &Paper, anatomy: &Anatomy<'_>) -> Vec<Found> {
    let bare = anatomy.tables.iter().filter(|table| !table.has_heads);
    bare.map(|table| {
        let cells = table.cells;
        Found::on(table.first, format!("bảng {cells} ô không có ô tiêu đề (TH)"))
    })
    .collect()
}

/// On each page a table goes on, the first words are those of its head.
fn repeated_heads(paper: &Paper, anatomy: &Anatomy<'_>) -> Vec<Found> {
    let mut found = Vec::new();
    for table in anatomy.tables.iter().filter(|table| !table.heads.is_empty()) {
        for at in table.first + 1..=table.last {
            let repeated = paper.pages[at].lines.iter().any(|line| {
                line.block == Owner::Artifact && table.heads.contains(&line.text)
            });
            let goes_on = table.is_on(at);
            if goes_on && !repeated {
                let head = shown(&table.heads[0]);
                let measured =
                    format!("bảng tiếp sang trang mà không lặp lại tiêu đề {head}");
                found.push(Found::on(at, measured));
            }
        }
    }
    found
}
