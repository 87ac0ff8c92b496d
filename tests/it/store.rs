//! The stores, without a server before them: every one keeps the same contract, and answers as the plainest one does.
//!
//! A further store joins with a line at `keeps_the_contract!` and one at the comparison in `compared`.

pub mod cast;
mod compared;
mod contract;
pub mod flaky;
mod lists;
mod made;
mod model;
mod upgrades;

use pumpup::environment::Clock;
use pumpup::store::Opener;
use pumpup::store::Store;
use pumpup::store::postgres::{Database, PostgresStore};
use pumpup::store::sqlite::SqliteStore;

use self::cast::Cast;
use self::model::Model;
use crate::cluster;

/// A store, with the folder that goes when it does.
pub type Opened = (Box<dyn Store>, Option<tempfile::TempDir>);

/// An empty embedded store.
pub async fn sqlite(clock: Clock) -> Opened {
    let folder = tempfile::tempdir().unwrap();
    let store = SqliteStore::open(folder.path(), Opener::Server, clock).unwrap();
    (Box::new(store), Some(folder))
}

/// An empty production store, in a schema of its own.
pub async fn postgres(clock: Clock) -> Opened {
    (Box::new(postgres_at(&cluster::fresh().await, Some(clock)).await), None)
}

/// The same, by the database's clock.
async fn postgres_by_its_clock(_: Clock) -> Opened {
    (Box::new(postgres_at(&cluster::fresh().await, None).await), None)
}

/// A production store at this URL.
pub async fn postgres_at(url: &str, clock: Option<Clock>) -> PostgresStore {
    PostgresStore::open(Database::new(url, None, None).unwrap(), Opener::Server, 4, clock).await.unwrap()
}

/// An empty model.
pub async fn model(clock: Clock) -> Opened {
    (Box::new(Model::new(clock)), None)
}

macro_rules! keeps_the_contract {
    ($name:ident: $open:ident) => {
        keeps_the_contract! { $name $open
            outcomes_come_in_the_order_of_the_batch
            a_batch_is_there_whole_or_not_at_all
            a_refused_envelope_leaves_no_trace_and_harms_no_other
            a_later_envelope_sees_what_an_earlier_one_did
            a_receipt_stands_with_its_effect_and_answers_again
            of_two_envelopes_with_one_key_the_later_gets_the_earlier_answer
            the_key_of_a_refused_envelope_is_free_even_in_its_batch
            a_name_that_became_free_in_a_batch_can_be_taken_in_it
            what_was_touched_names_records_and_inboxes
            records_come_in_the_order_of_their_names
            nothing_is_found_in_another_account
            nothing_is_found_by_a_text_with_nul
            a_deleted_project_stays_under_its_id_alone
            projects_are_listed_in_the_order_of_their_making
            tasks_are_listed_newest_first_and_filtered
            people_agents_and_keys_are_listed_by_account
            the_inbox_shows_open_requests_longest_waiting_first
            each_filter_of_the_inbox_narrows_it
            the_values_of_metadata_are_searched
            what_has_ended_is_listed_latest_end_first
            each_filter_of_what_has_ended_narrows_it
            a_history_has_no_gaps_and_is_bounded
            a_page_ends_early_where_its_items_are_large
            due_requests_come_most_overdue_first
            receipts_of_open_tasks_are_not_forgotten
            chunks_of_uploads_are_not_forgotten
            sessions_are_found_and_not_listed_and_forgotten_after_their_end
            a_chunk_is_read_as_it_was_written_last
            it_says_that_it_is_ready
        }
    };
    ($name:ident $open:ident $($case:ident)*) => {
        mod $name {
            $(
                #[tokio::test]
                async fn $case() {
                    let (store, _folder) = super::$open(pumpup::environment::Clock::system()).await;
                    super::contract::$case(&*store).await;
                }
            )*
        }
    };
}

keeps_the_contract!(the_embedded_store: sqlite);
keeps_the_contract!(the_production_store: postgres_by_its_clock);
keeps_the_contract!(the_model: model);

#[tokio::test]
async fn what_was_applied_is_there_when_the_file_is_opened_again() {
    let folder = tempfile::tempdir().unwrap();
    let open = || SqliteStore::open(folder.path(), Opener::Beside, Clock::system()).unwrap();
    let first = open();
    let cast = Cast::of(&first).await;
    let (task, request) = cast.approval(&first, "may I").await;
    let events = cast.history(&first, task.id).await;
    // The first one stays open, so nothing of it can have been written by its closing.
    let second = open();
    assert_eq!(cast.history(&second, task.id).await, events);
    cast::done(&second, cast.jane, cast::approve(request)).await;
    assert_eq!(cast.history(&first, task.id).await.len(), 3);
}
