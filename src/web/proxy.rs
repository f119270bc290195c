//! Who is really asking, when a proxy that we trust stands in between.

use std::net::{IpAddr, SocketAddr};
use std::sync::Arc;

use axum::extract::{ConnectInfo, Request, State};
use axum::http::HeaderMap;
use axum::middleware::Next;
use axum::response::Response;

/// The layer: replaces the proxy's address by the one that it speaks for.
pub async fn see_through(
    State(trusted): State<Arc<[IpAddr]>>,
    mut request: Request,
    next: Next,
) -> Response {
    if let Some(ConnectInfo(peer)) = request.extensions().get::<ConnectInfo<SocketAddr>>() {
        let client = client(*peer, request.headers(), &trusted);
        request.extensions_mut().insert(ConnectInfo(client));
    }
    next.run(request).await
}

/// Each proxy appends whom it heard, so the list is read from its end; what stands before the first stranger, anybody may
/// have written.
fn client(peer: SocketAddr, headers: &HeaderMap, trusted: &[IpAddr]) -> SocketAddr {
    let known = |address: IpAddr| trusted.contains(&address.to_canonical());
    if !known(peer.ip()) {
        return peer;
    }
    let heard = headers.get_all("x-forwarded-for").iter().rev();
    for entry in heard.flat_map(|line| line.to_str().unwrap_or_default().rsplit(',')) {
        match entry.trim().parse::<IpAddr>() {
            Ok(address) if known(address) => {}
            Ok(address) => return SocketAddr::new(address.to_canonical(), 0),
            Err(_) => break,
        }
    }
    peer
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_a_trusted_proxy_speaks_for_others() {
        let trusted = ["127.0.0.1".parse().unwrap(), "10.0.0.2".parse().unwrap()];
        for (peer, lines, is) in [
            ("203.0.113.9:4000", vec!["198.51.100.1"], "203.0.113.9:4000"),
            ("127.0.0.1:4000", vec!["198.51.100.1"], "198.51.100.1:0"),
            (
                "[::ffff:127.0.0.1]:4000",
                vec!["198.51.100.1"],
                "198.51.100.1:0",
            ),
            (
                "127.0.0.1:4000",
                vec!["6.6.6.6, 198.51.100.1"],
                "198.51.100.1:0",
            ),
            (
                "127.0.0.1:4000",
                vec!["6.6.6.6, 198.51.100.1, 10.0.0.2"],
                "198.51.100.1:0",
            ),
            (
                "127.0.0.1:4000",
                vec!["6.6.6.6", "198.51.100.1"],
                "198.51.100.1:0",
            ),
            (
                "127.0.0.1:4000",
                vec!["198.51.100.1, unknown"],
                "127.0.0.1:4000",
            ),
            ("127.0.0.1:4000", vec!["2001:db8::1"], "[2001:db8::1]:0"),
            ("127.0.0.1:4000", vec![], "127.0.0.1:4000"),
        ] {
            let mut headers = HeaderMap::new();
            for line in &lines {
                headers.append("x-forwarded-for", line.parse().unwrap());
            }
            let seen = client(peer.parse().unwrap(), &headers, &trusted);
            assert_eq!(seen.to_string(), is, "{peer} {lines:?}");
        }
    }
}
