//! pumpup.
pub mod domain;
