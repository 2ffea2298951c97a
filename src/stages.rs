//! The stages one by one, for the benches, the property tests and the fuzzer.

use std::path::Path;

use crate::assessment::assess;
use crate::dataset::gather;
use crate::document::{self, report::Edition};
use crate::form::{self, lexicon::Lexicon};
use crate::run::{self, Config, Judged, Reach};
use crate::{inbox, observation, plan};
use press::{Fonts, Templates};
use spreadsheet::{Reader, Workbook};

/// A year of a project, ready to be measured stage by stage.
pub struct Bench {
    config: Config,
    judged: Judged,
    workbooks: Vec<(String, Workbook)>,
    templates: Templates,
    fonts: Fonts,
}

impl Bench {
    /// Reads everything once; `project` holds the sample inboxes.
    pub fn of_year(project: &Path, year: i16, font_folders: &[&Path]) -> Self {
        let config = Config {
            project: project.to_owned(),
            year,
            report_date: None,
            font_folders: font_folders
                .iter()
                .map(|folder| (*folder).to_owned())
                .collect(),
            reach: Reach::LastYear,
            kind: None,
            issue: false,
            must_be_final: false,
        };
        let judged =
            run::judge_in_process(&config).expect("the sample inbox can be judged");
        let templates =
            document::shipped::templates(project).expect("the templates are readable");
        let fonts = Fonts::find(judged.plan.office.fonts(), &config.font_folders);
        let workbooks = Self::read_all(&config);
        Self { config, judged, workbooks, templates, fonts }
    }

    fn read_all(config: &Config) -> Vec<(String, Workbook)> {
        let root = config.inbox();
        let submissions =
            inbox::walk(&root).expect("the sample inbox is there").submissions;
        submissions
            .into_iter()
            .filter_map(|submission| {
                let bytes = spreadsheet::read_bytes(&root, &submission.path).ok()?;
                spreadsheet::read(bytes).ok().map(|workbook| (submission.name, workbook))
            })
            .collect()
    }

    /// Opens every workbook in this process; gives how many could be read.
    pub fn read(&self) -> usize {
        Self::read_all(&self.config).len()
    }

    /// Recognises every workbook; gives how many are reports.
    pub fn recognise(&self) -> usize {
        let lexicon = Lexicon::new(&self.judged.plan);
        let plan = &self.judged.plan;
        self.workbooks
            .iter()
            .filter(|(file, workbook)| {
                let form =
                    form::recognise(workbook, file, self.config.year, plan, &lexicon);
                form.value.is_report()
            })
            .count()
    }

    /// Loads the registers; gives the number of indicators.
    pub fn load(&self) -> usize {
        plan::Registers::load(&self.config.project)
            .expect("the registers are valid")
            .of_year(self.config.year)
            .indicators()
            .len()
    }

    /// Frames, sums and assesses; gives the number of figures.
    pub fn aggregate(&self) -> usize {
        let judged = &self.judged;
        let dataset = gather(&judged.now.accepted, &judged.plan, judged.now.year);
        assess(&dataset, &judged.plan, judged.now.year, judged.now.report_date);
        dataset.figures.len()
    }

    /// The report's data as the template reads it.
    pub fn compose(&self) -> Vec<u8> {
        let material = self.judged.material(&self.fonts.family, "");
        let report = document::report(&material, Edition::Ministry);
        serde_json::to_vec(&report).expect("plain structs serialise")
    }

    /// Describes and writes the data workbook; gives its size.
    pub fn databook(&self) -> usize {
        let material = self.judged.material(&self.fonts.family, "");
        spreadsheet::write(&document::databook(&material)).len()
    }

    /// Words and typesets the slips of all units; gives their number.
    pub fn slips(&self) -> usize {
        press::forget();
        let material = self.judged.material(&self.fonts.family, "");
        let slips =
            document::slip::slips(&material, None, &std::collections::BTreeMap::new());
        let json = |slip| serde_json::to_vec(slip).expect("plain structs serialise");
        let data: Vec<Vec<u8>> = slips.iter().map(json).collect();
        press::typeset("slip.typ", &data, &self.templates, &self.fonts)
            .expect("the slips of the sample year can be set")
            .len()
    }

    /// Words and typesets the Director's summary; gives the size of the PDF.
    pub fn brief(&self) -> usize {
        press::forget();
        let material = self.judged.material(&self.fonts.family, "");
        let data = serde_json::to_vec(&document::brief::brief(&material))
            .expect("plain structs serialise");
        press::typeset("brief.typ", &[data], &self.templates, &self.fonts)
            .expect("the summary can be set")
            .iter()
            .map(|print| print.pdf.len())
            .sum()
    }

    /// Typesets one edition; gives the size of the PDF.
    pub fn typeset(&self, data: Vec<u8>) -> usize {
        press::forget();
        press::typeset("report.typ", &[data], &self.templates, &self.fonts)
            .expect("the sample report can be set")
            .iter()
            .map(|print| print.pdf.len())
            .sum()
    }
}

/// Reads single files and cells as the run does, in this process.
pub struct Eye {
    plan: plan::Plan,
}

impl Eye {
    /// `project` holds the registers, or nothing for those shipped.
    pub fn new(project: &Path) -> Self {
        let registers = plan::Registers::load(project).expect("the registers are valid");
        Self { plan: registers.of_year(2024) }
    }

    /// All that a file of 2024 states, and the codes and places of what there is
    /// to say about it; or why it cannot be read.
    pub fn observe(&self, bytes: Vec<u8>, file: &str) -> String {
        let lexicon = Lexicon::new(&self.plan);
        let workbook = match spreadsheet::read(bytes) {
            Ok(workbook) => workbook,
            Err(reason) => return format!("{reason:?}"),
        };
        let form = form::recognise(&workbook, file, 2024, &self.plan, &lexicon);
        let unit = form.value.identity.unit.clone().unwrap_or_default();
        let stated = observation::read(form.value, &unit, file, 2024, &self.plan);
        let findings: Vec<String> = form
            .findings
            .iter()
            .chain(&stated.findings)
            .map(|finding| format!("{} {:?}", finding.code, finding.place))
            .collect();
        format!("{unit}\n{:#?}\n{findings:#?}", stated.value)
    }

    /// How a cell with this text is understood as a count and as a rate.
    pub fn figure(&self, text: &str) -> String {
        let cell = spreadsheet::Cell::text(text);
        let count = observation::quantity::count(Some(&cell), &self.plan.vocabulary);
        format!("{count:?} {:?}", observation::rate::read(&cell))
    }
}

/// A text as the reader hands it on, and whether letters were found missing.
pub fn repair(text: &str, font: Option<&str>) -> (String, bool) {
    let repair = charset::repair(text, font);
    let lost = matches!(repair, charset::Repair::Lost(_));
    (repair.text().to_owned(), lost)
}

/// The argument that makes a program which calls [`crate::main`] a reader.
pub const CHILD: &str = spreadsheet::DUTY.argument;

/// Reads every file below a folder in this process; gives how many could be.
pub fn read_in_process(inbox: &Path) -> usize {
    let submissions = inbox::walk(inbox).expect("the folder is there").submissions;
    let read =
        |path: &Path| spreadsheet::read_bytes(inbox, path).and_then(spreadsheet::read);
    submissions.iter().filter(|submission| read(&submission.path).is_ok()).count()
}

/// The same in child processes of the running program.
pub fn read_guarded(inbox: &Path) -> usize {
    guard::aside::serving();
    let submissions = inbox::walk(inbox).expect("the folder is there").submissions;
    let sources = submissions
        .into_iter()
        .map(|submission| spreadsheet::Source { path: submission.path, member: None });
    let reader = Reader::start(inbox, sources.collect());
    let readings = reader.expect("a reader starts");
    let readings = readings.map(|reading| reading.expect("a reader starts"));
    readings.filter(|reading| reading.outcome.is_ok()).count()
}

/// The words of a finished PDF, a text a page, a line a paragraph or cell;
/// nothing where it is no PDF.
pub fn pdf_text(bytes: Vec<u8>) -> Option<Vec<String>> {
    decree30::text(bytes).ok()
}
