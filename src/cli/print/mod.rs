//! Everything that reaches the screen goes through here: plain aligned text for people, or JSON. Only a terminal gets
//! bold and dim, and not with NO_COLOR; what agents sent is made safe by [`visible`] before it comes here.

pub mod form;
pub mod request;
pub mod table;
pub mod timeline;
pub mod visible;

use std::io::{IsTerminal as _, Write as _};

use super::failure::Failure;
use super::json::Json;

/// The widest that a block of somebody's text gets, so that a terminal of usual width does not break its lines itself.
pub const TEXT_WIDTH: usize = 76;

/// Standard output, and how to write on it.
#[derive(Debug, Clone, Copy)]
pub struct Screen {
    /// Whether JSON is wanted.
    pub json: bool,
    styled: bool,
}

impl Screen {
    /// The screen that this process writes on.
    pub fn of_process(json: bool) -> Screen {
        let plain = std::env::var_os("NO_COLOR").is_some_and(|value| !value.is_empty());
        Screen { json, styled: !json && !plain && std::io::stdout().is_terminal() }
    }

    /// A screen without styles, for tests.
    #[cfg(test)]
    pub const PLAIN: Screen = Screen { json: false, styled: false };

    /// Writes text that ends as it should.
    pub fn text(&self, text: &str) -> Result<(), Failure> {
        let mut out = std::io::stdout().lock();
        // A reader that has seen enough, such as `head`, is no failure.
        out.write_all(text.as_bytes()).and_then(|()| out.flush()).map_err(Failure::output)
    }

    /// Writes one line.
    pub fn line(&self, line: &str) -> Result<(), Failure> {
        self.text(&format!("{line}\n"))
    }

    /// Writes a whole document, over several lines.
    pub fn document(&self, document: &Json) -> Result<(), Failure> {
        let written = serde_json::to_string_pretty(document).map_err(|error| Failure::output(error.into()))?;
        self.line(&visible::json(&written))
    }

    /// Writes a document on one line, for what goes on and on.
    pub fn item(&self, item: &Json) -> Result<(), Failure> {
        let written = serde_json::to_string(item).map_err(|error| Failure::output(error.into()))?;
        self.line(&visible::json(&written))
    }

    /// Writes the one or the other, as was asked for.
    pub fn show(&self, json: impl FnOnce() -> Json, text: impl FnOnce() -> String) -> Result<(), Failure> {
        if self.json { self.document(&json()) } else { self.text(&text()) }
    }

    /// What leads the eye.
    pub fn bold(&self, text: &str) -> String {
        self.styled(text, "1")
    }

    /// What may be passed over.
    pub fn dim(&self, text: &str) -> String {
        self.styled(text, "2")
    }

    fn styled(&self, text: &str, style: &str) -> String {
        if self.styled { format!("\u{1b}[{style}m{text}\u{1b}[0m") } else { text.to_owned() }
    }
}

/// Writes beside the output, where it does not disturb who reads that. Nobody can be told if this fails too.
pub fn aside(text: &str) {
    let _ = writeln!(std::io::stderr().lock(), "{text}");
}

/// How sure the agent is: `92%`; empty if it did not say.
pub fn confidence(confidence: Option<f64>) -> String {
    confidence.map_or_else(String::new, |share| format!("{}%", (share * 100.0).round()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn confidence_is_a_share_of_a_hundred() {
        for (share, text) in [(None, ""), (Some(0.0), "0%"), (Some(0.925), "93%"), (Some(1.0), "100%")] {
            assert_eq!(confidence(share), text);
        }
    }

    #[test]
    fn styles_need_a_terminal() {
        assert_eq!(Screen::PLAIN.bold("x"), "x");
        assert_eq!(Screen { json: false, styled: true }.dim("x"), "\u{1b}[2mx\u{1b}[0m");
    }
}
