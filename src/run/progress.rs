//! How far a run is, for whoever watches: by stage and by file.

/// A step that was done, of so many of its stage.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Step<'a> {
    /// Files of a year were read.
    Read { year: i16, done: usize, total: usize },
    /// Documents were set; the next is, or those next together are, called so.
    Set { next: &'a str, done: usize, total: usize },
}

/// Who is told of every step.
pub(crate) type Watcher<'a> = &'a dyn Fn(Step<'_>);

/// What tells a watcher of the files of a year.
pub(super) fn reading(year: i16, watcher: Watcher<'_>) -> impl Fn(usize, usize) {
    move |done, total| watcher(Step::Read { year, done, total })
}
