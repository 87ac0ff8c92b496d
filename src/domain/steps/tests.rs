//! The rules of step graphs as tables, and the hostile schemas that must neither hang nor overflow anything.

use serde_json::json;

use super::*;

fn step(name: &str, exits: &[&str]) -> Step {
    Step { name: name.into(), owner: Party::Human, exits: exits.iter().map(|exit| (*exit).to_owned()).collect() }
}

fn graph(initial_step: &str, steps: &[Step]) -> StepGraph {
    StepGraph { initial_step: initial_step.into(), steps: steps.to_vec(), step_schemas: BTreeMap::new() }
}

fn object(value: Value) -> Map<String, Value> {
    value.as_object().expect("an object").clone()
}

fn faults(graph: &StepGraph) -> Vec<String> {
    let mut faults = Faults::default();
    graph.check(&mut faults, "steps");
    faults.0.into_iter().map(|violation| format!("{} {}", violation.field, violation.description)).collect()
}

/// The faults of a schema, on a stack no larger than that of the threads that serve calls.
fn schema_faults(schema: Value) -> Vec<String> {
    on_a_small_stack(move || {
        let mut graph = graph("a", &[step("a", &[])]);
        graph.step_schemas.insert("a".into(), object(schema));
        let start = "steps.step_schemas[\"a\"] ";
        faults(&graph).iter().map(|fault| fault.strip_prefix(start).unwrap_or(fault).to_owned()).collect()
    })
}

fn complained(schema: Value, metadata: Value) -> Vec<String> {
    on_a_small_stack(move || {
        let complaints = complaints(&object(schema), &object(metadata)).into_iter();
        complaints.map(|violation| format!("{}: {}", violation.field, violation.description)).collect()
    })
}

fn on_a_small_stack<T: Send + 'static>(task: impl FnOnce() -> T + Send + 'static) -> T {
    let thread = std::thread::Builder::new().stack_size(2 * 1024 * 1024).spawn(task).expect("the thread starts");
    thread.join().expect("the thread ends well")
}

/// How a definition of a chain refers to the next.
type Hop = fn(Value) -> Value;

/// Definitions `a0` to `a{length}`, each made from a reference to the next by `hop`; the last is `end`.
fn chain(length: usize, hop: impl Fn(Value) -> Value, end: Value) -> Value {
    let mut definitions = Map::new();
    for index in 0..length {
        definitions.insert(format!("a{index}"), hop(json!({"$ref": format!("#/$defs/a{}", index + 1)})));
    }
    definitions.insert(format!("a{length}"), end);
    json!({"$defs": definitions, "$ref": "#/$defs/a0"})
}

#[test]
fn the_general_graph_leads_from_the_agent_to_the_end() {
    let general = StepGraph::general();
    assert_eq!(faults(&general), Vec::<String>::new());
    assert_eq!(general.initial_step, "in_progress");
    assert_eq!(general.step("in_progress").map(|step| (step.owner, step.exits.len())), Some((Party::Agent, 1)));
    assert!(!general.is_terminal("in_progress"));
    assert!(general.is_terminal("complete"));
    assert!(!general.is_terminal("elsewhere"));
    assert_eq!(general.step("elsewhere"), None);
    assert_eq!([Party::Agent, Party::Human, Party::Platform].map(Party::as_str), ["AGENT", "HUMAN", "PLATFORM"]);
}

#[test]
fn graphs_may_loop_and_lead_a_step_to_itself() {
    for good in [
        graph("a", &[step("a", &[])]),
        graph("a", &[step("a", &["a"])]),
        graph("b", &[step("a", &["b"]), step("b", &["c", "a"]), step("c", &["b"])]),
        graph(
            "s0",
            &(0..100)
                .map(|index| step(&format!("s{index}"), &[&format!("s{}", (index + 1) % 100)]))
                .collect::<Vec<_>>(),
        ),
    ] {
        assert_eq!(faults(&good), Vec::<String>::new());
    }
}

#[test]
fn every_fault_of_a_graph_is_named() {
    let long = "x".repeat(201);
    let mut undeclared = graph("a", &[step("a", &[])]);
    undeclared.step_schemas.insert("re\"view".into(), Map::new());
    let table: Vec<(StepGraph, Vec<String>)> = vec![
        (
            graph("", &[]),
            vec![
                "steps.steps is required: 1 to 100 steps".into(),
                "steps.initial_step is required: the name of the step that tasks enter at".into(),
            ],
        ),
        (graph("b", &[step("a", &[])]), vec!["steps.initial_step is \"b\", which no step is named".into()]),
        (
            graph("a", &[step("a", &["b", "c", "b", "d"]), step("b", &[]), step("c", &[])]),
            vec![
                "steps.steps[0].exits[3] is \"d\", which no step is named".into(),
                "steps.steps[0].exits[2] repeats \"b\" of steps.steps[0].exits[0]; each has to differ".into(),
            ],
        ),
        (
            graph("a", &[step("a", &["a"]), step("b", &["c"]), step("c", &["b"])]),
            vec![
                "steps.steps[1].name is \"b\", which cannot be reached from the initial step \"a\"".into(),
                "steps.steps[2].name is \"c\", which cannot be reached from the initial step \"a\"".into(),
            ],
        ),
        (
            graph("a", &[step("a", &[&long, " "]), step("a", &[]), step(" ", &[]), step(&long, &[])]),
            vec![
                "steps.steps[2].name is required: 1 to 200 characters".into(),
                "steps.steps[3].name has 201 characters; at most 200 are allowed".into(),
                "steps.steps[1].name repeats \"a\" of steps.steps[0].name; each has to differ".into(),
            ],
        ),
        (undeclared, vec!["steps.step_schemas[\"re\\\"view\"] names no step of the graph".into()]),
    ];
    for (graph, expected) in table {
        assert_eq!(faults(&graph), expected);
    }
    let many: Vec<_> = (0..101).map(|index| step(&index.to_string(), &["0"])).collect();
    assert_eq!(faults(&graph("0", &many))[0], "steps.steps has 101 entries; at most 100 are allowed");
    let exits = vec!["a"; 100_000];
    let crowded = faults(&graph("a", &[step("a", &exits)]));
    assert_eq!(crowded[0], "steps.steps[0].exits has 100000 entries; at most 100 are allowed");
    assert_eq!(crowded.len(), 100);
}

#[test]
fn schemas_that_keep_to_themselves_are_accepted() {
    for good in [
        json!({}),
        json!({"$schema": "https://json-schema.org/draft/2020-12/schema", "type": "object"}),
        json!({"$schema": "https://json-schema.org/draft/2020-12/schema#"}),
        json!({"$id": "https://example.com/root", "$ref": "#/$defs/a", "$defs": {"a": {"type": "object"}}}),
        json!({"$id": "https://example.com/root", "properties": {"again": {"$ref": "root"}}}),
        json!({"properties": {"again": {"$ref": "#"}, "others": {"items": {"$ref": "#"}}}}),
        json!({"properties": {"a": {"$ref": "#named"}}, "$defs": {"a": {"$anchor": "named"}}}),
        json!({"properties": {"a": {"$ref": "#/$defs/a%20b~1c"}}, "$defs": {"a b/c": {"type": "string"}}}),
        json!({"properties": {"a": {"$ref": "https://example.com/a#x"}},
               "$defs": {"a": {"$id": "https://example.com/a", "$defs": {"b": {"$anchor": "x", "$ref": "#/$defs/c"}, "c": {}}}}}),
        json!({"$dynamicAnchor": "node", "properties": {"child": {"$dynamicRef": "#node"}}}),
        json!({"$ref": "#/elsewhere", "elsewhere": {"$ref": "#/$defs/a"}, "$defs": {"a": true}}),
        json!({"const": {"$ref": "https://example.com/data"}, "default": {"$id": "::", "$schema": "x"}}),
        json!({"enum": [{"$ref": "#/nowhere"}], "examples": [{"$anchor": "a"}, {"$anchor": "a"}]}),
        json!({"properties": {"$ref": {"type": "string"}, "const": {"$ref": "#/$defs/a"}}, "$defs": {"a": {}}}),
        json!({"properties": {"a": {"pattern": "^[A-Z]{2}-\\d{4,8}$"}}, "patternProperties": {"^x-": {"type": "string"}}}),
        chain(31, |next| json!({"allOf": [next]}), json!({})),
        json!({"not": {"required": ["secret"]}, "unevaluatedProperties": false, "properties": {"a": {"minLength": 1}}}),
    ] {
        assert_eq!(schema_faults(good.clone()), Vec::<String>::new(), "{good}");
    }
}

#[test]
fn what_is_no_schema_is_refused_with_the_place() {
    let outside =
        |reference: &str| format!("refers to {reference:?}, which is not in the schema itself: nothing else is read");
    let dialect = "https://json-schema.org/draft/2020-12/schema";
    let table: Vec<(Value, Vec<String>)> = vec![
        (
            json!({"type": "objekt", "properties": {"a": {"minLength": -1}, "b": 3}}),
            vec![
                "is no schema at \"/properties/a/minLength\": -1 is less than the minimum of 0".into(),
                "is no schema at \"/properties/b\": 3 is not of types \"boolean\", \"object\"".into(),
                "is no schema at \"/type\": \"objekt\" is not valid under any of the schemas listed in the 'anyOf' keyword".into(),
            ],
        ),
        (json!({"required": "a"}), vec!["is no schema at \"/required\": \"a\" is not of type \"array\"".into()]),
        (
            json!({"$schema": "http://json-schema.org/draft-07/schema#"}),
            vec![format!("has the $schema \"http://json-schema.org/draft-07/schema#\"; only {dialect} is understood")],
        ),
        (
            json!({"$defs": {"a": {"$id": "a", "$schema": "https://json-schema.org/draft/2019-09/schema"}}}),
            vec![format!("has the $schema \"https://json-schema.org/draft/2019-09/schema\"; only {dialect} is understood")],
        ),
        (json!({"$schema": 7}), vec!["is no schema at \"/$schema\": 7 is not of type \"string\"".into()]),
        (json!({"$ref": "https://example.com/a"}), vec![outside("https://example.com/a")]),
        (json!({"$ref": dialect}), vec![outside(dialect)]),
        (json!({"$id": "https://json-schema.org/draft/2020-12/x", "$ref": "schema"}), vec![outside("schema")]),
        (json!({"properties": {"a": {"$ref": "file:///etc/hosts"}}}), vec![outside("file:///etc/hosts")]),
        (json!({"items": {"$ref": "other.json"}}), vec![outside("other.json")]),
        (json!({"allOf": [{"$ref": "#/nowhere"}]}), vec![outside("#/nowhere")]),
        (json!({"allOf": [{"$ref": "#nobody"}]}), vec![outside("#nobody")]),
        (json!({"$dynamicRef": "#nobody"}), vec![outside("#nobody")]),
        (json!({"$ref": "#/%zz"}), vec![outside("#/%zz")]),
        (json!({"$ref": "#/x", "x": {"$ref": "#/y"}}), vec![outside("#/y")]),
        (json!({"$id": "http://["}), vec!["has the $id \"http://[\", which is no URI".into()]),
        (
            json!({"$defs": {"a": {"$id": "https://example.com/a"}, "b": {"$id": "https://example.com/a"}}}),
            vec!["has the $id \"https://example.com/a\" twice".into()],
        ),
        (
            json!({"$defs": {"a": {"$anchor": "x"}, "b": {"$anchor": "x"}}}),
            vec!["has the anchor \"x\" twice".into()],
        ),
        (
            json!({"properties": {"a": {"pattern": "("}}}),
            vec!["is no schema at \"/properties/a/pattern\": \"(\" is not a \"regex\" that runs in linear time: patterns \
                  have no look-around, no back-references, and a bounded size".into()],
        ),
    ];
    for (schema, expected) in table {
        assert_eq!(schema_faults(schema.clone()), expected, "{schema}");
    }
    for pattern in ["(?=a)b", "(a)\\1", "(a{1000}){1000}", "^(\\w{100}){100}$"] {
        let found = schema_faults(json!({"properties": {"a": {"pattern": pattern}}}));
        assert!(found.len() == 1 && found[0].contains("linear time"), "{pattern}: {found:?}");
    }
    let both = schema_faults(json!({"type": 3, "$ref": "https://example.com/a"}));
    assert_eq!(both.len(), 2, "{both:?}");
    let deep = (0..33).fold(json!({}), |inner, _| json!({"not": inner}));
    assert_eq!(schema_faults(deep), ["is nested 34 levels deep; at most 32 are allowed"]);
    let big = schema_faults(json!({"description": "x".repeat(65_536)}));
    assert_eq!(big, ["takes 65554 bytes of JSON; at most 65536 are allowed"]);
    let patterns: Map<_, _> = (0..101).map(|index| (format!("^{index}"), json!(true))).collect();
    assert_eq!(schema_faults(json!({"patternProperties": patterns})), ["has 101 patterns; at most 100 are allowed"]);
}

#[test]
fn schemas_that_would_never_end_are_refused_and_not_run() {
    let back = "refers back to itself without going into the value, so it could never be run";
    for endless in [
        json!({"$ref": "#"}),
        json!({"$ref": ""}),
        json!({"$dynamicRef": "#"}),
        json!({"allOf": [{"$ref": "#"}]}),
        json!({"not": {"$ref": "#"}}),
        json!({"if": {"$ref": "#"}}),
        json!({"$id": "https://example.com/a", "$ref": "https://example.com/a"}),
        json!({"$dynamicAnchor": "a", "anyOf": [{"$dynamicRef": "#a"}]}),
        json!({"$ref": "#/$defs/a", "$defs": {"a": {"$ref": "#/$defs/b"}, "b": {"$ref": "#/$defs/a"}}}),
        json!({"properties": {"x": {"$ref": "#/$defs/a"}}, "$defs": {"a": {"dependentSchemas": {"k": {"$ref": "#/$defs/a"}}}}}),
    ] {
        assert_eq!(schema_faults(endless.clone()), [back], "{endless}");
        let refused = complained(endless.clone(), json!({"k": 1, "x": {"k": 1}}));
        assert_eq!(refused.len(), 1, "{endless}: {refused:?}");
        assert!(refused[0].starts_with("metadata: takes more than 200000 checks"), "{endless}: {refused:?}");
    }
    let multiplying = "multiplies by its references: it takes more than 200000 checks of a single value";
    for keyword in ["allOf", "anyOf", "oneOf"] {
        let bomb = chain(25, |next| json!({keyword: [next, next]}), json!({"required": ["x"]}));
        assert_eq!(schema_faults(bomb.clone()), [multiplying]);
        assert_eq!(complained(bomb, json!({"y": 1})).len(), 1);
    }
    let again = chain(10, |next| json!({"allOf": [next], "unevaluatedProperties": false}), json!({}));
    assert_eq!(schema_faults(again), [multiplying]);
    let long = "has more than 64 schemas in a row, by reference, for one and the same value";
    for length in [64, 1_000] {
        assert_eq!(schema_faults(chain(length, |next| next, json!({}))), [long]);
        assert_eq!(schema_faults(chain(length, |next| json!({"not": next}), json!({}))), [long]);
    }
}

#[test]
fn work_that_multiplies_with_the_value_is_refused_when_there_is_such_a_value() {
    let nested = |depth: usize| (0..depth).fold(json!({}), |inner, _| json!({"a": inner}));
    let doubling = json!({"properties": {"a": {"allOf": [{"$ref": "#"}, {"$ref": "#"}]}}, "required": ["x"]});
    assert_eq!(schema_faults(doubling.clone()), Vec::<String>::new());
    assert_eq!(
        complained(doubling.clone(), nested(31)),
        ["metadata: takes more than 200000 checks, or 256 nested ones, against the step's schema: too many to run"]
    );
    assert_eq!(
        complained(doubling, nested(1)),
        ["metadata: \"x\" is a required property", "metadata.a: \"x\" is a required property"]
    );
    let tree = json!({"properties": {"a": {"$ref": "#"}, "b": {"$ref": "#"}}, "additionalProperties": {"$ref": "#"}});
    assert_eq!(complained(tree, nested(31)), Vec::<String>::new());
    let list = json!({"properties": {"l": {"items": {"type": "integer", "minimum": 0, "anyOf": [{"multipleOf": 1}]}}}});
    assert_eq!(complained(list, json!({"l": vec![1; 30_000]})), Vec::<String>::new());
}

#[test]
fn the_longest_rows_and_deepest_values_that_are_allowed_fit_on_the_stack() {
    let hops: [(&str, Hop); 8] = [
        ("bare", |next| next),
        ("allOf", |next| json!({"allOf": [next]})),
        ("anyOf", |next| json!({"anyOf": [next]})),
        ("oneOf", |next| json!({"oneOf": [next]})),
        ("not", |next| json!({"not": next})),
        ("if", |next| json!({"if": next})),
        ("dependentSchemas", |next| json!({"dependentSchemas": {"a": next}})),
        (
            "properties",
            |next| json!({"properties": {"a": {"allOf": [next]}}, "unevaluatedProperties": {"type": "object"}}),
        ),
    ];
    for (name, hop) in hops {
        let longest = if name == "bare" || name == "properties" { 60 } else { 30 };
        let mut schema = chain(longest, hop, json!({"type": "object"}));
        assert_eq!(schema_faults(schema.clone()), Vec::<String>::new(), "{name}");
        if name != "properties" {
            // Each level of the value starts the row again, until the nesting reaches its own limit.
            let end = format!("a{longest}");
            schema["$defs"][end] = json!({"properties": {"a": {"$ref": "#"}}, "required": ["x"]});
            assert_eq!(schema_faults(schema.clone()), Vec::<String>::new(), "{name}");
        }
        for depth in [1, 2, 3, 5, 31] {
            let value = (0..depth).fold(json!({"a": 1}), |inner, _| json!({"a": inner}));
            let found = complained(schema.clone(), value);
            assert!(found.len() <= 50, "{name} {depth}: {found:?}");
        }
    }
    let unevaluated = chain(60, |next| next, json!({"properties": {"a": true}}));
    let mut schema = unevaluated;
    schema["unevaluatedProperties"] = json!(false);
    assert_eq!(schema_faults(schema.clone()), Vec::<String>::new());
    assert_eq!(
        complained(schema, json!({"b": 1})),
        ["metadata: Unevaluated properties are not allowed ('b' was unexpected)"]
    );
}

#[test]
fn metadata_hears_all_that_the_schema_has_against_it() {
    let schema = json!({
        "required": ["amount", "customer"],
        "properties": {
            "amount": {"type": "number", "exclusiveMinimum": 0},
            "customer": {"$ref": "#/$defs/customer"},
            "items": {"items": {"properties": {"sku": {"pattern": "^[A-Z]+$"}}}},
            "7": {"type": "string"},
            "a key": {"properties": {"": {"const": 1}, "x/y~z": {"const": 2}}},
        },
        "$defs": {"customer": {"type": "object", "required": ["id"]}},
    });
    assert_eq!(schema_faults(schema.clone()), Vec::<String>::new());
    let good = json!({"amount": 1, "customer": {"id": 1}, "more": null});
    assert_eq!(complained(schema.clone(), good), Vec::<String>::new());
    let bad = json!({
        "amount": 0, "customer": {}, "items": [{"sku": "A"}, {"sku": "b"}], "7": 7, "a key": {"": 0, "x/y~z": 0},
    });
    let mut found = complained(schema.clone(), bad);
    found.sort();
    assert_eq!(
        found,
        [
            "metadata.7: 7 is not of type \"string\"",
            "metadata.amount: 0 is less than or equal to the minimum of 0",
            "metadata.customer: \"id\" is a required property",
            "metadata.items[1].sku: \"b\" does not match \"^[A-Z]+$\"",
            "metadata[\"a key\"][\"\"]: 1 was expected",
            "metadata[\"a key\"][\"x/y~z\"]: 2 was expected",
        ]
    );
    assert_eq!(
        complained(schema.clone(), json!({})),
        ["metadata: \"amount\" is a required property", "metadata: \"customer\" is a required property"]
    );
    let huge = complained(schema, json!({"amount": 1, "customer": "x".repeat(60_000)}));
    assert_eq!(huge, ["metadata.customer: value is not of type \"object\""]);
    let catastrophic = json!({"properties": {"a": {"pattern": "^(a+)+$"}}});
    assert_eq!(
        complained(catastrophic, json!({"a": format!("{}!", "a".repeat(60_000))})),
        ["metadata.a: value does not match \"^(a+)+$\""]
    );
    let many =
        complained(json!({"items": false, "additionalProperties": {"items": false}}), json!({"l": vec![1; 1_000]}));
    assert_eq!(many.len(), 50);
    assert_eq!(
        complained(json!({"type": 3}), json!({})).len(),
        1,
        "a schema that is none is not satisfied by anything"
    );
}

#[test]
fn stored_graphs_come_back_as_they_were() {
    let mut graph = StepGraph::general();
    let json = r#"{"initial_step":"in_progress","steps":[{"name":"in_progress","owner":"agent","exits":["complete"]},{"name":"complete","owner":"platform"}]}"#;
    assert_eq!(serde_json::to_string(&graph).unwrap(), json);
    graph
        .step_schemas
        .insert("complete".into(), object(json!({"required": ["b", "a"], "properties": {"b": {}, "a": {}}})));
    let stored = serde_json::to_string(&graph).unwrap();
    assert_eq!(serde_json::from_str::<StepGraph>(&stored).unwrap(), graph);
}
