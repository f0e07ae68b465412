//! Accept: takes connections, bounds what each may take, and ends them all when told to. `axum::serve` has no timeout for
//! headers, so that a few hundred half-sent requests would hold it for ever.

use std::sync::Arc;
use std::time::Duration;

use axum::Router;
use hyper::server::conn::http1;
use hyper_util::rt::{TokioIo, TokioTimer};
use hyper_util::service::TowerToHyperService;
use rustix::process::{Resource, Rlimit, getrlimit, setrlimit};
use tokio::net::TcpListener;
use tokio::signal::unix::{SignalKind, signal};
use tokio::sync::Semaphore;

use super::live::Live;

/// How long a request's head may take to arrive, and a connection may wait for the next.
const HEAD_TIMEOUT: Duration = Duration::from_secs(10);
/// Connections at a time; more wait to be accepted.
const CONNECTIONS: usize = 2_048;
/// Bytes of a request's head.
const HEAD_BYTES: usize = 16 * 1_024;
/// Header lines of a request.
const HEADERS: usize = 64;
/// How long connections have to end after they were told to.
const FAREWELL: Duration = Duration::from_millis(1_200);

/// Serves until SIGINT or SIGTERM; a second one ends the process at once.
pub(super) async fn run(socket: std::net::TcpListener, app: Router, live: Arc<Live>) -> std::io::Result<()> {
    make_room();
    socket.set_nonblocking(true)?;
    let listener = TcpListener::from_std(socket)?;
    let room = Arc::new(Semaphore::new(CONNECTIONS));
    let mut interrupt = signal(SignalKind::interrupt())?;
    let mut terminate = signal(SignalKind::terminate())?;
    loop {
        let place = tokio::select! {
            place = Arc::clone(&room).acquire_owned() => place.map_err(std::io::Error::other)?,
            _ = interrupt.recv() => break,
            _ = terminate.recv() => break,
        };
        let stream = tokio::select! {
            accepted = listener.accept() => if let Ok((stream, _)) = accepted {
                stream
            } else {
                // Out of file handles, or the peer has gone: the next may succeed.
                tokio::time::sleep(Duration::from_millis(20)).await;
                continue;
            },
            _ = interrupt.recv() => break,
            _ = terminate.recv() => break,
        };
        let _ = stream.set_nodelay(true);
        let service = TowerToHyperService::new(app.clone());
        let mut stopping = live.stopping();
        tokio::spawn(async move {
            let connection = http1::Builder::new()
                .timer(TokioTimer::new())
                .header_read_timeout(HEAD_TIMEOUT)
                .max_headers(HEADERS)
                .max_buf_size(HEAD_BYTES)
                .serve_connection(TokioIo::new(stream), service);
            let mut connection = std::pin::pin!(connection);
            tokio::select! {
                _ = connection.as_mut() => {}
                // The borrow of the value must not outlive the wait: it cannot move between threads.
                _ = async { stopping.wait_for(|stop| *stop).await.is_ok() } => {
                    connection.as_mut().graceful_shutdown();
                    let _ = connection.await;
                }
            }
            drop(place);
        });
    }
    drop(listener);
    live.stop();
    let all = u32::try_from(CONNECTIONS).unwrap_or(u32::MAX);
    tokio::select! {
        _ = tokio::time::timeout(FAREWELL, room.acquire_many(all)) => {}
        _ = interrupt.recv() => {}
        _ = terminate.recv() => {}
    }
    Ok(())
}

/// Lets the process hold as many connections as it takes: systems begin with 1,024 files a process. Where it may not have more,
/// what doesn't fit waits.
fn make_room() {
    let limit = getrlimit(Resource::Nofile);
    let wanted = 2 * CONNECTIONS as u64;
    if limit.current.is_some_and(|current| current < wanted) {
        let current = limit.maximum.map_or(wanted, |most| most.min(wanted));
        let _ = setrlimit(Resource::Nofile, Rlimit { current: Some(current), maximum: limit.maximum });
    }
}
