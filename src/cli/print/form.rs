//! The form of an elicitation: what each field wants, within which bounds, and what the agent itself would answer.

use super::request::heading;
use super::visible::{block, first_line, line};
use super::{Screen, TEXT_WIDTH, confidence};
use crate::rpc::pb::{self, field, field_value};

/// Every field in the agent's order, under a heading.
pub fn form(screen: &Screen, text: &mut String, ask: &pb::ElicitationAsk) {
    heading(screen, text, "Form");
    for field in &ask.fields {
        let (kind, bounds) = arm(field);
        let required = if field.required { "required" } else { "optional" };
        let bounds = if bounds.is_empty() { bounds } else { format!(", {bounds}") };
        text.push_str(&format!("  {}  {required}; {kind}{bounds}\n", screen.bold(&first_line(&field.id, 60))));
        text.push_str(&block(&line(&field.label), "    │ ", TEXT_WIDTH - 2));
        if !field.description.is_empty() {
            text.push_str(&block(&field.description, "    │ ", TEXT_WIDTH - 2));
        }
        for option in options(field) {
            text.push_str(&block(&line(option), "    │ - ", TEXT_WIDTH - 4));
        }
        if let Some(bid) = ask.recommendation.iter().find(|bid| bid.field_id == field.id) {
            let sure = confidence(bid.confidence);
            let sure = if sure.is_empty() { sure } else { format!(", {sure} sure") };
            text.push_str(&format!("    The agent's word{sure}:\n"));
            let said = bid.value.as_ref().map_or_else(String::new, value);
            text.push_str(&block(&said, "    │ ", TEXT_WIDTH - 2));
            if !bid.rationale.is_empty() {
                text.push_str(&block(&bid.rationale, "    │ ", TEXT_WIDTH - 2));
            }
        }
    }
}

fn options(field: &pb::Field) -> &[String] {
    match &field.kind {
        Some(field::Kind::Select(of)) => &of.options,
        Some(field::Kind::Multiselect(of)) => &of.options,
        _ => &[],
    }
}

/// What kind of answer a field wants, and its bounds.
fn arm(field: &pb::Field) -> (&'static str, String) {
    use field::Kind;
    let lengths = |min: Option<u32>, max: Option<u32>| match (min, max) {
        (Some(min), Some(max)) => format!("{min} to {max} characters"),
        (Some(min), None) => format!("at least {min} characters"),
        (None, Some(max)) => format!("at most {max} characters"),
        (None, None) => String::new(),
    };
    match &field.kind {
        Some(Kind::Text(of)) => {
            use field::text::Format;
            let kind = match of.format() {
                Format::Unspecified => "text",
                Format::Email => "e-mail address",
                Format::Phone => "phone number, such as +4930123456",
                Format::Url => "web address with http:// or https://",
            };
            (kind, lengths(of.min_length, of.max_length))
        }
        Some(Kind::TextArea(of)) => ("text of several lines", lengths(of.min_length, of.max_length)),
        Some(Kind::Number(of)) => {
            (if of.integer_only { "whole number" } else { "number" }, range(figure(of.min), figure(of.max)))
        }
        Some(Kind::Slider(of)) => {
            let step = of.step.map_or_else(String::new, |step| format!(", in steps of {step}"));
            ("number", range(figure(of.min), figure(of.max)) + &step)
        }
        Some(Kind::Select(_)) => ("one of", String::new()),
        Some(Kind::Multiselect(_)) => ("any of", String::new()),
        Some(Kind::DateField(of)) => ("date, YYYY-MM-DD", range(line(&of.min), line(&of.max))),
        Some(Kind::Time(of)) => ("time, HH:MM", range(line(&of.min), line(&of.max))),
        Some(Kind::DateTime(of)) => ("date and time, YYYY-MM-DDTHH:MM", range(line(&of.min), line(&of.max))),
        Some(Kind::Switch(_)) => ("yes or no", String::new()),
        None => ("of a kind that this version of pumpup does not know", String::new()),
    }
}

fn figure(bound: Option<f64>) -> String {
    bound.map_or_else(String::new, |bound| bound.to_string())
}

fn range(min: String, max: String) -> String {
    match (min.is_empty(), max.is_empty()) {
        (false, false) => format!("from {min} to {max}"),
        (false, true) => format!("from {min} on"),
        (true, false) => format!("up to {max}"),
        (true, true) => String::new(),
    }
}

/// What stands for a value that the person has yet to give. It never comes from the agent.
pub fn blank(field: &pb::Field) -> &'static str {
    use field::Kind;
    match &field.kind {
        Some(Kind::Text(_) | Kind::TextArea(_)) | None => "TEXT",
        Some(Kind::Number(_) | Kind::Slider(_)) => "NUMBER",
        Some(Kind::Select(_)) => "OPTION",
        Some(Kind::Multiselect(_)) => "OPTION,OPTION",
        Some(Kind::DateField(_)) => "YYYY-MM-DD",
        Some(Kind::Time(_)) => "HH:MM",
        Some(Kind::DateTime(_)) => "YYYY-MM-DDTHH:MM",
        Some(Kind::Switch(_)) => "YES-OR-NO",
    }
}

/// A value; only that of a TextArea has several lines, and its own words are yet to be made safe by a block.
pub fn value(value: &pb::FieldValue) -> String {
    use field_value::Kind;
    match &value.kind {
        Some(Kind::TextArea(text)) => text.clone(),
        Some(Kind::Text(text) | Kind::Select(text)) => line(text),
        Some(Kind::DateField(text) | Kind::Time(text) | Kind::DateTime(text)) => line(text),
        Some(Kind::Number(number) | Kind::Slider(number)) => number.to_string(),
        Some(Kind::Multiselect(chosen)) => {
            chosen.options.iter().map(|option| line(option)).collect::<Vec<_>>().join(", ")
        }
        Some(Kind::Switch(on)) => if *on { "yes" } else { "no" }.to_owned(),
        None => "nothing".to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::cli::samples;

    #[test]
    fn every_arm_says_what_it_wants() {
        let fields = samples::every_field();
        let wants: Vec<_> = fields
            .iter()
            .map(|field| {
                let (kind, bounds) = arm(field);
                format!("{kind}|{bounds}")
            })
            .collect();
        assert_eq!(
            wants,
            [
                "e-mail address|2 to 80 characters",
                "text of several lines|at most 500 characters",
                "whole number|from 0 on",
                "number|from 0 to 1, in steps of 0.25",
                "one of|",
                "any of|",
                "date, YYYY-MM-DD|from 2026-01-01 to 2026-12-31",
                "time, HH:MM|from 08:00 on",
                "date and time, YYYY-MM-DDTHH:MM|",
                "yes or no|",
            ]
        );
    }
}
