//! What a text of a given format looks like. These are checks on form alone: nobody is asked whether the address, the
//! number or the page exists.

use super::TextFormat;
use crate::domain::limits;

/// The most characters before the `@`.
const LOCAL_PART: usize = 64;
/// The most characters between two dots of a domain.
const LABEL: usize = 63;
/// What E.164 lets people put between the digits for the eye.
const SEPARATORS: [char; 5] = [' ', '.', '-', '(', ')'];
/// How many digits follow the `+`: E.164 ends at fifteen, and a country code alone reaches nobody.
const PHONE_DIGITS: std::ops::RangeInclusive<usize> = 2..=15;

impl TextFormat {
    /// Whether the text has this form.
    pub fn matches(self, text: &str) -> bool {
        match self {
            Self::Email => is_email(text),
            Self::Phone => is_phone(text),
            Self::Url => is_url(text),
        }
    }

    /// What a text of this form looks like, for a refusal.
    pub(super) fn wanted(self) -> &'static str {
        match self {
            Self::Email => "one plain e-mail address is wanted, for example ada@example.com",
            Self::Phone => "an E.164 number is wanted, for example +49 30 123456",
            Self::Url => "an absolute http or https URL is wanted, for example https://example.com/a",
        }
    }

    /// The fewest characters that a text of this form has.
    pub(super) fn shortest(self) -> usize {
        match self {
            Self::Email => "a@b".len(),
            Self::Phone => "+12".len(),
            Self::Url => "http://a".len(),
        }
    }

    /// The most characters that a text of this form has, below the limit on every text.
    pub(super) fn longest(self) -> usize {
        match self {
            Self::Email => limits::EMAIL,
            Self::Phone | Self::Url => limits::PROSE,
        }
    }
}

/// An address as in `ada@example.com`: a dot-atom, one `@`, and a domain of letters, digits and hyphens.
fn is_email(text: &str) -> bool {
    let Some((local, domain)) = text.split_once('@') else {
        return false;
    };
    let is_atom = |atom: &str| {
        !atom.is_empty()
            && atom.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"!#$%&'*+-/=?^_`{|}~".contains(&byte))
    };
    let is_label = |label: &str| {
        (1..=LABEL).contains(&label.len())
            && label.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-')
            && !label.starts_with('-')
            && !label.ends_with('-')
    };
    text.len() <= limits::EMAIL
        && local.len() <= LOCAL_PART
        && local.split('.').all(is_atom)
        && domain.split('.').all(is_label)
}

/// A `+` and 2 to 15 digits, the first of them not 0, once the separators are gone.
fn is_phone(text: &str) -> bool {
    let bare: String = text.chars().filter(|char| !SEPARATORS.contains(char)).collect();
    bare.strip_prefix('+').is_some_and(|digits| {
        PHONE_DIGITS.contains(&digits.len())
            && digits.bytes().all(|byte| byte.is_ascii_digit())
            && !digits.starts_with('0')
    })
}

/// An http or https URL with a host. The URL standard repairs a lot (missing slashes, backslashes, blanks); a text that
/// needs such repair means different things to different readers, so it is none.
fn is_url(text: &str) -> bool {
    let after_scheme = ["http://", "https://"].into_iter().find_map(|scheme| {
        text.get(..scheme.len()).filter(|start| start.eq_ignore_ascii_case(scheme)).map(|_| &text[scheme.len()..])
    });
    after_scheme.is_some_and(|rest| !rest.starts_with('/'))
        && !text.chars().any(|char| char.is_whitespace() || char.is_control() || char == '\\')
        && url::Url::parse(text).is_ok_and(|url| url.host_str().is_some_and(|host| !host.is_empty()))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(format: TextFormat, good: &[String], bad: &[String]) {
        for text in good {
            assert!(format.matches(text), "{text:?} is a good {format:?}");
            assert!((format.shortest()..=format.longest()).contains(&text.chars().count()), "{text:?}");
        }
        for text in bad {
            assert!(!format.matches(text), "{text:?} is a bad {format:?}");
        }
    }

    fn texts(texts: &[&str]) -> Vec<String> {
        texts.iter().map(|text| (*text).to_owned()).collect()
    }

    #[test]
    fn an_email_is_one_plain_address() {
        let label = "d".repeat(63);
        let domain = format!("{label}.{label}.{}", "d".repeat(61));
        let longest = format!("{}@{domain}", "l".repeat(64));
        assert_eq!(longest.len(), 254);
        let mut good = texts(&[
            "a@b",
            "ada@example.com",
            "ada.lovelace+tag@sub.example.co.uk",
            "!#$%&'*+-/=?^_`{|}~@example.com",
            "1@2.3",
            "a@xn--bcher-kva.example",
            "a@a-b.c",
        ]);
        good.push(longest.clone());
        let mut bad = texts(&[
            "",
            "ada",
            "@",
            "@example.com",
            "ada@",
            "ada@@example.com",
            "ada@b@example.com",
            "Ada <ada@example.com>",
            "ada@example.com ",
            " ada@example.com",
            "ada lovelace@example.com",
            "ada@exa mple.com",
            "\"ada\"@example.com",
            ".ada@example.com",
            "ada.@example.com",
            "ada..l@example.com",
            "ada@example.com.",
            "ada@.example.com",
            "ada@example..com",
            "ada@-example.com",
            "ada@example-.com",
            "ada@exa_mple.com",
            "ada@[127.0.0.1]",
            "ada@bücher.example",
            "ädä@example.com",
            "ada@example.com,bob@example.com",
            "ada@example.com;bob@b",
            "mailto:ada@example.com",
            "ada(comment)@example.com",
            "ada@example.com\n",
            "ada@example.com\0",
        ]);
        bad.push(format!("{}@example.com", "l".repeat(65)));
        bad.push(format!("a@{}.com", "d".repeat(64)));
        bad.push(format!("{longest}d"));
        check(TextFormat::Email, &good, &bad);
    }

    #[test]
    fn a_phone_number_is_e164_under_its_separators() {
        let good = texts(&[
            "+12",
            "+4930123456",
            "+49 30 123456",
            "+49 (30) 123-456",
            "+1.415.555.0100",
            "(+49)30123456",
            "+123456789012345",
            "+1-2-3-4-5-6-7-8-9-0-1-2-3-4-5",
        ]);
        let bad = texts(&[
            "",
            "+",
            "+1",
            "4930123456",
            "0049 30 123456",
            "+0123456",
            "+1234567890123456",
            "++4930123456",
            "+49+30",
            "+49/30/123456",
            "+49 30 123456 ext 7",
            "+49\u{a0}30123456",
            "+49\t30123456",
            "+４９30123456",
            "tel:+4930123456",
            "+49 30 12345a",
            "+-()",
            "phone",
        ]);
        check(TextFormat::Phone, &good, &bad);
    }

    #[test]
    fn a_url_is_absolute_http_or_https_with_a_host() {
        let good = texts(&[
            "http://a",
            "https://example.com",
            "HTTPS://EXAMPLE.COM/",
            "https://example.com:8443/a/b?c=d#e",
            "https://user:word@example.com/",
            "http://127.0.0.1/",
            "http://[::1]:80/",
            "https://bücher.example/ä",
            "https://example.com/%20",
            "https://example.com?x=1",
        ]);
        let bad = texts(&[
            "",
            "example.com",
            "//example.com",
            "/path",
            "http:",
            "http://",
            "https:///path",
            "http:example.com",
            "http:/example.com",
            "ftp://example.com",
            "file:///etc/hosts",
            "javascript:alert(1)",
            "mailto:ada@example.com",
            "data:text/html,hi",
            "http://?x",
            "http://#x",
            "http://:80",
            "http://exa mple.com",
            " https://example.com",
            "https://example.com ",
            "https://example.com/a b",
            "https://exam\tple.com",
            "https://example.com\n",
            "https://example.com/\u{a0}",
            "https://example.com/\u{7f}",
            "https://example.com\\a",
            "http:\\\\example.com",
            "https://example.com:99999",
            "https://[::1",
            "https://a<b",
            "ä",
        ]);
        check(TextFormat::Url, &good, &bad);
    }
}
