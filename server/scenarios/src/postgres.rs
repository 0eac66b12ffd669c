//! A PostgreSQL server of our own, stopped and removed on drop; and killed in between, to see what that does to others.

use std::{
    env, fs, io,
    net::TcpListener,
    os::unix::{
        fs::{MetadataExt, chown},
        process::CommandExt,
    },
    path::{Path, PathBuf},
    process::{self, Command, Stdio},
    sync::atomic::{AtomicU32, Ordering},
};

const TOOLS: [&str; 3] = ["initdb", "pg_ctl", "postgres"];

/// What a server keeps when it is killed. None of them is meant for a machine that loses its power.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Promise {
    /// As quick as it can be.
    Nothing,
    /// Everything that it has answered as committed.
    Commits,
}

/// The running server.
pub struct Server {
    tools: Tools,
    folder: PathBuf,
    port: u16,
    promise: Promise,
}

impl Server {
    /// Makes a cluster in a temporary folder and starts it.
    ///
    /// # Errors
    /// A sentence for the person at the terminal.
    pub fn start(promise: Promise) -> Result<Self, String> {
        static COUNT: AtomicU32 = AtomicU32::new(0);
        let name = format!("rolewright-postgres-{}-{}", process::id(), COUNT.fetch_add(1, Ordering::Relaxed));
        let folder = env::temp_dir().join(name);
        fs::create_dir(&folder).map_err(|error| format!("can't make {}: {error}", folder.display()))?;
        let tools = Tools::find(&folder).inspect_err(|_| drop(fs::remove_dir_all(&folder)))?;
        let port = free_port().map_err(|error| format!("no free port on 127.0.0.1: {error}"))?;
        // From here on, dropping the server removes the folder.
        let server = Self { tools, folder, port, promise };
        server.make_cluster()?;
        server.launch()?;
        Ok(server)
    }

    /// The address of its maintenance database.
    #[must_use]
    pub fn url(&self) -> String {
        format!("postgres://rolewright@127.0.0.1:{}/postgres", self.port)
    }

    /// Ends it at once, without a word to anybody and without writing anything more.
    ///
    /// # Errors
    /// As [`Server::start`].
    pub fn kill(&self) -> Result<(), String> {
        let mut stop = self.tools.command("pg_ctl");
        finish(stop.args(["stop", "--wait", "--silent", "--mode=immediate", "-D"]).arg(self.cluster()))
    }

    /// Starts it again, on the same port.
    ///
    /// # Errors
    /// As [`Server::start`].
    pub fn restart(&self) -> Result<(), String> {
        self.launch()
    }

    fn make_cluster(&self) -> Result<(), String> {
        let mut initdb = self.tools.command("initdb");
        initdb.args(["--username=rolewright", "--auth=trust", "--encoding=UTF8", "--locale=C", "--no-sync", "-D"]);
        finish(initdb.arg(self.cluster()))
    }

    fn launch(&self) -> Result<(), String> {
        let sockets = self.folder.display();
        let durability = match self.promise {
            Promise::Nothing => "-c fsync=off -c synchronous_commit=off -c full_page_writes=off",
            Promise::Commits => "-c fsync=off -c synchronous_commit=on",
        };
        let reach = format!("-p {} -c listen_addresses=127.0.0.1 -c unix_socket_directories={sockets}", self.port);
        let mut start = self.tools.command("pg_ctl");
        start.args(["start", "--wait", "--silent", "-D"]).arg(self.cluster()).arg("-l").arg(self.folder.join("log"));
        let started = finish(start.arg("-o").arg(format!("{reach} {durability} -c max_connections=500")));
        started.map_err(|problem| {
            let log = fs::read_to_string(self.folder.join("log")).unwrap_or_default();
            format!("PostgreSQL did not start: {problem}\n{log}")
        })
    }

    fn cluster(&self) -> PathBuf {
        self.folder.join("cluster")
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        if self.cluster().join("postmaster.pid").exists()
            && let Err(problem) = self.kill()
        {
            eprintln!("PostgreSQL may still run: {problem}");
        }
        if let Err(error) = fs::remove_dir_all(&self.folder) {
            eprintln!("{} stays behind: {error}", self.folder.display());
        }
    }
}

/// PostgreSQL's programs, and whom to run them as.
struct Tools {
    binaries: PathBuf,
    /// PostgreSQL refuses to run as root: then the user and group to become.
    unprivileged: Option<(u32, u32)>,
    folder: PathBuf,
}

impl Tools {
    fn find(folder: &Path) -> Result<Self, String> {
        let binaries = binaries().ok_or(
            "PostgreSQL's programs (initdb, pg_ctl, postgres) are neither on the PATH nor in /usr/lib/postgresql. \
             Install them, on Debian with `apt-get install postgresql`.",
        )?;
        let is_root = fs::metadata(folder).is_ok_and(|made| made.uid() == 0);
        let unprivileged = if is_root { Some(unprivileged_user()?) } else { None };
        if let Some((user, group)) = unprivileged {
            chown(folder, Some(user), Some(group))
                .map_err(|error| format!("can't hand over {}: {error}", folder.display()))?;
        }
        Ok(Self { binaries, unprivileged, folder: folder.to_owned() })
    }

    fn command(&self, tool: &str) -> Command {
        let mut command = Command::new(self.binaries.join(tool));
        command.current_dir(&self.folder);
        if let Some((user, group)) = self.unprivileged {
            command.uid(user).gid(group);
        }
        command
    }
}

/// The folder with all the programs: on the PATH, or the newest of Debian's.
fn binaries() -> Option<PathBuf> {
    let path = env::var_os("PATH").unwrap_or_default();
    let mut debian: Vec<_> = fs::read_dir("/usr/lib/postgresql").into_iter().flatten().flatten().collect();
    debian.sort_by_key(|version| version.file_name().to_string_lossy().parse::<u32>().unwrap_or(0));
    let debian = debian.into_iter().rev().map(|version| version.path().join("bin"));
    env::split_paths(&path).chain(debian).find(|folder| TOOLS.iter().all(|tool| folder.join(tool).is_file()))
}

fn unprivileged_user() -> Result<(u32, u32), String> {
    let users = fs::read_to_string("/etc/passwd").unwrap_or_default();
    let ids = |name: &str| {
        let line = users.lines().find(|line| line.split(':').next() == Some(name))?;
        let mut fields = line.split(':').skip(2).map(str::parse);
        Some((fields.next()?.ok()?, fields.next()?.ok()?))
    };
    let missing =
        "PostgreSQL does not run as root, and there is neither a user postgres nor a user nobody to run it as.";
    ids("postgres").or_else(|| ids("nobody")).ok_or_else(|| missing.to_owned())
}

/// A port that was free a moment ago.
fn free_port() -> io::Result<u16> {
    Ok(TcpListener::bind("127.0.0.1:0")?.local_addr()?.port())
}

fn finish(command: &mut Command) -> Result<(), String> {
    // Not our pipes: the server would inherit them and whoever reads our output would wait for its end.
    let output = command.stdin(Stdio::null()).stdout(Stdio::null()).status();
    match output {
        Ok(status) if status.success() => Ok(()),
        Ok(status) => Err(format!("{} ended with {status}", command.get_program().display())),
        Err(error) => Err(format!("can't run {}: {error}", command.get_program().display())),
    }
}
