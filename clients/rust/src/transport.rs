//! What goes wrong below the calls, as sentences that say what to do about it.

use std::error::Error;
use std::io;

use tokio_rustls::rustls;
use tonic::{Code, Status};
use tonic_types::StatusExt as _;

/// An error and its causes, also those that an `io::Error` wraps, which are no sources of it.
fn chain<'a>(first: &'a (dyn Error + 'static)) -> impl Iterator<Item = &'a (dyn Error + 'static)> {
    std::iter::successors(Some(first), |&error| match error.downcast_ref::<io::Error>().and_then(io::Error::get_ref) {
        Some(inside) => Some(inside as &(dyn Error + 'static)),
        None => error.source(),
    })
}

/// Whether a time-out of this side's ended the call.
pub fn is_timeout(status: &Status) -> bool {
    status.source().is_some_and(|source| chain(source).any(|error| error.is::<tonic::TimeoutExpired>()))
}

/// Whether the same call may well succeed a little later.
pub fn passes_by_itself(status: &Status) -> bool {
    match status.source() {
        Some(source) => !is_timeout(status) && !chain(source).any(|error| error.is::<rustls::Error>()),
        // Too much at once is over soon, and the server says when; too large is not, and it says nothing.
        None => match status.code() {
            Code::Unavailable => true,
            Code::ResourceExhausted => status.get_details_retry_info().is_some(),
            _ => false,
        },
    }
}

/// What went wrong on the way to the server at `url`; nothing if the server itself answered.
pub fn sentence(status: &Status, url: &str) -> Option<String> {
    let source = status.source()?;
    if let Some(tls) = chain(source).find_map(|error| error.downcast_ref::<rustls::Error>()) {
        return Some(tls_sentence(tls, url));
    }
    let refused = |error: &io::Error| error.kind() == io::ErrorKind::ConnectionRefused;
    if chain(source).any(|error| error.downcast_ref::<io::Error>().is_some_and(refused)) {
        return Some(format!(
            "Nothing listens at {url}. Start the service with `pumpup serve`, or set PUMPUP_URL to where it is."
        ));
    }
    let cause = chain(source).last().map_or_else(String::new, ToString::to_string);
    let hint = if url.starts_with("http://") { " If it speaks TLS there, write https:// instead." } else { "" };
    Some(format!("The connection to the server at {url} broke: {cause}.{hint}"))
}

fn tls_sentence(error: &rustls::Error, url: &str) -> String {
    match error {
        rustls::Error::InvalidMessage(_) => {
            format!("What listens at {url} does not speak TLS. Write http:// instead if it is on this machine.")
        }
        rustls::Error::InvalidCertificate(fault) => format!(
            "The certificate of {url} is not trusted: {fault}. Set PUMPUP_CA_CERT to the authority that signed it, if that is one of yours."
        ),
        other => format!("TLS with {url} failed: {other}."),
    }
}
