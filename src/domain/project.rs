//! Projects, which group tasks and route them, and the rules for changing them.

use serde::{Deserialize, Serialize};

use super::act::{Act, Done};
use super::approval::Verdict;
use super::faults::Faults;
use super::ids::{AccountId, ProjectId, Time};
use super::limits;
use super::record::Record;
use super::refusal::{Noun, Refusal};
use super::scene::Scene;
use super::steps::StepGraph;

/// The slug of the project that every account starts with and cannot delete.
pub const GENERAL: &str = "general";

/// A project.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Project {
    /// The account.
    pub account: AccountId,
    /// The project's id.
    pub id: ProjectId,
    /// The display name.
    pub name: String,
    /// The slug, made from the display name at creation; it never changes.
    pub project_name: String,
    /// The states that its tasks move through.
    pub steps: StepGraph,
    /// How soon people want requests answered, in microseconds.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub response_target: Option<i64>,
    /// The reason codes that its people agreed on, in the order in which they are offered.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub reason_presets: Vec<ReasonPreset>,
    /// When it was made.
    pub created_at: Time,
    /// When it was last changed.
    pub updated_at: Time,
    /// When it was deleted. It stays for the closed tasks that lie in it; nobody else sees it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub deleted_at: Option<Time>,
}

impl Project {
    /// The project that every account starts with.
    pub fn general(account: AccountId, id: ProjectId, at: Time) -> Self {
        Self {
            account,
            id,
            name: "General".into(),
            project_name: GENERAL.into(),
            steps: StepGraph::general(),
            response_target: None,
            reason_presets: Vec::new(),
            created_at: at,
            updated_at: at,
            deleted_at: None,
        }
    }
}

/// A reason code that people are offered when they decide. Any other code may be given too.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ReasonPreset {
    /// The code that the decision carries.
    pub code: String,
    /// What people read; empty shows the code.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub label: String,
    /// The outcomes that it is offered for; none means all of them.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub outcomes: Vec<Verdict>,
}

/// The slug of a display name: its ASCII letters and digits in lower case, with a hyphen for each run of anything else.
/// Latin letters lose their marks; what is left of a name in another script may be nothing.
pub fn slug(name: &str) -> String {
    let mut slug = String::new();
    // Combining marks belong to the letter before them: without them, a decomposed `é` is the `e` it is seen as.
    for char in name.chars().flat_map(char::to_lowercase).filter(|char| !('\u{300}'..='\u{36f}').contains(char)) {
        match char {
            'a'..='z' | '0'..='9' => slug.push(char),
            'à'..='å' | 'ā' | 'ă' | 'ą' => slug.push('a'),
            'ç' | 'ć' | 'č' => slug.push('c'),
            'ď' | 'đ' | 'ð' => slug.push('d'),
            'è'..='ë' | 'ē' | 'ė' | 'ę' | 'ě' => slug.push('e'),
            'ğ' => slug.push('g'),
            'ì'..='ï' | 'ī' | 'į' | 'ı' => slug.push('i'),
            'ł' => slug.push('l'),
            'ñ' | 'ń' | 'ň' => slug.push('n'),
            'ò'..='ö' | 'ø' | 'ō' | 'ő' => slug.push('o'),
            'ř' => slug.push('r'),
            'ś' | 'ş' | 'š' | 'ș' => slug.push('s'),
            'ť' | 'ţ' | 'ț' => slug.push('t'),
            'ù'..='ü' | 'ū' | 'ů' | 'ű' | 'ų' => slug.push('u'),
            'ý' | 'ÿ' => slug.push('y'),
            'ź' | 'ż' | 'ž' => slug.push('z'),
            'ß' => slug.push_str("ss"),
            'æ' => slug.push_str("ae"),
            'œ' => slug.push_str("oe"),
            _ if slug.ends_with('-') => {}
            _ => slug.push('-'),
        }
    }
    slug.truncate(limits::NAME);
    slug.trim_matches('-').to_owned()
}

fn check_target(faults: &mut Faults, target: Option<i64>) {
    if let Some(micros) = target.filter(|micros| *micros < 0) {
        faults.add("response_target", format!("is {micros} microseconds; a target is not negative"));
    }
}

/// Notes what is wrong with a project's reason codes, which stand at `path` in the message.
fn check_presets(faults: &mut Faults, path: &str, presets: &[ReasonPreset]) {
    faults.count(path, presets.len(), limits::REASON_PRESETS);
    for (index, preset) in presets.iter().enumerate() {
        let at = |part: &str| format!("{path}[{index}].{part}");
        faults.required_text(&at("code"), &preset.code, limits::CODE);
        faults.text(&at("label"), &preset.label, limits::NAME);
        let outcomes = preset.outcomes.iter().map(|outcome| outcome.as_str());
        faults.distinct(outcomes, |place| at(&format!("outcomes[{place}]")));
    }
    faults.distinct(presets.iter().map(|preset| preset.code.as_str()), |index| format!("{path}[{index}].code"));
}

/// Makes a project.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct ProjectCreate {
    /// The display name.
    pub name: String,
    /// The step graph.
    pub steps: StepGraph,
    /// How soon people want requests answered, in microseconds.
    pub response_target: Option<i64>,
    /// The reason codes to offer. Without any the command looks as it did before there were such codes: a retry from then
    /// still finds its receipt.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub reason_presets: Vec<ReasonPreset>,
}

impl ProjectCreate {
    /// Notes what is wrong with the message.
    pub fn check(&self, faults: &mut Faults) {
        faults.required_text("name", &self.name, limits::NAME);
        if !self.name.trim().is_empty() && slug(&self.name).is_empty() {
            faults.add("name", format!("is {:?}; it needs a letter a-z or a digit for the slug", self.name));
        }
        self.steps.check(faults, "steps");
        check_target(faults, self.response_target);
        check_presets(faults, "reason_presets", &self.reason_presets);
    }

    /// The rule: an admin, and a slug that is free.
    pub fn decide(&self, scene: &Scene, act: &Act) -> Result<Done, Refusal> {
        act.admin("make a project")?;
        let project_name = slug(&self.name);
        if scene.project_named(act.account, &project_name).is_ok() {
            let hint = "choose a display name that makes another slug";
            return Err(Refusal::Exists { noun: Noun::Project, name: project_name, hint });
        }
        Ok(Done::record(Record::Project(Project {
            account: act.account,
            id: ProjectId(act.id),
            name: self.name.clone(),
            project_name,
            steps: self.steps.clone(),
            response_target: self.response_target.filter(|micros| *micros > 0),
            reason_presets: self.reason_presets.clone(),
            created_at: act.at,
            updated_at: act.at,
            deleted_at: None,
        })))
    }
}

/// Changes a project. What is absent stays as it is.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct ProjectUpdate {
    /// The project.
    pub project: ProjectId,
    /// The new display name.
    pub name: Option<String>,
    /// The new step graph, whole.
    pub steps: Option<StepGraph>,
    /// The new response target in microseconds; zero removes it.
    pub response_target: Option<i64>,
    /// The new reason codes, whole. Without them the command looks as it did before there were such codes.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub reason_presets: Option<Vec<ReasonPreset>>,
}

impl ProjectUpdate {
    /// Notes what is wrong with the message.
    pub fn check(&self, faults: &mut Faults) {
        if let Some(name) = &self.name {
            faults.required_text("name", name, limits::NAME);
        }
        if let Some(steps) = &self.steps {
            steps.check(faults, "steps");
        }
        check_target(faults, self.response_target);
        check_presets(faults, "reason_presets.values", self.reason_presets.as_deref().unwrap_or_default());
    }

    /// The rule: an admin, and every open task still stands on a step that it can leave.
    pub fn decide(&self, scene: &Scene, act: &Act) -> Result<Done, Refusal> {
        act.admin("change a project")?;
        let mut project = scene.project(act.account, self.project)?.clone();
        if let Some(steps) = &self.steps {
            let mut open: Vec<_> = scene.project_use(act.account, project.id).into_iter().collect();
            open.retain(|(step, _)| steps.step(step).is_none() || steps.is_terminal(step));
            if !open.is_empty() {
                let to = "lose these steps or make them terminal";
                return Err(Refusal::ProjectInUse { project_name: project.project_name, open, to });
            }
            project.steps = steps.clone();
        }
        if let Some(name) = &self.name {
            project.name.clone_from(name);
        }
        if let Some(target) = self.response_target {
            project.response_target = Some(target).filter(|micros| *micros > 0);
        }
        if let Some(presets) = &self.reason_presets {
            project.reason_presets.clone_from(presets);
        }
        project.updated_at = act.at.max(project.updated_at);
        Ok(Done::record(Record::Project(project)))
    }
}

/// Deletes a project.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct ProjectDelete {
    /// The project.
    pub project: ProjectId,
}

impl ProjectDelete {
    /// The rule: an admin, not General, and no open task.
    pub fn decide(&self, scene: &Scene, act: &Act) -> Result<Done, Refusal> {
        act.admin("delete a project")?;
        let mut project = scene.project(act.account, self.project)?.clone();
        if project.project_name == GENERAL {
            return Err(Refusal::ProjectProtected);
        }
        let open: Vec<_> = scene.project_use(act.account, project.id).into_iter().collect();
        if !open.is_empty() {
            return Err(Refusal::ProjectInUse { project_name: project.project_name, open, to: "be deleted" });
        }
        project.deleted_at = Some(act.at);
        Ok(Done::record(Record::Project(project)))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn slugs_are_lower_case_ascii_with_single_hyphens() {
        for (name, expected) in [
            ("General", "general"),
            ("Refund approvals", "refund-approvals"),
            ("  KYC / AML -- 2026! ", "kyc-aml-2026"),
            ("Straße Łódź Ærø", "strasse-lodz-aero"),
            ("e\u{301}te\u{301}", "ete"),
            ("ÉTÉ", "ete"),
            ("İstanbul", "istanbul"),
            ("a_b", "a-b"),
            ("People's", "people-s"),
            ("v1.2", "v1-2"),
            ("日本 7", "7"),
            ("日本", ""),
            ("", ""),
            ("---", ""),
            ("🦀", ""),
            ("２０", ""),
        ] {
            assert_eq!(slug(name), expected, "{name:?}");
        }
        assert_eq!(slug(&"ß".repeat(200)).len(), 200);
        assert_eq!(slug(&format!("{} b", "a".repeat(199))), "a".repeat(199));
        assert_eq!(slug("General"), GENERAL);
    }
}
