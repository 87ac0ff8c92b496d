//! Why a command did not do what was asked, as sentences that say what to do about it, and the exit code: 2 for a wrong
//! use of the command line, 1 for all else.

use std::error::Error;
use std::io;
use std::process::ExitCode;

use tokio_rustls::rustls;
use tonic::{Code, Status};
use tonic_types::StatusExt as _;

use super::print::visible;

/// Why a command did not do what was asked.
#[derive(Debug)]
pub enum Failure {
    /// The command line itself was wrong; nothing was sent.
    Usage(String),
    /// Something on this side was wrong, or the server does not hold what was looked for.
    Plain(String),
    /// The server refused the call.
    Refused(Box<Status>),
    /// The server could not be reached, or the connection to it broke.
    Unreachable(String),
    /// Nobody reads the output any more.
    Closed,
}

impl Failure {
    /// The failure to write the output.
    pub fn output(error: io::Error) -> Failure {
        match error.kind() {
            io::ErrorKind::BrokenPipe => Failure::Closed,
            _ => Failure::Plain(format!("The output could not be written: {error}.")),
        }
    }

    /// The failure that a call to the server at `url` ended with.
    pub fn of_call(status: Status, url: &str) -> Failure {
        match status.source() {
            Some(source) => Failure::Unreachable(transport_sentence(source, &status, url)),
            None => Failure::Refused(Box::new(status)),
        }
    }

    /// Whether the server refused for this reason.
    pub fn has_reason(&self, reason: &str) -> bool {
        match self {
            Failure::Refused(status) => status.get_details_error_info().is_some_and(|info| info.reason == reason),
            _ => false,
        }
    }

    /// What to tell the person; nothing if nobody listens.
    pub fn sentences(&self) -> String {
        match self {
            Failure::Usage(sentence) | Failure::Plain(sentence) | Failure::Unreachable(sentence) => sentence.clone(),
            Failure::Refused(status) => refusal(status),
            Failure::Closed => String::new(),
        }
    }

    /// What to end the process with.
    pub fn exit_code(&self) -> ExitCode {
        match self {
            Failure::Usage(_) => ExitCode::from(2),
            Failure::Closed => ExitCode::SUCCESS,
            Failure::Plain(_) | Failure::Refused(_) | Failure::Unreachable(_) => ExitCode::FAILURE,
        }
    }
}

/// Whether the same call may well succeed a little later.
pub fn passes_by_itself(status: &Status) -> bool {
    match status.source() {
        Some(source) => !chain(source).any(|error| error.is::<rustls::Error>() || error.is::<tonic::TimeoutExpired>()),
        None => status.code() == Code::Unavailable,
    }
}

/// The server's sentence and reason, then each field violation with its path.
fn refusal(status: &Status) -> String {
    let details = status.get_error_details();
    let reason = details.error_info().map_or_else(|| status.code().to_string(), |info| info.reason.clone());
    let sentence = match status.message() {
        "" => status.code().description(),
        sentence => sentence,
    };
    let mut text = format!("{} [{}]", visible::block(sentence, "", usize::MAX).trim_end(), visible::line(&reason));
    for violation in details.bad_request().map(|request| &request.field_violations).into_iter().flatten() {
        let (path, fault) = (visible::line(&violation.field), visible::line(&violation.description));
        text.push_str(&if path.is_empty() { format!("\n  {fault}") } else { format!("\n  {path}: {fault}") });
    }
    if let Some(info) = details.request_info() {
        text.push_str(&format!("\n  request id: {}", visible::line(&info.request_id)));
    }
    if status.code() == Code::Unauthenticated {
        text.push_str("\nThe key comes from PUMPUP_API_KEY, or else from admin.key in the data folder (PUMPUP_DATA).");
    }
    text
}

/// What went wrong below the calls, and what to do about it.
fn transport_sentence(source: &(dyn Error + 'static), status: &Status, url: &str) -> String {
    for error in chain(source) {
        if let Some(tls) = error.downcast_ref::<rustls::Error>() {
            return tls_sentence(tls, url);
        }
        if error.is::<tonic::TimeoutExpired>() {
            return format!(
                "The server at {url} did not answer in time. Whether the command took effect is not known."
            );
        }
    }
    let cause = chain(source).last().map_or_else(String::new, ToString::to_string);
    if status.code() != Code::Unavailable {
        return broken_sentence(url, &cause);
    }
    let refused = |error: &io::Error| error.kind() == io::ErrorKind::ConnectionRefused;
    if chain(source).any(|error| error.downcast_ref::<io::Error>().is_some_and(refused)) {
        return format!(
            "Nothing listens at {url}. Start the service with `pumpup serve`, or name another with --server."
        );
    }
    format!("The server at {url} cannot be reached: {}. Is the address right?", visible::line(&cause))
}

fn tls_sentence(error: &rustls::Error, url: &str) -> String {
    use rustls::CertificateError as Certificate;
    match error {
        rustls::Error::InvalidMessage(_) => {
            format!("What listens at {url} does not speak TLS: write http:// in place of https://.")
        }
        rustls::Error::InvalidCertificate(Certificate::UnknownIssuer) => {
            format!("Nobody whom this machine trusts vouches for the certificate of {url}: name the CA with --ca-cert.")
        }
        rustls::Error::InvalidCertificate(fault) => {
            format!("The certificate of {url} does not hold: {fault}. Is it the right server?")
        }
        error => format!("No TLS connection to {url} came about: {error}."),
    }
}

fn broken_sentence(url: &str, cause: &str) -> String {
    let cause = visible::line(cause);
    let hint = if url.starts_with("http://") { " If the server uses TLS, write https://." } else { "" };
    format!("The connection to {url} broke: {cause}. Whether the command took effect is not known.{hint}")
}

/// An error and its causes, the wrapped inside of I/O errors included. Causes nest a handful deep; the bound is there so
/// that a cycle could not hang the command.
fn chain<'a>(first: &'a (dyn Error + 'static)) -> impl Iterator<Item = &'a (dyn Error + 'static)> {
    std::iter::successors(Some(first), |error| {
        let error: &'a (dyn Error + 'static) = *error;
        match error.downcast_ref::<io::Error>().and_then(io::Error::get_ref) {
            Some(inside) => Some(inside as &(dyn Error + 'static)),
            None => error.source(),
        }
    })
    .take(16)
}

#[cfg(test)]
mod tests {
    use super::*;
    use tonic_types::ErrorDetails;

    fn refused(code: Code, message: &str, details: ErrorDetails) -> Failure {
        Failure::of_call(Status::with_error_details(code, message, details), "http://127.0.0.1:50051")
    }

    #[test]
    fn a_refusal_names_reason_and_every_violation() {
        let mut details = ErrorDetails::with_error_info("ANSWERS_INVALID", "pumpup", []);
        details.add_bad_request_violation("answers[\"date\"]", "has to be given");
        details.add_bad_request_violation("answers[\"n\"]", "5 is above 3\u{1b}[2J");
        let failure = refused(Code::InvalidArgument, "2 answers do not fit the form.", details);
        assert_eq!(
            failure.sentences(),
            "2 answers do not fit the form. [ANSWERS_INVALID]\n  answers[\"date\"]: has to be given\n  \
             answers[\"n\"]: 5 is above 3\\u{1b}[2J"
        );
        assert!(failure.has_reason("ANSWERS_INVALID") && !failure.has_reason("REQUEST_NOT_FOUND"));
    }

    #[test]
    fn a_refusal_without_details_names_its_code() {
        let failure = refused(Code::Unimplemented, "", ErrorDetails::new());
        assert!(
            failure
                .sentences()
                .ends_with("is not implemented or not supported [Operation is not implemented or not supported]")
        );
    }

    #[test]
    fn a_fault_of_the_server_names_the_request_id() {
        let mut details = ErrorDetails::with_error_info("INTERNAL", "pumpup", []);
        details.set_request_info("0198-ab", "");
        let sentences = refused(Code::Internal, "Something went wrong.", details).sentences();
        assert_eq!(sentences, "Something went wrong. [INTERNAL]\n  request id: 0198-ab");
    }

    #[test]
    fn a_wrong_key_says_where_keys_come_from() {
        let details = ErrorDetails::with_error_info("UNAUTHENTICATED", "pumpup", []);
        let sentences = refused(Code::Unauthenticated, "No such key.", details).sentences();
        assert!(sentences.starts_with("No such key. [UNAUTHENTICATED]\n") && sentences.contains("PUMPUP_API_KEY"));
    }

    #[test]
    fn broken_connections_say_what_to_do() {
        let tls = |error: rustls::Error| io::Error::new(io::ErrorKind::InvalidData, error);
        for (error, url, words) in [
            (io::Error::from(io::ErrorKind::ConnectionRefused), "http://127.0.0.1:1", "`pumpup serve`"),
            (io::Error::other("failed to lookup address"), "http://nowhere:1", "Is the address right?"),
            (
                tls(rustls::Error::InvalidMessage(rustls::InvalidMessage::InvalidContentType)),
                "https://127.0.0.1:1",
                "write http://",
            ),
            (
                tls(rustls::Error::InvalidCertificate(rustls::CertificateError::UnknownIssuer)),
                "https://127.0.0.1:1",
                "--ca-cert",
            ),
        ] {
            let shown = error.to_string();
            let sentence = transport_sentence(&error, &Status::unavailable("transport error"), url);
            assert!(sentence.contains(words) && sentence.contains(url), "{shown}: {sentence}");
        }
        let reset = io::Error::from(io::ErrorKind::ConnectionReset);
        for (url, hinted) in [("http://127.0.0.1:1", true), ("https://127.0.0.1:1", false)] {
            let sentence = transport_sentence(&reset, &Status::unknown("h2 protocol error: http2 error"), url);
            assert!(sentence.contains("is not known") && sentence.contains("write https://") == hinted, "{sentence}");
        }
    }

    #[test]
    fn only_the_unavailable_passes_by_itself() {
        for (code, passes) in [
            (Code::Unavailable, true),
            (Code::Internal, false),
            (Code::NotFound, false),
            (Code::ResourceExhausted, false),
        ] {
            assert_eq!(passes_by_itself(&Status::new(code, "x")), passes, "{code:?}");
        }
    }

    #[test]
    fn usage_ends_with_two_and_a_closed_pipe_with_nought() {
        for (failure, code) in [
            (Failure::Usage(String::new()), ExitCode::from(2)),
            (Failure::Plain(String::new()), ExitCode::from(1)),
            (Failure::output(io::ErrorKind::BrokenPipe.into()), ExitCode::from(0)),
            (Failure::output(io::ErrorKind::StorageFull.into()), ExitCode::from(1)),
        ] {
            assert_eq!(failure.exit_code(), code, "{failure:?}");
        }
    }
}
