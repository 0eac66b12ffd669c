//! Every setting, in one place: name, meaning, default. A flag wins over the environment, the environment over the
//! file, the file over the default. `rolewright --help` prints all of it.

mod commands;
mod error;
mod mail;
mod secret;

use std::{ffi::OsString, net::SocketAddr, path::PathBuf};

use clap::{Args, CommandFactory, FromArgMatches, Parser};

pub use commands::{AuditCommand, Command, Direction};
pub use error::ConfigError;
pub use secret::Secret;

/// Job postings that are written together, reviewed like code and published for the world.
#[derive(Debug, Parser)]
#[command(name = "rolewright", version, max_term_width = 110)]
struct CommandLine {
    #[command(subcommand)]
    command: Option<Command>,
    #[command(flatten)]
    settings: Settings,
}

/// What an organisation is called that nobody named.
const UNNAMED: &str = "Our company";

/// The settings.
#[derive(Debug, Clone, PartialEq, Eq, Args)]
pub struct Settings {
    /// A file with these settings, one `name = "value"` a line (TOML). Read only when named, or when ./rolewright.toml exists.
    #[arg(long, env = "ROLEWRIGHT_CONFIG", global = true, value_name = "FILE")]
    pub config: Option<PathBuf>,

    /// The database: sqlite:PATH or postgres://USER:PASSWORD@HOST/NAME.
    #[arg(
        long,
        env = "DATABASE_URL",
        global = true,
        default_value = "sqlite:.rolewright/rolewright.sqlite",
        hide_env_values = true
    )]
    pub database_url: String,

    /// The address to listen on.
    #[arg(long, env = "ROLEWRIGHT_LISTEN", global = true, default_value = "127.0.0.1:3000")]
    pub listen: SocketAddr,

    /// The address that people type, without a final slash. Must be https unless the program listens on loopback only.
    /// [default: http:// and the address to listen on]
    #[arg(long, env = "ROLEWRIGHT_BASE_URL", global = true, value_name = "URL")]
    pub base_url: Option<String>,

    /// The name of the hiring organisation, as the careers page shows it. A demo is about Northwind unless told otherwise.
    #[arg(long, env = "ROLEWRIGHT_ORGANIZATION", global = true, default_value = UNNAMED)]
    pub organization: String,

    /// The folder with the browser's files, as the bundler writes it.
    #[arg(long, env = "ROLEWRIGHT_SITE", global = true, default_value = "target/site", value_name = "FOLDER")]
    pub site: PathBuf,

    /// Fill an empty database with a small company and show how to sign in. Listens on loopback only.
    #[arg(long, env = "ROLEWRIGHT_DEMO", global = true, num_args = 0..=1, default_missing_value = "true", default_value = "false")]
    pub demo: bool,

    /// Take the client's address from X-Forwarded-For, because a proxy of ours is always in front.
    #[arg(long, env = "ROLEWRIGHT_BEHIND_PROXY", global = true, num_args = 0..=1, default_missing_value = "true", default_value = "false")]
    pub behind_proxy: bool,

    /// The mail server: smtps://USER:PASSWORD@HOST, or smtp://HOST?tls=required. Without one, mails land as files in a
    /// folder. It is a secret: better in the environment or the file than on the command line.
    #[arg(long, env = "ROLEWRIGHT_SMTP_URL", global = true, value_name = "URL", hide_env_values = true)]
    pub smtp_url: Option<Secret>,

    /// Who writes the mails, such as "Rolewright <jobs@example.org>". Needed with a mail server.
    /// [default: rolewright@ and the host of the base URL]
    #[arg(long, env = "ROLEWRIGHT_MAIL_FROM", global = true, value_name = "ADDRESS")]
    pub mail_from: Option<String>,

    /// The folder in which mails land while there is no mail server.
    /// [default: the folder `mail` beside an SQLite database, else .rolewright/mail]
    #[arg(long, env = "ROLEWRIGHT_MAIL_FOLDER", global = true, value_name = "FOLDER")]
    pub mail_folder: Option<PathBuf>,

    /// The program that reads uploaded files, apart from this one and with little power. [default: this program]
    #[arg(long, env = "ROLEWRIGHT_READER", global = true, value_name = "PROGRAM")]
    pub reader: Option<PathBuf>,

    /// What to log: error, warn, info, debug, or a filter such as `info,services=debug`.
    #[arg(long, env = "ROLEWRIGHT_LOG", global = true, default_value = "info")]
    pub log: String,

    /// How to log: text for people, json for machines.
    #[arg(long, env = "ROLEWRIGHT_LOG_FORMAT", global = true, default_value = "text", value_parser = ["text", "json"])]
    pub log_format: String,
}

/// Reads the settings from everywhere and checks that they fit together.
///
/// # Errors
/// [`ConfigError`], with a sentence for the operator.
pub fn read(arguments: impl IntoIterator<Item = OsString>) -> Result<(Command, Settings), ConfigError> {
    let arguments: Vec<OsString> = arguments.into_iter().collect();
    let mut command = CommandLine::command();
    if let Some(path) = file_named_in(&arguments) {
        command = with_file(command, &path)?;
    }
    let matches = command.try_get_matches_from(arguments)?;
    let mut line = CommandLine::from_arg_matches(&matches)?;
    if line.settings.demo && line.settings.organization == UNNAMED {
        scenarios::COMPANY.clone_into(&mut line.settings.organization);
    }
    check(&line.settings)?;
    let command = line.command.unwrap_or(Command::Serve);
    if command == (Command::Migrate { direction: Direction::Down, yes: false }) {
        return Err(ConfigError::DownWithoutYes);
    }
    Ok((command, line.settings))
}

fn file_named_in(arguments: &[OsString]) -> Option<PathBuf> {
    let flag = arguments.iter().enumerate().find_map(|(index, argument)| {
        let text = argument.to_string_lossy();
        match text.strip_prefix("--config=") {
            Some(path) => Some(PathBuf::from(path)),
            None => (text == "--config").then(|| arguments.get(index + 1).map(PathBuf::from)).flatten(),
        }
    });
    let usual = PathBuf::from("rolewright.toml");
    flag.or_else(|| std::env::var_os("ROLEWRIGHT_CONFIG").map(PathBuf::from))
        .or_else(|| usual.exists().then_some(usual))
}

/// Values in the file replace the defaults, so that flags and environment still win.
fn with_file(mut command: clap::Command, path: &std::path::Path) -> Result<clap::Command, ConfigError> {
    let shown = path.display().to_string();
    let unreadable = |error: std::io::Error| ConfigError::Unreadable { path: shown.clone(), why: error.to_string() };
    let text = std::fs::read_to_string(path).map_err(unreadable)?;
    let malformed = |error: toml::de::Error| ConfigError::Malformed { path: shown.clone(), why: error.to_string() };
    let table: toml::Table = text.parse().map_err(malformed)?;
    for (name, value) in table {
        let id = name.replace('-', "_");
        if id == "config" || !command.get_arguments().any(|argument| argument.get_id() == id.as_str()) {
            return Err(ConfigError::Unknown { path: shown, name });
        }
        let value = value.as_str().map_or_else(|| value.to_string(), ToOwned::to_owned);
        command = command.mut_arg(id, |argument| argument.default_value(value));
    }
    Ok(command)
}

fn check(settings: &Settings) -> Result<(), ConfigError> {
    let in_the_open = !settings.listen.ip().is_loopback();
    if settings.demo && in_the_open {
        return Err(ConfigError::DemoInTheOpen(settings.listen));
    }
    let base_url = settings.base_url();
    let host = base_url.strip_prefix("https://").or_else(|| base_url.strip_prefix("http://")).unwrap_or_default();
    if host.is_empty() || host.contains(['/', '?', '#', '@', ' ']) {
        return Err(ConfigError::BaseUrl(base_url));
    }
    if in_the_open && !base_url.starts_with("https://") {
        return Err(ConfigError::PlainHttpInTheOpen(settings.listen));
    }
    mail::check(settings)
}

impl Settings {
    /// Scheme and host that people type.
    #[must_use]
    pub fn base_url(&self) -> String {
        self.base_url.clone().unwrap_or_else(|| format!("http://{}", self.listen))
    }
}

/// Sends the log to standard error.
pub fn start_logging(settings: &Settings) {
    let filter = tracing_subscriber::EnvFilter::try_new(&settings.log).unwrap_or_else(|_| "info".into());
    let log = tracing_subscriber::fmt().with_env_filter(filter).with_writer(std::io::stderr);
    // A log that can't be written, on a full disk say, can't be complained about there either: that would be a panic.
    let log = log.log_internal_errors(false);
    if settings.log_format == "json" { log.json().init() } else { log.with_target(false).init() }
}

#[cfg(test)]
mod tests {
    use tempfile::TempPath;

    use super::*;

    fn read_line(line: &str) -> Result<(Command, Settings), String> {
        read(line.split(' ').map(OsString::from)).map_err(|error| error.to_string())
    }

    /// A file with these settings, gone with the value.
    fn file(text: &str) -> TempPath {
        let file = tempfile::Builder::new().suffix(".toml").tempfile().unwrap();
        std::fs::write(file.path(), text).unwrap();
        file.into_temp_path()
    }

    fn read_with(file: &TempPath, rest: &str) -> Result<(Command, Settings), String> {
        read_line(&format!("rolewright --config {}{rest}", file.display()))
    }

    #[test]
    fn without_anything_it_serves_on_loopback() {
        let (command, settings) = read_line("rolewright").unwrap();
        assert_eq!(command, Command::Serve);
        assert_eq!(settings.base_url(), "http://127.0.0.1:3000");
    }

    #[test]
    fn a_flag_wins_over_the_file_and_the_file_over_the_default() {
        let file = file("listen = \"127.0.0.1:4000\"\norganization = \"Acme\"\n");
        let (_, settings) = read_with(&file, " --listen 127.0.0.1:5000").unwrap();
        assert_eq!((settings.listen.port(), settings.organization.as_str()), (5000, "Acme"));
    }

    #[test]
    fn a_demo_is_about_its_own_company_unless_told_otherwise() {
        let organization = |line: &str| read_line(line).unwrap().1.organization;
        assert_eq!(organization("rolewright"), UNNAMED);
        assert_eq!(organization("rolewright --demo"), scenarios::COMPANY);
        assert_eq!(organization("rolewright --demo --organization Acme"), "Acme");
        let file = file("organization = \"Acme\"\n");
        assert_eq!(read_with(&file, " --demo").unwrap().1.organization, "Acme");
    }

    #[test]
    fn a_malformed_file_or_an_unknown_setting_is_named() {
        for (text, complaint) in [
            ("listen = ", "is not valid"),
            ("colour = \"red\"\n", "\"colour\""),
            ("listen = \"here\"\n", "invalid value 'here'"),
        ] {
            assert!(read_with(&file(text), "").unwrap_err().contains(complaint), "{text:?}");
        }
        assert!(read_line("rolewright --config /nowhere/at/all.toml").unwrap_err().contains("can't be read"));
    }

    #[test]
    fn everything_is_deleted_only_by_somebody_who_means_it() {
        assert!(read_line("rolewright migrate down").unwrap_err().contains("migrate down --yes"));
        let (command, _) = read_line("rolewright migrate down --yes").unwrap();
        assert_eq!(command, Command::Migrate { direction: Direction::Down, yes: true });
        assert!(read_line("rolewright migrate").is_ok() && read_line("rolewright migrate up").is_ok());
    }

    #[test]
    fn demo_mode_and_plain_http_stay_on_loopback() {
        assert!(
            read_line("rolewright --demo --listen 0.0.0.0:80 --base-url https://jobs.example.org")
                .unwrap_err()
                .contains("demo mode")
        );
        assert!(read_line("rolewright --listen 0.0.0.0:80").unwrap_err().contains("https"));
        assert!(read_line("rolewright --listen 0.0.0.0:80 --base-url https://jobs.example.org").is_ok());
        assert!(read_line("rolewright --base-url ftp://x").unwrap_err().contains("base URL"));
    }
}
