//! Every setting is documented where an operator looks for it.

use crate::run::Place;

const SOURCE: &str = include_str!("../../src/config.rs");

/// The fields of the settings, with the variable of the environment that each names.
fn settings() -> Vec<(String, String)> {
    let body = SOURCE.split("pub struct Settings {").nth(1).unwrap().split("\n}").next().unwrap();
    let mut variable = String::new();
    let mut found = Vec::new();
    for line in body.lines().map(str::trim) {
        if let Some((_, rest)) = line.split_once("env = \"") {
            rest.split('"').next().unwrap().clone_into(&mut variable);
        }
        if let Some((name, _)) = line.strip_prefix("pub ").and_then(|rest| rest.split_once(':')) {
            found.push((name.replace('_', "-"), std::mem::take(&mut variable)));
        }
    }
    found
}

#[test]
fn the_help_explains_every_setting_with_its_variable() {
    let place = Place::new();
    let end = place.run(&["--help"]);
    assert_eq!((end.code, end.err.as_str()), (0, ""));
    assert!(settings().len() >= 10, "{:?}", settings());
    for (name, variable) in settings() {
        let (_, rest) =
            end.out.split_once(&format!("--{name}")).unwrap_or_else(|| panic!("--{name} is not in the help"));
        let entry = rest.split("\n      --").next().unwrap();
        assert!(!variable.is_empty() && entry.contains(&format!("[env: {variable}")), "--{name}: {entry}");
        let words = entry.split('[').next().unwrap().split_whitespace().filter(|word| !word.starts_with('<')).count();
        let words = words.max(entry.split(']').nth(1).map_or(0, |rest| rest.split_whitespace().count()));
        assert!(words >= 4, "--{name} has no explanation: {entry}");
    }
}

#[test]
fn every_setting_is_taken_from_flag_environment_and_file() {
    let place = Place::new();
    let wrong = [("listen", "nowhere"), ("base-url", "ftp://x"), ("demo", "perhaps"), ("log-format", "poem")];
    for (name, value) in wrong {
        let variable = settings().into_iter().find(|(setting, _)| setting == name).unwrap().1;
        let by_flag = place.run(&[&format!("--{name}={value}")]);
        let by_environment = place.command(&[]).env(variable, value).output().unwrap();
        place.write("all.toml", &format!("{name} = \"{value}\""));
        let by_file = place.run(&["--config", "all.toml"]);
        let by_environment = String::from_utf8(by_environment.stderr).unwrap();
        for complaint in [by_flag.err, by_environment, by_file.err] {
            assert!(complaint.contains(value), "{name}: {complaint}");
        }
    }
}

#[test]
fn it_tells_its_version() {
    let end = Place::new().run(&["--version"]);
    assert_eq!((end.code, end.out.trim()), (0, concat!("rolewright ", env!("CARGO_PKG_VERSION"))));
}
