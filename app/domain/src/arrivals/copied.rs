//! What copying did to a text, undone: the signs of a mail that was answered, and lists that came as one line.

use super::headings;

const BULLET: char = '•';

/// Without the signs of a mail that was answered, if nearly all of it is quoted.
pub(super) fn unquoted(text: &str) -> String {
    let filled = || text.lines().filter(|line| !line.trim().is_empty());
    let quoted = filled().filter(|line| line.starts_with('>')).count();
    if quoted * 5 < filled().count() * 4 {
        return text.to_owned();
    }
    let bare =
        |line: &str| line.trim_start_matches('>').strip_prefix(' ').unwrap_or(line.trim_start_matches('>')).to_owned();
    text.lines().map(bare).collect::<Vec<_>>().join("\n")
}

/// A list that was copied into one line (`Requirements: • Rust • SQL Benefits: • Bread`) as the lines that it was.
pub(super) fn unrolled(line: &str) -> Vec<String> {
    if line.trim_start_matches(BULLET).matches(BULLET).count() < 2 {
        return vec![line.to_owned()];
    }
    let mut lines = Vec::new();
    for (place, piece) in line.split(BULLET).map(str::trim).enumerate().filter(|(_, piece)| !piece.is_empty()) {
        let (item, heading) = without_next_heading(piece);
        if !item.is_empty() {
            lines.push(if place == 0 { item.to_owned() } else { format!("{BULLET} {item}") });
        }
        lines.extend(heading.map(str::to_owned));
    }
    lines
}

/// A piece of an unrolled list, and the heading of the next one if it ends with that.
fn without_next_heading(piece: &str) -> (&str, Option<&str>) {
    if !piece.ends_with(':') {
        return (piece, None);
    }
    let starts = piece.match_indices(' ').map(|(blank, _)| blank + 1).chain([0]);
    let mut starts: Vec<usize> = starts.filter(|start| piece[*start..].starts_with(char::is_uppercase)).collect();
    starts.sort_unstable();
    let heading = starts.into_iter().find(|start| headings::is_phrase(&piece[*start..]));
    heading.map_or((piece, None), |start| (piece[..start].trim_end(), Some(&piece[start..])))
}
