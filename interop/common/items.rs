//! The transactions and solutions of the interop check, in the words of `console`. The types are those
//! of the version of snarkOS that includes this; both versions call them the same.

use std::net::SocketAddr;

use serde_json::{json, Value};
use snarkvm::{
    ledger::narwhal::Data,
    prelude::{Block, FromBytes, ToBytes},
};

use crate::{
    console::{item, say},
    Message, Testnet, UnconfirmedSolution, UnconfirmedTransaction,
};

/// The transactions of the first block: real ones, which their code accepts.
pub fn transactions(genesis: &Block<Testnet>) -> Vec<Message<Testnet>> {
    genesis
        .transactions()
        .iter()
        .map(|confirmed| {
            Message::UnconfirmedTransaction(UnconfirmedTransaction::from(
                confirmed.transaction().clone(),
            ))
        })
        .collect()
}

/// Says what there is to propagate, by number.
pub fn say_all(items: &[Message<Testnet>]) {
    for (number, message) in items.iter().enumerate() {
        let mut shown = match message {
            Message::UnconfirmedTransaction(it) => transaction(None, it),
            Message::UnconfirmedSolution(it) => solution(None, it),
            other => unreachable!("{} is no item", other.name()),
        };
        shown["number"] = json!(number);
        say("item", shown);
    }
    say("items", json!({ "count": items.len() }));
}

/// A transaction, and whom it came from.
pub fn transaction(from: Option<SocketAddr>, it: &UnconfirmedTransaction<Testnet>) -> Value {
    item(
        "transactions",
        from,
        &bytes(&it.transaction_id),
        &inside(&it.transaction),
    )
}

/// A solution, and whom it came from.
pub fn solution(from: Option<SocketAddr>, it: &UnconfirmedSolution<Testnet>) -> Value {
    item(
        "solutions",
        from,
        &bytes(&it.solution_id),
        &inside(&it.solution),
    )
}

/// What their encoder writes for this.
fn bytes(value: &impl ToBytes) -> Vec<u8> {
    value.to_bytes_le().expect("it can be written")
}

/// What a `Data` carries: as it came if it came from a peer, else what their encoder makes of it.
fn inside<T: FromBytes + ToBytes + Send + 'static>(data: &Data<T>) -> Vec<u8> {
    match data {
        Data::Object(object) => bytes(object),
        Data::Buffer(buffer) => buffer.to_vec(),
    }
}
