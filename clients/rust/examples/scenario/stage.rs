//! Lines of JSON to and from the stage.

use std::io::{self, BufRead as _, Write as _};

use serde_json::{Value, json};

use crate::Step;

/// Whom to ask for what an agent cannot do.
pub struct Stage;

impl Stage {
    /// Asks, and waits for the answer.
    pub fn ask(&self, ask: Value) -> Result<Value, Box<dyn std::error::Error + Send + Sync>> {
        say(&ask);
        let mut line = String::new();
        io::stdin().lock().read_line(&mut line)?;
        let answer: Value = serde_json::from_str(&line)?;
        match answer["error"].as_str() {
            Some(error) => Err(format!("the stage could not: {error}").into()),
            None => Ok(answer),
        }
    }

    /// Asks for something that has a URL.
    pub fn url(&self, what: &str) -> Result<String, Box<dyn std::error::Error + Send + Sync>> {
        Ok(self.ask(json!({ "ask": what }))?["url"].as_str().unwrap_or_default().to_owned())
    }

    /// Has a person decide.
    pub fn decide(&self, id: &str, outcome: &str, note: &str) -> Step {
        self.ask(json!({"ask": "decide", "id": id, "outcome": outcome, "note": note})).map(drop)
    }
}

/// Says how a step went.
pub fn report(step: &str, went: Step) {
    say(&match went {
        Ok(()) => json!({"step": step, "passed": true}),
        Err(why) => json!({"step": step, "passed": false, "why": why.to_string()}),
    });
}

fn say(value: &Value) {
    println!("{value}");
    // The stage waits for the line: it must not stay in a buffer.
    let _ = io::stdout().flush();
}
