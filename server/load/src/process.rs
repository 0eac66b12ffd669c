//! What a process has used, as Linux tells it.

use std::fs;

use crate::Trouble;

/// USER_HZ: the same on every Linux.
const TICKS_PER_SECOND: f64 = 100.0;

/// Seconds of processor time that all threads of a process have used.
///
/// # Errors
/// [`Trouble::Io`] when there is no such process.
pub fn cpu_seconds(pid: u32) -> Result<f64, Trouble> {
    let stat = fs::read_to_string(format!("/proc/{pid}/stat"))?;
    // The name in brackets may contain blanks; user and system time are the 12th and 13th field behind it.
    let fields = stat.rsplit_once(')').map_or("", |(_, fields)| fields).split_whitespace();
    let ticks: f64 = fields.skip(11).take(2).filter_map(|field| field.parse::<f64>().ok()).sum();
    Ok(ticks / TICKS_PER_SECOND)
}

/// Resident memory in bytes.
///
/// # Errors
/// [`Trouble::Io`] when there is no such process.
pub fn resident_bytes(pid: u32) -> Result<u64, Trouble> {
    let status = fs::read_to_string(format!("/proc/{pid}/status"))?;
    let line = status.lines().find_map(|line| line.strip_prefix("VmRSS:"));
    let kib = line.and_then(|line| line.split_whitespace().next()).and_then(|kib| kib.parse::<u64>().ok());
    Ok(kib.unwrap_or_default() * 1024)
}

#[cfg(test)]
mod tests {
    use std::time::{Duration, Instant};

    use super::*;

    #[test]
    fn a_process_that_works_uses_the_processor_and_has_memory() {
        let me = std::process::id();
        let before = cpu_seconds(me).unwrap();
        let until = Instant::now() + Duration::from_millis(300);
        while Instant::now() < until {
            std::hint::spin_loop();
        }
        assert!(cpu_seconds(me).unwrap() > before);
        assert!(resident_bytes(me).unwrap() > 1 << 20);
        assert!(cpu_seconds(u32::MAX).is_err());
    }
}
