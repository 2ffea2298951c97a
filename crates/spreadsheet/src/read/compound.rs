//! The OLE container of old Office files: what is in it, within bounds, and a
//! fresh one for calamine.
//!
//! Chains of sectors may loop or leave the file; here a chain is followed for
//! as many steps as the file has sectors, and no more. Calamine, which has no
//! such bound, only ever sees the container that [`Compound::repacked`] writes.

use super::unreadable::Unreadable;

pub(super) const FREE: u32 = 0xFFFF_FFFF;
pub(super) const END: u32 = 0xFFFF_FFFE;
pub(super) const FAT: u32 = 0xFFFF_FFFD;
/// The first id that is a mark and no sector.
const MARKS: u32 = 0xFFFF_FFFA;

/// Sector size of the container written for calamine; with sectors this large
/// its header alone can point at every allocation table.
pub(super) const SECTOR: usize = 4_096;

/// Streams below this size live in the small-sector store.
pub(super) const SMALL: usize = 4_096;

/// Streams that matter for a workbook, and how calamine looks them up.
const PROPERTIES: [&str; 2] =
    ["\u{5}SummaryInformation", "\u{5}DocumentSummaryInformation"];

/// What kind of document the container holds.
pub(super) enum Kind {
    Workbook,
    Encrypted,
    Word,
    Presentation,
    Other,
}

/// A container with the streams that matter read out.
pub(super) struct Compound {
    names: Vec<String>,
    /// The BIFF stream; empty if the container holds no workbook.
    pub(super) workbook: Vec<u8>,
    properties: Vec<(&'static str, Vec<u8>)>,
    /// What an encrypted container tells of its encryption, and what it encrypts.
    pub(super) locked: Option<(Vec<u8>, Vec<u8>)>,
}

impl Compound {
    /// A BIFF stream that came without a container.
    pub(super) fn bare(stream: &[u8]) -> Self {
        let names = vec!["Workbook".to_owned()];
        let (workbook, properties) = (stream.to_vec(), Vec::new());
        Self { names, workbook, properties, locked: None }
    }

    pub(super) fn parse(bytes: &[u8]) -> Result<Self, Unreadable> {
        let file = File::open(bytes)?;
        let named = |name: &str| {
            file.entries.iter().find(|entry| entry.name.eq_ignore_ascii_case(name))
        };
        let workbook = match named("Workbook").or_else(|| named("Book")) {
            Some(entry) => file.stream(entry)?,
            None => Vec::new(),
        };
        let property = |name| Some((name, file.stream(named(name)?).ok()?));
        let properties = PROPERTIES.into_iter().filter_map(property).collect();
        let wherever = |name| {
            let entry = named(name)?;
            // Some programs keep small streams where large ones belong.
            let small = file.stream(entry);
            small.or_else(|_| file.whole_chain(entry)).ok()
        };
        let locked = wherever("EncryptionInfo").zip(wherever("EncryptedPackage"));
        let names = file.entries.iter().map(|entry| entry.name.clone()).collect();
        Ok(Self { names, workbook, properties, locked })
    }

    pub(super) fn kind(&self) -> Kind {
        let holds =
            |name: &str| self.names.iter().any(|held| held.eq_ignore_ascii_case(name));
        if holds("EncryptedPackage") {
            Kind::Encrypted
        } else if holds("Workbook") || holds("Book") {
            Kind::Workbook
        } else if holds("WordDocument") {
            Kind::Word
        } else if holds("PowerPoint Document") {
            Kind::Presentation
        } else {
            Kind::Other
        }
    }

    /// A fresh container with the streams that matter.
    pub(super) fn repacked(self) -> Vec<u8> {
        let mut streams = vec![("Workbook", self.workbook)];
        streams.extend(self.properties);
        for (_, stream) in &mut streams {
            // Never small, so that no small-sector store is needed.
            let sectors = stream.len().max(SMALL).div_ceil(SECTOR);
            stream.resize(sectors * SECTOR, 0);
        }
        let data: usize = streams.iter().map(|(_, stream)| stream.len() / SECTOR).sum();
        // One sector of directory, then the tables, which also list themselves.
        let tables = (data + 1).div_ceil(SECTOR / 4 - 1);
        let mut fat = vec![END];
        fat.extend(std::iter::repeat_n(FAT, tables));
        let mut directory = entry("Root Entry", 5, 0, 0);
        for (name, stream) in &streams {
            let start = fat.len();
            directory.extend(entry(name, 2, start, stream.len()));
            let after = start + stream.len() / SECTOR;
            fat.extend((start + 1..after).map(id));
            fat.push(END);
        }
        fat.resize(tables * SECTOR / 4, FREE);
        directory.resize(SECTOR, 0);
        let mut bytes = header(tables);
        bytes.extend(directory);
        bytes.extend(fat.iter().flat_map(|id| id.to_le_bytes()));
        for (_, stream) in streams {
            bytes.extend(stream);
        }
        bytes
    }
}

pub(super) fn id(sector: usize) -> u32 {
    u32::try_from(sector).expect("a container below 50 MB has few sectors")
}

/// The header block, the directory in sector 0 and the tables behind it.
pub(super) fn header(tables: usize) -> Vec<u8> {
    let mut header = vec![0; SECTOR];
    header[..8].copy_from_slice(b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1");
    let mut put =
        |at: usize, bytes: &[u8]| header[at..at + bytes.len()].copy_from_slice(bytes);
    put(24, &[0x3E, 0, 4, 0, 0xFE, 0xFF, 12, 0, 6, 0]);
    put(44, &id(tables).to_le_bytes());
    put(56, &id(SMALL).to_le_bytes());
    put(60, &END.to_le_bytes());
    put(68, &END.to_le_bytes());
    for slot in 0..109 {
        let table = if slot < tables { id(slot + 1) } else { FREE };
        put(76 + 4 * slot, &table.to_le_bytes());
    }
    header
}

/// One entry of the directory.
pub(super) fn entry(name: &str, kind: u8, start: usize, len: usize) -> Vec<u8> {
    let mut entry = vec![0; 128];
    for (index, unit) in name.encode_utf16().enumerate() {
        entry[2 * index..2 * index + 2].copy_from_slice(&unit.to_le_bytes());
    }
    entry[64] =
        u8::try_from(2 * (name.chars().count() + 1)).expect("our names are short");
    entry[66] = kind;
    entry[116..120].copy_from_slice(&id(start).to_le_bytes());
    entry[120..128].copy_from_slice(&(len as u64).to_le_bytes());
    entry
}

/// The container that was sent.
struct File<'a> {
    bytes: &'a [u8],
    sector: usize,
    fat: Vec<u32>,
    small_fat: Vec<u32>,
    small: Vec<u8>,
    entries: Vec<Entry>,
}

struct Entry {
    name: String,
    start: u32,
    len: usize,
}

impl<'a> File<'a> {
    fn open(bytes: &'a [u8]) -> Result<Self, Unreadable> {
        let sector = match bytes.get(30..32) {
            Some([9, 0]) => 512,
            Some([12, 0]) => 4_096,
            _ => return Err(broken()),
        };
        if bytes.len() < 512 {
            return Err(broken());
        }
        let (fat, small_fat, small, entries) =
            (Vec::new(), Vec::new(), Vec::new(), Vec::new());
        let mut file = Self { bytes, sector, fat, small_fat, small, entries };
        for table in file.tables()? {
            let ids = u32s(file.sector(table)?).collect::<Vec<_>>();
            file.fat.extend(ids);
        }
        let directory = file.chain(u32_at(bytes, 48), usize::MAX)?;
        file.entries = directory.chunks_exact(128).filter_map(Entry::of).collect();
        let small_fat = u32_at(bytes, 60);
        if small_fat < MARKS {
            let table = file.chain(small_fat, usize::MAX)?;
            file.small_fat = u32s(&table).collect();
            let root = file.entries.first().ok_or_else(broken)?;
            file.small = file.chain(root.start, root.len)?;
        }
        Ok(file)
    }

    fn sectors(&self) -> usize {
        self.bytes.len() / self.sector
    }

    /// A sector; the last of the file may be short.
    fn sector(&self, id: u32) -> Result<&'a [u8], Unreadable> {
        let start = (id as usize + 1) * self.sector;
        let end = (start + self.sector).min(self.bytes.len());
        self.bytes.get(start..end).filter(|part| !part.is_empty()).ok_or_else(broken)
    }

    /// The sectors of the allocation table.
    fn tables(&self) -> Result<Vec<u32>, Unreadable> {
        let is_table = |id: &u32| *id < MARKS;
        let mut tables: Vec<u32> = u32s(&self.bytes[76..512]).filter(is_table).collect();
        let mut next = u32_at(self.bytes, 68);
        for _ in 0..self.sectors() {
            if next >= MARKS {
                break;
            }
            let mut ids: Vec<u32> = u32s(self.sector(next)?).collect();
            next = ids.pop().ok_or_else(broken)?;
            tables.extend(ids.into_iter().filter(is_table));
            if tables.len() > self.sectors() {
                return Err(broken());
            }
        }
        Ok(tables)
    }

    fn chain(&self, start: u32, len: usize) -> Result<Vec<u8>, Unreadable> {
        let mut bytes = Vec::new();
        let mut id = start;
        let mut steps = 0;
        while id < MARKS && bytes.len() < len {
            steps += 1;
            if steps > self.sectors() {
                return Err(broken());
            }
            bytes.extend_from_slice(self.sector(id)?);
            id = *self.fat.get(id as usize).ok_or_else(broken)?;
        }
        bytes.truncate(len);
        Ok(bytes)
    }

    fn stream(&self, entry: &Entry) -> Result<Vec<u8>, Unreadable> {
        if entry.len >= SMALL {
            return self.whole_chain(entry);
        }
        let bytes = self.small_chain(entry)?;
        if bytes.len() < entry.len { Err(broken()) } else { Ok(bytes) }
    }

    fn whole_chain(&self, entry: &Entry) -> Result<Vec<u8>, Unreadable> {
        let bytes = self.chain(entry.start, entry.len)?;
        // Cut off in the upload: the last sectors are not there.
        if bytes.len() < entry.len { Err(broken()) } else { Ok(bytes) }
    }

    fn small_chain(&self, entry: &Entry) -> Result<Vec<u8>, Unreadable> {
        let mut bytes = Vec::new();
        let mut id = entry.start;
        while id < MARKS && bytes.len() < entry.len {
            let start = id as usize * 64;
            let end = (start + 64).min(self.small.len());
            let part = self.small.get(start..end).filter(|part| !part.is_empty());
            bytes.extend_from_slice(part.ok_or_else(broken)?);
            id = *self.small_fat.get(id as usize).ok_or_else(broken)?;
        }
        bytes.truncate(entry.len);
        Ok(bytes)
    }
}

impl Entry {
    fn of(bytes: &[u8]) -> Option<Self> {
        let units = bytes[..64]
            .chunks_exact(2)
            .map(|pair| u16::from_le_bytes([pair[0], pair[1]]));
        let units: Vec<u16> = units.take_while(|unit| *unit != 0).collect();
        let name = String::from_utf16_lossy(&units);
        let kind = bytes[66];
        let len = u32_at(bytes, 120) as usize;
        (kind != 0 && !name.is_empty()).then(|| Self {
            name,
            start: u32_at(bytes, 116),
            len,
        })
    }
}

fn u32s(bytes: &[u8]) -> impl Iterator<Item = u32> + '_ {
    bytes.chunks_exact(4).map(|four| u32_at(four, 0))
}

fn u32_at(bytes: &[u8], at: usize) -> u32 {
    let four = bytes[at..at + 4].try_into().expect("four bytes make a number");
    u32::from_le_bytes(four)
}

fn broken() -> Unreadable {
    Unreadable::damaged("cấu trúc tệp Excel 97-2003 không đầy đủ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_packed_is_read_back() {
        let stream: Vec<u8> =
            (0..10_000_000_u32).map(|byte| (byte % 251) as u8).collect();
        let packed = Compound::bare(&stream).repacked();
        let read = Compound::parse(&packed).expect("our own container");
        assert!(read.workbook.starts_with(&stream));
        assert!(matches!(read.kind(), Kind::Workbook));
    }

    #[test]
    fn a_chain_that_loops_is_damage() {
        let mut packed = Compound::bare(&[1; 20_000]).repacked();
        // The second sector of the stream points back at the first.
        let fat = SECTOR * 2;
        packed[fat + 4 * 3..fat + 4 * 4].copy_from_slice(&2_u32.to_le_bytes());
        let directory = SECTOR + 128;
        packed[directory + 120..directory + 124].copy_from_slice(&u32::MAX.to_le_bytes());
        assert!(Compound::parse(&packed).is_err());
    }
}
