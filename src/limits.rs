//! Where understanding stops: the one table of bounds of the river, by count. Where
//! reading stops stands in [`spreadsheet::limits`], what lies in a folder is bounded in
//! [`crate::inbox::FILES`], bytes in [`guard::opening::most`].
//!
//! | hazard | what stops it |
//! |---|---|
//! | sheets, tables, figures, words without end | a sheet beyond [`REPORT_ROWS`] to [`AMOUNTS`] is named (S08) and not understood; the others are |
//! | paragraphs and lists of names without end | [`PARAGRAPHS`], [`COMMENDATIONS`]: the first are kept (S09) |
//! | findings without end | [`FINDINGS`] a file, the gravest; the rest are counted (F09) |
//! | thousands of files full of figures | [`OBSERVATIONS`] and [`ALL_FINDINGS`] of a folder (L12, F09) |

/// Rows and columns with content of a sheet that is understood, and their product.
/// The longest table seen has some hundred rows; a list of all teachers of a
/// district has some thousand.
pub(crate) const REPORT_ROWS: usize = 10_000;
pub(crate) const REPORT_COLUMNS: usize = 1_000;
pub(crate) const REPORT_AREA: usize = 250_000;

/// The same product over all sheets of a workbook.
pub(crate) const WORKBOOK_AREA: usize = 2_000_000;

/// Tables, figures and amounts of money understood of one workbook. A province by
/// commune, a table each model, has some thousand tables.
pub(crate) const TABLES: usize = 2_000;
pub(crate) const FIELDS: usize = 60_000;
pub(crate) const AMOUNTS: usize = 5_000;

/// Paragraphs of one workbook, their bytes together, and persons proposed for
/// commendation.
pub(crate) const PARAGRAPHS: usize = 500;
pub(crate) const PARAGRAPH_BYTES: usize = 200_000;
pub(crate) const COMMENDATIONS: usize = 5_000;

/// Findings about one submission that are kept one by one.
pub(crate) const FINDINGS: usize = 4_000;

/// Files of one unit that may count: each is held against each other.
pub(crate) const FILES_OF_UNIT: usize = 200;

/// Figures, bytes of paragraphs and findings of all submissions of a year. A year has
/// some ten thousand figures.
pub(crate) const OBSERVATIONS: usize = 500_000;
pub(crate) const ALL_PARAGRAPH_BYTES: usize = 2_000_000;
pub(crate) const ALL_FINDINGS: usize = 50_000;
