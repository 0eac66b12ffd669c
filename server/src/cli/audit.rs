//! `rolewright audit`: where the audit log ends, and whether it is still what was recorded.

use std::{io::Write, sync::Arc};

use services::{AuditCheck, Services};

use super::CommandError;
use crate::{
    config::{AuditCommand, Settings},
    wiring,
};

pub(super) async fn run(settings: &Settings, command: AuditCommand) -> Result<(), CommandError> {
    let storage = wiring::connect(settings).await?;
    let services = wiring::services(storage, settings, Arc::default());
    match command {
        AuditCommand::Head => head(&services).await,
        AuditCommand::Verify { kept } => {
            let check = services.check_audit_log(kept).await?;
            print(&told(&check));
            if check.faults.is_empty() { Ok(()) } else { Err(CommandError::AuditLog) }
        }
    }
}

async fn head(services: &Services) -> Result<(), CommandError> {
    print(&services.audit_anchor().await?.to_string());
    Ok(())
}

fn told(check: &AuditCheck) -> String {
    let mut lines: Vec<String> = check.faults.iter().map(ToString::to_string).collect();
    if check.unchained > 0 {
        lines.push(format!(
            "The first {} entries are older than the chain: nothing can be said of them.",
            check.unchained
        ));
    }
    if check.faults.is_empty() {
        lines.push(format!("{} entries read, each as it was recorded.", check.entries));
    }
    lines.push(format!("The log ends at {}", check.head));
    lines.join("\n")
}

/// Whoever started it may have closed its output.
fn print(text: &str) {
    drop(writeln!(std::io::stdout(), "{text}"));
}
