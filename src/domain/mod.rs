//! The rules. (Opening paragraph to come with the modules.)

pub mod faults;
pub mod field;
pub mod ids;
pub mod limits;
pub mod project;
pub mod quote;
