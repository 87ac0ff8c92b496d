//! The codec of every generated service and client: prost with two changes to tonic's own. Its buffers start small,
//! since tonic keeps one for the life of each stream and a server holds many idle ones; and a message that can't be
//! decoded is the sender's fault, said as INVALID_ARGUMENT with a reason, where tonic says INTERNAL.
//!
//! It doesn't compress, and it doesn't judge what a message says.

use std::marker::PhantomData;

use prost::Message;
use tonic::codec::{BufferSettings, Codec, DecodeBuf, Decoder};
use tonic::{Code, Status};
use tonic_prost::ProstEncoder;

use super::status::{self, reason};

/// The first allocation of a call's buffer. tonic's 8 KiB cost three times the memory of an idle watch.
const BUFFER: usize = 512;
/// How much encoded data gathers before it is handed on.
const YIELD_AT: usize = 32 * 1024;

/// Encodes `T`, decodes `U`.
///
/// A client uses it too, and then sees INVALID_ARGUMENT for a reply that it can't read: a codec isn't told its side.
#[derive(Debug, Clone)]
pub struct SmallCodec<T, U>(PhantomData<(T, U)>);

impl<T, U> Default for SmallCodec<T, U> {
    fn default() -> Self {
        Self(PhantomData)
    }
}

impl<T, U> Codec for SmallCodec<T, U>
where
    T: Message + Send + 'static,
    U: Message + Default + Send + 'static,
{
    type Encode = T;
    type Decode = U;
    type Encoder = ProstEncoder<T>;
    type Decoder = SmallDecoder<U>;

    fn encoder(&mut self) -> Self::Encoder {
        ProstEncoder::new(BufferSettings::new(BUFFER, YIELD_AT))
    }

    fn decoder(&mut self) -> Self::Decoder {
        SmallDecoder(PhantomData)
    }
}

/// Decodes `U`; what it can't decode is refused with a reason.
#[derive(Debug, Clone)]
pub struct SmallDecoder<U>(PhantomData<U>);

impl<U: Message + Default> Decoder for SmallDecoder<U> {
    type Item = U;
    type Error = Status;

    fn decode(&mut self, buffer: &mut DecodeBuf<'_>) -> Result<Option<U>, Status> {
        U::decode(buffer).map(Some).map_err(|fault| undecodable(&fault))
    }

    fn buffer_settings(&self) -> BufferSettings {
        BufferSettings::new(BUFFER, YIELD_AT)
    }
}

/// prost names messages and fields of the public contract, never values, so its own words can be passed on.
fn undecodable(fault: &prost::DecodeError) -> Status {
    let fault = fault.to_string();
    let fault = fault.strip_prefix("failed to decode Protobuf message: ").unwrap_or(&fault);
    let message = format!("The message can't be decoded: {fault}.");
    status::status(Code::InvalidArgument, reason::INVALID_REQUEST, message)
}
