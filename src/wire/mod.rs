//! What both wires have in common, so that neither can differ in it: where a list goes on, the id of a call in the log,
//! and a file on its way in. It knows neither protobuf nor JSON.

pub mod page;
pub mod request_id;
pub mod staging;
