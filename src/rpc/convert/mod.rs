//! Between protobuf and the domain: `read` turns messages into commands, by way of `reader` and `form`, and finds every
//! fault of a message at once; `write` turns records into messages; `json` turns structs into JSON objects and back. `sign_in` reads what has to do with secrets.

mod form;
pub mod json;
pub mod read;
pub mod reader;
pub mod sign_in;
pub mod write;
