//! A point of a draft's history, as an address names it.

use std::{fmt, str::FromStr};

use crate::{ids::CheckpointId, posting::Unknown};

/// Something that a draft said or says.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Point {
    Now,
    /// After this many updates; 0 is before anything was written.
    At(i64),
    Checkpoint(CheckpointId),
    Revision(u32),
}

const NOW: &str = "now";
const CHECKPOINT: &str = "checkpoint-";
const REVISION: &str = "revision-";

impl fmt::Display for Point {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Now => f.write_str(NOW),
            Self::At(seq) => write!(f, "{seq}"),
            Self::Checkpoint(id) => write!(f, "{CHECKPOINT}{id}"),
            Self::Revision(number) => write!(f, "{REVISION}{number}"),
        }
    }
}

impl FromStr for Point {
    type Err = Unknown;

    fn from_str(text: &str) -> Result<Self, Unknown> {
        if text == NOW {
            Ok(Self::Now)
        } else if let Some(id) = text.strip_prefix(CHECKPOINT) {
            id.parse().map(Self::Checkpoint).map_err(|_| Unknown)
        } else if let Some(number) = text.strip_prefix(REVISION) {
            number.parse().map(Self::Revision).map_err(|_| Unknown)
        } else {
            text.parse().ok().filter(|seq| *seq >= 0).map(Self::At).ok_or(Unknown)
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_point_is_read_as_it_was_written() {
        let id: CheckpointId = "0192d7a5-0000-7000-8000-000000000001".parse().unwrap();
        for point in [Point::Now, Point::At(0), Point::At(i64::MAX), Point::Checkpoint(id), Point::Revision(3)] {
            assert_eq!(point.to_string().parse(), Ok(point));
        }
        for text in
            ["", "then", "-1", "1.5", "checkpoint-", "checkpoint-1", "revision-", "revision--1", "99999999999999999999"]
        {
            assert_eq!(text.parse::<Point>(), Err(Unknown), "{text}");
        }
    }
}
