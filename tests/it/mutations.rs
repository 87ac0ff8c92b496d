//! Messages that went wrong in some place, by the thousand: whatever they say now, they are answered, and never as a fault
//! of ours.

use bytes::Bytes;
use pumpup::rpc::pb;
use tonic::{Code, Status};

use crate::messages::{About, messages};
use crate::raw::call_as;
use crate::support::{Service, reason};
use crate::wire::{Field, Value, read, write};
use crate::world::World;

/// The seed of all of them. Another one is as good; the same one makes a failure come again.
const SEED: u64 = 0x00c0_ffee;
/// How many for each method.
const ROUNDS: usize = 60;

/// Numbers that are the same in every run (SplitMix64).
struct Dice(u64);

impl Dice {
    fn roll(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        mixed ^ (mixed >> 31)
    }

    fn below(&mut self, count: usize) -> usize {
        (self.roll() % count.max(1) as u64) as usize
    }

    fn pick<T: Clone>(&mut self, from: &[T]) -> T {
        from[self.below(from.len())].clone()
    }
}

/// The message with something else in one place.
fn mutated(message: &[u8], dice: &mut Dice) -> Bytes {
    match (dice.below(10), read(message)) {
        // Most of them stay messages: the others never get past the decoder.
        (0, _) | (_, None) => {
            let mut bytes = message.to_vec();
            for _ in 0..=dice.below(3) {
                let at = dice.below(bytes.len());
                if let Some(byte) = bytes.get_mut(at) {
                    *byte ^= 1 << dice.below(8);
                }
            }
            bytes.into()
        }
        (1, _) => Bytes::copy_from_slice(&message[..dice.below(message.len() + 1)]),
        (_, Some(mut fields)) => {
            mutate(&mut fields, dice);
            write(&fields)
        }
    }
}

fn mutate(fields: &mut Vec<Field>, dice: &mut Dice) {
    if fields.is_empty() {
        return fields.push(Field { number: 1 + dice.below(12) as u32, value: Value::Varint(dice.roll()) });
    }
    let at = dice.below(fields.len());
    match dice.below(8) {
        0 => drop(fields.remove(at)),
        1 => fields.extend(vec![fields[at].clone(); 1 + dice.below(80)]),
        2 => fields[at].number = 1 + dice.below(33) as u32,
        3 => {
            let other = dice.below(fields.len());
            fields[at].value = fields[other].value.clone();
        }
        _ => fields[at].value = another(&fields[at].value, dice),
    }
}

/// Another value of the same wire type.
fn another(value: &Value, dice: &mut Dice) -> Value {
    match value {
        Value::Varint(old) => Value::Varint(dice.pick(&[
            0,
            1,
            old.wrapping_add(1),
            99,
            1 << 31,
            i32::MIN as u64,
            i64::MAX as u64,
            i64::MIN as u64,
            u64::MAX,
        ])),
        Value::Fixed64(_) => {
            let doubles = [f64::NAN, f64::INFINITY, -0.0, 5e-324, f64::MAX, -1.0, 2.5, 1e16];
            Value::Fixed64(dice.pick(&doubles).to_le_bytes())
        }
        Value::Fixed32(_) => Value::Fixed32([0xff; 4]),
        Value::Bytes(old) => Value::Bytes(match dice.below(8) {
            0 => Bytes::new(),
            1 => Bytes::from_static(b"\0"),
            2 => Bytes::from_static(b"\xff\xfe"),
            3 => Bytes::from("🦀".repeat(dice.pick(&[1, 64, 200, 201, 4_000, 20_000]))),
            4 => Bytes::from(dice.pick(&[
                "general",
                "in_progress",
                "complete",
                "2024-02-30",
                "1e999",
                "\u{202e}",
                "'; --",
            ])),
            _ => mutated(old, dice),
        }),
    }
}

#[tokio::test]
async fn no_message_is_our_fault() {
    let service = Service::start().await;
    let world = World::first(&service).await;
    let mut dice = Dice(SEED);
    let mut calls = Vec::new();
    for round in 0..ROUNDS {
        let about = if round % 2 == 0 { About::Things } else { About::Nothing };
        for (method, message) in messages(&world, about) {
            // Watches don't end; their requests are ids and filters, which others have too.
            if !method.contains("/Watch") {
                let mut message = mutated(&message, &mut dice);
                for _ in 0..dice.below(3) {
                    message = mutated(&message, &mut dice);
                }
                let role = if by_an_agent(method) { pb::Role::Agent } else { pb::Role::Admin };
                calls.push((round, method, role, message));
            }
        }
    }
    assert!(calls.len() > 1_500, "{} messages", calls.len());

    let mut codes = std::collections::BTreeMap::new();
    let lanes = 8;
    let calls = std::sync::Arc::new(calls);
    let world = std::sync::Arc::new(world);
    let lanes: Vec<_> = (0..lanes)
        .map(|lane| {
            let (channel, calls, world) = (service.channel.clone(), calls.clone(), world.clone());
            tokio::spawn(async move {
                let mut codes = Vec::new();
                for (round, method, role, message) in calls.iter().skip(lane).step_by(lanes) {
                    let said = call_as(&channel, world.key_of(*role), method, message.clone()).await;
                    let code = said.as_ref().map_or_else(Status::code, |_| Code::Ok);
                    if let Err(status) = &said {
                        let expected = [
                            Code::InvalidArgument,
                            Code::NotFound,
                            Code::AlreadyExists,
                            Code::FailedPrecondition,
                            Code::PermissionDenied,
                            Code::ResourceExhausted,
                        ];
                        assert!(expected.contains(&code), "{method} in round {round}: {status:?} for {message:?}");
                        assert!(!reason(status).is_empty(), "{method} in round {round}: {status:?}");
                        assert!(status.details().len() <= 4096, "{method} in round {round}: {status:?}");
                    }
                    codes.push(code);
                }
                codes
            })
        })
        .collect();
    for lane in lanes {
        for code in lane.await.unwrap() {
            *codes.entry(code as i32).or_insert(0) += 1;
        }
    }
    for code in [Code::Ok, Code::InvalidArgument, Code::NotFound] {
        assert!(codes.get(&(code as i32)).is_some_and(|count| *count > 50), "the dice are too one-sided: {codes:?}");
    }

    // And nothing of it has left a mark: everything that can be read is read, by whoever may.
    for (method, message) in messages(&world, About::Nothing) {
        let said = call_as(&service.channel, &world.admin_key, method, message).await;
        let code = said.as_ref().map_or_else(Status::code, |_| Code::Ok);
        assert!([Code::Ok, Code::NotFound, Code::PermissionDenied].contains(&code), "{method}: {said:?}");
    }
    let health = pumpup::rpc::health_pb::health_client::HealthClient::new(service.channel.clone());
    let request = pumpup::rpc::health_pb::HealthCheckRequest::default();
    let said = health.clone().check(request).await.unwrap().into_inner();
    assert_eq!(said.status(), pumpup::rpc::health_pb::health_check_response::ServingStatus::Serving);
    service.agent().open_task("still there").await;
}

/// Whether it is an agent that calls this.
fn by_an_agent(method: &str) -> bool {
    ["Tasks/Create", "Tasks/Record", "Approvals/Create", "Elicitations/Create", "/Cancel"]
        .iter()
        .any(|part| method.contains(part))
}
