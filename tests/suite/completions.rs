//! The scripts by which shells complete the commands.

use std::collections::BTreeSet;

use crate::desk::Desk;

/// The commands that `--help` lists.
fn commands(desk: &Desk) -> BTreeSet<String> {
    let help = desk.run(["--help"]).stdout;
    let list = help.lines().skip_while(|line| *line != "Lệnh:").skip(1);
    list.take_while(|line| !line.is_empty())
        .filter_map(|line| line.split_whitespace().next().map(str::to_owned))
        .collect()
}

#[test]
fn every_shell_is_told_of_every_command() {
    let desk = Desk::empty();
    let commands = commands(&desk);
    for known in ["report", "check", "watch", "forms", "lint-pdf", "completions"] {
        assert!(commands.contains(known), "{commands:?}");
    }
    for shell in ["bash", "zsh", "fish", "powershell", "elvish"] {
        let ended = desk.run(["completions", shell]);
        assert_eq!((ended.code, ended.stderr.as_str()), (0, ""), "{shell}");
        for command in &commands {
            assert!(ended.stdout.contains(command), "{shell}: {command}");
        }
    }
}

/// Bash lists the commands it offers in one line of the script.
#[test]
fn bash_offers_the_commands_as_first_word() {
    let desk = Desk::empty();
    let script = desk.run(["completions", "bash"]).stdout;
    let offered: BTreeSet<&str> = script
        .lines()
        .skip_while(|line| line.trim() != "xhht)")
        .find_map(|line| line.trim().strip_prefix("opts=\"")?.strip_suffix('"'))
        .unwrap()
        .split_whitespace()
        .collect();
    for command in commands(&desk) {
        assert!(offered.contains(command.as_str()), "{command}: {offered:?}");
    }
}

#[test]
fn an_unknown_shell_is_refused() {
    let ended = Desk::empty().run(["completions", "cmd"]);
    assert_eq!((ended.code, ended.stdout.as_str()), (2, ""));
    let expected = "Không có shell “cmd”. Ghi bash, zsh, fish, powershell hoặc elvish.\n";
    assert_eq!(ended.stderr, expected);
}

/// PowerShell 5.1 reads a profile without a byte order mark as the ANSI page, where
/// "đ" holds a quote.
#[test]
fn the_script_for_powershell_has_no_letter_that_it_would_misread() {
    let script = Desk::empty().run(["completions", "powershell"]).stdout;
    assert!(script.is_ascii());
    assert!(script.contains("Lap bao cao cua mot nam"), "{script}");
}
