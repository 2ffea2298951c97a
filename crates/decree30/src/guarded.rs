//! Measures PDFs in a child process: a file from somewhere else may loop, nest
//! without end or unpack to gigabytes, and the library that reads it may die.

use std::io;
use std::path::{Path, PathBuf};
use std::time::Duration;

use serde::{Deserialize, Serialize};

use super::{Unreadable, Verdict, lint};
use guard::aside::{self, Duty, Lost, NotStarted};
use guard::opening::{self, most};

/// What makes this binary a reader of PDFs. A report of fifty pages takes 60 MiB.
pub const DUTY: Duty = Duty {
    argument: "--measure-pdf",
    memory: 512 << 20,
    request: 1 << 20,
    answer: 64 << 20,
    alone: 60,
};

/// Seconds for one file. A report of fifty pages takes one, on a slow computer.
const SECONDS: u64 = 20;

/// The file in the folder that the child was given; a name need not be Unicode.
#[derive(Serialize, Deserialize)]
struct Question(PathBuf);

type Verdicts = Result<Verdict, Unreadable>;

/// Checks the finished PDF at a path, within bounds.
pub fn lint_file(path: &Path) -> Result<Verdicts, NotStarted> {
    let (folder, name) = opening::parted(path);
    let within = Duration::from_secs(SECONDS);
    let answer = aside::ask(&DUTY, folder.as_os_str(), &Question(name), within)?;
    Ok(answer.unwrap_or_else(|lost| match lost {
        Lost::Late => Err(Unreadable::Late(SECONDS)),
        Lost::Died => Err(Unreadable::Greedy(DUTY.memory >> 20)),
    }))
}

/// The child, see [`aside::serve`].
pub fn serve(folder: PathBuf) -> io::Result<()> {
    aside::serve(&DUTY, move || {
        move |Question(name)| -> Verdicts {
            let bytes = opening::read(&folder, &name, most::PDF);
            lint(bytes.map_err(|refused| Unreadable::Refused(refused.to_string()))?)
        }
    })
}
