//! Between protobuf and the domain: `read` turns messages into commands and finds every fault of a message at once,
//! `write` turns records into messages, `json` turns structs into JSON objects and back.

pub mod json;
pub mod read;
pub mod write;
