//! Live: the build that is shown, and the waking of who waits for the next.

use std::sync::{Arc, PoisonError, RwLock};

use tokio::sync::watch;

use crate::model::catalog::Diagnostics;
use crate::pipeline::render::Site;
use crate::search::Lazy;

/// One build of the catalog: what a request sees is of one build, whole.
#[derive(Debug)]
pub struct Build {
    /// Number of the build, from 1; tells the page whether anything changed.
    pub id: u64,
    /// The site.
    pub site: Site,
    /// All that is wrong.
    pub diagnostics: Diagnostics,
    /// The index of the site's catalog.
    pub index: Arc<Lazy>,
}

impl Build {
    fn new(id: u64, site: Site, diagnostics: Diagnostics, index: Arc<Lazy>) -> Arc<Self> {
        Arc::new(Self { id, site, diagnostics, index })
    }
}

/// The build that is shown.
#[derive(Debug)]
pub struct Live {
    build: RwLock<Arc<Build>>,
    /// The number of the newest build: who waits for the next waits on it.
    newest: watch::Sender<u64>,
    /// Whether the server is to end.
    stopping: watch::Sender<bool>,
}

impl Live {
    /// Begins with a build.
    pub fn new(site: Site, diagnostics: Diagnostics, index: Arc<Lazy>) -> Arc<Self> {
        let build = RwLock::new(Build::new(1, site, diagnostics, index));
        Arc::new(Self { build, newest: watch::Sender::new(1), stopping: watch::Sender::new(false) })
    }

    /// The build that is shown now.
    pub fn build(&self) -> Arc<Build> {
        Arc::clone(&self.build.read().unwrap_or_else(PoisonError::into_inner))
    }

    /// Shows a new build and wakes who waits for it, in one call.
    pub fn publish(&self, site: Site, diagnostics: Diagnostics, index: Arc<Lazy>) -> u64 {
        let mut slot = self.build.write().unwrap_or_else(PoisonError::into_inner);
        let id = slot.id + 1;
        let old = std::mem::replace(&mut *slot, Build::new(id, site, diagnostics, index));
        drop(slot);
        self.newest.send_replace(id);
        // A large catalog takes its time to go: nobody waits for that.
        drop(old);
        id
    }

    /// The numbers of builds as they come.
    pub(super) fn newest(&self) -> watch::Receiver<u64> {
        self.newest.subscribe()
    }

    /// Tells everybody to end.
    pub(super) fn stop(&self) {
        self.stopping.send_replace(true);
    }

    /// Becomes true when the server is to end.
    pub(super) fn stopping(&self) -> watch::Receiver<bool> {
        self.stopping.subscribe()
    }
}
