//! Lists as streams, which fetch the next page when it is needed.

use futures_util::stream::{Stream, try_unfold};

use crate::client::{Projects, Tasks};
use crate::error::Error;
use crate::v1;

/// The items of pages, one after the other. `fetch` gets the token of the page and answers its items and the token of the next
/// one; nothing where it was the last.
fn items<T, F>(first: String, fetch: impl Fn(String) -> F + Send) -> impl Stream<Item = Result<T, Error>> + Send
where
    T: Send,
    F: Future<Output = Result<(Vec<T>, Option<String>), Error>> + Send,
{
    let state = (Vec::<T>::new().into_iter(), Some(first), fetch);
    try_unfold(state, async |(mut ready, mut token, fetch)| {
        loop {
            if let Some(item) = ready.next() {
                return Ok(Some((item, (ready, token, fetch))));
            }
            let Some(next) = token.take() else { return Ok(None) };
            let (page, after) = fetch(next).await?;
            (ready, token) = (page.into_iter(), after);
        }
    })
}

fn token(text: String) -> Option<String> {
    Some(text).filter(|token| !token.is_empty())
}

impl Tasks {
    /// All tasks that the message asks for, newest first; its `page_size` says how many are fetched at once.
    pub fn iterate(&self, message: v1::TasksListRequest) -> impl Stream<Item = Result<v1::Task, Error>> + Send + use<> {
        let tasks = self.clone();
        items(message.page_token.clone(), move |page_token| {
            let (tasks, message) = (tasks.clone(), v1::TasksListRequest { page_token, ..message.clone() });
            async move { tasks.list(message).await.map(|page| (page.tasks, token(page.next_page_token))) }
        })
    }

    /// A task's timeline as it is now, oldest first; `limit` says how many events are fetched at once.
    pub fn iterate_events(
        &self,
        message: v1::TasksListEventsRequest,
    ) -> impl Stream<Item = Result<v1::Event, Error>> + Send + use<> {
        let tasks = self.clone();
        items(message.cursor.clone(), move |cursor| {
            let (tasks, message) = (tasks.clone(), v1::TasksListEventsRequest { cursor, ..message.clone() });
            async move {
                let page = tasks.list_events(message).await?;
                let more = if page.events.is_empty() { None } else { Some(page.next_cursor) };
                Ok((page.events, more))
            }
        })
    }
}

impl Projects {
    /// All projects that the message asks for, in the order of their making.
    pub fn iterate(
        &self,
        message: v1::ProjectsListRequest,
    ) -> impl Stream<Item = Result<v1::Project, Error>> + Send + use<> {
        let projects = self.clone();
        items(message.page_token.clone(), move |page_token| {
            let (projects, message) = (projects.clone(), v1::ProjectsListRequest { page_token, ..message.clone() });
            async move { projects.list(message).await.map(|page| (page.projects, token(page.next_page_token))) }
        })
    }
}
