//! Texts in the records of an old `.xls`: plain, rich, and those that go on in
//! the records behind their own.

use std::collections::BTreeMap;

use super::limits;
use super::stretches::Stretch;

/// The record that another one goes on in.
pub(super) const CONTINUE: u16 = 0x003C;

/// The data of a record and of those it goes on in.
pub(super) struct Continued<'a> {
    data: &'a [u8],
    more: std::vec::IntoIter<&'a [u8]>,
}

impl<'a> Continued<'a> {
    pub(super) fn new(parts: Vec<&'a [u8]>) -> Self {
        Self { data: &[], more: parts.into_iter() }
    }

    /// Goes on to the next record; whether there is one.
    fn turn(&mut self) -> bool {
        match self.more.next() {
            Some(data) => {
                self.data = data;
                true
            }
            None => false,
        }
    }

    fn take<const N: usize>(&mut self) -> Option<[u8; N]> {
        let mut taken = [0; N];
        for byte in &mut taken {
            while self.data.is_empty() {
                self.turn().then_some(())?;
            }
            let (first, rest) = self.data.split_first()?;
            (*byte, self.data) = (*first, rest);
        }
        Some(taken)
    }

    fn u16(&mut self) -> Option<u16> {
        self.take().map(u16::from_le_bytes)
    }

    fn skip(&mut self, mut len: usize) -> Option<()> {
        while len > self.data.len() {
            len -= self.data.len();
            self.data = &[];
            self.turn().then_some(())?;
        }
        self.data = &self.data[len..];
        Some(())
    }

    /// Passes over letters; where they go on in the next record, a byte of flags
    /// says anew how wide they are. Hands each piece to `piece`.
    fn letters(
        &mut self,
        mut count: usize,
        mut wide: bool,
        mut piece: impl FnMut(&[u8], bool),
    ) -> Option<()> {
        loop {
            let width = if wide { 2 } else { 1 };
            let here = count.min(self.data.len() / width);
            let (letters, rest) = self.data.split_at(here * width);
            piece(letters, wide);
            (count, self.data) = (count - here, rest);
            if count == 0 {
                return Some(());
            }
            self.turn().then_some(())?;
            let [flags] = self.take()?;
            wide = flags & 1 == 1;
        }
    }
}

/// The rich texts among the shared ones, by their number.
pub(super) fn rich_shared(mut from: Continued<'_>) -> BTreeMap<u32, Vec<Stretch>> {
    let mut rich = BTreeMap::new();
    if from.skip(8).is_none() {
        return rich;
    }
    for number in 0_u32.. {
        match shared(&mut from) {
            Some(stretches) if stretches.is_empty() => (),
            // One more than fits, so that it is seen.
            Some(_) if rich.len() > limits::CELLS => break,
            Some(stretches) => {
                rich.insert(number, stretches);
            }
            None => break,
        }
    }
    rich
}

/// The stretches of one shared text.
fn shared(from: &mut Continued<'_>) -> Option<Vec<Stretch>> {
    let count = from.u16()?;
    let [flags] = from.take()?;
    let stretches = if flags & 8 != 0 { from.u16()? } else { 0 };
    let phonetic = if flags & 4 != 0 { u32::from_le_bytes(from.take()?) } else { 0 };
    from.letters(usize::from(count), flags & 1 == 1, |_, _| ())?;
    let mut found = Vec::new();
    for _ in 0..stretches {
        found.push(Stretch { from: from.u16()?, font: from.u16()? });
    }
    from.skip(phonetic as usize)?;
    Some(found)
}

/// The stretches of a text that stands in its cell: what follows behind the cell
/// itself and its length.
pub(super) fn rich_in_cell(data: &[u8], is_biff8: bool) -> Vec<Stretch> {
    stretches_in_cell(data, is_biff8).unwrap_or_default()
}

fn stretches_in_cell(data: &[u8], is_biff8: bool) -> Option<Vec<Stretch>> {
    let mut from = Continued::new(vec![data]);
    let letters = usize::from(from.u16()?);
    let wide = is_biff8 && from.take()?.map(|flags: u8| flags & 1 == 1) == [true];
    from.letters(letters, wide, |_, _| ())?;
    let count = if is_biff8 { from.u16()? } else { u16::from(from.take::<1>()?[0]) };
    let mut found = Vec::new();
    for _ in 0..count {
        found.push(if is_biff8 {
            Stretch { from: from.u16()?, font: from.u16()? }
        } else {
            let [start, font] = from.take()?;
            Stretch { from: u16::from(start), font: u16::from(font) }
        });
    }
    Some(found)
}

/// The text of a drawn object: its record, and the letters in those behind it.
pub(super) fn drawn(parts: Vec<&[u8]>) -> Option<String> {
    let mut from = Continued::new(parts);
    from.skip(10)?;
    let count = usize::from(from.u16()?).min(limits::COMMENT_CHARS);
    from.turn().then_some(())?;
    let [flags] = from.take()?;
    let mut text = String::new();
    // What breaks off still tells something.
    let _whole = from.letters(count, flags & 1 == 1, |letters, wide| {
        text.push_str(&decoded(letters, wide));
    });
    Some(text)
}

/// A text with a count of one or two bytes before it.
pub(super) fn counted(data: &[u8], count: usize, is_biff8: bool) -> String {
    let len = match (count, data) {
        (1, [len, ..]) => usize::from(*len),
        (2, [low, high, ..]) => usize::from(u16::from_le_bytes([*low, *high])),
        _ => 0,
    };
    let rest = &data[count.min(data.len())..];
    let (wide, letters) = match rest.split_first() {
        Some((flags, letters)) if is_biff8 => (flags & 1 == 1, letters),
        _ => (false, rest),
    };
    let bytes = if wide { 2 * len } else { len };
    decoded(&letters[..bytes.min(letters.len())], wide)
}

/// Letters of two bytes, or of one, then of Latin-1.
fn decoded(letters: &[u8], wide: bool) -> String {
    if !wide {
        return letters.iter().map(|byte| char::from(*byte)).collect();
    }
    let units =
        letters.chunks_exact(2).map(|pair| u16::from_le_bytes([pair[0], pair[1]]));
    char::decode_utf16(units)
        .map(|letter| letter.unwrap_or(char::REPLACEMENT_CHARACTER))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn shared_texts_are_followed_from_record_to_record() {
        // "12", then a rich "345" of which "45" goes on, wider, in the next record.
        let first =
            [&[0; 8][..], &[2, 0, 0, b'1', b'2'], &[3, 0, 8, 1, 0, b'3']].concat();
        let next =
            [&[1, b'4', 0, b'5', 0][..], &[2, 0], &[7, 0], &[1, 0, 0, b'6']].concat();
        let rich = rich_shared(Continued::new(vec![&first, &next]));
        let expected = vec![Stretch { from: 2, font: 7 }];
        assert_eq!(rich.into_iter().collect::<Vec<_>>(), [(1, expected)]);
    }

    #[test]
    fn texts_that_break_off_end_the_walk() {
        for cut in [&[0; 8][..], &[0; 3], &[0, 0, 0, 0, 0, 0, 0, 0, 9, 0, 8, 0xFF]] {
            assert!(rich_shared(Continued::new(vec![cut])).is_empty());
        }
        assert_eq!(rich_in_cell(&[2, 0, b'1'], false), []);
        assert_eq!(drawn(vec![&[0; 4]]), None);
    }

    #[test]
    fn rich_texts_of_a_cell_count_by_bytes_in_biff5() {
        let data = [&[3, 0][..], b"115", &[1, 2, 6]].concat();
        assert_eq!(rich_in_cell(&data, false), [Stretch { from: 2, font: 6 }]);
    }

    #[test]
    fn what_is_drawn_has_its_letters_behind_it() {
        let mut head = [0; 18];
        head[10] = 4;
        let text = drawn(vec![&head, &[0, b'C', b'h'], &[1, 0xB0, 1, b'a', 0]]);
        assert_eq!(text.as_deref(), Some("Chưa"));
    }
}
