//! What was typed, and can only mean one thing, as the command line knows it: help asked
//! for as elsewhere, capitals, an option with one stroke.

use std::ffi::OsString;

use clap::CommandFactory;

use super::Cli;

/// Ways to ask for help, as commands and as options.
const HELP: [&str; 10] = [
    "help",
    "tro-giup",
    "trogiup",
    "trợ-giúp",
    "huong-dan",
    "/?",
    "-?",
    "/h",
    "/help",
    "?",
];
/// Those of them that are nothing else behind a command.
const ASKED: [&str; 4] = ["/?", "-?", "/h", "/help"];

/// The arguments as they are meant, the name of the program first.
pub(super) fn meant(args: Vec<OsString>) -> Vec<OsString> {
    let mut args = args.into_iter();
    let program = args.next();
    let mut typed: Vec<OsString> = args.collect();
    if typed.first().is_some_and(|first| is_one_of(first, &HELP)) {
        // `help check` is `check --help`.
        typed.remove(0);
        typed.insert(typed.len().min(1), "--help".into());
        typed.truncate(2);
    }
    let command = Cli::command();
    if let Some(first) = typed.first_mut()
        && let Some(name) = first.to_str().map(str::to_lowercase)
        && command.get_subcommands().any(|known| known.get_name() == name)
    {
        *first = name.into();
    }
    let options = options(&command);
    let mut verbatim = false;
    for argument in typed.iter_mut().skip(1) {
        verbatim |= argument == "--";
        if !verbatim {
            if is_one_of(argument, &ASKED) {
                *argument = "--help".into();
            } else if let Some(option) = option(argument, &options) {
                *argument = option;
            }
        }
    }
    program.into_iter().chain(typed).collect()
}

fn is_one_of(argument: &OsString, words: &[&str]) -> bool {
    let typed = argument.to_str().map(str::to_lowercase);
    typed.is_some_and(|typed| words.contains(&typed.as_str()))
}

/// The long options of all commands.
fn options(command: &clap::Command) -> Vec<String> {
    let all = command.get_subcommands().chain([command]);
    all.flat_map(options_of).chain(["help".to_owned()]).collect()
}

/// Those of one command.
pub(super) fn options_of(command: &clap::Command) -> Vec<String> {
    let shown = command.get_arguments().filter(|argument| !argument.is_hide_set());
    shown.filter_map(|argument| argument.get_long().map(str::to_owned)).collect()
}

/// `-final`, `--FINAL` and `—final` (a stroke that an office program lengthened).
fn option(argument: &OsString, options: &[String]) -> Option<OsString> {
    let text = argument.to_str()?;
    let bare = text.trim_start_matches(['-', '–', '—']);
    let (name, value) = match bare.split_once('=') {
        Some((name, value)) => (name, Some(value)),
        None => (bare, None),
    };
    let name = name.to_lowercase().replace('_', "-");
    if bare == text || name.chars().count() < 2 || !options.contains(&name) {
        return None;
    }
    let value = value.map_or_else(String::new, |value| format!("={value}"));
    Some(format!("--{name}{value}").into())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn meant_by(typed: &[&str]) -> Vec<String> {
        let args = ["xhht"].iter().chain(typed).map(OsString::from).collect();
        let meant = meant(args).into_iter().skip(1);
        meant.map(|one| one.into_string().unwrap()).collect()
    }

    #[test]
    fn help_is_given_however_it_is_asked_for() {
        for typed in ["help", "HELP", "tro-giup", "/?", "-?", "/h", "?"] {
            assert_eq!(meant_by(&[typed]), ["--help"], "{typed}");
        }
        assert_eq!(meant_by(&["help", "check"]), ["check", "--help"]);
        assert_eq!(meant_by(&["tro-giup", "CHECK"]), ["check", "--help"]);
        assert_eq!(meant_by(&["report", "/?"]), ["report", "--help"]);
    }

    #[test]
    fn capitals_and_strokes_do_not_matter_where_nothing_else_can_be_meant() {
        assert_eq!(meant_by(&["CHECK", "2024"]), ["check", "2024"]);
        let meant = meant_by(&["Report", "2024", "-final", "--KIND=annual", "—issue"]);
        assert_eq!(meant, ["report", "2024", "--final", "--kind=annual", "--issue"]);
        assert_eq!(meant_by(&["report", "--report_date"]), ["report", "--report-date"]);
    }

    #[test]
    fn what_may_mean_something_else_stays_as_it_was_typed() {
        assert_eq!(meant_by(&["chek", "2024"]), ["chek", "2024"]);
        assert_eq!(meant_by(&["report", "final"]), ["report", "final"]);
        assert_eq!(
            meant_by(&["read", "HELP", "--", "-final"])[1..],
            ["HELP", "--", "-final"]
        );
        assert_eq!(meant_by(&["trace", "D1", "-x"]), ["trace", "D1", "-x"]);
    }
}
