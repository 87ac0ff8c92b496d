//! What a request says after the `?`. Names that nobody asks for are passed over, as unknown members of a body are.

use std::time::Duration;

use url::form_urlencoded;

use super::reader::Reader;
use crate::domain::limits;
use crate::domain::quote::quoted;
use crate::domain::task::Status;

/// A query that is being read.
#[derive(Default)]
pub(super) struct Query {
    given: Vec<(String, String)>,
    pub(super) reader: Reader,
}

impl Query {
    /// Takes a query apart.
    pub(super) fn of(text: Option<&str>) -> Self {
        let given = form_urlencoded::parse(text.unwrap_or_default().as_bytes()).into_owned().collect();
        Self { given, ..Self::default() }
    }

    /// A text, empty where it is not there.
    pub(super) fn text(&mut self, name: &str) -> String {
        let mut values = self.given.iter().filter(|(given, _)| given == name).map(|(_, value)| value);
        let value = values.next().cloned().unwrap_or_default();
        if values.next().is_some() {
            self.reader.faults.add(name, "is given more than once");
        }
        value
    }

    fn number(&mut self, name: &str, wanted: &str) -> Option<u32> {
        let text = self.text(name);
        let number = text.parse().ok();
        if number.is_none() && self.given.iter().any(|(given, _)| given == name) {
            self.reader.faults.add(name, format!("is {}; {wanted}", quoted(&text)));
        }
        number
    }

    /// How many items a page holds.
    pub(super) fn limit(&mut self) -> u32 {
        match self.number("limit", &format!("a page holds from 1 to {} items", limits::PAGE_MAX)) {
            None | Some(0) => limits::PAGE_DEFAULT,
            Some(limit) => limit.min(limits::PAGE_MAX),
        }
    }

    /// How long to wait for a result.
    pub(super) fn wait(&mut self) -> Duration {
        let most = limits::WAIT_SECONDS;
        let wanted = format!("whole seconds from 0 to {most} are allowed");
        let seconds = u64::from(self.number("wait", &wanted).unwrap_or_default());
        if seconds > most {
            self.reader.faults.add("wait", format!("is {seconds}; {wanted}"));
        }
        Duration::from_secs(seconds.min(most))
    }

    /// How a task has to stand; nothing where that is not said.
    pub(super) fn status(&mut self) -> Option<Status> {
        let text = self.text("status");
        let known = [Status::Running, Status::Waiting, Status::Closed];
        let status = known.into_iter().find(|status| status.as_str() == text);
        if status.is_none() && !text.is_empty() {
            self.reader
                .faults
                .add("status", format!("is {}; one of RUNNING, WAITING, CLOSED is wanted", quoted(&text)));
        }
        status
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_within_their_bounds_and_all_faults_are_told() {
        for (text, limit, wait) in [
            (None, 50, 0),
            (Some("limit=0&wait=30"), 50, 30),
            (Some("limit=7&other=x"), 7, 0),
            (Some("limit=999"), 200, 0),
        ] {
            let mut query = Query::of(text);
            assert_eq!((query.limit(), query.wait()), (limit, Duration::from_secs(wait)));
            assert!(query.reader.faults.is_empty());
        }
        let mut query = Query::of(Some("limit=-1&wait=31&status=open&name=a&name=b"));
        assert_eq!((query.limit(), query.wait(), query.status()), (50, Duration::from_secs(30), None));
        query.text("name");
        let paths: Vec<_> = query.reader.faults.0.iter().map(|fault| fault.field.as_str()).collect();
        assert_eq!(paths, ["limit", "wait", "status", "name"]);
    }
}
