//! Forms as they are made: what is accepted, and word for word what a refusal says.

use super::*;

#[test]
fn a_form_has_one_to_fifty_fields_with_ids_of_their_own() {
    let numbered = |count: usize| -> Vec<_> {
        (0..count).map(|index| Field { id: format!("f{index}"), ..field(FieldKind::Switch) }).collect()
    };
    assert!(creation(&numbered(1)).is_empty());
    assert!(creation(&numbered(50)).is_empty());
    assert_eq!(creation(&[]), ["fields is required: 1 to 50 fields"]);
    assert_eq!(creation(&numbered(51)), ["fields has 51 entries; at most 50 are allowed"]);
    let mut fields = numbered(3);
    fields[2].id = "f0".into();
    assert_eq!(creation(&fields), ["fields[2].id repeats \"f0\" of fields[0].id; each has to differ"]);
    fields[0].id = " ".into();
    fields[1].id = "x".repeat(201);
    fields[1].label = String::new();
    fields[2].label = "ä".repeat(201);
    fields[2].description = "ä".repeat(4_001);
    assert_eq!(
        creation(&fields),
        [
            "fields[0].id is required: 1 to 200 characters",
            "fields[1].id has 201 characters; at most 200 are allowed",
            "fields[1].label is required: 1 to 200 characters",
            "fields[2].label has 201 characters; at most 200 are allowed",
            "fields[2].description has 4001 characters; at most 4000 are allowed",
        ]
    );
    fields.truncate(1);
    fields[0] = Field { id: "ä".repeat(200), label: "ä".repeat(200), ..field(FieldKind::Switch) };
    fields[0].description = "ä".repeat(4_000);
    assert!(creation(&fields).is_empty());
}

#[test]
fn fields_without_contradictions_are_accepted() {
    let many: Vec<_> = (0..200).map(|index| format!("{index:0>200}")).collect();
    let good = [
        text(Some(0), Some(1), None),
        text(Some(5), Some(5), None),
        text(Some(10_000), None, None),
        text(Some(10_000), Some(10_000), None),
        text(Some(254), None, Some(TextFormat::Email)),
        text(None, Some(3), Some(TextFormat::Email)),
        text(None, Some(3), Some(TextFormat::Phone)),
        text(None, Some(8), Some(TextFormat::Url)),
        area(Some(1), Some(10_000)),
        number(Some(1.0), Some(1.0), true),
        number(Some(0.5), Some(1.0), true),
        number(Some(0.5), None, true),
        number(Some(f64::MIN), Some(f64::MAX), true),
        number(Some(-0.0), Some(0.0), false),
        slider(0.0, 1.0, Some(1.0)),
        slider(0.0, 1.0, Some(0.3)),
        slider(-1.0, 1.0, Some(f64::MIN_POSITIVE)),
        select(&["only"]),
        FieldKind::Multiselect { options: many },
        date("2026-01-01", "2026-01-01"),
        date("", "2026-01-01"),
        date("2024-02-29", ""),
        time("00:00", "23:59:59.999999999"),
        time("09:00", "09:00:00.0"),
        date_time("2026-01-01T00:00", "2026-01-01T00:00:00"),
    ];
    for kind in good.into_iter().chain(every_arm().into_iter().map(|(kind, _)| kind)) {
        assert_eq!(creation(&[field(kind.clone())]), Vec::<String>::new(), "{kind:?}");
    }
}

#[test]
fn fields_that_contradict_themselves_are_refused() {
    let unbounded = FieldKind::Slider { min: None, max: None, step: Some(0.0) };
    let table: Vec<(FieldKind, &[&str])> = vec![
        (text(Some(3), Some(2), None), &["text.min_length is 3, above max_length 2: no text could satisfy both"]),
        (text(None, Some(10_001), None), &["text.max_length is 10001; at most 10000 is allowed"]),
        (text(None, Some(u32::MAX), None), &["text.max_length is 4294967295; at most 10000 is allowed"]),
        (
            text(Some(10_001), None, None),
            &["text.min_length is 10001; a text of this field has at most 10000 characters"],
        ),
        (text(None, Some(0), None), &["text.max_length is 0; an answer has at least 1, so nothing could be answered"]),
        (
            text(Some(10_001), Some(10_002), None),
            &[
                "text.max_length is 10002; at most 10000 is allowed",
                "text.min_length is 10001; a text of this field has at most 10000 characters",
            ],
        ),
        (
            text(Some(255), None, Some(TextFormat::Email)),
            &["text.min_length is 255; a text of this field has at most 254 characters"],
        ),
        (
            text(None, Some(7), Some(TextFormat::Url)),
            &["text.max_length is 7; the shortest text of the format has 8, so nothing could be answered"],
        ),
        (
            text(Some(9), Some(2), Some(TextFormat::Phone)),
            &[
                "text.max_length is 2; the shortest text of the format has 3, so nothing could be answered",
                "text.min_length is 9, above max_length 2: no text could satisfy both",
            ],
        ),
        (area(Some(3), Some(2)), &["text_area.min_length is 3, above max_length 2: no text could satisfy both"]),
        (area(None, Some(10_001)), &["text_area.max_length is 10001; at most 10000 is allowed"]),
        (number(Some(2.0), Some(1.5), false), &["number.min is 2, above max 1.5: no number could satisfy both"]),
        (
            number(Some(0.1), Some(0.9), true),
            &["number.integer_only is set, but there is no whole number from 0.1 to 0.9"],
        ),
        (
            number(Some(-1.9), Some(-1.1), true),
            &["number.integer_only is set, but there is no whole number from -1.9 to -1.1"],
        ),
        (
            number(Some(f64::NAN), Some(f64::INFINITY), true),
            &["number.min is NaN; a finite number is wanted", "number.max is inf; a finite number is wanted"],
        ),
        (number(Some(f64::NEG_INFINITY), None, false), &["number.min is -inf; a finite number is wanted"]),
        (
            unbounded,
            &[
                "slider.min is required: a slider has two ends",
                "slider.max is required: a slider has two ends",
                "slider.step is 0; a step is above 0",
            ],
        ),
        (slider(1.0, 1.0, None), &["slider.min is 1; it has to lie below max, which is 1"]),
        (slider(2.0, 1.0, Some(0.5)), &["slider.min is 2; it has to lie below max, which is 1"]),
        (slider(0.0, 1.0, Some(1.5)), &["slider.step is 1.5; at most max - min, which is 1, is allowed"]),
        (slider(0.0, 1.0, Some(-0.5)), &["slider.step is -0.5; a step is above 0"]),
        (slider(0.0, 1.0, Some(f64::NAN)), &["slider.step is NaN; a finite number is wanted"]),
        (
            slider(0.0, f64::INFINITY, Some(f64::INFINITY)),
            &["slider.max is inf; a finite number is wanted", "slider.step is inf; a finite number is wanted"],
        ),
        (
            slider(-1.5e308, 1.5e308, None),
            &["slider.max is 1.5e308, too far from min -1.5e308 for steps between them to count"],
        ),
        (select(&[]), &["select.options is required: 1 to 200 options"]),
        (multiselect(&[]), &["multiselect.options is required: 1 to 200 options"]),
        (
            select(&["a", "", "b", "a"]),
            &[
                "select.options[1] is required: 1 to 200 characters",
                "select.options[3] repeats \"a\" of select.options[0]; each has to differ",
            ],
        ),
        (
            date("2026-02-30", ""),
            &["date_field.min is \"2026-02-30\"; a date of the calendar is written YYYY-MM-DD, for example 2026-01-31"],
        ),
        (
            date("2026-01-02", "2026-01-01"),
            &["date_field.min is 2026-01-02, after max 2026-01-01: nothing could satisfy both"],
        ),
        (
            time("9:00", "24:00"),
            &[
                "time.min is \"9:00\"; a time of day without an offset is written HH:MM, HH:MM:SS or HH:MM:SS.fff, for \
             example 09:30",
                "time.max is \"24:00\"; a time of day without an offset is written HH:MM, HH:MM:SS or HH:MM:SS.fff, for \
             example 09:30",
            ],
        ),
        (time("22:00", "06:00"), &["time.min is 22:00, after max 06:00: nothing could satisfy both"]),
        (
            date_time("", "2026-01-01"),
            &["date_time.max is \"2026-01-01\"; a date and time without an offset is written YYYY-MM-DDTHH:MM, with \
             optional :SS and .fff, for example 2026-01-31T09:30"],
        ),
        (
            date_time("2026-01-01T00:00:00.2", "2026-01-01T00:00:00.19"),
            &["date_time.min is 2026-01-01T00:00:00.2, after max 2026-01-01T00:00:00.19: nothing could satisfy both"],
        ),
    ];
    for (kind, expected) in table {
        let expected: Vec<_> = expected
            .iter()
            .map(|line| format!("fields[0].{}", line.replace(" of select", " of fields[0].select")))
            .collect();
        assert_eq!(creation(&[field(kind.clone())]), expected, "{kind:?}");
    }
    let many: Vec<_> = (0..201).map(|index| index.to_string()).collect();
    assert_eq!(
        creation(&[field(FieldKind::Select { options: many })]),
        ["fields[0].select.options has 201 entries; at most 200 are allowed"]
    );
    assert_eq!(
        creation(&[field(FieldKind::Switch), Field { id: "g".into(), ..field(select(&["a", &"x".repeat(201)])) }]),
        ["fields[1].select.options[1] has 201 characters; at most 200 are allowed"]
    );
}
