//! What goes back to the offices: slips, composed and typeset in one go, and
//! marked copies of what they sent; written together.

use std::collections::BTreeMap;
use std::path::PathBuf;

use super::marked::{MarkedCopies, marked_copies};
use super::publish::shown;
use super::{Config, Error, Judged, Press};
use crate::document::slip;
use crate::outbox::{self, Output};
use crate::plan::Plan;

/// The folder among the outputs of a year.
const FOLDER: &str = "phieu";

/// Slips that were written.
#[derive(Debug)]
pub(crate) struct Slips {
    pub(crate) count: usize,
    /// Marked copies of submissions.
    pub(crate) copies: usize,
    /// Files of which there should be a marked copy, and why there is none.
    pub(crate) without: Vec<(String, String)>,
    pub(crate) folder: PathBuf,
}

/// Writes a slip for every unit due in the year, and the marked copies.
pub(crate) fn slips(
    config: &Config,
    judged: &Judged,
    press: Press,
) -> Result<Slips, Error> {
    let (templates, fonts) = press?;
    let MarkedCopies { copies, without } = marked_copies(config, judged)?;
    let copied: BTreeMap<String, String> =
        copies.iter().map(|copy| (copy.file.clone(), copy.output.name.clone())).collect();
    let material = judged.material(&fonts.family, "");
    let slips = slip::slips(&material, config.report_date, &copied);
    let data: Vec<Vec<u8>> = slips.iter().map(|slip| shown(slip, &fonts)).collect();
    let prints = press::typeset("slip.typ", &data, &templates, &fonts)?;
    let named = slips.iter().map(|slip| format!("{}.pdf", slip.unit));
    let mut outputs: Vec<Output> =
        named.zip(prints).map(|(name, print)| Output::new(&name, print.pdf)).collect();
    let count = outputs.len();
    outputs.extend(copies.into_iter().map(|copy| copy.output));
    let is_ours = |name: &str| is_ours(name, &judged.plan);
    let folder = outbox::replace_folder(&config.out(), config.year, FOLDER, &outputs)?;
    outbox::prune(&config.out(), &folder, &outputs, is_ours)?;
    Ok(Slips {
        count,
        copies: outputs.len() - count,
        without: without.into_iter().map(|one| (one.file, one.reason)).collect(),
        folder,
    })
}

/// Whether a file of the folder is one of an earlier run, which must not go out
/// again: a slip or a marked copy by its name.
fn is_ours(name: &str, plan: &Plan) -> bool {
    plan.units().any(|unit| {
        name.strip_prefix(unit.code()).is_some_and(|rest| {
            let copy = rest.starts_with('-')
                && (rest.ends_with(".xlsx") || rest.ends_with(".xlsm"));
            rest == ".pdf" || copy
        })
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::run::{Reach, judge_in_process};
    use press::PressError;

    #[test]
    fn without_a_press_the_clerk_is_told_why_and_nothing_is_written() {
        let out = std::env::temp_dir().join("xhht-slips-no-font");
        let config = Config {
            project: PathBuf::from(env!("CARGO_MANIFEST_DIR")),
            year: 2024,
            report_date: None,
            font_folders: Vec::new(),
            reach: Reach::LastYear,
            kind: None,
            issue: false,
            must_be_final: false,
        };
        let judged = judge_in_process(&config).expect("the sample inbox");
        let press = Err(PressError::Letter {
            font: "Times New Roman".to_owned(),
            letter: '汉',
            text: "汉".to_owned(),
        });
        let elsewhere = Config { project: out.clone(), ..config };
        let error = slips(&elsewhere, &judged, press).expect_err("no font");
        assert!(
            error.to_string().contains("Phông Times New Roman không có chữ"),
            "{error}"
        );
        assert!(!out.exists());
    }

    #[test]
    fn only_slips_and_marked_copies_are_taken_for_ours() {
        let plan = crate::plan::load(std::path::Path::new("no such project"));
        let plan = plan.expect("the registers");
        let ours = ["ba-be.pdf", "ba-be-Bao cao 2024.xlsx", "so-y-te-a.xlsm"];
        let foreign = ["ba-be.docx", "Công văn.pdf", "ba-be-ghi chú.txt", "xa.pdf"];
        assert!(ours.iter().all(|name| is_ours(name, &plan)));
        assert!(!foreign.iter().any(|name| is_ours(name, &plan)));
    }
}
