//! The step graph that the tasks of a project move through.
//!
//! This file holds the shapes and the rules on graphs; `schema` holds what a step's schema may say, and what it has to
//! say about metadata. Whether a task may move is the task's business.

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};

use super::faults::Faults;
use super::limits;
use super::quote::quoted;

mod schema;

pub use schema::complaints;

/// Whose turn it is, or who did something.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Party {
    /// An agent.
    Agent,
    /// A person.
    Human,
    /// The platform itself.
    Platform,
}

impl Party {
    /// The name that callers see.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Agent => "AGENT",
            Self::Human => "HUMAN",
            Self::Platform => "PLATFORM",
        }
    }
}

/// The states a task moves through.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct StepGraph {
    /// The step that a task enters at.
    pub initial_step: String,
    /// The steps.
    pub steps: Vec<Step>,
    /// By step, the JSON Schema that a task's metadata has to satisfy to enter it.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub step_schemas: BTreeMap<String, Map<String, Value>>,
}

/// One state.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Step {
    /// Its name, unique in the graph.
    pub name: String,
    /// Whose turn it is while a task is here.
    pub owner: Party,
    /// The steps that can be reached from here; none where the step is terminal.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub exits: Vec<String>,
}

impl StepGraph {
    /// The graph of the General project, and of every project that is made without one.
    pub fn general() -> Self {
        let complete = Step { name: "complete".to_owned(), owner: Party::Platform, exits: Vec::new() };
        let in_progress =
            Step { name: "in_progress".to_owned(), owner: Party::Agent, exits: vec![complete.name.clone()] };
        let initial_step = in_progress.name.clone();
        Self { initial_step, steps: vec![in_progress, complete], step_schemas: BTreeMap::new() }
    }

    /// The step of a name.
    pub fn step(&self, name: &str) -> Option<&Step> {
        self.steps.iter().find(|step| step.name == name)
    }

    /// Whether entering the step of this name closes a task. A step that is not in the graph is none that does.
    pub fn is_terminal(&self, name: &str) -> bool {
        self.step(name).is_some_and(|step| step.exits.is_empty())
    }

    /// Checks a new graph; `path` leads to it. Of entries beyond their limit only the number is complained of.
    pub fn check(&self, faults: &mut Faults, path: &str) {
        let list = format!("{path}.steps");
        if self.steps.is_empty() {
            faults.add(&list, format!("is required: 1 to {} steps", limits::STEPS));
        }
        faults.count(&list, self.steps.len(), limits::STEPS);
        let steps = &self.steps[..self.steps.len().min(limits::STEPS)];
        for (index, step) in steps.iter().enumerate() {
            faults.required_text(&format!("{list}[{index}].name"), &step.name, limits::NAME);
            self.check_exits(faults, &format!("{list}[{index}].exits"), &step.exits);
        }
        faults.distinct(steps.iter().map(|step| step.name.as_str()), |index| format!("{list}[{index}].name"));
        self.check_paths(faults, path, steps);
        self.check_schemas(faults, path);
    }

    fn check_exits(&self, faults: &mut Faults, path: &str, exits: &[String]) {
        faults.count(path, exits.len(), limits::STEPS);
        let exits = &exits[..exits.len().min(limits::STEPS)];
        for (index, exit) in exits.iter().enumerate() {
            if self.step(exit).is_none() {
                faults.add(format!("{path}[{index}]"), format!("is {}, which no step is named", quoted(exit)));
            }
        }
        faults.distinct(exits.iter().map(String::as_str), |index| format!("{path}[{index}]"));
    }

    /// Checks that tasks can enter the graph, and from there get to each of its steps.
    fn check_paths(&self, faults: &mut Faults, path: &str, steps: &[Step]) {
        let Some(initial) = self.step(&self.initial_step) else {
            let fault = match self.initial_step.as_str() {
                "" => "is required: the name of the step that tasks enter at".to_owned(),
                name => format!("is {}, which no step is named", quoted(name)),
            };
            return faults.add(format!("{path}.initial_step"), fault);
        };
        let mut reached = BTreeSet::from([initial.name.as_str()]);
        let mut ahead = vec![initial];
        while let Some(step) = ahead.pop() {
            for exit in step.exits.iter().filter_map(|exit| self.step(exit)) {
                if reached.insert(&exit.name) {
                    ahead.push(exit);
                }
            }
        }
        for (index, step) in steps.iter().enumerate().filter(|(_, step)| !reached.contains(step.name.as_str())) {
            let [step, initial] = [step, initial].map(|step| quoted(&step.name));
            let fault = format!("is {step}, which cannot be reached from the initial step {initial}");
            faults.add(format!("{path}.steps[{index}].name"), fault);
        }
    }

    fn check_schemas(&self, faults: &mut Faults, path: &str) {
        let path = format!("{path}.step_schemas");
        faults.count(&path, self.step_schemas.len(), limits::STEPS);
        for (name, schema) in self.step_schemas.iter().take(limits::STEPS) {
            let path = format!("{path}[{}]", quoted(name));
            if self.step(name).is_none() {
                faults.add(&path, "names no step of the graph");
            }
            schema::check(faults, &path, schema);
        }
    }
}

#[cfg(test)]
mod tests;
