//! Logs: to stderr, for people when that is a terminal, else one JSON object a line. Payloads, headers and keys never
//! get here, whatever the filter; panics do, once, with the request id of the call they broke.

use std::io::{IsTerminal as _, Write, stderr};
use std::panic;

use tracing::error;
use tracing_subscriber::filter::EnvFilter;
use tracing_subscriber::util::SubscriberInitExt as _;

/// Libraries that print headers, and with them keys, or whole frames when asked for more than this.
const QUIET: [&str; 6] = ["h2=info", "hyper=info", "hyper_util=info", "tonic=info", "tower=info", "rustls=info"];

/// The filter that `--log` asks for, such as `info` or `pumpup=debug`, or a sentence that says what is wrong with it.
pub fn filter(asked: &str) -> Result<EnvFilter, String> {
    let filter = EnvFilter::builder()
        .parse(asked)
        .map_err(|fault| format!("the log filter {asked:?} can't be read: {fault}; try info or pumpup=debug"))?;
    Ok(QUIET.iter().fold(filter, |filter, quiet| {
        filter.add_directive(quiet.parse().expect("the directives above are well-formed"))
    }))
}

/// Starts logging, for the whole process and once. Fails where something else did already.
pub fn init(filter: EnvFilter) -> Result<(), String> {
    let subscriber = tracing_subscriber::fmt().with_env_filter(filter);
    let started = if stderr().is_terminal() {
        subscriber.with_writer(|| OneLine(stderr())).finish().try_init()
    } else {
        subscriber.with_writer(stderr).json().flatten_event(true).with_span_list(false).finish().try_init()
    };
    started.map_err(|fault| format!("can't start logging: {fault}"))?;
    panic::set_hook(Box::new(log_panic));
    Ok(())
}

/// A panic is a bug of ours. It is logged where it happens, so that the line has the span of the call.
fn log_panic(panic: &panic::PanicHookInfo<'_>) {
    let place = panic.location().map(ToString::to_string);
    error!(message = "panic", what = panic.payload_as_str(), place);
}

/// Keeps an event on its line: the subscriber escapes what would steer a terminal, but lets line breaks through, with
/// which a value could pretend to be the next event.
struct OneLine<W>(W);

impl<W: Write> Write for OneLine<W> {
    fn write(&mut self, event: &[u8]) -> std::io::Result<usize> {
        let (line, end) = match event.split_last() {
            Some((b'\n', line)) => (line, &b"\n"[..]),
            _ => (event, &b""[..]),
        };
        let mut escaped = Vec::with_capacity(event.len());
        for byte in line {
            match byte {
                b'\n' => escaped.extend_from_slice(b"\\n"),
                b'\r' => escaped.extend_from_slice(b"\\r"),
                byte => escaped.push(*byte),
            }
        }
        escaped.extend_from_slice(end);
        self.0.write_all(&escaped)?;
        Ok(event.len())
    }

    fn flush(&mut self) -> std::io::Result<()> {
        self.0.flush()
    }
}

#[cfg(test)]
mod tests {
    use std::sync::{Arc, Mutex};

    use super::*;

    /// Somewhere to write that a test can read.
    #[derive(Clone, Default)]
    struct Page(Arc<Mutex<Vec<u8>>>);

    impl Write for Page {
        fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
            self.0.lock().unwrap().write(bytes)
        }

        fn flush(&mut self) -> std::io::Result<()> {
            Ok(())
        }
    }

    impl Page {
        fn text(&self) -> String {
            String::from_utf8(self.0.lock().unwrap().clone()).unwrap()
        }
    }

    #[test]
    fn a_value_can_neither_break_the_line_nor_steer_the_terminal() {
        let page = Page::default();
        let writer = page.clone();
        let subscriber = tracing_subscriber::fmt().with_ansi(false).with_writer(move || OneLine(writer.clone()));
        tracing::subscriber::with_default(subscriber.finish(), || {
            tracing::info!(given = "a\n\x1b[31mb", "said {}", "c\r\nd\x07\u{9b}");
        });
        let text = page.text();
        assert_eq!(text.matches('\n').count(), 1, "{text:?}");
        assert!(text.ends_with('\n'));
        assert!(!text.trim_end().chars().any(char::is_control), "{text:?}");
        assert!(text.contains(r"c\r\nd"), "{text:?}");
    }

    #[test]
    fn the_filter_never_lets_the_wire_be_logged() {
        let page = Page::default();
        let writer = page.clone();
        let subscriber =
            tracing_subscriber::fmt().with_env_filter(filter("trace").unwrap()).with_writer(move || writer.clone());
        tracing::subscriber::with_default(subscriber.finish(), || {
            tracing::trace!(target: "h2::hpack::decoder", "authorization");
            tracing::debug!(target: "hyper::proto", "authorization");
            tracing::trace!(target: "pumpup", "ours");
        });
        let text = page.text();
        assert!(text.contains("ours") && !text.contains("authorization"), "{text:?}");
    }

    #[test]
    fn a_filter_that_makes_no_sense_is_refused_with_a_hint() {
        let refused = filter("pumpup=loud").unwrap_err();
        assert!(refused.contains("pumpup=loud") && refused.contains("try info"), "{refused}");
    }
}
