//! The door of the workspace: what somebody shows is turned into a session for their browser, or they are turned away, and
//! not told what was wrong with it.
//!
//! A provider of OpenID Connect finds out who somebody is in its own way (`oidc`); whether they come in is found out here.

use std::net::{IpAddr, SocketAddr};
use std::sync::Arc;
use std::time::Duration;

use http::{HeaderMap, HeaderName};
use url::Url;
use uuid::Uuid;

use super::attempts::Subject;
use super::gate::Gate;
use super::oidc::{Answer, Fault, Pending, Provider};
use super::origins::Origin;
use crate::domain::access::{KeyKind, Person};
use crate::domain::caller::Caller;
use crate::domain::command::Command;
use crate::domain::ids::{AccountId, PersonId};
use crate::domain::key::ApiKey;
use crate::domain::record::{Record, Target};
use crate::domain::refusal::Refusal;
use crate::domain::sign_in::{Means, SessionOpen};
use crate::engine::{Engine, Failure, Result};

/// How long sessions last.
#[derive(Clone, Copy, Debug)]
pub struct Lasting {
    /// Unused.
    pub idle: Duration,
    /// In any case.
    pub most: Duration,
}

/// A proxy that has found out who somebody is.
#[derive(Clone, Debug)]
pub struct Proxy {
    /// The header in which it says their e-mail address.
    pub header: HeaderName,
    /// The networks it may speak from.
    pub peers: Vec<Network>,
}

impl Proxy {
    /// What the proxy says, if it is the proxy that speaks.
    fn says<'a>(&self, peer: IpAddr, headers: &'a HeaderMap) -> Option<&'a str> {
        let mut said = headers.get_all(&self.header).into_iter();
        match (said.next(), said.next()) {
            (Some(email), None) if self.peers.iter().any(|network| network.has(peer)) => {
                email.to_str().ok().map(str::trim).filter(|email| !email.is_empty())
            }
            _ => None,
        }
    }

    /// Where a request comes from: what the proxy says of that last, if it is the proxy that speaks. What stands before that
    /// may have been written by whoever sent it.
    fn client(&self, peer: IpAddr, headers: &HeaderMap) -> IpAddr {
        if !self.peers.iter().any(|network| network.has(peer)) {
            return peer;
        }
        let said = headers.get_all(FORWARDED_FOR).into_iter().next_back().and_then(|hops| hops.to_str().ok());
        said.and_then(|hops| address(hops.rsplit(',').next()?.trim())).unwrap_or(peer)
    }
}

const FORWARDED_FOR: HeaderName = HeaderName::from_static("x-forwarded-for");

/// An address, with a port or without.
fn address(text: &str) -> Option<IpAddr> {
    let plain = text.strip_prefix('[').and_then(|text| text.strip_suffix(']')).unwrap_or(text);
    plain.parse().ok().or_else(|| text.parse().ok().map(|address: SocketAddr| address.ip()))
}

/// Addresses that begin alike.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Network {
    address: IpAddr,
    bits: u32,
}

impl Network {
    /// Reads an address, or `address/bits`.
    pub fn parse(text: &str) -> Option<Self> {
        let (address, bits) = text.split_once('/').map_or((text, None), |(address, bits)| (address, Some(bits)));
        let address: IpAddr = address.parse().ok()?;
        let most = if address.is_ipv4() { 32 } else { 128 };
        let bits = bits.map_or(Some(most), |bits| bits.parse().ok())?;
        (bits <= most).then_some(Self { address, bits })
    }

    fn has(&self, peer: IpAddr) -> bool {
        let differ = match (self.address, peer.to_canonical()) {
            (IpAddr::V4(own), IpAddr::V4(peer)) => u128::from(u32::from(own) ^ u32::from(peer)) << 96,
            (IpAddr::V6(own), IpAddr::V6(peer)) => u128::from(own) ^ u128::from(peer),
            _ => return false,
        };
        differ.leading_zeros() >= self.bits
    }
}

/// What somebody shows.
pub enum Shown {
    /// The text of a link.
    Link(String),
    /// A name or e-mail address, and a password.
    Password {
        /// The account's name.
        account: String,
        /// The name or e-mail address.
        name: String,
        /// The password.
        password: String,
    },
    /// That the proxy in front has let them through.
    Proxy {
        /// The account's name.
        account: String,
    },
    /// What a provider of OpenID Connect has sent them back with.
    Answer {
        /// Where they come back to.
        origin: Origin,
        /// How they began; nothing if their browser does not know.
        pending: Option<Pending>,
        /// What they bring.
        answer: Answer,
    },
}

/// Why somebody is turned away.
pub enum Denied {
    /// What they showed does not let them in.
    Wrong,
    /// The provider of OpenID Connect does not vouch for them.
    Unvouched(Fault),
    /// They have failed too often, and may try again in so long.
    TooOften(Duration),
    /// It could not be found out.
    Failed(Failure),
}

impl From<Failure> for Denied {
    fn from(failure: Failure) -> Self {
        match failure {
            // Whoever went meanwhile is as good as never there.
            Failure::Refused(refusal) if matches!(*refusal, Refusal::Unauthenticated | Refusal::NotFound { .. }) => {
                Self::Wrong
            }
            failure => Self::Failed(failure),
        }
    }
}

/// The door.
pub struct Door {
    gate: Arc<Gate>,
    proxy: Option<Proxy>,
    /// The provider of OpenID Connect, if there is one.
    pub provider: Option<Provider>,
    /// How long the sessions last that it opens.
    pub lasting: Lasting,
}

impl Door {
    /// A door beside a gate, which lets in whom this one gives a session.
    pub fn new(gate: Arc<Gate>, proxy: Option<Proxy>, provider: Option<Provider>, lasting: Lasting) -> Self {
        Self { gate, proxy, provider, lasting }
    }

    fn engine(&self) -> &Engine {
        &self.gate.engine
    }

    /// Whether a proxy in front says who this is.
    pub fn is_led(&self, peer: IpAddr, headers: &HeaderMap) -> bool {
        self.proxy.as_ref().is_some_and(|proxy| proxy.says(peer, headers).is_some())
    }

    /// Lets in whoever shows the right thing, and answers the session to give their browser.
    pub async fn enter(&self, shown: Shown, peer: IpAddr, headers: &HeaderMap) -> std::result::Result<String, Denied> {
        let from = self.proxy.as_ref().map_or(peer, |proxy| proxy.client(peer, headers));
        match shown {
            Shown::Link(text) => {
                let came = self.by_link(&text).await;
                if let Err(Denied::Wrong) = came {
                    // Nobody guesses a link, so only what fails counts: whoever has a right one is not kept out by others.
                    self.begin_attempt(&[Subject::peer(from)])?;
                }
                came
            }
            Shown::Password { account, name, password } => {
                let subjects = Subject::password(&account, &name, from);
                self.counted(subjects, async {
                    let found = self.by_password(&account, &name, &password).await?;
                    self.come_in(found).await
                })
                .await
            }
            // The proxy has its own way with those who try too often.
            Shown::Proxy { account } => {
                let email = self.proxy.as_ref().and_then(|proxy| proxy.says(peer, headers)).ok_or(Denied::Wrong)?;
                let found = self.by_email(&account, email).await?;
                self.come_in(found).await
            }
            Shown::Answer { origin, pending, answer } => {
                // What is no answer to what this browser asked may be anybody's doing: it is nobody's failure.
                let pending = pending.ok_or(Denied::Unvouched(Fault::NotBegun))?;
                if !answer.is_to(&pending) {
                    return Err(Denied::Unvouched(Fault::OtherState));
                }
                self.counted(vec![Subject::peer(from)], async {
                    let found = self.by_answer(&origin, &pending, answer).await?;
                    self.come_in(found).await
                })
                .await
            }
        }
    }

    fn begin_attempt(&self, subjects: &[Subject]) -> std::result::Result<(), Denied> {
        self.gate.attempts.begin(subjects, self.engine().environment.clock.now()).map_err(Denied::TooOften)
    }

    /// Counts an attempt, unless it succeeds or it is not theirs that it does not.
    async fn counted(
        &self,
        subjects: Vec<Subject>,
        attempt: impl Future<Output = std::result::Result<String, Denied>>,
    ) -> std::result::Result<String, Denied> {
        self.begin_attempt(&subjects)?;
        let came = attempt.await;
        match &came {
            Ok(_) => self.gate.attempts.succeeded(&subjects),
            Err(Denied::Failed(_) | Denied::Unvouched(Fault::Provider(_))) => self.gate.attempts.withdrawn(&subjects),
            Err(_) => {}
        }
        came
    }

    async fn come_in(&self, found: Option<(AccountId, Means)>) -> std::result::Result<String, Denied> {
        let (account, means) = found.ok_or(Denied::Wrong)?;
        Ok(self.let_in(account, means).await?)
    }

    async fn by_link(&self, text: &str) -> std::result::Result<String, Denied> {
        let link = super::link(self.engine(), text).await?;
        self.come_in(Some((link.account, Means::Link(link.id)))).await
    }

    /// Opens a session for somebody of whom it is known who they are, and answers its text.
    pub async fn let_in(&self, account: AccountId, means: Means) -> Result<String> {
        let (text, secret) = super::new_session();
        let micros = |time: Duration| i64::try_from(time.as_micros()).unwrap_or(i64::MAX);
        let (idle, lasts) = (micros(self.lasting.idle), micros(self.lasting.most));
        let command = Command::SessionOpen(SessionOpen { means, idle, lasts, secret });
        // Under a key of its own: a link is used up once, even if the batch has to be run again.
        let key = self.engine().environment.mint().to_string();
        self.engine().execute(Caller::platform(account), Some(key), command).await.map(|_| text)
    }

    async fn account(&self, name: &str) -> Result<AccountId> {
        let found = self.engine().record(AccountId(Uuid::nil()), Target::AccountNamed(name.to_owned())).await?;
        Ok(if let Some(Record::Account(account)) = found { account.id } else { AccountId(Uuid::nil()) })
    }

    async fn by_email(&self, account: &str, email: &str) -> Result<Option<(AccountId, Means)>> {
        let account = self.account(account).await?;
        let person = self.person_of_email(account, email).await?;
        Ok(person.map(|person| (account, Means::Person(person.id))))
    }

    /// Sends somebody to the provider.
    pub async fn begin(&self, origin: &Origin) -> std::result::Result<(Url, Pending), Denied> {
        let provider = self.provider.as_ref().ok_or(Denied::Wrong)?;
        let pending = Pending::fresh();
        let url = provider.begin(origin, &pending).await.map_err(Denied::Unvouched)?;
        Ok((url, pending))
    }

    async fn by_answer(
        &self,
        origin: &Origin,
        pending: &Pending,
        answer: Answer,
    ) -> std::result::Result<Option<(AccountId, Means)>, Denied> {
        let provider = self.provider.as_ref().ok_or(Denied::Wrong)?;
        let now = self.engine().environment.clock.now();
        let email = provider.finish(origin, pending, answer, now).await.map_err(Denied::Unvouched)?;
        Ok(self.by_email(&provider.client.account, &email).await?)
    }

    /// Whatever is wrong, it is found out after the same steps.
    async fn by_password(&self, account: &str, name: &str, password: &str) -> Result<Option<(AccountId, Means)>> {
        let account = self.account(account).await?;
        let person = self.person(account, name.trim()).await?;
        let id = person.map_or(PersonId(Uuid::nil()), |person| person.id);
        let kept = self.engine().record(account, Target::KeyPrefix(ApiKey::password_of(id))).await?;
        let kept = match &kept {
            Some(Record::Key(key)) if key.kind == KeyKind::Password && key.revoked_at.is_none() => Some(&*key.hash),
            _ => None,
        };
        let right = self.gate.passwords.check(password, kept).await?;
        Ok(right.then_some((account, Means::Password(id))))
    }

    /// The one active person with an e-mail address. Of several nobody knows which is meant.
    async fn person_of_email(&self, account: AccountId, email: &str) -> Result<Option<Person>> {
        let people = self.engine().people(account).await?.into_iter();
        let mut found = people.filter(|person| person.active && person.email.eq_ignore_ascii_case(email));
        Ok(found.next().filter(|_| found.next().is_none()))
    }

    async fn person(&self, account: AccountId, name: &str) -> Result<Option<Person>> {
        match self.engine().record(account, Target::PersonNamed(name.to_owned())).await? {
            Some(Record::Person(person)) => Ok(Some(person)),
            _ if name.contains('@') => self.person_of_email(account, name).await,
            _ => Ok(None),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn of_what_is_forwarded_only_the_proxys_own_word_counts() {
        let proxy =
            Proxy { header: HeaderName::from_static("x-email"), peers: vec![Network::parse("10.0.0.0/8").unwrap()] };
        for (peer, said, client) in [
            ("10.0.0.1", &["192.0.2.1"][..], "192.0.2.1"),
            ("10.0.0.1", &["198.51.100.7, 192.0.2.1"], "192.0.2.1"),
            ("10.0.0.1", &["198.51.100.7", "192.0.2.1:1234"], "192.0.2.1"),
            ("10.0.0.1", &["[2001:db8::1]:1234"], "2001:db8::1"),
            ("10.0.0.1", &["[2001:db8::1]"], "2001:db8::1"),
            ("10.0.0.1", &["192.0.2.1, unknown"], "10.0.0.1"),
            ("10.0.0.1", &[], "10.0.0.1"),
            ("192.0.2.9", &["192.0.2.1"], "192.0.2.9"),
        ] {
            let headers: HeaderMap =
                said.iter().map(|hops| (FORWARDED_FOR, http::HeaderValue::from_static(hops))).collect();
            let found = proxy.client(peer.parse().unwrap(), &headers);
            assert_eq!(found, client.parse::<IpAddr>().unwrap(), "{said:?} from {peer}");
        }
    }

    #[test]
    fn a_network_has_the_addresses_that_begin_like_it() {
        for (network, peer, inside) in [
            ("127.0.0.1", "127.0.0.1", true),
            ("127.0.0.1", "127.0.0.2", false),
            ("127.0.0.1", "::ffff:127.0.0.1", true),
            ("10.1.0.0/16", "10.1.255.1", true),
            ("10.1.0.0/16", "10.2.0.0", false),
            ("0.0.0.0/0", "192.0.2.1", true),
            ("0.0.0.0/0", "::1", false),
            ("2001:db8::/32", "2001:db8:ffff::1", true),
            ("2001:db8::/32", "2001:db9::1", false),
        ] {
            let has = Network::parse(network).unwrap().has(peer.parse().unwrap());
            assert_eq!(has, inside, "{peer} in {network}");
        }
        for text in ["", "localhost", "10.0.0.0/33", "::/129", "10.0.0.0/", "10.0.0.0/-1", "10.0.0/8"] {
            assert_eq!(Network::parse(text), None, "{text}");
        }
    }
}
