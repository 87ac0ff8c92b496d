//! The rules as tables: for every command its refusals in the order of the code, and then what it does. `world` is the
//! stage that they play on, `words` the commands they are written in, `history` what no table would think of.
//!
//! What is not here: the faults of single fields, graphs and schemas, which stand beside `field` and `steps`.

mod access;
mod actions;
mod backstage;
mod chance;
mod check;
mod deadlines;
mod decisions;
mod hands;
mod history;
mod isolation;
mod projects;
mod requests;
mod retries;
mod roles;
mod sign_in;
mod tasks;
mod words;
mod world;
