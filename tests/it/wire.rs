//! The protobuf wire format, as far as tests take messages apart and put them together again.

use bytes::{Buf, BufMut, Bytes, BytesMut};
use prost::encoding::{decode_varint, encode_varint};

/// One field of a message.
#[derive(Clone, Debug, PartialEq)]
pub struct Field {
    /// Its number.
    pub number: u32,
    /// What it holds.
    pub value: Value,
}

/// What a field holds, by its wire type.
#[derive(Clone, Debug, PartialEq)]
pub enum Value {
    /// Numbers, booleans, enumerations.
    Varint(u64),
    /// Doubles.
    Fixed64([u8; 8]),
    /// Texts, bytes, messages.
    Bytes(Bytes),
    /// Floats.
    Fixed32([u8; 4]),
}

impl Field {
    /// A field that holds bytes.
    pub fn of_bytes(number: u32, bytes: Bytes) -> Self {
        Self { number, value: Value::Bytes(bytes) }
    }

    /// The bytes that it holds, if it holds bytes.
    pub fn bytes(&self) -> Option<&[u8]> {
        if let Value::Bytes(bytes) = &self.value { Some(bytes) } else { None }
    }
}

/// The fields of a message; nothing if it is none.
pub fn read(mut message: &[u8]) -> Option<Vec<Field>> {
    let mut fields = Vec::new();
    while message.has_remaining() {
        let key = decode_varint(&mut message).ok()?;
        let number = u32::try_from(key >> 3).ok().filter(|number| *number > 0)?;
        let value = match key & 7 {
            0 => Value::Varint(decode_varint(&mut message).ok()?),
            1 => Value::Fixed64(take(&mut message)?),
            2 => {
                let length = usize::try_from(decode_varint(&mut message).ok()?).ok()?;
                let (bytes, rest) = message.split_at_checked(length)?;
                message = rest;
                Value::Bytes(Bytes::copy_from_slice(bytes))
            }
            5 => Value::Fixed32(take(&mut message)?),
            _ => return None,
        };
        fields.push(Field { number, value });
    }
    Some(fields)
}

fn take<const N: usize>(message: &mut &[u8]) -> Option<[u8; N]> {
    let (bytes, rest) = message.split_first_chunk()?;
    *message = rest;
    Some(*bytes)
}

/// The message of some fields.
pub fn write(fields: &[Field]) -> Bytes {
    let mut message = BytesMut::new();
    for Field { number, value } in fields {
        let key = |wire_type: u64| u64::from(*number) << 3 | wire_type;
        match value {
            Value::Varint(value) => {
                encode_varint(key(0), &mut message);
                encode_varint(*value, &mut message);
            }
            Value::Fixed64(bytes) => {
                encode_varint(key(1), &mut message);
                message.put_slice(bytes);
            }
            Value::Bytes(bytes) => {
                encode_varint(key(2), &mut message);
                encode_varint(bytes.len() as u64, &mut message);
                message.put_slice(bytes);
            }
            Value::Fixed32(bytes) => {
                encode_varint(key(5), &mut message);
                message.put_slice(bytes);
            }
        }
    }
    message.freeze()
}
