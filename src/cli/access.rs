//! `pumpup whoami`, and what the commands on people and keys share.

use super::connection::Server;
use super::failure::Failure;
use super::json;
use super::print::Screen;
use super::print::table::facts;
use super::print::visible::line;
use crate::rpc::pb;

/// Says whom the caller's key stands for.
pub async fn whoami(server: &Server, screen: Screen) -> Result<(), Failure> {
    let mut access = server.access();
    let message = pb::AccessWhoAmIRequest {};
    let who = server.call(message, async |request| access.who_am_i(request).await).await?;
    screen.show(
        || json::access::who(&who),
        || {
            facts(
                &screen,
                &[
                    ("name", screen.bold(&line(&who.name))),
                    ("role", role_word(who.role).to_owned()),
                    ("tags", words(&who.tags)),
                    ("account", line(&who.account_name)),
                    ("id", line(&who.id)),
                    ("server", server.url().to_owned()),
                ],
            )
        },
    )
}

/// A role as people say it.
pub fn role_word(role: i32) -> &'static str {
    match pb::Role::try_from(role) {
        Ok(pb::Role::Agent) => "agent",
        Ok(pb::Role::Reviewer) => "reviewer",
        Ok(pb::Role::Admin) => "admin",
        Ok(pb::Role::Unspecified) | Err(_) => "unknown",
    }
}

/// Words on one line.
pub fn words(words: &[String]) -> String {
    words.iter().map(|word| line(word)).collect::<Vec<_>>().join(", ")
}

/// All people of the account.
pub async fn all_people(server: &Server) -> Result<Vec<pb::Person>, Failure> {
    let mut access = server.access();
    let (mut people, mut page_token) = (Vec::new(), String::new());
    loop {
        let message = pb::AccessListPeopleRequest { page_size: 200, page_token };
        let page = server.call(message, async |request| access.list_people(request).await).await?;
        people.extend(page.people);
        page_token = page.next_page_token;
        if page_token.is_empty() {
            return Ok(people);
        }
    }
}

/// The person of this id or name.
pub async fn person(server: &Server, id_or_name: &str) -> Result<pb::Person, Failure> {
    let people = all_people(server).await?;
    let found = people.iter().find(|person| person.id == id_or_name);
    let found = found.or_else(|| people.iter().find(|person| person.name == id_or_name));
    found.cloned().ok_or_else(|| {
        let names = people.iter().map(|person| line(&person.name)).collect::<Vec<_>>().join(", ");
        Failure::Plain(format!("Nobody has the id or the name {}. There are: {names}.", line(id_or_name)))
    })
}
