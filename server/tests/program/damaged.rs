//! The command that lists what was found damaged.

use crate::run::Place;

#[test]
fn a_sound_database_has_nothing_to_list() {
    let place = Place::new();
    let on_new = |command| place.run(&[command, "--log", "off", "--database-url", "sqlite:data/new.db"]);
    assert_eq!(on_new("migrate").code, 0);
    let end = on_new("damaged");
    assert_eq!((end.code, end.out.as_str()), (0, "Nothing was found damaged.\n"), "{}", end.err);
}
