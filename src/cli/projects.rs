//! `pumpup projects`: what routes tasks to people. A step graph comes from a file in the shape that `--json` prints.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::time::Duration;

use clap::{Args, Subcommand};
use serde::Deserialize;

use super::connection::Server;
use super::failure::Failure;
use super::json;
use super::print::Screen;
use super::print::table::table;
use super::print::visible::{first_line, line};
use super::retry::idempotency_key;
use super::times;
use crate::rpc::pb;

/// `pumpup projects …`
#[derive(Debug, Subcommand)]
pub enum ProjectsCommand {
    /// List the account's projects
    List(ListArgs),
    /// Create a project
    Create(CreateArgs),
}

/// `pumpup projects list`
#[derive(Debug, Args)]
pub struct ListArgs {
    /// Only those whose name contains this
    #[arg(long, default_value = "", hide_default_value = true, value_name = "TEXT")]
    name: String,
}

/// `pumpup projects create`
#[derive(Debug, Args)]
pub struct CreateArgs {
    /// The display name; the slug is made from it
    #[arg(long)]
    name: String,
    /// A JSON file with the step graph: {"initialStep", "steps": [{"name", "owner", "exits"}], "stepSchemas"}
    #[arg(long, value_name = "FILE")]
    steps: Option<PathBuf>,
    /// How soon people want requests answered, for example 4h
    #[arg(long, value_parser = times::parse_span, value_name = "SPAN")]
    response_target: Option<Duration>,
    /// Makes a retry safe; a new one unless given
    #[arg(long, value_name = "KEY")]
    idempotency_key: Option<String>,
}

/// Lists or creates projects.
pub async fn projects(command: ProjectsCommand, server: &Server, screen: Screen) -> Result<(), Failure> {
    match command {
        ProjectsCommand::List(args) => list(args, server, screen).await,
        ProjectsCommand::Create(args) => create(args, server, screen).await,
    }
}

async fn list(args: ListArgs, server: &Server, screen: Screen) -> Result<(), Failure> {
    let mut service = server.projects();
    let (mut projects, mut page_token) = (Vec::new(), String::new());
    loop {
        let message = pb::ProjectsListRequest { name: args.name.clone(), page_size: 200, page_token };
        let page = server.call(message, async |request| service.list(request).await).await?;
        projects.extend(page.projects);
        page_token = page.next_page_token;
        if page_token.is_empty() {
            break;
        }
    }
    screen.show(
        || json::object([("items", json::list(&projects, json::tasks::project))]),
        || {
            let rows: Vec<_> = projects.iter().map(row).collect();
            table(&screen, ["PROJECT", "NAME", "ANSWER WITHIN", "STEPS"], &rows)
        },
    )
}

fn row(project: &pb::Project) -> [String; 4] {
    let target = project.response_target.as_ref().map_or_else(String::new, |target| times::span(target.seconds));
    [line(&project.project_name), first_line(&project.name, 40), target, steps(project)]
}

/// The steps' names, the initial one first.
fn steps(project: &pb::Project) -> String {
    let Some(graph) = &project.steps else {
        return String::new();
    };
    let others = graph.steps.iter().map(|step| &step.name).filter(|name| **name != graph.initial_step);
    let names: Vec<_> = std::iter::once(&graph.initial_step).chain(others).map(|name| line(name)).collect();
    first_line(&names.join(", "), 60)
}

async fn create(args: CreateArgs, server: &Server, screen: Screen) -> Result<(), Failure> {
    let message = pb::ProjectsCreateRequest {
        idempotency_key: idempotency_key(args.idempotency_key),
        name: args.name,
        steps: args.steps.as_deref().map(read_steps).transpose()?,
        response_target: args.response_target.map(times::wire_span),
        reason_presets: Vec::new(),
    };
    let mut service = server.projects();
    let answer = server.call(message, async |request| service.create(request).await).await?;
    let project = answer.project.unwrap_or_default();
    screen.show(
        || json::tasks::project(&project),
        || format!("The project {} is there; agents name it {}.\n", line(&project.name), line(&project.project_name)),
    )
}

/// A step graph as the file holds it. What is not known is refused: a misspelt `exits` would make a step terminal.
#[derive(Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
struct StepsFile {
    initial_step: String,
    steps: Vec<StepEntry>,
    #[serde(default)]
    step_schemas: BTreeMap<String, serde_json::Map<String, serde_json::Value>>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct StepEntry {
    name: String,
    #[serde(default)]
    owner: Option<Owner>,
    #[serde(default)]
    exits: Vec<String>,
}

#[derive(Deserialize)]
#[serde(rename_all = "UPPERCASE")]
enum Owner {
    Agent,
    Human,
    Platform,
}

fn read_steps(file: &Path) -> Result<pb::StepGraph, Failure> {
    let fault = |cause: String| Failure::Usage(format!("The steps in {} cannot be read: {cause}.", file.display()));
    let text = std::fs::read_to_string(file).map_err(|error| fault(error.to_string()))?;
    parse_steps(&text).map_err(|error| fault(error.to_string()))
}

fn parse_steps(text: &str) -> Result<pb::StepGraph, serde_json::Error> {
    let StepsFile { initial_step, steps, step_schemas } = serde_json::from_str(text)?;
    let step = |StepEntry { name, owner, exits }| {
        let owner = match owner {
            None => pb::Party::Unspecified,
            Some(Owner::Agent) => pb::Party::Agent,
            Some(Owner::Human) => pb::Party::Human,
            Some(Owner::Platform) => pb::Party::Platform,
        };
        pb::Step { name, owner: owner.into(), exits }
    };
    Ok(pb::StepGraph {
        initial_step,
        steps: steps.into_iter().map(step).collect(),
        step_schemas: step_schemas.into_iter().map(|(step, schema)| (step, json::to_struct(schema))).collect(),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_steps_file_becomes_a_graph_and_back() {
        let text = r#"{
            "initialStep": "open",
            "steps": [
                {"name": "open", "owner": "AGENT", "exits": ["review", "done"]},
                {"name": "review", "owner": "HUMAN", "exits": ["done"]},
                {"name": "done", "owner": "PLATFORM", "exits": []}
            ],
            "stepSchemas": {"done": {"required": ["amount"], "properties": {"amount": {"minimum": 0.5}}}}
        }"#;
        let project = pb::Project { steps: Some(parse_steps(text).expect("a graph")), ..Default::default() };
        let back = serde_json::to_value(json::tasks::project(&project)).expect("JSON");
        assert_eq!(back["steps"], serde_json::from_str::<serde_json::Value>(text).expect("JSON"));
        assert_eq!(steps(&project), "open, review, done");
    }

    #[test]
    fn owner_exits_and_schemas_may_be_left_out() {
        let graph = parse_steps(r#"{"initialStep": "a", "steps": [{"name": "a"}]}"#).expect("a graph");
        let step = pb::Step { name: "a".to_owned(), owner: 0, exits: vec![] };
        assert_eq!((graph.steps, graph.step_schemas.len()), (vec![step], 0));
    }

    #[test]
    fn what_is_not_known_is_named() {
        for (text, words) in [
            (r#"{"initialStep": "a", "steps": [{"name": "a", "exit": []}]}"#, "unknown field `exit`"),
            (r#"{"initial_step": "a", "steps": []}"#, "unknown field `initial_step`"),
            (r#"{"initialStep": "a", "steps": [{"name": "a", "owner": "BOT"}]}"#, "unknown variant `BOT`"),
            (r#"{"initialStep": "a"}"#, "missing field `steps`"),
            (r#"{"initialStep": "a", "steps": [], "stepSchemas": {"a": true}}"#, "expected a map"),
            ("", "EOF"),
        ] {
            let error = parse_steps(text).expect_err(text).to_string();
            assert!(error.contains(words), "{text}: {error}");
        }
    }
}
