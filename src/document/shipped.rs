//! The templates that travel inside the program: what the documents of this room
//! are written for.

use std::collections::BTreeMap;
use std::path::Path;

use include_dir::{Dir, include_dir};
use press::{PressError, Templates};

static SHIPPED: Dir<'_> = include_dir!("$CARGO_MANIFEST_DIR/templates");

/// Name and version of the program, as a PDF names what made it.
const CREATOR: &str = concat!("xhht ", env!("CARGO_PKG_VERSION"));

/// The templates shipped, each replaced by the project's file of the same name;
/// further files of the project are offered too.
pub(crate) fn templates(project: &Path) -> Result<Templates, PressError> {
    let mut sources = BTreeMap::new();
    collect(&SHIPPED, &mut sources);
    Templates::load(&sources, &project.join("templates"), CREATOR)
}

fn collect(folder: &Dir<'_>, sources: &mut BTreeMap<String, String>) {
    for file in folder.files() {
        let path = file.path().to_string_lossy().replace('\\', "/");
        if let (true, Some(text)) = (path.ends_with(".typ"), file.contents_utf8()) {
            sources.insert(path, text.to_owned());
        }
    }
    for inner in folder.dirs() {
        collect(inner, sources);
    }
}

#[cfg(test)]
mod tests {
    use std::path::PathBuf;

    use guard::opening::{self, most};
    use press::{Fonts, Print, typeset};

    use super::*;

    /// A sample, typeset, with a file in it where it is a report.
    fn printed(template: &str, sample: &str) -> Print {
        let folders = [PathBuf::from("/usr/share/fonts")];
        let families = ["Times New Roman".to_owned(), "Tinos".to_owned()];
        let fonts = Fonts::find(&families, &folders);
        let mut templates = templates(Path::new("no such project")).expect("shipped");
        templates.enclose("summary.json", b"{}".to_vec());
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("templates/samples");
        let text = opening::read_text(&folder, sample.as_ref(), most::OUTPUT);
        let mut data: serde_json::Value =
            serde_json::from_str(&text.expect("a sample")).expect("JSON");
        data["font"] = fonts.family.clone().into();
        if template == "report.typ" {
            let enclosed = super::super::metadata::attachments(&["summary.json"]);
            data["attachments"] = serde_json::to_value(enclosed).expect("plain structs");
        }
        let data = serde_json::to_vec(&data).expect("JSON");
        let mut prints = typeset(template, &[data], &templates, &fonts)
            .unwrap_or_else(|error| panic!("{sample}: {error}"));
        prints.remove(0)
    }

    /// The samples are preview, documentation and contract in one: they must set
    /// without a warning, and keep to the decree.
    #[test]
    fn the_samples_are_set_without_a_warning_and_keep_to_every_rule() {
        for sample in ["report.json", "report-extremes.json"] {
            let print = printed("report.typ", sample);
            assert!(print.pages > 20, "{sample}");
            let verdict = decree30::lint(print.pdf).expect("a PDF");
            let faults: Vec<String> =
                verdict.faults.iter().map(ToString::to_string).collect();
            assert!(faults.is_empty(), "{sample}:\n{}", faults.join("\n"));
            assert_eq!(verdict.pages, print.pages, "{sample}");
        }
        for (template, sample) in
            [("review.typ", "review.json"), ("slip.typ", "slip.json")]
        {
            let print = printed(template, sample);
            assert!(print.pdf.starts_with(b"%PDF-1."), "{sample}");
        }
    }
}
