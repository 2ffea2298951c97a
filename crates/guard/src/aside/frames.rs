//! How a reading process and its parent talk: a length of four bytes, low byte
//! first, and a message in postcard's form.

use std::io::{self, Read, Write};

use serde::{Deserialize, Serialize};

pub(super) fn write_frame(
    to: &mut impl Write,
    message: &impl Serialize,
) -> io::Result<()> {
    let bytes = postcard::to_stdvec(message).map_err(io::Error::other)?;
    let len = u32::try_from(bytes.len()).map_err(io::Error::other)?;
    to.write_all(&len.to_le_bytes())?;
    to.write_all(&bytes)?;
    to.flush()
}

/// The next message; nothing at the end, or where it is longer than `most` bytes or
/// none of ours.
pub(super) fn read_frame<T: for<'de> Deserialize<'de>>(
    from: &mut impl Read,
    most: usize,
) -> Option<T> {
    let mut len = [0; 4];
    from.read_exact(&mut len).ok()?;
    let len = u32::from_le_bytes(len) as usize;
    if len > most {
        return None;
    }
    let mut bytes = Vec::new();
    from.take(len as u64).read_to_end(&mut bytes).ok()?;
    (bytes.len() == len).then(|| postcard::from_bytes(&bytes).ok()).flatten()
}
