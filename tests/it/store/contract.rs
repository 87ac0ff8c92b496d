//! The contract of `Store`, a case for each of its sentences. The cases take whatever time the store itself tells.

mod reading;
mod writing;

pub use reading::*;
pub use writing::*;
