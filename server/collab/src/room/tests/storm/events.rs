//! What can happen, and how often in which weather.

use crowd::Dice;

/// One thing that happens.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Event {
    /// Somebody edits.
    Act,
    /// A page keeps and sends what was written.
    Depart,
    /// A page's messages reach its node.
    Up,
    /// A node's messages reach their page.
    Down,
    /// The database does what a room wants.
    Perform,
    /// A room hears what the database said.
    Answer,
    /// A node asks how far the draft is; its room hears of it later.
    Sweep,
    HearSweep,
    /// Somebody saves a plain form, past all rooms.
    Form,
    Connect,
    /// A connection breaks.
    Break,
    /// A page is gone; another one takes up what it kept.
    Crash,
    /// Somebody opens a second page, which takes up what the first one keeps.
    Twin,
    /// A program ends without a word, and starts again.
    Restart,
    /// A room that nobody has been in for long is put away.
    Idle,
    /// The database goes away, or comes back.
    Away,
    /// Answers of the database get lost, or do so no more.
    LoseAnswers,
    /// Somebody may not write any more, or may again.
    Forbid,
    /// The draft begins anew.
    StartOver,
}

/// What can go wrong in a story.
#[derive(Debug, Clone, Copy)]
pub struct Weather {
    pub breaks: bool,
    pub crashes: bool,
    pub restarts: bool,
    pub away: bool,
    pub strict: bool,
}

impl Weather {
    const fn allows(self, event: Event) -> bool {
        match event {
            Event::Break => self.breaks,
            Event::Crash | Event::Twin => self.crashes,
            Event::Restart | Event::Idle => self.restarts,
            Event::Away | Event::LoseAnswers => self.away,
            Event::Forbid | Event::StartOver => self.strict,
            _ => true,
        }
    }

    /// What happens next.
    pub fn next(self, dice: &mut Dice) -> Event {
        loop {
            let mut ticket = dice.roll(TICKETS);
            let drawn = OFTEN.iter().find(|(_, tickets)| {
                let is_drawn = ticket < *tickets;
                ticket = ticket.saturating_sub(*tickets);
                is_drawn
            });
            if let Some((event, _)) = drawn
                && self.allows(*event)
            {
                return *event;
            }
        }
    }
}

const OFTEN: &[(Event, usize)] = &[
    (Event::Act, 60),
    (Event::Depart, 26),
    (Event::Up, 34),
    (Event::Down, 30),
    (Event::Perform, 26),
    (Event::Answer, 26),
    (Event::Sweep, 8),
    (Event::HearSweep, 10),
    (Event::Form, 4),
    (Event::Connect, 16),
    (Event::Break, 10),
    (Event::Crash, 5),
    (Event::Twin, 2),
    (Event::Restart, 5),
    (Event::Idle, 1),
    (Event::Away, 5),
    (Event::LoseAnswers, 4),
    (Event::Forbid, 3),
    (Event::StartOver, 1),
];

const TICKETS: usize = {
    let (mut sum, mut index) = (0, 0);
    while index < OFTEN.len() {
        sum += OFTEN[index].1;
        index += 1;
    }
    sum
};
