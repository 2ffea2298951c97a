//! The clerk's list of sending in the folder of a year: begun by the first run, and never
//! written over where every unit due is in it.

use std::path::Path;

use super::editing::keep_under_number;
use super::{Config, Error};
use crate::document::sending::{Kept, SENDING, book};
use crate::outbox::{self, Output};
use crate::plan::Plan;
use guard::opening::{self, Refused, most};

/// Begins the list, or puts rows in for units that are new. What the clerk has to be told
/// of it, if anything: a former copy is kept, and one that is no such list is left alone.
pub(crate) fn keep_list(config: &Config, plan: &Plan) -> Result<Option<String>, Error> {
    let folder = config.out_of_year();
    let former = match opening::read(&folder, Path::new(SENDING), most::OUTPUT) {
        Ok(former) => Some(former),
        Err(Refused::Missing) => None,
        // What cannot be read is not written over.
        Err(why) => return Ok(Some(format!("Để nguyên {SENDING}: {why}."))),
    };
    let kept = match &former {
        None => Kept::default(),
        Some(bytes) => {
            let workbook = spreadsheet::read(bytes.clone()).ok();
            match workbook.as_ref().and_then(Kept::read) {
                Some(kept) => kept,
                None => {
                    return Ok(Some(format!(
                        "Để nguyên {SENDING}: không thấy cột “Đơn vị” và cột “Mã”. Đổi tên tệp \
                         nếu muốn chương trình lập bảng theo dõi mới."
                    )));
                }
            }
        }
    };
    let added = kept.lacks(plan).len();
    if former.is_some() && added == 0 {
        return Ok(None);
    }
    let date = plan.office.deadline(config.year);
    let list = spreadsheet::write(&book(plan, config.year, date, &kept));
    let Some(former) = former else {
        outbox::put(&config.out(), config.year, &Output::new(SENDING, list))?;
        return Ok(None);
    };
    let name = keep_under_number(config, "theo-doi-cu", former)?;
    outbox::put(&config.out(), config.year, &Output::new(SENDING, list))?;
    Ok(Some(format!(
        "Đã thêm {added} đơn vị vào {SENDING}; bản trước được giữ nguyên tại {name}."
    )))
}
