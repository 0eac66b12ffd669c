//! Whatever the order in which things happen, and whatever breaks: in the end all pages, all rooms and the database are
//! equal byte for byte, nothing that a page kept is lost, nothing is there twice, and nobody ever saw or was promised
//! what is not in the database.
//!
//! People edit at random on pages with the real outbox, connections break and lose what is on its way, pages crash,
//! programs end, two nodes serve one draft, the database goes away or loses its answers. All of it follows from a seed.
//! The mistakes in [`faults::Plant`] show that a fault would be noticed.

mod database;
mod ending;
mod events;
mod faults;
mod line;
mod node;
mod planted;
mod tab;
mod world;

use crowd::{Dice, cases};
use events::{Event, Weather};
use faults::{Fault, Plant};
use world::World;

/// How long a story goes on.
const STEPS: usize = 60;

/// Plays the story of a seed, as far as so many steps; the events of one that goes wrong.
fn play(
    seed: u64,
    steps: usize,
    weather: impl Fn(&mut Dice) -> Weather,
    plant: Plant,
) -> Result<(), (Fault, Vec<Event>)> {
    let mut dice = Dice::new(seed);
    let weather = weather(&mut dice);
    let length = steps.min(STEPS / 2 + dice.roll(STEPS));
    let mut world = World::new(dice, weather, plant);
    let mut events = Vec::new();
    for _ in 0..length {
        match world.step() {
            Ok(event) => events.push(event),
            Err(fault) => return Err((fault, events)),
        }
    }
    world.end().map_err(|fault| (fault, events))
}

/// Plays stories until one goes wrong, and tells the shortest beginning of it that does.
fn play_all(first: u64, weather: impl Fn(&mut Dice) -> Weather + Copy) {
    for seed in (first..).take(usize::try_from(cases(2_500)).unwrap()) {
        let Err(whole) = play(seed, usize::MAX, weather, Plant::Nothing) else { continue };
        let shorter = (1..2 * STEPS).find_map(|steps| play(seed, steps, weather, Plant::Nothing).err());
        let (fault, events) = shorter.unwrap_or(whole);
        panic!("seed {seed}, {} events {events:?}: {fault:?}", events.len());
    }
}

fn any_weather(dice: &mut Dice) -> Weather {
    Weather {
        breaks: dice.chance(50),
        crashes: dice.chance(30),
        restarts: dice.chance(30),
        away: dice.chance(30),
        strict: dice.chance(10),
    }
}

#[test]
fn all_come_together_though_connections_break() {
    play_all(1_000_000, |dice| Weather { breaks: true, strict: false, ..any_weather(dice) });
}

#[test]
fn all_come_together_though_pages_crash_and_people_open_two() {
    play_all(2_000_000, |dice| Weather { crashes: true, strict: false, ..any_weather(dice) });
}

#[test]
fn all_come_together_though_programs_end_and_the_database_goes_away() {
    play_all(3_000_000, |dice| Weather { restarts: true, away: true, strict: false, ..any_weather(dice) });
}

#[test]
fn all_come_together_though_people_are_refused_and_the_draft_begins_anew() {
    play_all(4_000_000, |dice| Weather { strict: true, ..any_weather(dice) });
}
