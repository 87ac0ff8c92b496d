//! OpenID Connect: a provider finds out who somebody is, and vouches for their e-mail address. Authorization code with PKCE;
//! what the provider is like is asked when somebody first signs in, so that the server starts without it.
//!
//! Which person that is, and whether they come in, is the `door`'s.

mod http;
mod known;
mod pending;
mod provider;
mod signatures;
mod token;

#[cfg(test)]
mod tests;

use std::fmt;

pub use self::known::issuer;
pub use self::pending::Pending;
pub use self::provider::{Answer, Provider};

/// What we are to a provider.
pub struct Client {
    /// The provider's URL, as it writes it itself.
    pub issuer: String,
    /// Who we are.
    pub id: String,
    /// How we show that; a public client has nothing to show.
    pub secret: Option<String>,
    /// What people call the provider.
    pub name: String,
    /// The account whose people come in this way.
    pub account: String,
    /// Whether an address is verified of which the provider does not say that.
    pub trust_email: bool,
}

impl fmt::Debug for Client {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Client({} at {}, …)", self.id, self.issuer)
    }
}

/// Why somebody does not come in. The words are for the log and hold nothing secret.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Fault {
    /// The browser has not begun to sign in here, or too long ago.
    NotBegun,
    /// What came back is no answer to what this browser asked.
    OtherState,
    /// The provider said no, in its own code for it.
    Refused(String),
    /// The provider cannot be reached, or answers what it should not.
    Provider(String),
    /// The ID token does not hold.
    Token(String),
    /// The provider names no e-mail address.
    NoEmail,
    /// It does not say that the address is theirs.
    Unverified,
}

impl fmt::Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NotBegun => f.write_str("this browser has not begun to sign in, or more than ten minutes ago"),
            Self::OtherState => f.write_str("what came back is no answer to what this browser asked"),
            Self::Refused(code) => write!(f, "the provider refused: {code}"),
            Self::Provider(why) => write!(f, "the provider did not answer as it should: {why}"),
            Self::Token(why) => write!(f, "the ID token does not hold: {why}"),
            Self::NoEmail => f.write_str("the provider names no e-mail address; check that its client may see it"),
            Self::Unverified => f.write_str("the provider does not say that the e-mail address is verified"),
        }
    }
}
