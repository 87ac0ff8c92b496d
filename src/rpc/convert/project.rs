//! Reading what a project is made of: its step graph and the reason codes that it offers.

use super::json;
use super::reader::Reader;
use crate::domain::project::ReasonPreset;
use crate::domain::steps::{Party, Step, StepGraph};
use crate::rpc::pb;

impl Reader {
    /// A step graph.
    pub(super) fn steps(&mut self, from: pb::StepGraph) -> StepGraph {
        let mut steps = Vec::with_capacity(from.steps.len());
        for (index, step) in from.steps.into_iter().enumerate() {
            let owner = match self.enumeration(&format!("steps.steps[{index}].owner"), step.owner) {
                Some(pb::Party::Human) => Party::Human,
                Some(pb::Party::Platform) => Party::Platform,
                Some(pb::Party::Agent | pb::Party::Unspecified) | None => Party::Agent,
            };
            steps.push(Step { name: step.name, owner, exits: step.exits });
        }
        let step_schemas = from.step_schemas.into_iter().map(|(name, schema)| {
            let schema = json::object(&mut self.faults, &format!("steps.step_schemas[{name:?}]"), schema);
            (name, schema)
        });
        StepGraph { initial_step: from.initial_step, step_schemas: step_schemas.collect(), steps }
    }

    /// The reason codes at `path`. An outcome that is not said would be all of them in a filter; here it is a mistake.
    pub(super) fn reason_presets(&mut self, path: &str, from: Vec<pb::ReasonPreset>) -> Vec<ReasonPreset> {
        let mut presets = Vec::with_capacity(from.len());
        for (index, pb::ReasonPreset { code, label, outcomes: said }) in from.into_iter().enumerate() {
            let mut outcomes = Vec::with_capacity(said.len());
            for (place, number) in said.into_iter().enumerate() {
                let field = format!("{path}[{index}].outcomes[{place}]");
                if number == pb::OutcomeKind::Unspecified as i32 {
                    self.faults.add(field, "is not said; leave the list empty to offer the code for every outcome");
                } else {
                    outcomes.extend(self.verdict(&field, number));
                }
            }
            presets.push(ReasonPreset { code, label, outcomes });
        }
        presets
    }
}
