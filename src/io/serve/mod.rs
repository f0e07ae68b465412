//! Serve: the site over HTTP, kept up to date. The one home of axum, and the one place that is `async`.
//!
//! [`live`] holds the build that is shown and wakes who waits for the next; [`guard`] decides who may ask; [`answer`] turns
//! a site's bytes into HTTP; [`pages`] routes; [`accept`] takes connections and ends them.

mod accept;
mod answer;
mod api;
mod guard;
mod live;
mod pages;
mod panel;

use std::net::{IpAddr, SocketAddr};
use std::sync::Arc;

pub use guard::Guard;
pub use live::{Build, Live};
pub use pages::app;

use super::{Failure, terminal};

/// The port that is tried first.
pub const PORT: u16 = 7331;
/// How many ports after it are tried if it is taken.
const NEXT: u16 = 20;

/// Where to listen and whom to answer.
#[derive(Debug, Clone)]
pub struct Options {
    /// The address to listen on.
    pub host: IpAddr,
    /// The port; none for [`PORT`] or the next free one, 0 for any.
    pub port: Option<u16>,
    /// The path that the site stands under, with `/` at both ends.
    pub base: String,
    /// Names that a request's `Host` may have beside those of this machine.
    pub hosts: Vec<String>,
}

/// An open door: listening, not yet answering.
#[derive(Debug)]
pub struct Listener {
    socket: std::net::TcpListener,
    /// The address that it has.
    pub address: SocketAddr,
}

impl Listener {
    /// Listens. A default port that is taken is passed over; one that was asked for is a failure.
    pub fn open(options: &Options) -> Result<Self, Failure> {
        let ports = match options.port {
            Some(port) => port..=port,
            None => PORT..=PORT.saturating_add(NEXT),
        };
        let mut last = None;
        for port in ports {
            match std::net::TcpListener::bind((options.host, port)) {
                Ok(socket) => {
                    let address = socket.local_addr().map_err(|error| Failure::system("cannot listen", &error))?;
                    return Ok(Self { socket, address });
                }
                Err(error) => last = Some((port, error)),
            }
        }
        let (port, error) = last.unwrap_or((PORT, std::io::Error::other("no port")));
        Err(Failure {
            message: format!("cannot listen on {}: {error}", SocketAddr::new(options.host, port)),
            hint: Some("give another --port, or --port 0 for any that is free".to_owned()),
        })
    }

    /// The address to open in a browser.
    pub fn url(&self, options: &Options) -> String {
        format!("http://{}{}", self.address, options.base)
    }

    /// Answers until the process is told to stop.
    pub fn run(self, live: &Arc<Live>, options: &Options) -> Result<(), Failure> {
        let runtime = tokio::runtime::Builder::new_current_thread()
            .enable_all()
            .build()
            .map_err(|error| Failure::system("cannot start the server", &error))?;
        let guard = Guard::new(self.address, &options.hosts);
        let app = app(Arc::clone(live), guard, &options.base);
        let result = runtime.block_on(accept::run(self.socket, app, Arc::clone(live)));
        // Blocking work that is still going on is not waited for.
        runtime.shutdown_background();
        result.map_err(|error| Failure::system("cannot serve", &error))
    }
}

/// Says that the server listens beyond this machine.
pub fn warn_if_public(options: &Options) {
    if !options.host.is_loopback() {
        terminal::note(
            "warning: others on the network can reach this preview; name the hosts they use with --allow-host",
        );
    }
}
