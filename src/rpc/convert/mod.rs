//! Between protobuf and the domain: `read` turns messages into commands, by way of `reader`, `form` and `project`, and finds
//! every fault of a message at once; `sign_in` reads what has to do with secrets; `write` turns records into messages; `json`
//! turns structs into JSON objects and back.

mod form;
pub mod json;
mod project;
pub mod read;
pub mod reader;
pub mod sign_in;
pub mod write;
