//! Guard: who may ask. Other sites that a browser has open may not, nor may a name that merely points here.

use std::net::{IpAddr, SocketAddr};

use axum::http::{HeaderMap, StatusCode, Uri, header};

/// What tells a request of our own pages from another's.
#[derive(Debug, Clone)]
pub struct Guard {
    address: SocketAddr,
    hosts: Vec<String>,
}

impl Guard {
    /// Answers requests for this machine's loopback names, for the address that is listened on, and for `hosts`.
    pub fn new(address: SocketAddr, hosts: &[String]) -> Self {
        Self { address, hosts: hosts.iter().map(|host| host.to_ascii_lowercase()).collect() }
    }

    /// Passes a request, or says why not.
    pub(super) fn check(&self, uri: &Uri, headers: &HeaderMap) -> Result<(), (StatusCode, &'static str)> {
        let host = one(headers, header::HOST.as_str()).ok_or((StatusCode::BAD_REQUEST, "one Host header is needed"))?;
        // DNS rebinding: a name of another's that resolves to this machine.
        if !self.is_ours(host)
            || uri.authority().is_some_and(|authority| !authority.as_str().eq_ignore_ascii_case(host))
        {
            return Err((StatusCode::FORBIDDEN, "this host is not served; name it with --allow-host"));
        }
        if headers.contains_key(header::ORIGIN) {
            // Behind a proxy that speaks TLS the server has a name that was allowed; by itself it speaks none.
            let same = one(headers, header::ORIGIN.as_str())
                .and_then(|origin| origin.split_once("://"))
                .filter(|(scheme, _)| *scheme == "http" || (*scheme == "https" && self.is_allowed(host)))
                .is_some_and(|(_, origin)| origin.eq_ignore_ascii_case(host));
            if !same {
                return Err((StatusCode::FORBIDDEN, "requests of other sites are not answered"));
            }
        }
        let fetch = |name: &str| headers.get(name).map(axum::http::HeaderValue::as_bytes);
        let cross = matches!(fetch("sec-fetch-site"), Some(b"cross-site" | b"same-site"));
        if cross && fetch("sec-fetch-mode") != Some(b"navigate") {
            return Err((StatusCode::FORBIDDEN, "requests of other sites are not answered"));
        }
        Ok(())
    }

    /// Whether a `Host` is a name of ours, with or without a port.
    fn is_ours(&self, host: &str) -> bool {
        if self.is_allowed(host) {
            return true;
        }
        let host = host.to_ascii_lowercase();
        let Some(name) = name(&host) else { return false };
        let bare = name.strip_prefix('[').and_then(|it| it.strip_suffix(']')).unwrap_or(name);
        match bare.parse::<IpAddr>() {
            Ok(ip) => ip.is_loopback() || ip == self.address.ip(),
            Err(_) => name == "localhost" || (name.ends_with(".localhost") && name.len() > ".localhost".len()),
        }
    }

    /// Whether a `Host` is one of those that were allowed by name.
    fn is_allowed(&self, host: &str) -> bool {
        let host = host.to_ascii_lowercase();
        name(&host).is_some_and(|name| self.hosts.iter().any(|allowed| *allowed == name || *allowed == host))
    }
}

/// The name in a `Host` header without its port; none if it is malformed.
fn name(host: &str) -> Option<&str> {
    let (name, port) = match host.strip_prefix('[') {
        Some(rest) => {
            let end = rest.find(']')?;
            (host.get(..end + 2)?, host.get(end + 2..)?)
        }
        None => host.find(':').map_or((host, ""), |at| host.split_at(at)),
    };
    let port = port.strip_prefix(':').unwrap_or(port);
    let plain = name.bytes().all(|b| b.is_ascii_alphanumeric() || b"-._[]:".contains(&b));
    (!name.is_empty() && plain && port.len() <= 5 && port.bytes().all(|b| b.is_ascii_digit())).then_some(name)
}

/// The value of a header that stands exactly once.
fn one<'a>(headers: &'a HeaderMap, name: &str) -> Option<&'a str> {
    let mut values = headers.get_all(name).iter();
    let value = values.next()?.to_str().ok()?;
    values.next().is_none().then_some(value)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(host: &str, expected: bool) {
        let guard = Guard::new(SocketAddr::from(([192, 168, 7, 7], 7331)), &["agents.example".to_owned()]);
        assert_eq!(guard.is_ours(host), expected, "{host}");
    }

    #[test]
    fn names_of_this_machine_and_no_others() {
        for host in [
            "localhost",
            "LOCALHOST:7331",
            "a.localhost:1",
            "127.0.0.1",
            "127.9.9.9:80",
            "[::1]:7331",
            "[::1]",
            "192.168.7.7:7331",
            "agents.example",
            "Agents.Example:443",
        ] {
            check(host, true);
        }
        for host in [
            "",
            "evil.test",
            "127.0.0.1.evil.test",
            "localhost.evil.test",
            "evil.test:7331",
            ".localhost",
            "[::2]",
            "192.168.7.8",
            "0.0.0.0",
            "localhost:7331:1",
            "localhost:port",
            "local host",
            "user@localhost",
            "[::1",
            "2130706433",
            "localhost.",
            "agents.example.evil.test",
        ] {
            check(host, false);
        }
    }
}
