//! The cookie in which a browser holds its session: out of reach of scripts, sent to nobody else and from no other page. And
//! the one in which it holds a sign-in that leads over another server, until it is back.

use http::header::COOKIE;
use http::{HeaderMap, HeaderValue};

use super::oidc::Pending;
use super::origins::Origin;

/// How long somebody may take to sign in elsewhere, in seconds.
const ELSEWHERE: u64 = 600;

/// The cookie's name at an origin. Over TLS the name itself makes browsers keep it to this very host. Without TLS there is
/// one for this machine alone, and the port is in its name, as cookies do not tell ports apart.
pub fn name(origin: &Origin) -> Option<String> {
    named(origin, "pumpup")
}

fn named(origin: &Origin, name: &str) -> Option<String> {
    match (origin.is_secure(), origin.is_loopback()) {
        (true, _) => Some(format!("__Host-{name}")),
        (false, true) => Some(format!("{name}-{}", origin.port())),
        (false, false) => None,
    }
}

/// Has the browser keep a session for so many seconds, or forget it if there is none.
pub fn set(origin: &Origin, session: Option<(&str, u64)>) -> Option<HeaderValue> {
    baked(origin, &name(origin)?, session, "Strict")
}

/// Has the browser keep a sign-in that has begun, or forget it. It is lax, since it has to come along when another site sends
/// the browser back; it opens nothing by itself.
pub fn set_pending(origin: &Origin, pending: Option<&Pending>) -> Option<HeaderValue> {
    let value = pending.map(Pending::text);
    baked(origin, &named(origin, PENDING)?, value.as_deref().map(|value| (value, ELSEWHERE)), "Lax")
}

const PENDING: &str = "pumpup-oidc";

fn baked(origin: &Origin, name: &str, kept: Option<(&str, u64)>, same_site: &str) -> Option<HeaderValue> {
    let secure = if origin.is_secure() { "; Secure" } else { "" };
    let (value, age) = kept.unwrap_or(("", 0));
    let cookie = format!("{name}={value}; Path=/; Max-Age={age}; HttpOnly; SameSite={same_site}{secure}");
    HeaderValue::from_str(&cookie).ok()
}

/// Every cookie of that name.
pub fn all<'a>(headers: &'a HeaderMap, name: &str) -> impl Iterator<Item = &'a str> {
    let pairs = headers.get_all(COOKIE).into_iter().filter_map(|cookies| cookies.to_str().ok());
    pairs
        .flat_map(|cookies| cookies.split(';'))
        .filter_map(move |pair| pair.trim().strip_prefix(name)?.strip_prefix('='))
}

/// The session in the cookie of an origin. Two of one name are none: somebody has slipped in one of theirs.
pub fn session<'a>(headers: &'a HeaderMap, origin: &Origin) -> Option<&'a str> {
    only(headers, &name(origin)?)
}

/// The sign-in that has begun, likewise.
pub fn pending(headers: &HeaderMap, origin: &Origin) -> Option<Pending> {
    only(headers, &named(origin, PENDING)?).and_then(Pending::parse)
}

fn only<'a>(headers: &'a HeaderMap, name: &str) -> Option<&'a str> {
    let mut found = all(headers, name);
    match (found.next(), found.next()) {
        (Some(value), None) => Some(value),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn headers(cookies: &[&'static str]) -> HeaderMap {
        cookies.iter().map(|cookie| (COOKIE, HeaderValue::from_static(cookie))).collect()
    }

    #[test]
    fn a_cookie_is_as_strict_as_its_origin_lets_it_be() {
        let set = |origin| set(&Origin::parse(origin).unwrap(), Some(("x", 60)));
        let secure = set("https://pumpup.example:8443").unwrap();
        assert_eq!(secure, "__Host-pumpup=x; Path=/; Max-Age=60; HttpOnly; SameSite=Strict; Secure");
        let plain = set("http://localhost:50051").unwrap();
        assert_eq!(plain, "pumpup-50051=x; Path=/; Max-Age=60; HttpOnly; SameSite=Strict");
        assert_eq!(set("http://pumpup.example"), None);
    }

    #[test]
    fn a_sign_in_is_kept_for_ten_minutes_and_comes_back_from_another_site() {
        let pending = Pending::fresh();
        for (origin, name, end) in [
            ("https://pumpup.example", "__Host-pumpup-oidc", "; Secure"),
            ("http://localhost:50051", "pumpup-oidc-50051", ""),
        ] {
            let origin = Origin::parse(origin).unwrap();
            let text = pending.text();
            let cookie = set_pending(&origin, Some(&pending)).unwrap();
            assert_eq!(cookie, format!("{name}={text}; Path=/; Max-Age=600; HttpOnly; SameSite=Lax{end}"));
            let gone = set_pending(&origin, None).unwrap();
            assert_eq!(gone, format!("{name}=; Path=/; Max-Age=0; HttpOnly; SameSite=Lax{end}"));
            let sent = HeaderMap::from_iter([(COOKIE, HeaderValue::from_str(&format!("{name}={text}")).unwrap())]);
            assert_eq!(super::pending(&sent, &origin).as_ref(), Some(&pending));
            assert_eq!(session(&sent, &origin), None);
        }
    }

    #[test]
    fn one_session_is_found_among_other_cookies_and_two_are_none() {
        let origin = Origin::parse("http://localhost:50051").unwrap();
        for (cookies, found) in [
            (&["pumpup-50051=x"][..], Some("x")),
            (&["a=b; pumpup-50051=x;c=d"], Some("x")),
            (&["a=b", "pumpup-50051=x"], Some("x")),
            (&["pumpup-50051=x; pumpup-50051=y"], None),
            (&["pumpup-50051=x", "pumpup-50051=x"], None),
            (&["pumpup-500512=x; pumpup-5005=x; Pumpup-50051=x"], None),
            (&[], None),
        ] {
            assert_eq!(session(&headers(cookies), &origin), found, "{cookies:?}");
        }
    }
}
