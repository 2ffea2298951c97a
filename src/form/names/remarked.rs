//! Names of communes with a remark behind them.

use super::{Named, Names, Who, district_of};
use crate::plan::key::Key;

/// What may stand in a bracket behind a commune's bare name.
const COMMUNE_KINDS: [&str; 4] = ["xã", "phường", "thị trấn", "tt"];
/// What an office remarks on a commune behind its name.
const REMARKS: [&str; 22] = [
    "kv i",
    "kv ii",
    "kv iii",
    "kv 1",
    "kv 2",
    "kv 3",
    "kvi",
    "kvii",
    "kviii",
    "khu vực i",
    "khu vực ii",
    "khu vực iii",
    "ntm",
    "xã ntm",
    "nông thôn mới",
    "xã nông thôn mới",
    "đbkk",
    "xã đbkk",
    "xã đặc biệt khó khăn",
    "atk",
    "xã atk",
    "xã biên giới",
];

/// What says behind a name that it is that of a commune before the merger.
const FORMER: [&str; 8] = [
    "cũ",
    "xã cũ",
    "phường cũ",
    "thị trấn cũ",
    "trước sáp nhập",
    "trước sắp xếp",
    "trước khi sáp nhập",
    "trước khi sắp xếp",
];

impl Names {
    /// The commune before a remark of what kind it is (`Chợ Rã (thị trấn)`,
    /// `Xã Cao Thượng (KV III)`, `Xã Đồng Phúc - ATK`) or the name of its own
    /// district (`Xã Bành Trạch, huyện Ba Bể`).
    pub(super) fn find_remarked(&self, text: &str) -> Vec<Named> {
        let bracket = text.strip_suffix(')').and_then(|text| text.rsplit_once('('));
        let dash = || text.rsplit_once(" - ").or_else(|| text.rsplit_once(" – "));
        let mut found = Vec::new();
        let former =
            || text.trim_end().strip_suffix(" cũ").filter(|_| self.has_two_tiers);
        if let Some((name, remark)) = bracket.or_else(dash) {
            let remark = Key::of(remark);
            let is = |word: &&str| remark.names(&Key::of(word));
            if COMMUNE_KINDS.iter().any(&is) {
                found = self.find_bare(&format!("{} {name}", remark.marked));
            } else if REMARKS.iter().any(&is)
                || self.has_two_tiers && FORMER.iter().any(&is)
            {
                found = self.find_bare(name);
            }
            found.retain(|named| matches!(named.who, Who::Commune { .. }));
        } else if let Some(name) = former() {
            found = self.find_bare(name);
            found.retain(|named| matches!(named.who, Who::Commune { .. }));
        } else if let Some((name, rest)) = text.rsplit_once([',', '-', '–']) {
            let of = self.find_bare(rest);
            let of = district_of(&of).and_then(|named| named.who.unit());
            found = self.find_bare(name);
            found.retain(|named| match &named.who {
                Who::Commune { district, .. } => Some(district.as_str()) == of,
                Who::District(_) | Who::Body(_) | Who::Part(_) | Who::Outside(_) => false,
            });
        }
        found
    }
}
