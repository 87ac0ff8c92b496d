//! What makes a value an answer to its field: the right arm, and within the bounds that the field was made with.

use super::bounds::{DATE, DATE_TIME, TIME};
use super::{FieldKind, FieldValue, TextFormat, moment};
use crate::domain::limits;
use crate::domain::quote::{number, quoted};

/// How far a slider's value may lie from its step, as a share of the way from `min`: decimal steps are not exact in binary.
const STEP_ERROR: f64 = 1e-9;

/// Everything that keeps a value, which is not empty, from being an answer to a field of this kind.
pub(super) fn complaints(kind: &FieldKind, value: &FieldValue) -> Vec<String> {
    match (kind, value) {
        (FieldKind::Text { min_length, max_length, format }, FieldValue::Text(text)) => {
            words(text, *min_length, *max_length, *format)
        }
        (FieldKind::TextArea { min_length, max_length }, FieldValue::TextArea(text)) => {
            words(text, *min_length, *max_length, None)
        }
        (FieldKind::Number { min, max, integer_only }, FieldValue::Number(value)) => {
            let mut complaints = range(*value, *min, *max);
            if *integer_only && value.is_finite() && value.fract() != 0.0 {
                complaints.push(format!("is {}; a whole number is wanted", number(*value)));
            }
            complaints
        }
        (FieldKind::Slider { min, max, step }, FieldValue::Slider(value)) => {
            let mut complaints = range(*value, *min, *max);
            if complaints.is_empty()
                && let (Some(min), Some(step)) = (min, step)
            {
                complaints.extend(off_step(*value, *min, *max, *step));
            }
            complaints
        }
        (FieldKind::Select { options }, FieldValue::Select(chosen)) => {
            membership(options, chosen).into_iter().collect()
        }
        (FieldKind::Multiselect { options }, FieldValue::Multiselect(chosen)) => selection(options, chosen),
        (FieldKind::DateField { min, max }, FieldValue::DateField(text)) => {
            between(text, min, max, moment::date, DATE).into_iter().collect()
        }
        (FieldKind::Time { min, max }, FieldValue::Time(text)) => {
            between(text, min, max, moment::time, TIME).into_iter().collect()
        }
        (FieldKind::DateTime { min, max }, FieldValue::DateTime(text)) => {
            between(text, min, max, moment::date_time, DATE_TIME).into_iter().collect()
        }
        (FieldKind::Switch, FieldValue::Switch(_)) => Vec::new(),
        _ => {
            let (wanted, given) = (kind.arm(), value.arm());
            vec![format!("is a {} field: answer in `{wanted}`, not in `{given}`", wanted.replace('_', " "))]
        }
    }
}

fn words(text: &str, min: Option<u32>, max: Option<u32>, format: Option<TextFormat>) -> Vec<String> {
    let mut complaints = Vec::new();
    let count = text.chars().count();
    let limit = |length: Option<u32>| length.and_then(|length| usize::try_from(length).ok());
    if let Some(min) = limit(min).filter(|min| count < *min) {
        complaints.push(format!("is {}, which has {count} characters; at least {min} are wanted", quoted(text)));
    }
    let max = limit(max).unwrap_or(limits::PROSE);
    if count > max {
        complaints.push(format!("is {}, which has {count} characters; at most {max} are allowed", quoted(text)));
    }
    if text.contains('\0') {
        complaints.push("holds a NUL character, which no text may".to_owned());
    }
    if let Some(format) = format.filter(|format| !format.matches(text)) {
        complaints.push(format!("is {}; {}", quoted(text), format.wanted()));
    }
    complaints
}

fn range(value: f64, min: Option<f64>, max: Option<f64>) -> Vec<String> {
    let shown = number(value);
    if !value.is_finite() {
        return vec![format!("is {shown}; a finite number is wanted")];
    }
    if let Some(min) = min.filter(|min| value < *min) {
        return vec![format!("is {shown}; at least {} is wanted", number(min))];
    }
    if let Some(max) = max.filter(|max| value > *max) {
        return vec![format!("is {shown}; at most {} is allowed", number(max))];
    }
    Vec::new()
}

/// Whether a value within the ends of a slider lies off its steps, and where the nearest one is.
fn off_step(value: f64, min: f64, max: Option<f64>, step: f64) -> Option<String> {
    let way = value - min;
    let count = (way / step).round();
    let at = |count: f64| count.mul_add(step, min);
    // Where the ends are large and the steps small, the value itself is not more exact than its last bits.
    let rounding = f64::EPSILON * value.abs().max(min.abs());
    let allowed = STEP_ERROR * way.abs().max(step) + rounding;
    ((value - at(count)).abs() > allowed).then(|| {
        // The right end need not lie on a step; the step beyond it would be refused in turn.
        let nearest = if max.is_some_and(|max| at(count) > max + allowed) { at(count - 1.0) } else { at(count) };
        let [value, min, step, nearest] = [value, min, step, rounded(nearest)].map(number);
        format!("is {value}; the steps are {step} apart, counted from {min}: the nearest is {nearest}")
    })
}

/// A number to twelve significant digits: a step is to be read as 0.3, not as 0.30000000000000004.
fn rounded(value: f64) -> f64 {
    format!("{value:.11e}").parse().unwrap_or(value)
}

fn membership(options: &[String], chosen: &str) -> Option<String> {
    (!options.iter().any(|option| option == chosen)).then(|| {
        let first: Vec<_> = options.iter().take(5).map(|option| quoted(option)).collect();
        let more = if options.len() > first.len() { ", …" } else { "" };
        format!("is {}, which is not an option; the options are {}{more}", quoted(chosen), first.join(", "))
    })
}

fn selection(options: &[String], chosen: &[String]) -> Vec<String> {
    let mut complaints = Vec::new();
    if chosen.len() > options.len() {
        complaints.push(format!("chooses {} times; there are {} options", chosen.len(), options.len()));
    }
    // One choice more than there are options is wrong anyway: what comes after it adds nothing to the refusal.
    let chosen = &chosen[..chosen.len().min(options.len() + 1)];
    for (index, option) in chosen.iter().enumerate() {
        complaints.extend(membership(options, option));
        if chosen[..index].contains(option) {
            complaints.push(format!("chooses {} again; each option counts once", quoted(option)));
        }
    }
    complaints
}

/// Whether a text is no such moment, or one outside the bounds; those were checked when the field was made.
fn between<M: PartialOrd>(
    text: &str,
    min: &str,
    max: &str,
    read: impl Fn(&str) -> Option<M>,
    wanted: &str,
) -> Option<String> {
    let Some(moment) = read(text) else {
        return Some(format!("is {}; {wanted}", quoted(text)));
    };
    if read(min).is_some_and(|min| moment < min) {
        return Some(format!("is {text}; {min} is the first that is allowed"));
    }
    if read(max).is_some_and(|max| moment > max) {
        return Some(format!("is {text}; {max} is the last that is allowed"));
    }
    None
}
