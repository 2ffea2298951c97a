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
    let material = judged.material(&fonts.family);
    let slips = slip::slips(&material, config.report_date);
    let data: Vec<Vec<u8>> = slips.iter().map(|slip| shown(slip, &fonts)).collect();
    let prints = press::typeset("slip.typ", &data, &templates, &fonts)?;
    let named = slips.iter().map(|slip| format!("{}.pdf", slip.unit));
    let outputs: Vec<Output> =
        named.zip(prints).map(|(name, print)| Output::new(&name, print.pdf)).collect();
    let folder = outbox::replace_folder(&config.out(), config.year, FOLDER, &outputs)?;
    Ok(Slips { count: outputs.len(), folder })
}
