//! Who there is, which drafts there are, and who sits where. The folder is what `many-drafts` (in `scenarios`) writes.

use std::{
    fs,
    net::Ipv4Addr,
    path::{Path, PathBuf},
    rc::Rc,
};

use domain::ids::PostingId;
use serde::{Deserialize, Serialize};

use super::Workload;
use crate::{Door, Session, Trouble};

/// A person may have so many sockets; another one takes the next.
const SOCKETS_EACH: usize = 8;
/// An address may have so many; the next ones come from the next address.
const SOCKETS_PER_ADDRESS: usize = 190;

/// What is known of a filled database.
pub struct Company {
    folder: PathBuf,
    list: List,
    sessions: Vec<Session>,
}

#[derive(Debug, Clone, Serialize, Deserialize)]
struct List {
    people: Vec<Account>,
    small: Vec<PostingId>,
    large: Vec<PostingId>,
}

#[derive(Debug, Clone, Serialize, Deserialize)]
struct Account {
    email: String,
    password: String,
}

/// One seat: whose, at which draft.
pub(super) struct Place {
    pub posting: PostingId,
    /// The draft as everybody finds it.
    pub state: Rc<[u8]>,
    /// Which draft it is, and the how manieth person there.
    pub document: usize,
    pub rank: usize,
    pub others: usize,
    pub session: Option<Session>,
    pub from: Ipv4Addr,
}

impl Company {
    /// # Errors
    /// [`Trouble`] when the folder holds no company.
    pub fn read(folder: &Path) -> Result<Self, Trouble> {
        let text = fs::read_to_string(folder.join("company.json"))?;
        let list = serde_json::from_str(&text).map_err(|error| Trouble::Unexpected(error.to_string()))?;
        let sessions = fs::read_to_string(folder.join("sessions")).unwrap_or_default();
        let sessions = sessions.lines().map(|cookie| Session(cookie.to_owned())).collect();
        Ok(Self { folder: folder.to_owned(), list, sessions })
    }

    /// Signs everybody in through the front door, and keeps the sessions beside the list.
    ///
    /// # Errors
    /// [`Trouble`] when somebody is refused.
    pub async fn sign_in(&mut self, door: Door) -> Result<(), Trouble> {
        self.sessions.clear();
        for Account { email, password } in &self.list.people {
            self.sessions.push(door.sign_in(email, password).await?);
        }
        let cookies: Vec<&str> = self.sessions.iter().map(|session| session.0.as_str()).collect();
        Ok(fs::write(self.folder.join("sessions"), cookies.join("\n"))?)
    }

    pub(super) fn places(&self, workload: &Workload) -> Result<Vec<Place>, Trouble> {
        let drafts = if workload.large { &self.list.large } else { &self.list.small };
        let (count, people) = (drafts.len(), self.list.people.len() * SOCKETS_EACH);
        if count < workload.documents || people < workload.documents * workload.people {
            let has = format!("this company has {count} such drafts and people for {people} sockets");
            return Err(Trouble::Bounds(has));
        }
        let mut places = Vec::new();
        for (document, posting) in drafts.iter().take(workload.documents).enumerate() {
            let state: Rc<[u8]> = fs::read(self.folder.join(format!("{posting}.state")))?.into();
            for rank in 0..workload.people {
                let number = places.len();
                let session = self.sessions.get(number / SOCKETS_EACH).cloned();
                let from = address(number / SOCKETS_PER_ADDRESS);
                let (posting, state, others) = (*posting, Rc::clone(&state), workload.people - 1);
                places.push(Place { posting, state, document, rank, others, session, from });
            }
        }
        Ok(places)
    }
}

/// All of 127.0.0.0/8 is this machine.
fn address(number: usize) -> Ipv4Addr {
    Ipv4Addr::new(127, 0, 0, u8::try_from(number + 2).unwrap_or(u8::MAX))
}
