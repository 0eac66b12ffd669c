//! What was just done about people, in a sentence.

/// Nothing for a word that is none.
pub(super) fn sentence(word: &str) -> Option<String> {
    let sentence = match word {
        "given" => "The role is given. It holds from now on.",
        "taken" => "The role is taken away. It holds from now on.",
        "suspended" => "Suspended: every session has ended, and nobody signs in with this account.",
        "reinstated" => "Signing in works again.",
        "team" => "The team is made. Invite its hiring managers next.",
        "renamed" => "The team has its new name.",
        "withdrawn" => "The invitation is withdrawn; its link opens nothing any more.",
        _ => return None,
    };
    Some(sentence.to_owned())
}
