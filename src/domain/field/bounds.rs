//! What makes a field contradict itself: bounds that no answer could satisfy are refused when the form is made, not when
//! somebody sits before it.

use super::{FieldKind, TextFormat, moment};
use crate::domain::faults::Faults;
use crate::domain::limits;
use crate::domain::quote::{number, quoted};

/// Checks what a field of this kind asks for; `path` leads to its arm.
pub(super) fn check(faults: &mut Faults, path: &str, kind: &FieldKind) {
    match kind {
        FieldKind::Text { min_length, max_length, format } => lengths(faults, path, *min_length, *max_length, *format),
        FieldKind::TextArea { min_length, max_length } => lengths(faults, path, *min_length, *max_length, None),
        FieldKind::Number { min, max, integer_only } => numbers(faults, path, *min, *max, *integer_only),
        FieldKind::Slider { min, max, step } => scale(faults, path, *min, *max, *step),
        FieldKind::Select { options } | FieldKind::Multiselect { options } => choices(faults, path, options),
        FieldKind::DateField { min, max } => moments(faults, path, min, max, moment::date, DATE),
        FieldKind::Time { min, max } => moments(faults, path, min, max, moment::time, TIME),
        FieldKind::DateTime { min, max } => moments(faults, path, min, max, moment::date_time, DATE_TIME),
        FieldKind::Switch => {}
    }
}

/// How a date is written.
pub(super) const DATE: &str = "a date of the calendar is written YYYY-MM-DD, for example 2026-01-31";
/// How a time of day is written.
pub(super) const TIME: &str =
    "a time of day without an offset is written HH:MM, HH:MM:SS or HH:MM:SS.fff, for example 09:30";
/// How a date with a time of day is written.
pub(super) const DATE_TIME: &str = "a date and time without an offset is written YYYY-MM-DDTHH:MM, with optional :SS and .fff, for example \
     2026-01-31T09:30";

fn lengths(faults: &mut Faults, path: &str, min: Option<u32>, max: Option<u32>, format: Option<TextFormat>) {
    // Lengths of 32 bits fit in `usize` on every machine that this runs on; were they not to, they would be too long.
    let [min, max] = [min, max].map(|length| length.map(|length| usize::try_from(length).unwrap_or(usize::MAX)));
    let shortest = format.map_or(1, TextFormat::shortest);
    let longest = format.map_or(limits::PROSE, TextFormat::longest);
    if let Some(max) = max {
        if max > limits::PROSE {
            faults.add(format!("{path}.max_length"), format!("is {max}; at most {} is allowed", limits::PROSE));
        }
        if max < shortest {
            let what = if format.is_some() { "the shortest text of the format has" } else { "an answer has at least" };
            faults.add(
                format!("{path}.max_length"),
                format!("is {max}; {what} {shortest}, so nothing could be answered"),
            );
        }
    }
    if let Some(min) = min {
        if let Some(max) = max.filter(|max| min > *max) {
            let description = format!("is {min}, above max_length {max}: no text could satisfy both");
            faults.add(format!("{path}.min_length"), description);
        } else if min > longest {
            let description = format!("is {min}; a text of this field has at most {longest} characters");
            faults.add(format!("{path}.min_length"), description);
        }
    }
}

/// Checks that a bound, if there is one, is a finite number, and gives it back if so.
fn finite(faults: &mut Faults, path: String, bound: Option<f64>) -> Option<f64> {
    if let Some(value) = bound.filter(|value| !value.is_finite()) {
        faults.add(path, format!("is {}; a finite number is wanted", number(value)));
        return None;
    }
    bound
}

fn numbers(faults: &mut Faults, path: &str, min: Option<f64>, max: Option<f64>, integer_only: bool) {
    let min = finite(faults, format!("{path}.min"), min);
    let max = finite(faults, format!("{path}.max"), max);
    let (Some(min), Some(max)) = (min, max) else { return };
    if min > max {
        let (min, max) = (number(min), number(max));
        faults.add(format!("{path}.min"), format!("is {min}, above max {max}: no number could satisfy both"));
    } else if integer_only && min.ceil() > max.floor() {
        let (min, max) = (number(min), number(max));
        faults.add(format!("{path}.integer_only"), format!("is set, but there is no whole number from {min} to {max}"));
    }
}

fn scale(faults: &mut Faults, path: &str, min: Option<f64>, max: Option<f64>, step: Option<f64>) {
    for (name, end) in [("min", min), ("max", max)] {
        if end.is_none() {
            faults.add(format!("{path}.{name}"), "is required: a slider has two ends");
        }
    }
    let min = finite(faults, format!("{path}.min"), min);
    let max = finite(faults, format!("{path}.max"), max);
    let step = finite(faults, format!("{path}.step"), step);
    if let Some(step) = step.filter(|step| *step <= 0.0) {
        faults.add(format!("{path}.step"), format!("is {}; a step is above 0", number(step)));
    }
    let (Some(min), Some(max)) = (min, max) else { return };
    let width = max - min;
    if min >= max {
        let (min, max) = (number(min), number(max));
        faults.add(format!("{path}.min"), format!("is {min}; it has to lie below max, which is {max}"));
    } else if !width.is_finite() {
        let (min, max) = (number(min), number(max));
        faults.add(format!("{path}.max"), format!("is {max}, too far from min {min} for steps between them to count"));
    } else if let Some(step) = step.filter(|step| *step > width) {
        let (step, width) = (number(step), number(width));
        faults.add(format!("{path}.step"), format!("is {step}; at most max - min, which is {width}, is allowed"));
    }
}

fn choices(faults: &mut Faults, path: &str, options: &[String]) {
    let path = format!("{path}.options");
    if options.is_empty() {
        faults.add(&path, format!("is required: 1 to {} options", limits::OPTIONS));
    }
    faults.count(&path, options.len(), limits::OPTIONS);
    let options = &options[..options.len().min(limits::OPTIONS)];
    for (index, option) in options.iter().enumerate() {
        faults.required_text(&format!("{path}[{index}]"), option, limits::NAME);
    }
    faults.distinct(options.iter().map(String::as_str), |index| format!("{path}[{index}]"));
}

fn moments<M: PartialOrd>(
    faults: &mut Faults,
    path: &str,
    min: &str,
    max: &str,
    read: impl Fn(&str) -> Option<M>,
    wanted: &str,
) {
    let [first, last] = [("min", min), ("max", max)].map(|(name, bound)| {
        let moment = read(bound);
        if moment.is_none() && !bound.is_empty() {
            faults.add(format!("{path}.{name}"), format!("is {}; {wanted}", quoted(bound)));
        }
        moment
    });
    if let (Some(first), Some(last)) = (first, last)
        && first > last
    {
        faults.add(format!("{path}.min"), format!("is {min}, after max {max}: nothing could satisfy both"));
    }
}
