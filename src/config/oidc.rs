//! What `pumpup serve` is told of a provider of OpenID Connect.

use std::path::PathBuf;

use clap::Args;
use clap::builder::FalseyValueParser;

use super::secret_in;
use crate::auth::oidc::{Client, Provider, issuer};
use crate::environment::variable;
use crate::trust;

/// The flags for it: all that it needs, or none.
#[derive(Debug, Clone, Args)]
pub struct OidcArgs {
    /// Let people sign in with OpenID Connect: the provider's URL, as it writes it itself
    #[arg(long, env = "PUMPUP_OIDC_ISSUER", value_name = "URL")]
    pub oidc_issuer: Option<String>,
    /// Who pumpup is to the provider
    #[arg(long, env = "PUMPUP_OIDC_CLIENT_ID", value_name = "ID")]
    pub oidc_client_id: Option<String>,
    /// The file with the client's secret, if it has one; the variable PUMPUP_OIDC_CLIENT_SECRET may hold it instead
    #[arg(long, env = "PUMPUP_OIDC_CLIENT_SECRET_FILE", value_name = "FILE")]
    pub oidc_client_secret_file: Option<PathBuf>,
    /// What people call the provider, as the sign-in page shows it [default: the provider's host]
    #[arg(long, env = "PUMPUP_OIDC_NAME", value_name = "NAME")]
    pub oidc_name: Option<String>,
    /// The account whose people sign in there [default: default]
    #[arg(long, env = "PUMPUP_OIDC_ACCOUNT", value_name = "NAME")]
    pub oidc_account: Option<String>,
    /// Trust the certificates of this PEM file for the provider, in place of the system's
    #[arg(long, env = "PUMPUP_OIDC_CA_CERT", value_name = "FILE")]
    pub oidc_ca_cert: Option<PathBuf>,
    /// Take e-mail addresses for verified of which the provider does not say that they are
    #[arg(long, env = "PUMPUP_OIDC_TRUST_EMAIL", value_parser = FalseyValueParser::new())]
    pub oidc_trust_email: bool,
}

impl OidcArgs {
    /// The provider, if there is one, or one sentence that says what is wrong with it.
    pub fn provider(&self) -> Result<Option<Provider>, String> {
        let (url, id) = match (given(&self.oidc_issuer), given(&self.oidc_client_id)) {
            (Some(url), Some(id)) => (url, id.to_owned()),
            (Some(_), None) => return Err("--oidc-issuer needs who we are there: give --oidc-client-id too".into()),
            (None, id) => {
                return match self.more(id.is_some()) {
                    Some(flag) => Err(format!("{flag} needs its provider: give --oidc-issuer too")),
                    None => Ok(None),
                };
            }
        };
        let host = issuer(url).map_err(|why| format!("--oidc-issuer: {why}"))?.host_str().map(str::to_owned);
        let client = Client {
            issuer: url.to_owned(),
            id,
            secret: match &self.oidc_client_secret_file {
                Some(file) => Some(secret_in(file)?),
                None => variable("PUMPUP_OIDC_CLIENT_SECRET"),
            },
            name: given(&self.oidc_name).map(str::to_owned).or(host).unwrap_or_default(),
            account: given(&self.oidc_account).unwrap_or("default").to_owned(),
            trust_email: self.oidc_trust_email,
        };
        Ok(Some(Provider::new(client, trust::client(self.oidc_ca_cert.as_deref())?)))
    }

    /// A flag that means nothing without a provider.
    fn more(&self, id: bool) -> Option<&'static str> {
        let flags = [
            (id, "--oidc-client-id"),
            (self.oidc_client_secret_file.is_some(), "--oidc-client-secret-file"),
            (given(&self.oidc_name).is_some(), "--oidc-name"),
            (given(&self.oidc_account).is_some(), "--oidc-account"),
            (self.oidc_ca_cert.is_some(), "--oidc-ca-cert"),
            (self.oidc_trust_email, "--oidc-trust-email"),
        ];
        flags.into_iter().find(|(is_given, _)| *is_given).map(|(_, flag)| flag)
    }
}

/// What a variable that is set to nothing leaves.
fn given(text: &Option<String>) -> Option<&str> {
    text.as_deref().map(str::trim).filter(|text| !text.is_empty())
}
