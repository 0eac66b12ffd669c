//! There is no room left on the disk, and then there is again.

use std::{
    fs::{self, File},
    io::Write,
    path::{Path, PathBuf},
    process::Command,
    time::Duration,
};

use load::{Crew, Status};
use scenarios::cast::DANA;
use tokio::time::{Instant, sleep};

use crate::{
    PATIENCE, UNHURRIED,
    inspection::Findings,
    node::{Node, Site},
    office::{Office, session},
    run::Place,
};

/// How long nothing may be acknowledged before it is believed that nothing will be.
const STUCK: Duration = Duration::from_millis(2_500);

/// Where the room ends.
trait Disk {
    fn folder(&self) -> &Path;
    fn fill(&self, node: &Node);
    fn free(&self, node: &Node);
}

/// No file of the process may grow, its log included. Everybody can have this.
struct Quota(Place);

impl Quota {
    fn set(node: &Node, bytes: &str) {
        let (pid, limit) = (node.id().to_string(), format!("--fsize={bytes}:unlimited"));
        assert!(Command::new("prlimit").args(["--pid", &pid, &limit]).status().unwrap().success());
    }
}

impl Disk for Quota {
    fn folder(&self) -> &Path {
        &self.0.folder
    }

    fn fill(&self, node: &Node) {
        Self::set(node, "4096");
    }

    fn free(&self, node: &Node) {
        Self::set(node, "unlimited");
    }
}

/// A real and small file system. Only root may make one.
struct Tmpfs {
    place: Place,
}

impl Tmpfs {
    fn mount() -> Option<Self> {
        let place = Place::new();
        let mut mount = Command::new("mount");
        mount.args(["-t", "tmpfs", "-o", "size=48m", "rolewright-test"]).arg(&place.folder);
        let is_mounted = mount.output().is_ok_and(|end| end.status.success());
        is_mounted.then_some(Self { place })
    }

    fn filler(&self) -> PathBuf {
        self.place.folder.join("filler")
    }
}

impl Disk for Tmpfs {
    fn folder(&self) -> &Path {
        &self.place.folder
    }

    fn fill(&self, _node: &Node) {
        let mut filler = File::create(self.filler()).unwrap();
        while filler.write_all(&[0; 4096]).is_ok() {}
    }

    fn free(&self, _node: &Node) {
        fs::remove_file(self.filler()).unwrap();
    }
}

impl Drop for Tmpfs {
    fn drop(&mut self) {
        drop(Command::new("umount").arg("--lazy").arg(&self.place.folder).status());
    }
}

/// Waits until nothing is acknowledged any more.
async fn until_stuck(crew: &Crew) {
    let begun = Instant::now();
    let (mut saved, mut since) = (crew.saved(), Instant::now());
    while since.elapsed() < STUCK {
        assert!(begun.elapsed() < PATIENCE, "there is always room");
        sleep(Duration::from_millis(20)).await;
        if crew.saved() != saved {
            (saved, since) = (crew.saved(), Instant::now());
        }
    }
}

async fn runs_out_of_room(disk: impl Disk) {
    let url = format!("sqlite:{}", disk.folder().join("small.db").display());
    let office = Office::open(&url).await;
    let site = Site::on(&url);
    let mut node = site.start().await;
    let crew = office.crew(site.door, 1..9, UNHURRIED).await;
    let dana = session(site.door, DANA).await;
    crew.order(Some(site.door), true);
    crew.everybody(PATIENCE, |status| matches!(status, Status::Inside { .. })).await.expect("all are in");
    crew.saves_more_than(0, PATIENCE).await.expect("something is saved");

    disk.fill(&node);
    until_stuck(&crew).await;
    crew.order(Some(site.door), false);
    let draft = office.drafts[0];
    let page = format!("/postings/{draft}");
    for address in ["/careers", "/library", &page, "/ready"] {
        let answer = site.door.get(Some(&dana), address).await.unwrap();
        assert_eq!(answer.status, 200, "reading goes on: {address}");
    }
    let (form, id) = (format!("{page}?plain=1&do=add_section"), draft.to_string());
    let answer = site.door.submit(Some(&dana), &form, &[("posting", &*id), ("kind", "benefits")]).await.unwrap();
    assert_eq!(answer.status, 503, "who writes is told");
    assert!(answer.body.contains("Nothing was lost; try again in a moment."), "{}", answer.body);
    assert!(node.is_running());
    assert_eq!(node.said().matches("edits can't be saved").count(), 1, "the log says why, once: {}", node.said());

    disk.free(&node);
    let freed = Instant::now();
    let home = crew.everybody(PATIENCE, |status| status == Status::Inside { open: 0 }).await;
    home.unwrap_or_else(|who| panic!("not served again: {who}: {}", node.said()));
    println!("room again, and {} edits saved: all of it {:?} after", crew.saved(), freed.elapsed());
    let crews = vec![crew];
    Findings::of(&office, &crews).await.demand_none();
    office.closes(&site, crews).await;
    node.demand_no_panic();
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_quota_that_is_used_up_loses_nothing_and_work_goes_on_when_it_is_raised() {
    runs_out_of_room(Quota(Place::new())).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_full_disk_loses_nothing_and_work_goes_on_when_there_is_room_again() {
    match Tmpfs::mount() {
        Some(disk) => runs_out_of_room(disk).await,
        None => println!("skipped: only root can mount a small file system; the quota above stands in for it"),
    }
}
