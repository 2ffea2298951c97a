//! Typesets in a child process with templates that an office changed: nobody
//! knows what they do, and a loop of theirs must neither keep the run for ever
//! nor eat the memory of the computer. With the templates shipped, which are
//! ours, nothing of this is needed and pages are set in this process.

use std::collections::BTreeMap;
use std::ffi::OsStr;
use std::io;
use std::path::PathBuf;
use std::time::Duration;

use serde::{Deserialize, Serialize};
use typst::foundations::Bytes;
use typst::text::Font;

use super::{Fonts, PressError, Print, Templates, set};
use guard::aside::{self, Duty, Lost};

/// What makes this binary a press. Two editions of fifty pages take some 200 MiB.
pub const DUTY: Duty = Duty {
    argument: "--set-pages",
    memory: 768 << 20,
    request: 512 << 20,
    answer: 256 << 20,
    alone: 600,
};

/// Seconds for a template, and for each document set with it. Two editions of
/// fifty pages take one or two, and a slip a tenth.
const SECONDS: u64 = 60;
const SECONDS_EACH: u64 = 2;

/// All that the press needs, fonts too: the child opens no file.
#[derive(Serialize, Deserialize)]
struct Job {
    template: String,
    data: Vec<Vec<u8>>,
    sources: BTreeMap<String, String>,
    enclosures: BTreeMap<String, Vec<u8>>,
    creator: String,
    family: String,
    /// Font files and the number of the face in each.
    faces: Vec<(Vec<u8>, u32)>,
}

type Prints = Result<Vec<Print>, PressError>;

/// Sets documents as [`super::typeset`] does, within bounds.
pub(super) fn typeset(
    template: &str,
    data: &[Vec<u8>],
    templates: &Templates,
    fonts: &Fonts,
) -> Prints {
    let seconds = SECONDS + SECONDS_EACH * data.len() as u64;
    let (sources, enclosures) = templates.parts();
    let face = |face: &Font| (face.data().to_vec(), face.index());
    let job = Job {
        template: template.to_owned(),
        data: data.to_vec(),
        sources,
        enclosures,
        creator: templates.creator.clone(),
        family: fonts.family.clone(),
        faces: fonts.faces.iter().map(face).collect(),
    };
    let within = Duration::from_secs(seconds);
    let prints: Result<Prints, Lost> = aside::ask(&DUTY, OsStr::new(""), &job, within)
        .map_err(|why| PressError::NotStarted(why.to_string()))?;
    let template = template.to_owned();
    prints.unwrap_or_else(|lost| match lost {
        Lost::Late => Err(PressError::Late { template, seconds }),
        Lost::Died => Err(PressError::Greedy { template, most: DUTY.memory >> 20 }),
    })
}

/// The child, see [`aside::serve`].
pub fn serve(_: PathBuf) -> io::Result<()> {
    aside::serve(&DUTY, || {
        |job: Job| -> Prints {
            let templates = Templates::of_parts(job.sources, job.enclosures, job.creator);
            let face = |(file, index)| Font::new(Bytes::new(file), index);
            let faces = job.faces.into_iter().filter_map(face).collect();
            let fonts = Fonts::of(&job.family, faces);
            set(&job.template, &job.data, &templates, &fonts)
        }
    })
}
