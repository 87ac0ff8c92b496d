//! The files of the page, from within the binary. Those under `/assets/` have their content's hash in their name and never
//! change; all others are asked for again each time, and answered shortly if they are the same.

use axum::body::Body;
use axum::response::{IntoResponse as _, Response};
use http::header::{ACCEPT_ENCODING, CACHE_CONTROL, CONTENT_ENCODING, CONTENT_TYPE, ETAG, IF_NONE_MATCH, VARY};
use http::{HeaderMap, HeaderValue, StatusCode};

/// One file.
struct Asset {
    /// Its path on the server.
    path: &'static str,
    content_type: &'static str,
    /// Weak, as both encodings share it.
    etag: &'static str,
    plain: &'static [u8],
    /// The same, packed, if that is smaller.
    gzip: Option<&'static [u8]>,
}

/// Sorted by path, as `build.rs` wrote them.
const ASSETS: &[Asset] = include!(concat!(env!("OUT_DIR"), "/page.rs"));

/// The page itself, which draws whatever path it was asked for under.
const INDEX: &str = "/index.html";

/// Whether a path names a file rather than a place within the page.
pub(super) fn is_file(path: &str) -> bool {
    path.rsplit('/').next().is_some_and(|name| name.contains('.'))
}

/// The page.
pub(super) fn index(headers: &HeaderMap) -> Response {
    file(INDEX, headers)
}

/// The file at a path.
pub(super) fn file(path: &str, headers: &HeaderMap) -> Response {
    let Some(asset) = ASSETS.iter().find(|asset| asset.path == path) else {
        // The next version of the page may have it.
        return (StatusCode::NOT_FOUND, [(CACHE_CONTROL, "no-store")], "There is no such file.\n").into_response();
    };
    let cache = if path.starts_with("/assets/") { "public, max-age=31536000, immutable" } else { "no-cache" };
    let is_known = headers.get_all(IF_NONE_MATCH).iter().any(|tags| {
        tags.to_str().is_ok_and(|tags| tags.split(',').any(|tag| matches!(tag.trim(), "*") || tag.trim() == asset.etag))
    });
    let mut response = if is_known {
        StatusCode::NOT_MODIFIED.into_response()
    } else {
        let packed = asset.gzip.filter(|_| takes_gzip(headers));
        let mut response = Response::new(Body::from(packed.unwrap_or(asset.plain)));
        response.headers_mut().insert(CONTENT_TYPE, HeaderValue::from_static(asset.content_type));
        if packed.is_some() {
            response.headers_mut().insert(CONTENT_ENCODING, HeaderValue::from_static("gzip"));
        }
        response
    };
    let headers = response.headers_mut();
    headers.insert(CACHE_CONTROL, HeaderValue::from_static(cache));
    headers.insert(ETAG, HeaderValue::from_static(asset.etag));
    if asset.gzip.is_some() {
        headers.insert(VARY, HeaderValue::from_static("accept-encoding"));
    }
    response
}

fn takes_gzip(headers: &HeaderMap) -> bool {
    headers
        .get_all(ACCEPT_ENCODING)
        .iter()
        .filter_map(|value| value.to_str().ok())
        .flat_map(|value| value.split(','))
        .any(|encoding| {
            let mut parts = encoding.split(';').map(str::trim);
            let is_gzip = parts.next().is_some_and(|name| name.eq_ignore_ascii_case("gzip"));
            // A quality of zero is a no.
            is_gzip && parts.all(|part| part.trim_start_matches("q=").parse::<f32>().is_ok_and(|quality| quality > 0.0))
        })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn gzip_goes_to_whoever_takes_it() {
        for (accepts, expected) in [
            ("gzip", true),
            ("br, GZIP;q=0.5", true),
            ("deflate,gzip;q=1.0", true),
            ("gzip;q=0", false),
            ("gzip;q=0.0, br", false),
            ("br", false),
            ("", false),
        ] {
            let headers = HeaderMap::from_iter([(ACCEPT_ENCODING, HeaderValue::from_str(accepts).unwrap())]);
            assert_eq!(takes_gzip(&headers), expected, "{accepts:?}");
        }
        assert!(!takes_gzip(&HeaderMap::new()));
    }

    #[test]
    fn what_ends_like_a_file_is_one() {
        assert!(is_file("/favicon.svg") && is_file("/assets/index-1a2b.js"));
        assert!(!is_file("/") && !is_file("/inbox/0193") && !is_file("/v1.2/inbox"));
    }
}
