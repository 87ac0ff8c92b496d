//! Answers as they are typed: `field=value`, read by the arm of the field into what the contract carries. Only the form
//! is checked here, so that each value gets its type; whether it is a good answer is for the server to say.

use std::collections::BTreeMap;

use super::print::visible::line;
use crate::rpc::pb::{self, field, field_value};

/// Reads all answers, or says what is wrong with each that cannot be read. An empty value leaves its field open.
pub fn parse(fields: &[pb::Field], typed: &[String]) -> Result<BTreeMap<String, pb::FieldValue>, Vec<String>> {
    let mut answers = BTreeMap::new();
    let mut seen: Vec<&str> = Vec::new();
    let mut faults = Vec::new();
    for typed in typed {
        let Some((field, text)) = split(fields, typed) else {
            faults.push(unknown(fields, typed));
            continue;
        };
        if seen.contains(&field.id.as_str()) {
            faults.push(format!(
                "{}: is answered twice; several values of a Multiselect go into one answer",
                line(&field.id)
            ));
            continue;
        }
        seen.push(&field.id);
        match value(field, text) {
            Ok(Some(kind)) => drop(answers.insert(field.id.clone(), pb::FieldValue { kind: Some(kind) })),
            Ok(None) => {}
            Err(fault) => faults.push(format!("{}: {fault}", line(&field.id))),
        }
    }
    if faults.is_empty() { Ok(answers) } else { Err(faults) }
}

/// The field that is meant, and its value. Ids may hold `=` too, so the longest id that fits is meant.
fn split<'a>(fields: &'a [pb::Field], typed: &'a str) -> Option<(&'a pb::Field, &'a str)> {
    fields
        .iter()
        .filter_map(|field| Some((field, typed.strip_prefix(&field.id)?.strip_prefix('=')?)))
        .max_by_key(|(field, _)| field.id.len())
}

fn unknown(fields: &[pb::Field], typed: &str) -> String {
    let ids = fields.iter().map(|field| line(&field.id)).collect::<Vec<_>>().join(", ");
    match typed.split_once('=') {
        Some((id, _)) => format!("{}: is no field of this form; its fields are {ids}", line(id)),
        None => format!("{}: write field=value; the fields are {ids}", line(typed)),
    }
}

fn value(field: &pb::Field, text: &str) -> Result<Option<field_value::Kind>, String> {
    use field::Kind as Arm;
    use field_value::Kind;
    if text.is_empty() {
        return Ok(None);
    }
    let kind = match &field.kind {
        Some(Arm::Text(_)) => Kind::Text(text.to_owned()),
        Some(Arm::TextArea(_)) => Kind::TextArea(text.to_owned()),
        Some(Arm::Number(_)) => Kind::Number(number(text)?),
        Some(Arm::Slider(_)) => Kind::Slider(number(text)?),
        Some(Arm::Select(_)) => Kind::Select(text.to_owned()),
        Some(Arm::Multiselect(of)) => {
            let options = selection(&of.options, text)?;
            Kind::Multiselect(field_value::Selection { options })
        }
        Some(Arm::DateField(_)) => Kind::DateField(text.trim().to_owned()),
        Some(Arm::Time(_)) => Kind::Time(text.trim().to_owned()),
        Some(Arm::DateTime(_)) => Kind::DateTime(text.trim().to_owned()),
        Some(Arm::Switch(_)) => Kind::Switch(switch(text)?),
        None => return Err("is of a kind that this version of pumpup does not know; use a newer one".to_owned()),
    };
    Ok(Some(kind))
}

fn number(text: &str) -> Result<f64, String> {
    let number = text.trim().parse::<f64>().ok().filter(|number| number.is_finite());
    number.ok_or_else(|| format!("{} is not a number; write it like 240, -3.5 or 1e6", line(text)))
}

fn switch(text: &str) -> Result<bool, String> {
    match text.trim().to_ascii_lowercase().as_str() {
        "true" | "yes" => Ok(true),
        "false" | "no" => Ok(false),
        _ => Err(format!("{} is neither true (yes) nor false (no)", line(text))),
    }
}

/// `a,b`, or `["a","b"]` for options that hold a comma themselves.
fn selection(options: &[String], text: &str) -> Result<Vec<String>, String> {
    if text.trim_start().starts_with('[') {
        if let Ok(chosen) = serde_json::from_str(text) {
            return Ok(chosen);
        }
        if !options.iter().any(|option| option.starts_with('[')) {
            return Err(format!("{} is not a JSON array of texts, such as [\"a\",\"b\"]", line(text)));
        }
    }
    let chosen: Vec<String> =
        text.split(',').map(|option| option.trim().to_owned()).filter(|one| !one.is_empty()).collect();
    let comma = options.iter().any(|option| option.contains(','));
    match chosen.iter().find(|one| comma && !options.contains(one)) {
        Some(stray) => Err(format!(
            "{} is no option; one that holds a comma is chosen in JSON form, such as [\"a, b\",\"c\"]",
            line(stray)
        )),
        None => Ok(chosen),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::cli::samples::{every_field, field};
    use field_value::{Kind, Selection};

    fn read(typed: &[&str]) -> Result<BTreeMap<String, pb::FieldValue>, Vec<String>> {
        parse(&every_field(), &typed.iter().map(|typed| (*typed).to_owned()).collect::<Vec<_>>())
    }

    fn chosen(options: &[&str]) -> Kind {
        Kind::Multiselect(Selection { options: options.iter().map(|option| (*option).to_owned()).collect() })
    }

    #[test]
    fn each_arm_reads_its_own_form() {
        for (typed, id, kind) in [
            ("text=ada@example.com", "text", Kind::Text("ada@example.com".to_owned())),
            ("text=a=b", "text", Kind::Text("a=b".to_owned())),
            ("text= spaced ", "text", Kind::Text(" spaced ".to_owned())),
            ("text=42", "text", Kind::Text("42".to_owned())),
            ("area=one\ntwo, [three]", "area", Kind::TextArea("one\ntwo, [three]".to_owned())),
            ("number=240", "number", Kind::Number(240.0)),
            ("number=-1e3", "number", Kind::Number(-1000.0)),
            ("slider= 0.25", "slider", Kind::Slider(0.25)),
            ("select=collision", "select", Kind::Select("collision".to_owned())),
            ("select=fire, theft", "select", Kind::Select("fire, theft".to_owned())),
            ("multi=collision,comprehensive", "multi", chosen(&["collision", "comprehensive"])),
            ("multi=collision, comprehensive,", "multi", chosen(&["collision", "comprehensive"])),
            ("multi=[\"fire, theft\",\"collision\"]", "multi", chosen(&["fire, theft", "collision"])),
            ("multi=[]", "multi", chosen(&[])),
            ("date=2026-05-14", "date", Kind::DateField("2026-05-14".to_owned())),
            ("time=09:30", "time", Kind::Time("09:30".to_owned())),
            ("moment=2026-05-14T09:30:15.5", "moment", Kind::DateTime("2026-05-14T09:30:15.5".to_owned())),
            ("switch=true", "switch", Kind::Switch(true)),
            ("switch=YES", "switch", Kind::Switch(true)),
            ("switch=false", "switch", Kind::Switch(false)),
            ("switch=no", "switch", Kind::Switch(false)),
        ] {
            let expected = [(id.to_owned(), pb::FieldValue { kind: Some(kind) })].into();
            assert_eq!(read(&[typed]), Ok(expected), "{typed}");
        }
    }

    #[test]
    fn an_empty_value_leaves_its_field_open() {
        for field in every_field() {
            assert_eq!(read(&[&format!("{}=", field.id)]), Ok(BTreeMap::new()), "{}", field.id);
        }
    }

    #[test]
    fn what_cannot_be_read_is_named() {
        for (typed, words) in [
            ("number=many", "number: many is not a number"),
            ("number=NaN", "number: NaN is not a number"),
            ("slider=inf", "slider: inf is not a number"),
            ("number=1e999", "is not a number"),
            ("switch=maybe", "switch: maybe is neither"),
            ("multi=fire, theft", "multi: fire is no option; one that holds a comma"),
            ("multi=[\"a\"", "multi: [\"a\" is not a JSON array"),
            ("multi=[1,2]", "is not a JSON array of texts"),
            ("colour=red", "colour: is no field of this form; its fields are text, area,"),
            ("red", "red: write field=value"),
            ("=red", "is no field of this form"),
        ] {
            let faults = read(&[typed]).expect_err(typed);
            assert!(faults.len() == 1 && faults[0].contains(words), "{typed}: {faults:?}");
        }
    }

    #[test]
    fn all_faults_come_together() {
        let faults =
            read(&["number=x", "date=2026-05-14", "nope=1", "switch=2", "date=2026-05-15"]).expect_err("faults");
        assert_eq!(faults.len(), 4, "{faults:?}");
        assert!(faults[3].starts_with("date: is answered twice"), "{faults:?}");
    }

    #[test]
    fn the_longest_id_is_meant() {
        let text = || field::Kind::Text(field::Text::default());
        let fields = [field("a", false, text()), field("a=b", false, text())];
        let answers = parse(&fields, &["a=b=c".to_owned(), "a=c".to_owned()]).expect("answers");
        let texts: Vec<_> = answers.iter().map(|(id, value)| (id.as_str(), value.kind.clone())).collect();
        assert_eq!(texts, [("a", Some(Kind::Text("c".to_owned()))), ("a=b", Some(Kind::Text("c".to_owned())))]);
    }

    #[test]
    fn an_arm_from_the_future_is_refused() {
        let unknown = pb::Field { id: "new".to_owned(), ..Default::default() };
        assert!(parse(&[unknown], &["new=1".to_owned()]).is_err());
    }
}
