//! Where reading stops, and the ledger of what an evil file may try: the one table
//! of bounds of this crate. Bytes of a file are bounded in [`guard::opening::most`].
//! The clock decides nothing: whatever stays within these counts takes a tenth of it.
//!
//! | hazard | what stops it |
//! |---|---|
//! | huge file, FIFO, device, link out of the inbox | [`guard::opening`]: regular files only, opened without blocking, at most [`FILE_BYTES`] |
//! | zip bomb, lying sizes, overlapping or thousands of entries | [`super::parts`] inflates once, itself, into at most [`UNPACKED_BYTES`], and only parts that are needed; parsers get that copy |
//! | zip in zip in zip | [`super::attachment`] lists one level; a `.zip` in a `.zip` is named and not opened |
//! | two entries of one name | damage: nobody can tell which one Excel shows |
//! | billion laughs, external entities | quick-xml expands no declared entity and loads nothing; an unknown entity is damage |
//! | deep XML, a million attributes | nothing here recurses over XML; attributes are walked without the duplicate check, which is quadratic |
//! | lying `uniqueCount` | nothing is reserved by it |
//! | a million styles, each with a long format | [`STYLES`], [`FORMAT_CHARS`], [`FONT_CHARS`] |
//! | formats on conditions without end | [`CONDITIONS`], [`CONDITION_STEPS`] |
//! | ranges of columns without end | [`super::lines_xml`] sorts them, goes over each column once and drops widths beyond some hundred ranges |
//! | a million comments, long ones | their part as styles, [`COMMENTS`], [`COMMENT_CHARS`] |
//! | relations that lead anywhere, in a circle | [`super::package`] goes three steps down, never out of the archive, and inflates no part twice |
//! | rows and cells given twice | damage: nobody can tell which one counts |
//! | encryption made to be slow or large | [`super::unlocked`] hands the crate a fresh container of at most [`LOCKED_BYTES`]; the crate bounds the rounds of the password at a million, one second |
//! | giant sparse sheet, lying dimensions | streaming cells for xlsx, xlsb, ods; for xls [`super::biff`] measures the area before calamine makes a dense range |
//! | references beyond XFD1048576 | [`super::draft`] refuses them |
//! | ods repeats of 1e9 rows or columns | only cells with content are repeated, and these count against [`CELLS`] |
//! | one long shared string or number format in each of a million cells | [`TEXT_BYTES`] for the workbook, [`CELL_CHARS`] a cell |
//! | shared formulas expanded a million times | [`FORMULA_BYTES`] |
//! | a hundred thousand merged regions | [`super::Grid`] looks them up by column; [`MERGES`] and [`MERGED_COLUMNS`] a sheet |
//! | a list of a million different names, slow to look up | [`TEXTS`] |
//! | sheets of one name, sheets that share one stream | damage; [`RECORDS`] for the workbook |
//! | thousands of sheets | [`SHEETS`] are read, the rest counted |
//! | OLE chains that loop, sectors past the end | [`super::compound`] follows no chain longer than the file and hands calamine a fresh container |
//! | a page of tags without end, open or closed | [`PAGE_DEPTH`], [`ENDED_ELEMENTS`], [`NESTED_TABLES`]; rows and columns as of any sheet |
//! | a tag with a hundred thousand attributes or classes | [`ATTRIBUTES`] before html5ever sees it, which compares each with all others; [`CLASSES`] |
//! | cells of a page that reach over thousands of rows and columns | [`REACH_STEPS`], [`MERGES`] |
//! | sheets of styles without end, in every page of an archive | [`PAGE_STYLES_BYTES`] a file; pages share what they have in common |
//! | an archive of a hundred thousand parts | [`ENTRIES`] |
//! | a quote in a CSV that is never closed | [`QUOTED_LINES`] |
//! | scripts, links, pictures, frames of a page | nothing runs them and nothing is fetched |
//! | endless loops in a parser | the parent's clock, [`FILE_SECONDS`], and the child's own, [`CHILD_SECONDS`] |
//! | out of memory in a parser | the child's allocator, [`CHILD_BYTES`]: the child dies, that file is `Crashed` |
//! | panic, stack overflow, abort in a parser | caught, or the child dies and a new one goes on with the next file |

/// Largest file that is read at all. The largest report seen has 0.2 MB.
pub(super) const FILE_BYTES: u64 = guard::opening::most::SUBMISSION;

/// Largest workbook that is opened with Excel's own password: several copies are
/// made of it.
pub(super) const LOCKED_BYTES: usize = 20 << 20;

/// Largest content of one workbook once unpacked, over all parts together.
pub(super) const UNPACKED_BYTES: usize = 96 << 20;

/// Largest shared string table and style table: calamine's copies of these take
/// many times the room of the XML.
pub(super) const STRINGS_BYTES: usize = 48 << 20;
pub(super) const STYLES_BYTES: usize = 12 << 20;

/// Styles, fonts, grounds and number formats of a workbook that are kept, and
/// letters of a font's name. Excel knows some 65,000 styles.
pub(super) const STYLES: usize = 66_000;
pub(super) const FONT_CHARS: usize = 64;

/// Rules that format on a condition, and regions that one of them is for; how often
/// a cell of a sheet is held against a region at most.
pub(super) const CONDITIONS: usize = 1_000;
pub(super) const CONDITION_STEPS: usize = 20_000_000;

/// Entries of a zip, whether workbook or attachment.
pub(super) const ENTRIES: usize = 10_000;

/// Files that one `.zip` attachment may bring, and their bytes together.
pub(super) const MEMBERS: usize = 200;
pub(super) const MEMBERS_BYTES: u64 = 200 << 20;

/// Worksheets that are read; the others are counted.
pub(super) const SHEETS: usize = 200;

/// Cells with content in one workbook. A report has some thousands, a list of
/// all teachers of the province some hundred thousand.
pub(super) const CELLS: usize = 500_000;

/// Characters that Excel allows in a cell; longer text is cut, with a note.
pub(super) const CELL_CHARS: usize = 32_767;

/// Characters of a comment that are kept, and comments of a sheet.
pub(super) const COMMENT_CHARS: usize = 2_000;
pub(super) const COMMENTS: usize = 5_000;

/// Bytes of text and number formats over all cells of a workbook.
pub(super) const TEXT_BYTES: usize = 32 << 20;

/// Different texts in one workbook: each is looked up in the registers once. A
/// report has some hundred.
pub(super) const TEXTS: usize = 60_000;

/// Records of an old `.xls`, those of a sheet counted each time it is listed.
pub(super) const RECORDS: u32 = 4_000_000;

/// Bytes of formula text kept; past it a formula is known to be there, no more.
pub(super) const FORMULA_BYTES: usize = 8 << 20;

/// Elements within each other that are entered, in a page and in a text of XML of
/// 2003; and how many of them an end tag may end.
pub(super) const PAGE_DEPTH: usize = 512;
pub(super) const TEXT_DEPTH: usize = 64;
pub(super) const ENDED_ELEMENTS: usize = 64;

/// Tables in tables of a page that are entered.
pub(super) const NESTED_TABLES: usize = 32;

/// Bytes of sheets of styles of a page that are looked through, and classes that
/// one element may have.
pub(super) const PAGE_STYLES_BYTES: usize = 1 << 20;
pub(super) const CLASSES: usize = 32;

/// Attributes of one tag of a page: each is held against all before it.
pub(super) const ATTRIBUTES: usize = 1_000;

/// Cells of a page passed over because one from above reaches down to them.
pub(super) const REACH_STEPS: usize = 5_000_000;

/// Stretches of one cell of a page that are told apart.
pub(super) const STRETCHES: usize = 1_000;

/// Lines within one field of a CSV, with signs in it, from which on a quote was not
/// closed.
pub(super) const QUOTED_LINES: usize = 50;

/// Longest number format code and formula that are kept as they are.
pub(super) const FORMAT_CHARS: usize = 255;
pub(super) const FORMULA_CHARS: usize = 8_192;

/// Rows and columns of an Excel sheet.
pub(super) const ROWS: u32 = 1_048_576;
pub(super) const COLUMNS: u32 = 16_384;

/// Merged regions of a sheet that are kept, and their widths together.
pub(super) const MERGES: usize = 50_000;
pub(super) const MERGED_COLUMNS: usize = 1_000_000;

/// Cells of the areas that calamine lays out for the sheets of an old `.xls`, with
/// or without content.
pub(super) const DENSE_CELLS: u64 = 4_000_000;

/// Characters kept of a document property, and how many properties.
pub(super) const PROPERTY_CHARS: usize = 1_000;
pub(super) const CUSTOM_PROPERTIES: usize = 200;

/// Seconds the parent waits for one file: a last resort far above what the counts
/// above leave to do, so that a busy machine decides nothing.
pub const FILE_SECONDS: u64 = 60;

/// Seconds after which a child that nobody waits for ends itself.
pub const CHILD_SECONDS: u64 = 90;

/// Memory of one child.
pub const CHILD_BYTES: usize = 512 << 20;

/// Largest answer that the parent takes from a child.
pub const ANSWER_BYTES: usize = 128 << 20;
