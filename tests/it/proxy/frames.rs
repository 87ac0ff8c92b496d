//! The messages of PostgreSQL's wire (protocol 3), as far as a proxy must know them.

use std::collections::HashSet;
use std::io;

use tokio::io::{AsyncRead, AsyncReadExt as _};

/// What a client says first: a length and a code, without a type before them.
pub struct Greeting(pub Vec<u8>);

impl Greeting {
    /// Reads one.
    pub async fn read(from: &mut (impl AsyncRead + Unpin)) -> io::Result<Self> {
        let mut bytes = Vec::new();
        read_counted(&mut bytes, from).await?;
        Ok(Self(bytes))
    }

    /// Whether it asks for TLS or GSSAPI. One byte answers that, and another greeting follows.
    pub fn asks_for_encryption(&self) -> bool {
        let code = self.0.get(4..8).and_then(|code| code.try_into().ok()).map(u32::from_be_bytes);
        matches!(code, Some(80_877_103 | 80_877_104))
    }
}

/// Every later message: a type, a length, and a body.
pub struct Frame(pub Vec<u8>);

impl Frame {
    /// Reads one.
    pub async fn read(from: &mut (impl AsyncRead + Unpin)) -> io::Result<Self> {
        let mut bytes = vec![from.read_u8().await?];
        read_counted(&mut bytes, from).await?;
        Ok(Self(bytes))
    }

    fn kind(&self) -> u8 {
        self.0[0]
    }

    fn body(&self) -> &[u8] {
        &self.0[5..]
    }

    /// Whether the server says that a transaction is committed: CommandComplete with the tag of a COMMIT that was not turned
    /// into a ROLLBACK.
    pub fn has_committed(&self) -> bool {
        self.kind() == b'C' && self.body() == b"COMMIT\0"
    }

    /// Whether it is a NotificationResponse.
    pub fn notifies(&self) -> bool {
        self.kind() == b'A'
    }
}

/// Adds a length, which counts itself, and what it counts.
async fn read_counted(bytes: &mut Vec<u8>, from: &mut (impl AsyncRead + Unpin)) -> io::Result<()> {
    let length = from.read_u32().await?;
    bytes.extend(length.to_be_bytes());
    let rest = length.checked_sub(4).ok_or_else(|| io::Error::from(io::ErrorKind::InvalidData))?;
    let got = from.take(rest.into()).read_to_end(bytes).await?;
    if got < rest as usize { Err(io::ErrorKind::UnexpectedEof.into()) } else { Ok(()) }
}

/// Which of a client's messages run a COMMIT: it may be a simple query, or a statement that was prepared before.
#[derive(Default)]
pub struct Commits {
    statements: HashSet<Vec<u8>>,
    portals: HashSet<Vec<u8>>,
}

impl Commits {
    /// Looks at the next message, and says whether it runs a COMMIT.
    pub fn sees(&mut self, frame: &Frame) -> bool {
        let mut strings = frame.body().split(|byte| *byte == 0);
        let mut string = || strings.next().unwrap_or_default();
        match frame.kind() {
            b'Q' => return is_commit(string()),
            b'P' => {
                let (name, text) = (string(), string());
                keep(&mut self.statements, name, is_commit(text));
            }
            b'B' => {
                let (portal, statement) = (string(), string());
                keep(&mut self.portals, portal, self.statements.contains(statement));
            }
            b'E' => return self.portals.contains(string()),
            _ => (),
        }
        false
    }
}

/// A name means what it was given last.
fn keep(names: &mut HashSet<Vec<u8>>, name: &[u8], is_in: bool) {
    if is_in {
        names.insert(name.to_vec());
    } else {
        names.remove(name);
    }
}

fn is_commit(text: &[u8]) -> bool {
    text.trim_ascii_start().get(..6).is_some_and(|word| word.eq_ignore_ascii_case(b"COMMIT"))
}
