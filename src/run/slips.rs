//! The slips back to the offices: composed, typeset in one go, written together.

use std::path::PathBuf;

use super::publish::shown;
use super::{Config, Error, Judged, Press};
use crate::document::slip;
use crate::outbox::{self, Output};
use crate::press;

/// The folder among the outputs of a year.
const FOLDER: &str = "phieu";

/// Slips that were written.
#[derive(Debug)]
pub(crate) struct Slips {
    pub(crate) count: usize,
    pub(crate) folder: PathBuf,
}

/// Writes a slip for every unit due in the year.
pub(crate) fn slips(
    config: &Config,
    judged: &Judged,
    press: Press,
) -> Result<Slips, Error> {
    let (templates, fonts) = press?;
    let material = judged.material(&fonts.family, "");
    let slips = slip::slips(&material, config.report_date);
    let data: Vec<Vec<u8>> = slips.iter().map(|slip| shown(slip, &fonts)).collect();
    let prints = press::typeset("slip.typ", &data, &templates, &fonts)?;
    let named = slips.iter().map(|slip| format!("{}.pdf", slip.unit));
    let outputs: Vec<Output> =
        named.zip(prints).map(|(name, print)| Output::new(&name, print.pdf)).collect();
    let folder = outbox::replace_folder(&config.out(), config.year, FOLDER, &outputs)?;
    Ok(Slips { count: outputs.len(), folder })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::press::PressError;
    use crate::run::{Reach, judge_in_process};

    #[test]
    fn without_any_font_the_clerk_is_told_which_and_nothing_is_written() {
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
        let press = Err(PressError::NoFont("Times New Roman, Tinos".to_owned()));
        let elsewhere = Config { project: out.clone(), ..config };
        let error = slips(&elsewhere, &judged, press).expect_err("no font");
        assert!(
            error.to_string().contains("phông chữ Times New Roman, Tinos"),
            "{error}"
        );
        assert!(!out.exists());
    }
}
