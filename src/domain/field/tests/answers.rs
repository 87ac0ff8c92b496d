//! Values against the bounds of their field, ends included, as answers and as bids alike.

use super::*;

#[test]
fn every_arm_is_answered_in_itself_and_in_no_other() {
    for (kind, _) in every_arm() {
        for (_, value) in every_arm() {
            let expected = if kind.arm() == value.arm() {
                Vec::new()
            } else {
                let (wanted, given) = (kind.arm(), value.arm());
                let named = wanted.replace('_', " ");
                vec![format!("f is a {named} field: answer in `{wanted}`, not in `{given}`")]
            };
            assert_eq!(answer(&kind, value.clone()), expected, "{kind:?} {value:?}");
        }
    }
    assert_eq!(
        answer(&number(None, None, false), FieldValue::Text("5".into())),
        ["f is a number field: answer in `number`, not in `text`"]
    );
}

#[test]
fn answers_within_the_bounds_are_accepted_ends_included() {
    let long = "🦀".repeat(10_000);
    let table: Vec<(FieldKind, Vec<FieldValue>)> = vec![
        (
            text(Some(3), Some(5), None),
            ["äöü", "🦀🦀🦀🦀🦀", "   ", "a\nb"].map(|text| FieldValue::Text(text.into())).into(),
        ),
        (text(None, None, None), vec![FieldValue::Text(long.clone())]),
        (area(None, None), vec![FieldValue::TextArea(long)]),
        (text(None, None, Some(TextFormat::Email)), vec![FieldValue::Text("ada@example.com".into())]),
        (text(None, None, Some(TextFormat::Phone)), vec![FieldValue::Text("+49 (30) 123-456".into())]),
        (text(None, None, Some(TextFormat::Url)), vec![FieldValue::Text("https://example.com".into())]),
        (number(Some(-1.0), Some(1.0), false), [-1.0, -0.0, 0.0, 0.3, 1.0].map(FieldValue::Number).into()),
        (number(Some(0.0), None, true), [-0.0, 1.0, 9.007_199_254_740_993e15, f64::MAX].map(FieldValue::Number).into()),
        (number(None, None, false), [f64::MIN, f64::MAX, f64::MIN_POSITIVE, 5e-324].map(FieldValue::Number).into()),
        (slider(-1.0, 1.0, None), [-1.0, -0.123_456_789, 1.0].map(FieldValue::Slider).into()),
        (slider(0.0, 1.0, Some(0.3)), [0.0, 0.3, 0.6, 0.9, 0.1 + 0.2].map(FieldValue::Slider).into()),
        (select(&["a", "ä b"]), vec![FieldValue::Select("ä b".into())]),
        (multiselect(&["a", "b", "c"]), vec![FieldValue::Multiselect(owned(&["c", "a", "b"]))]),
        (
            date("2024-02-28", "2024-03-01"),
            ["2024-02-28", "2024-02-29", "2024-03-01"].map(|text| FieldValue::DateField(text.into())).into(),
        ),
        (
            time("09:30", "17:00:00"),
            ["09:30", "09:30:00.0", "12:00:01", "16:59:59.999999999", "17:00"]
                .map(|text| FieldValue::Time(text.into()))
                .into(),
        ),
        (
            date_time("2026-01-01T09:30", "2026-01-02T00:00:00.5"),
            ["2026-01-01T09:30:00", "2026-01-01T23:59:59.9", "2026-01-02T00:00:00.500"]
                .map(|text| FieldValue::DateTime(text.into()))
                .into(),
        ),
        (FieldKind::Switch, vec![FieldValue::Switch(true), FieldValue::Switch(false)]),
    ];
    for (kind, values) in table {
        assert_eq!(creation(&[field(kind.clone())]), Vec::<String>::new(), "{kind:?}");
        for value in values {
            assert_eq!(answer(&kind, value.clone()), Vec::<String>::new(), "{kind:?} {value:?}");
            assert_eq!(bids(&[field(kind.clone())], &[bid("f", value)]), Vec::<String>::new());
        }
    }
}

#[test]
fn answers_outside_the_bounds_are_refused_with_what_would_be_right() {
    let table: Vec<(FieldKind, FieldValue, &[&str])> = vec![
        (
            text(Some(3), None, None),
            FieldValue::Text("äö".into()),
            &["is \"äö\", which has 2 characters; at least 3 are wanted"],
        ),
        (
            text(None, Some(2), None),
            FieldValue::Text("äöü".into()),
            &["is \"äöü\", which has 3 characters; at most 2 are allowed"],
        ),
        (area(None, None), FieldValue::TextArea("a\0b".into()), &["holds a NUL character, which no text may"]),
        (
            text(Some(5), None, Some(TextFormat::Email)),
            FieldValue::Text("ada".into()),
            &[
                "is \"ada\", which has 3 characters; at least 5 are wanted",
                "is \"ada\"; one plain e-mail address is wanted, for example ada@example.com",
            ],
        ),
        (
            text(None, None, Some(TextFormat::Phone)),
            FieldValue::Text("030 123456".into()),
            &["is \"030 123456\"; an E.164 number is wanted, for example +49 30 123456"],
        ),
        (
            text(None, None, Some(TextFormat::Url)),
            FieldValue::Text("example.com".into()),
            &["is \"example.com\"; an absolute http or https URL is wanted, for example https://example.com/a"],
        ),
        (number(None, None, false), FieldValue::Number(f64::NAN), &["is NaN; a finite number is wanted"]),
        (number(None, None, true), FieldValue::Number(f64::INFINITY), &["is inf; a finite number is wanted"]),
        (number(None, None, false), FieldValue::Number(f64::NEG_INFINITY), &["is -inf; a finite number is wanted"]),
        (number(Some(1.0), None, false), FieldValue::Number(0.999), &["is 0.999; at least 1 is wanted"]),
        (number(None, Some(1e300), false), FieldValue::Number(2e300), &["is 2e300; at most 1e300 is allowed"]),
        (number(None, None, true), FieldValue::Number(2.5), &["is 2.5; a whole number is wanted"]),
        (slider(0.0, 1.0, None), FieldValue::Slider(-5e-324), &["is -5e-324; at least 0 is wanted"]),
        (slider(0.0, 1.0, None), FieldValue::Slider(1.000_001), &["is 1.000001; at most 1 is allowed"]),
        (slider(0.0, 1.0, None), FieldValue::Slider(f64::NAN), &["is NaN; a finite number is wanted"]),
        (
            slider(0.0, 1.0, Some(0.1)),
            FieldValue::Slider(0.29),
            &["is 0.29; the steps are 0.1 apart, counted from 0: the nearest is 0.3"],
        ),
        (
            slider(0.0, 1.0, Some(0.6)),
            FieldValue::Slider(1.0),
            &["is 1; the steps are 0.6 apart, counted from 0: the nearest is 0.6"],
        ),
        (
            slider(1.0, 10.0, Some(2.0)),
            FieldValue::Slider(2.0),
            &["is 2; the steps are 2 apart, counted from 1: the nearest is 3"],
        ),
        (
            select(&["a", "b"]),
            FieldValue::Select("A".into()),
            &["is \"A\", which is not an option; the options are \"a\", \"b\""],
        ),
        (
            select(&["a", "b", "c", "d", "e", "f"]),
            FieldValue::Select("a ".into()),
            &["is \"a \", which is not an option; the options are \"a\", \"b\", \"c\", \"d\", \"e\", …"],
        ),
        (
            multiselect(&["a", "b"]),
            FieldValue::Multiselect(owned(&["a", "a"])),
            &["chooses \"a\" again; each option counts once"],
        ),
        (
            multiselect(&["a", "b"]),
            FieldValue::Multiselect(owned(&["a", "", "b", "x"])),
            &["chooses 4 times; there are 2 options", "is \"\", which is not an option; the options are \"a\", \"b\""],
        ),
        (
            date("2026-01-02", ""),
            FieldValue::DateField("2026-01-01".into()),
            &["is 2026-01-01; 2026-01-02 is the first that is allowed"],
        ),
        (
            date("", "2026-01-02"),
            FieldValue::DateField("2026-01-03".into()),
            &["is 2026-01-03; 2026-01-02 is the last that is allowed"],
        ),
        (
            date("", ""),
            FieldValue::DateField("2025-02-29".into()),
            &["is \"2025-02-29\"; a date of the calendar is written YYYY-MM-DD, for example 2026-01-31"],
        ),
        (
            time("09:30", ""),
            FieldValue::Time("09:29:59.999999999".into()),
            &["is 09:29:59.999999999; 09:30 is the first that is allowed"],
        ),
        (
            time("", "17:00"),
            FieldValue::Time("17:00:00.000000001".into()),
            &["is 17:00:00.000000001; 17:00 is the last that is allowed"],
        ),
        (
            date_time("2026-01-01T00:00", "2026-01-01T12:00"),
            FieldValue::DateTime("2025-12-31T23:59".into()),
            &["is 2025-12-31T23:59; 2026-01-01T00:00 is the first that is allowed"],
        ),
        (
            date_time("", ""),
            FieldValue::DateTime("2026-01-01T00:00Z".into()),
            &[
                "is \"2026-01-01T00:00Z\"; a date and time without an offset is written YYYY-MM-DDTHH:MM, with optional \
               :SS and .fff, for example 2026-01-31T09:30",
            ],
        ),
    ];
    for (kind, value, expected) in table {
        let under = |path: &str| expected.iter().map(|line| format!("{path} {line}")).collect::<Vec<_>>();
        assert_eq!(answer(&kind, value.clone()), under("f"), "{kind:?}");
        assert_eq!(bids(&[field(kind.clone())], &[bid("f", value)]), under("recommendation[0].value"), "{kind:?}");
    }
}

#[test]
fn decimal_steps_are_met_by_every_way_to_write_them() {
    for (min, step, count) in [
        (0.0, 0.1, 10),
        (0.0, 0.01, 100),
        (-1.0, 0.1, 20),
        (0.0, 0.3, 3),
        (1_000_000.0, 0.1, 1_000),
        (-0.7, 0.07, 20),
        (1e9, 0.001, 5_000),
        (0.0, 1e-9, 1_000),
        (1e15, 0.5, 100),
        (0.0, 1e300, 9),
        (5e-5, 1e-5, 1_000),
    ] {
        let kind = slider(min, min + step * f64::from(count), Some(step));
        for k in 0..=count {
            let decimal: f64 = format!("{:.12}", min + f64::from(k) * step).parse().unwrap();
            let summed = (0..k).fold(min, |sum, _| sum + step).min(min + step * f64::from(count));
            let exact = min + f64::from(k) * step;
            assert_eq!(answer(&kind, FieldValue::Slider(exact)), Vec::<String>::new(), "{min} {step} {k}");
            if min.abs() <= 1.0 {
                // Far from nought, a sum of many steps gathers more than its share of error.
                assert_eq!(answer(&kind, FieldValue::Slider(summed)), Vec::<String>::new(), "{min} {step} {k}");
            }
            if step >= 1e-9 && decimal <= min + step * f64::from(count) {
                assert_eq!(answer(&kind, FieldValue::Slider(decimal)), Vec::<String>::new(), "{min} {step} {k}");
            }
            if k < count {
                let off = exact + step / 2.0;
                assert_eq!(answer(&kind, FieldValue::Slider(off)).len(), 1, "{min} {step} {k}: {off}");
            }
        }
    }
    let kind = slider(0.0, 1.0, Some(0.1));
    for (value, faults) in
        [(0.3 + 2e-10, 0), (0.3 - 2e-10, 0), (0.3 + 1e-9, 1), (0.3 - 1e-9, 1), (1e-10, 0), (2e-10, 1)]
    {
        assert_eq!(answer(&kind, FieldValue::Slider(value)).len(), faults, "{value}");
    }
}

#[test]
fn a_huge_value_does_not_fill_the_refusal() {
    let huge = "x\n".repeat(1_000_000);
    let many: Vec<_> = (0..100_000).map(|index| format!("{index}{huge:.100}")).collect();
    for (kind, value) in [
        (text(None, None, Some(TextFormat::Url)), FieldValue::Text(huge.clone())),
        (area(None, None), FieldValue::TextArea(huge.clone())),
        (select(&["a"]), FieldValue::Select(huge.clone())),
        (multiselect(&["a"]), FieldValue::Multiselect(many)),
        (date("", ""), FieldValue::DateField(huge.clone())),
        (time("", ""), FieldValue::Time(huge.clone())),
        (date_time("", ""), FieldValue::DateTime(huge)),
    ] {
        let refusals = answer(&kind, value);
        assert!(!refusals.is_empty() && refusals.len() <= 3, "{}", refusals.len());
        assert!(refusals.iter().all(|refusal| refusal.len() < 400), "{refusals:?}");
    }
}
