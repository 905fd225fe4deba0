//! A client of snarkOS 3.0.0 on loopback, whole and unaltered, with the testnet's first block and a
//! ledger in memory; or, with the argument `router`, their router under a node of ours that tells
//! which transactions and solutions it was handed.

#[path = "../../common/console.rs"]
mod console;
#[path = "../../common/items.rs"]
mod items;
mod tap;

use std::sync::{atomic::AtomicBool, Arc};

use console::{say, Command};
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
    prelude::{FromBytes, Network, TestnetV0},
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
        Command::Items => items::say_all(items),
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
    let mut items = items::transactions(genesis);
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
