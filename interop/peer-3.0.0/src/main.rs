//! A client of snarkOS 3.0.0 on loopback, whole and unaltered, with the testnet's first block and a
//! ledger in memory; or, with the argument `router`, their router under a node of ours that tells
//! which transactions and solutions it was handed.

#[path = "../../common/console.rs"]
mod console;
mod tap;

use std::sync::{atomic::AtomicBool, Arc};

use console::{item, say, Command};
use serde_json::json;
use snarkos_account::Account;
use snarkos_node::{
    router::{
        messages::{DisconnectReason, Message, UnconfirmedSolution, UnconfirmedTransaction},
        Outbound, Routing,
    },
    Client,
};
use snarkvm::{
    ledger::{
        block::Block,
        narwhal::Data,
        puzzle::{PartialSolution, Solution},
        store::helpers::memory::ConsensusMemory,
    },
    prelude::{FromBytes, Network, TestnetV0, ToBytes},
};

pub type Testnet = TestnetV0;
type Store = ConsensusMemory<Testnet>;

#[tokio::main(worker_threads = 2)]
async fn main() -> anyhow::Result<()> {
    console::forward_log();
    let genesis = Block::<Testnet>::read_le(Testnet::genesis_bytes())?;
    let account = Account::new(&mut rand::thread_rng())?;
    let items = items(&genesis, &account)?;
    if std::env::args().nth(1).as_deref() == Some("router") {
        let tap = tap::Tap::new(account, genesis).await?;
        tap.initialize_routing().await;
        serve("router", tap, items).await;
    } else {
        let client = Client::<Testnet, Store>::new(
            "127.0.0.1:0".parse()?,
            None,
            0,
            account,
            &[],
            genesis,
            None,
            // development: it dials none of the testnet's bootstrap peers
            aleo_std::StorageMode::Development(0),
            Arc::new(AtomicBool::new(false)),
        )
        .await?;
        serve("client", client, items).await;
    }
    Ok(())
}

async fn serve<P: Outbound<Testnet>>(kind: &str, peer: P, items: Vec<Message<Testnet>>) {
    say(
        "started",
        json!({
            "version": "3.0.0",
            "kind": kind,
            "listening": peer.router().local_ip().to_string(),
            "address": peer.router().address().to_string(),
        }),
    );
    console::hear(move |command| act(&peer, &items, command)).await;
}

fn act<P: Outbound<Testnet>>(peer: &P, items: &[Message<Testnet>], command: Command) {
    match command {
        Command::Connect(address) => {
            if peer.router().connect(address).is_none() {
                say("refused", json!({ "address": address.to_string() }));
            }
        }
        Command::Refresh(address) => {
            let goodbye = Message::Disconnect(DisconnectReason::PeerRefresh.into());
            say("refreshing", json!({ "address": address.to_string() }));
            let _ = peer.send(address, goodbye);
            peer.router().disconnect(address);
        }
        Command::Items => {
            for (number, message) in items.iter().enumerate() {
                let mut shown = shown(message);
                shown["number"] = json!(number);
                say("item", shown);
            }
            say("items", json!({ "count": items.len() }));
        }
        Command::Propagate(number) => peer.propagate(items[number].clone(), &[]),
        Command::Peers => {
            let peers = peer.router().connected_peers();
            let peers: Vec<String> = peers.iter().map(|peer| peer.to_string()).collect();
            say("peers", json!({ "peers": peers }));
        }
    }
}

/// Real ones, which their code accepts: the transactions of the first block, and solutions whose ids
/// fit. (Nobody has found a valid one for it: its proof target is 2^27.)
fn items(
    genesis: &Block<Testnet>,
    account: &Account<Testnet>,
) -> anyhow::Result<Vec<Message<Testnet>>> {
    let mut items: Vec<Message<Testnet>> = genesis
        .transactions()
        .iter()
        .map(|confirmed| {
            Message::UnconfirmedTransaction(UnconfirmedTransaction::from(
                confirmed.transaction().clone(),
            ))
        })
        .collect();
    for counter in [7, 8] {
        let partial = PartialSolution::new(genesis.hash(), account.address(), counter)?;
        let solution = Solution::new(partial, 1);
        items.push(Message::UnconfirmedSolution(UnconfirmedSolution {
            solution_id: solution.id(),
            solution: Data::Object(solution),
        }));
    }
    Ok(items)
}

/// An item without where it came from.
fn shown(message: &Message<Testnet>) -> serde_json::Value {
    match message {
        Message::UnconfirmedTransaction(it) => item(
            "transactions",
            None,
            &bytes(&it.transaction_id),
            &inside(&it.transaction),
        ),
        Message::UnconfirmedSolution(it) => item(
            "solutions",
            None,
            &bytes(&it.solution_id),
            &inside(&it.solution),
        ),
        other => unreachable!("{} is no item", other.name()),
    }
}

/// What their encoder writes for this.
pub fn bytes(value: &impl ToBytes) -> Vec<u8> {
    value.to_bytes_le().expect("it can be written")
}

/// What a `Data` carries: as it came if it came from a peer, else what their encoder makes of it.
pub fn inside<T: FromBytes + ToBytes + Send + 'static>(data: &Data<T>) -> Vec<u8> {
    match data {
        Data::Object(object) => bytes(object),
        Data::Buffer(buffer) => buffer.to_vec(),
    }
}
