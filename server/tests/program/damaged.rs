//! The command that lists what was found damaged.

use crate::run::Place;

#[test]
fn a_sound_database_has_nothing_to_list() {
    let end = Place::new().run(&["damaged"]);
    assert_eq!((end.code, end.out.as_str()), (0, "Nothing was found damaged.\n"), "{}", end.err);
}
