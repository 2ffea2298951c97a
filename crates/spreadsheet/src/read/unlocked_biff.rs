//! Opens an `.xls` that Excel locked by itself with the password that everybody
//! knows, in any of the three ways of its time (\[MS-XLS\] 2.2.10,
//! \[MS-OFFCRYPTO\] 2.3.5 to 2.3.7).
//!
//! Not with `office-crypto`, which does this for documents and presentations only.

use md5::{Digest, Md5};
use sha1::Sha1;

use super::biff::{record, u16_at};
use super::unlocked::PASSWORD;
use super::unreadable::Unreadable;

const LOCK: u16 = 0x002F;
const SHEET: u16 = 0x0085;
const END: u16 = 0x000A;
/// A kind that no record has.
const NOTHING: u16 = 0;
/// Records that are never encrypted.
const OPEN: [u16; 7] = [0x0809, LOCK, 0x0194, 0x0195, 0x00E1, 0x0196, 0x0138];

/// Bytes that one key is good for.
const BLOCK: usize = 1_024;

/// What Excel's own password comes to where bytes are only obfuscated.
const OBFUSCATION: [u8; 16] = [
    0x87, 0x6B, 0x9A, 0xE2, 0x1E, 0xE3, 0x05, 0x62, 0x1E, 0x69, 0x96, 0x60, 0x98, 0x6E,
    0x94, 0x04,
];
const OBFUSCATION_VERIFIER: u16 = 0x9A0A;

/// How a stream is locked, with what the password comes to.
#[derive(Debug, PartialEq)]
enum Lock {
    Obfuscated,
    /// The first bytes of the digest of the password and the salt.
    Rc4([u8; 5]),
    /// The same of the later way, and the length of its keys in bytes.
    CryptoApi([u8; 20], usize),
}

/// Decrypts a stream in its place, if it is locked; another password than Excel's own
/// keeps it shut.
pub(super) fn unlock(stream: &mut [u8]) -> Result<(), Unreadable> {
    let Some(at) = lock_at(stream)? else { return Ok(()) };
    let found = record(stream, at)?;
    let data = &stream[found.start..found.end];
    let lock = Lock::read(data).ok_or(Unreadable::Encrypted)?;
    stream[at..at + 2].copy_from_slice(&NOTHING.to_le_bytes());
    let mut keys = Keys { lock, block: None, stream: Vec::new() };
    let mut next = 0;
    // Behind the last record there is nothing but padding.
    while let Ok(found) = record(stream, next) {
        next = found.end;
        if OPEN.contains(&found.kind) || found.start == at + 4 {
            continue;
        }
        // Where its sheet begins, a list of sheets tells openly.
        let open = if found.kind == SHEET { 4 } else { 0 };
        let start = (found.start + open).min(found.end);
        keys.apply(
            &mut stream[start..found.end],
            start,
            found.start,
            found.kind == SHEET,
        );
    }
    Ok(())
}

/// Where the record of the lock stands, before the sheets.
fn lock_at(stream: &[u8]) -> Result<Option<usize>, Unreadable> {
    let mut at = 0;
    loop {
        // What is no stream of records others find out.
        let Ok(found) = record(stream, at) else { return Ok(None) };
        match found.kind {
            LOCK => return Ok(Some(at)),
            END => return Ok(None),
            _ => at = found.end,
        }
    }
}

fn password() -> Vec<u8> {
    PASSWORD.encode_utf16().flat_map(u16::to_le_bytes).collect()
}

impl Lock {
    /// The lock that a record describes, if the password opens it.
    fn read(data: &[u8]) -> Option<Self> {
        const OBFUSCATED: u16 = 0;
        if u16_at(data.get(..2)?, 0) == OBFUSCATED {
            let verifier = u16_at(data.get(4..6)?, 0);
            return (verifier == OBFUSCATION_VERIFIER).then_some(Self::Obfuscated);
        }
        let [major, minor] = [2, 4].map(|at| data.get(at..at + 2).map(|v| u16_at(v, 0)));
        match (major?, minor?) {
            (1, 1) => Self::rc4(data.get(6..54)?),
            (2..=4, 2) => Self::crypto_api(data.get(6..)?),
            _ => None,
        }
    }

    /// Salt, verifier, digest of the verifier: sixteen bytes each.
    fn rc4(data: &[u8]) -> Option<Self> {
        let (salt, verifier) = data.split_at_checked(16)?;
        let mut first = [0; 5];
        first.copy_from_slice(&Md5::digest(password())[..5]);
        let salted: Vec<u8> =
            [first.as_slice(), salt].concat().into_iter().cycle().take(21 * 16).collect();
        first.copy_from_slice(&Md5::digest(salted)[..5]);
        let lock = Self::Rc4(first);
        let mut plain = verifier.to_vec();
        xor(&mut plain, &lock.key_stream(0));
        (Md5::digest(&plain[..16])[..] == plain[16..]).then_some(lock)
    }

    /// The header with its length before it, then the verifier with the salt.
    fn crypto_api(data: &[u8]) -> Option<Self> {
        let number = |at: usize| {
            let bytes: [u8; 4] = data.get(at..at + 4)?.try_into().ok()?;
            usize::try_from(u32::from_le_bytes(bytes)).ok()
        };
        // Flags and the length of the header stand before it.
        let header = 8;
        let bits = match number(header + 16)? {
            0 => 40,
            bits => bits,
        };
        let start = header.checked_add(number(4)?)?.checked_add(4)?;
        let salt = data.get(start..start.checked_add(16)?)?;
        let sealed = data.get(start + 16..start + 32)?;
        let digest = data.get(start + 36..start + 56)?;
        if !matches!(bits, 40..=128) || bits % 8 != 0 {
            return None;
        }
        let first = Sha1::digest([salt, &password()].concat());
        let lock = Self::CryptoApi(first.into(), bits / 8);
        let mut plain = [sealed, digest].concat();
        xor(&mut plain, &lock.key_stream(0));
        (Sha1::digest(&plain[..16])[..] == plain[16..]).then_some(lock)
    }

    /// What is laid over one block; nothing where bytes are only obfuscated.
    fn key_stream(&self, block: u32) -> Vec<u8> {
        let block = block.to_le_bytes();
        let key = match self {
            Self::Obfuscated => return Vec::new(),
            Self::Rc4(first) => Md5::digest([first.as_slice(), &block].concat()).to_vec(),
            Self::CryptoApi(first, length) => {
                let digest = Sha1::digest([first.as_slice(), &block].concat());
                let mut key = digest[..*length].to_vec();
                // Keys of forty bits are filled up.
                key.resize(if *length == 5 { 16 } else { *length }, 0);
                key
            }
        };
        rc4(&key, BLOCK)
    }
}

/// The keys of a stream, one block after the other.
struct Keys {
    lock: Lock,
    block: Option<u32>,
    stream: Vec<u8>,
}

impl Keys {
    /// Decrypts a part of the stream that begins at `start`, of a record whose data
    /// begins at `record`.
    fn apply(&mut self, part: &mut [u8], start: usize, record: usize, is_sheet: bool) {
        if self.lock == Lock::Obfuscated {
            let length = part.len() + if is_sheet { 8 } else { 0 };
            for (offset, byte) in part.iter_mut().enumerate() {
                let mask = OBFUSCATION[(record + length + offset) % 16];
                *byte = (*byte ^ mask).rotate_right(5);
            }
            return;
        }
        for (offset, byte) in part.iter_mut().enumerate() {
            let at = start + offset;
            let block = u32::try_from(at / BLOCK).unwrap_or(u32::MAX);
            if self.block != Some(block) {
                self.stream = self.lock.key_stream(block);
                self.block = Some(block);
            }
            *byte ^= self.stream[at % BLOCK];
        }
    }
}

fn xor(data: &mut [u8], stream: &[u8]) {
    for (byte, mask) in data.iter_mut().zip(stream) {
        *byte ^= mask;
    }
}

/// The first bytes of the stream of a key.
fn rc4(key: &[u8], length: usize) -> Vec<u8> {
    let mut state = [0_u8; 256];
    for (at, place) in (0..=u8::MAX).zip(&mut state) {
        *place = at;
    }
    let mut other = 0_u8;
    for at in 0..256 {
        other = other.wrapping_add(state[at]).wrapping_add(key[at % key.len()]);
        state.swap(at, usize::from(other));
    }
    let (mut at, mut other) = (0_u8, 0_u8);
    let next = || {
        at = at.wrapping_add(1);
        other = other.wrapping_add(state[usize::from(at)]);
        state.swap(usize::from(at), usize::from(other));
        let sum = state[usize::from(at)].wrapping_add(state[usize::from(other)]);
        state[usize::from(sum)]
    };
    std::iter::repeat_with(next).take(length).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_stream_of_a_key_is_that_of_rfc_6229() {
        let key = [1, 2, 3, 4, 5];
        assert_eq!(rc4(&key, 4), [0xB2, 0x39, 0x63, 0x05]);
    }

    #[test]
    fn a_lock_that_breaks_off_stays_shut() {
        for kind in [[0, 0, 1, 0, 1, 0], [1, 0, 1, 0, 1, 0], [1, 0, 2, 0, 2, 0]] {
            for length in 0..120 {
                let mut data = kind.to_vec();
                data.resize(6 + length, 0xFF);
                assert_eq!(Lock::read(&data), None);
            }
        }
    }
}
