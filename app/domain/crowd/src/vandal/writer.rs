//! Writing the format of updates (Yjs, version 1), and whatever looks like it.

#[derive(Debug, Default)]
pub(super) struct Writer {
    pub bytes: Vec<u8>,
}

impl Writer {
    pub(super) fn byte(&mut self, byte: u8) {
        self.bytes.push(byte);
    }

    /// Seven bits a byte, lowest first.
    pub(super) fn number(&mut self, mut number: u64) {
        while number >= 0x80 {
            self.byte(number as u8 | 0x80);
            number >>= 7;
        }
        self.byte(number as u8);
    }

    pub(super) fn id(&mut self, client: u64, clock: u32) {
        self.number(client);
        self.number(u64::from(clock));
    }

    pub(super) fn string(&mut self, text: &str) {
        self.number(text.len() as u64);
        self.bytes.extend_from_slice(text.as_bytes());
    }
}

/// The clients of a state vector, each with its clock.
pub(super) fn read_state_vector(bytes: &[u8]) -> Vec<(u64, u32)> {
    let mut rest = bytes.iter().copied();
    let mut number = || {
        let (mut value, mut shift) = (0_u64, 0);
        for byte in rest.by_ref() {
            value |= u64::from(byte & 0x7f) << shift;
            shift += 7;
            if byte < 0x80 {
                break;
            }
        }
        value
    };
    let count = number();
    (0..count).map(|_| (number(), number() as u32)).collect()
}
