//! `xhht watch [YEAR]`: checks again whenever the inbox changes, until Ctrl+C.
//!
//! The only place that waits. Ctrl+C simply ends the program: what was written
//! is whole ([`crate::outbox`]).

use std::collections::BTreeMap;
use std::io::Write;
use std::process::ExitCode;
use std::thread;
use std::time::Duration;

use clap::Args;

use super::{Target, Terminal, complain, config, judge, say, text, verdict, window};
use crate::console::{self, Checked};
use crate::inbox::sight::{Changes, Vigil};
use crate::run::{self, Config, Reach};

#[derive(Debug, Args)]
pub(super) struct WatchArgs {
    #[command(flatten)]
    target: Target,
    /// Dừng sau chừng ấy lần kiểm tra (dùng để thử chương trình)
    #[arg(long, value_name = "SỐ_LẦN", hide = true)]
    rounds: Option<u64>,
    /// Khoảng cách giữa hai lần nhìn vào inbox, tính bằng mili giây
    #[arg(long, value_name = "MILI_GIÂY", hide = true, default_value_t = 1000)]
    pause: u64,
}

/// Ends with the last code after so many rounds, or when nobody listens.
pub(super) fn watch(args: &WatchArgs) -> Result<ExitCode, String> {
    let pause = Duration::from_millis(args.pause);
    let config = await_year(&args.target, pause);
    // Looked at before it is read: what changes meanwhile is noticed next.
    let mut vigil = Vigil::new(run::sight(&config));
    let (mut changes, mut before, mut rounds) = (BTreeMap::new(), None, 0);
    loop {
        let (screen, code) = check(&config, &changes, &mut before);
        let waiting = format!(
            "Đang theo dõi inbox/{}; kiểm tra xong lúc {}; nhấn Ctrl+C để dừng.\n",
            config.year,
            Terminal::of_run().now().strftime("%H:%M:%S")
        );
        say(&screen);
        // Whoever has closed the pipe hears no more.
        let heard = std::io::stdout().write_all(waiting.as_bytes());
        rounds += 1;
        if args.rounds == Some(rounds) || heard.is_err() {
            return Ok(code);
        }
        changes = await_change(&config, &mut vigil, pause);
    }
}

/// One check: what is shown of it, and its code. An error is said and waited
/// for: half a register, a folder taken away, a full disk will change again.
fn check(
    config: &Config,
    changes: &BTreeMap<String, Changes>,
    before: &mut Option<Checked>,
) -> (String, ExitCode) {
    let failed = |screen: String, error: &str| {
        complain(error);
        (screen, ExitCode::from(2))
    };
    let judged = match judge(config) {
        Ok(judged) => judged,
        Err(error) => return failed(String::new(), &error),
    };
    let now = Checked::of(&judged);
    let mut screen = console::screen(&judged, window());
    if !changes.is_empty() {
        let checks = before.as_ref().map(|before| (before, &now));
        let since = console::changed(changes, checks, &judged.plan, window());
        screen = format!("\n{screen}\n{since}");
    }
    *before = Some(now);
    match run::write_summary(config, &judged) {
        Ok(path) => {
            screen.push_str(&format!("Kết quả: {}\n", path.display()));
            (screen, verdict(&judged))
        }
        Err(error) => failed(screen, &text(error)),
    }
}

/// Waits for a folder of the year, if none was named.
fn await_year(target: &Target, pause: Duration) -> Config {
    let mut told = String::new();
    loop {
        match config(target.setting.clone(), target.year, Reach::LastYear) {
            Ok(config) => return config,
            Err(error) if error != told => {
                complain(&format!("{error} Đang chờ; nhấn Ctrl+C để dừng."));
                told = error;
            }
            Err(_) => {}
        }
        thread::sleep(pause);
    }
}

fn await_change(
    config: &Config,
    vigil: &mut Vigil,
    pause: Duration,
) -> BTreeMap<String, Changes> {
    loop {
        thread::sleep(pause);
        if let Some(changes) = vigil.notice(run::sight(config)) {
            return changes;
        }
    }
}
