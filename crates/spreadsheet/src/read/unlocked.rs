//! Opens what Excel locks by itself: a workbook saved as protected against
//! changes is encrypted with a password that everybody knows, and opens without
//! a question.
//!
//! The crate that decrypts never sees the container that was sent: it gets a
//! fresh one with the two streams that matter.

use super::compound::{self, Compound, END, FAT, FREE, SECTOR, SMALL, id};
use super::unreadable::Unreadable;
use super::{guarded, limits};

/// The password that Excel tries before it asks.
pub(super) const PASSWORD: &str = "VelvetSweatshop";

/// Sector size of the store of small streams.
const SMALL_SECTOR: usize = 64;

/// The archive in an encrypted container, if Excel's own password opens it.
pub(super) fn unlocked(file: &Compound) -> Result<Vec<u8>, Unreadable> {
    let sealed = file.locked.as_ref().and_then(|(info, package)| sealed(info, package));
    let sealed = sealed.ok_or(Unreadable::Encrypted)?;
    // A wrong password gives noise, which is no archive.
    guarded(|| {
        office_crypto::decrypt_from_bytes(sealed, PASSWORD)
            .map_err(|_| Unreadable::Encrypted)
    })
    .ok()
    .filter(|plain| plain.starts_with(b"PK\x03\x04"))
    .ok_or(Unreadable::Encrypted)
}

/// A container of what tells the encryption and what is encrypted; nothing where
/// they are out of all proportion.
fn sealed(info: &[u8], package: &[u8]) -> Option<Vec<u8>> {
    if info.len() >= SMALL || package.len() > limits::LOCKED_BYTES {
        return None;
    }
    let is_small = package.len() < SMALL;
    let mut small = padded(info, SMALL_SECTOR);
    let info_sectors = small.len() / SMALL_SECTOR;
    let mut small_fat = chain(0, info_sectors);
    if is_small {
        small.extend(padded(package, SMALL_SECTOR));
        small_fat.extend(chain(info_sectors, small.len() / SMALL_SECTOR - info_sectors));
    }
    let (small_len, small) = (small.len(), padded(&small, SECTOR));
    let large = if is_small { Vec::new() } else { padded(package, SECTOR) };
    // The directory, the tables, the table of small sectors, small and large streams.
    let data = 2 + (small.len() + large.len()) / SECTOR;
    let tables = data.div_ceil(SECTOR / 4 - 1);
    let small_table = 1 + tables;
    let small_start = small_table + 1;
    let large_start = small_start + small.len() / SECTOR;
    let mut fat = vec![END];
    fat.extend(std::iter::repeat_n(FAT, tables));
    fat.push(END);
    fat.extend(chain(small_start, small.len() / SECTOR));
    fat.extend(chain(large_start, large.len() / SECTOR));
    let package_start = if is_small { info_sectors } else { large_start };
    let mut directory = entry("Root Entry", 5, (small_start, small_len), [FREE, FREE, 1]);
    directory.extend(entry(
        "EncryptedPackage",
        2,
        (package_start, package.len()),
        [FREE, 2, FREE],
    ));
    directory.extend(entry("EncryptionInfo", 2, (0, info.len()), [FREE; 3]));
    let mut bytes = compound::header(tables);
    bytes[60..64].copy_from_slice(&id(small_table).to_le_bytes());
    bytes[64..68].copy_from_slice(&1_u32.to_le_bytes());
    bytes.extend(padded(&directory, SECTOR));
    bytes.extend(table(&fat, tables));
    bytes.extend(table(&small_fat, 1));
    bytes.extend(small);
    bytes.extend(large);
    Some(bytes)
}

fn padded(bytes: &[u8], to: usize) -> Vec<u8> {
    let mut bytes = bytes.to_vec();
    bytes.resize(bytes.len().div_ceil(to) * to, 0);
    bytes
}

/// The table entries of a stream of some sectors from `start` on.
fn chain(start: usize, sectors: usize) -> Vec<u32> {
    let mut chain: Vec<u32> = (1..sectors).map(|next| id(start + next)).collect();
    if sectors > 0 {
        chain.push(END);
    }
    chain
}

fn table(ids: &[u32], sectors: usize) -> Vec<u8> {
    let mut ids = ids.to_vec();
    ids.resize(sectors * SECTOR / 4, FREE);
    ids.iter().flat_map(|id| id.to_le_bytes()).collect()
}

/// An entry of the directory with its neighbours: before it, behind, below.
fn entry(
    name: &str,
    kind: u8,
    (start, len): (usize, usize),
    neighbours: [u32; 3],
) -> Vec<u8> {
    let mut entry = compound::entry(name, kind, start, len);
    for (place, neighbour) in neighbours.into_iter().enumerate() {
        entry[68 + 4 * place..72 + 4 * place].copy_from_slice(&neighbour.to_le_bytes());
    }
    entry
}
