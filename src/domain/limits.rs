//! Every limit of the platform, in one place: the code checks against these, the errors name them, and the documents
//! quote them. Texts are measured in Unicode scalar values, JSON in bytes of its compact form.

/// Names, labels, field ids, options, context keys, external ids, trace ids, file names.
pub const NAME: usize = 200;
/// A request's summary, and a field's description.
pub const SUMMARY: usize = 4_000;
/// Notes, messages, descriptions of actions, reasons, rationales, and answers in words.
pub const PROSE: usize = 10_000;
/// Reason codes and tags.
pub const CODE: usize = 64;
/// Entries of a request's context.
pub const CONTEXT_ENTRIES: usize = 64;
/// A context entry's value.
pub const CONTEXT_VALUE: usize = 2_000;
/// Fields of a form.
pub const FIELDS: usize = 50;
/// Options of a field.
pub const OPTIONS: usize = 200;
/// Bytes of JSON in metadata, detail or a step's schema.
pub const JSON_BYTES: usize = 64 * 1024;
/// Levels of nesting in that JSON; the outermost object is the first.
pub const JSON_DEPTH: usize = 32;
/// Attachments of a task.
pub const ATTACHMENTS: usize = 50;
/// Steps of a project.
pub const STEPS: usize = 100;
/// Reason codes that a project offers.
pub const REASON_PRESETS: usize = 50;
/// Tags of a person.
pub const TAGS: usize = 50;
/// An e-mail address.
pub const EMAIL: usize = 254;
/// The shortest password, in characters.
pub const PASSWORD_LEAST: usize = 12;
/// The longest password.
pub const PASSWORD: usize = 200;
/// How long a sign-in link works, in microseconds.
pub const LINK: i64 = 3 * 24 * 3_600_000_000;
/// The same of one that is made on the machine itself, for right now.
pub const LINK_AT_HAND: i64 = 15 * 60_000_000;
/// An idempotency key, in printable ASCII characters.
pub const IDEMPOTENCY_KEY: usize = 255;
/// Items of a page where the caller does not say.
pub const PAGE_DEFAULT: u32 = 50;
/// Items of a page at the most.
pub const PAGE_MAX: u32 = 200;
/// Days that an overview looks back, where the caller does not say and at the most.
pub const OVERVIEW_DAYS: (i64, i64) = (30, 366);
/// Requests that an overview looks at, of those that are open and of those that have ended.
pub const OVERVIEW_REQUESTS: u32 = 20_000;
/// Projects, and agents and people, that an overview tells apart.
pub const OVERVIEW_GROUPS: usize = 50;
/// Seconds that a caller can wait for a result without streaming.
pub const WAIT_SECONDS: u64 = 30;
