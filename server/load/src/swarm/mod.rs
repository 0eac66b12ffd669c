//! Many people at once, with a stopwatch.
//!
//! Each has a draft open, writes three characters at the end of a line so many times a second, and sees what the others
//! write. Measured is how long an edit takes to reach everybody else, how long until it is acknowledged, and what that
//! costs the server. The same people can work on a server of ours and on one that speaks the Yjs protocol: only the
//! frames around the updates differ.

mod company;
mod meter;
mod person;
mod report;
mod socket;
mod varint;
mod workload;

pub use company::Company;
pub use report::Report;
pub use socket::Speech;
pub use workload::{Workload, WorkloadArguments};

use std::{cell::RefCell, collections::BTreeMap, rc::Rc, time::Duration};

use futures::{StreamExt, stream};
use tokio::{
    sync::watch,
    task::{JoinHandle, LocalSet, spawn_local},
    time::{Instant, sleep},
};

use crate::{
    Door, Trouble,
    process::{cpu_seconds, resident_bytes},
};
use meter::Meter;
use person::{Person, Phase};

/// How many people come in at the same time.
const DOOR_WIDTH: usize = 16;
/// What settles once nobody does anything more.
const SETTLE: Duration = Duration::from_secs(2);

/// Where the people work.
pub struct Site {
    pub door: Door,
    pub speech: Speech,
    /// The server's process, to see what it uses.
    pub pid: u32,
}

/// Lets the people in, lets them write for a while, and tells what was seen.
///
/// # Errors
/// [`Trouble`] when the server can't be reached or somebody is sent away.
pub async fn run(site: &Site, company: &Company, workload: &Workload) -> Result<Report, Trouble> {
    LocalSet::new().run_until(measure(site, company, workload)).await
}

async fn measure(site: &Site, company: &Company, workload: &Workload) -> Result<Report, Trouble> {
    let mut report = Report::of(workload);
    let before = resident_bytes(site.pid)?;
    let (phases, phase) = watch::channel(Phase::Waits);
    let meter = Rc::new(RefCell::new(Meter::default()));
    let arriving = (Instant::now(), cpu_seconds(site.pid)?);
    let people = enter(site, company, workload, &meter).await?;
    report.came_in(arriving.0.elapsed(), cpu_seconds(site.pid)? - arriving.1);
    let working: Vec<JoinHandle<Result<(), Trouble>>> =
        people.into_iter().map(|person| spawn_local(person.work(phase.clone()))).collect();

    sleep(SETTLE).await;
    report.memory(before, resident_bytes(site.pid)?);
    if workload.rate > 0.0 {
        phases.send_replace(Phase::Writes);
        sleep(workload.warm_up).await;
        meter.borrow_mut().begin();
        let (begun, cpu) = (Instant::now(), cpu_seconds(site.pid)?);
        sleep(workload.duration).await;
        meter.borrow_mut().end();
        report.worked(begun.elapsed(), cpu_seconds(site.pid)? - cpu);
        phases.send_replace(Phase::Waits);
        sleep(SETTLE).await;
        report.peak(resident_bytes(site.pid)?);
    }
    phases.send_replace(Phase::Leaves);
    for person in working {
        person.await.map_err(|error| Trouble::Unexpected(error.to_string()))??;
    }
    report.saw(&meter.borrow());
    Ok(report)
}

/// Everybody takes a seat; the first at each draft makes sure that it is there.
async fn enter(
    site: &Site,
    company: &Company,
    workload: &Workload,
    meter: &Rc<RefCell<Meter>>,
) -> Result<Vec<Person>, Trouble> {
    let places = company.places(workload)?;
    let mut by_rank: BTreeMap<usize, Vec<_>> = BTreeMap::new();
    for place in places {
        by_rank.entry(usize::from(place.rank > 0)).or_default().push(place);
    }
    let mut people = Vec::new();
    for places in by_rank.into_values() {
        let mut entering = stream::iter(places)
            .map(|place| Person::enter(site, place, workload.rate, Rc::clone(meter)))
            .buffer_unordered(DOOR_WIDTH);
        while let Some(person) = entering.next().await {
            people.push(person?);
        }
    }
    Ok(people)
}
