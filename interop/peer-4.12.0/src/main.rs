//! A client of snarkOS 4.12.0 on loopback: its router, its TCP stack, its ledger (in memory, with
//! the testnet's first block), its block synchronisation and its pings. Only what holds these
//! together is written here, after the client node of the same version, which can't be had without
//! RocksDB: what it does on the wire is theirs.

#[path = "../../common/console.rs"]
mod console;
#[path = "../../common/items.rs"]
mod items;
mod node;

use std::sync::Arc;

use console::{Command, say};
use node::{Node, Store, Testnet};
use serde_json::json;
use snarkos_account::Account;
use snarkos_node_network::PeerPoolHandling;
use snarkos_node_router::{
    Outbound, Routing,
    messages::{DisconnectReason, Message, UnconfirmedSolution, UnconfirmedTransaction},
};
use snarkvm::{
    ledger::{
        Ledger,
        narwhal::Data,
        puzzle::{PartialSolution, Solution},
    },
    prelude::{Block, FromBytes, Network},
};

#[tokio::main(worker_threads = 2)]
async fn main() -> anyhow::Result<()> {
    console::forward_log();
    let genesis = Block::<Testnet>::read_le(Testnet::genesis_bytes())?;
    let storage = aleo_std::StorageMode::new_test(None);
    let first = genesis.clone();
    let ledger =
        tokio::task::spawn_blocking(move || Ledger::<Testnet, Store>::load(first, storage))
            .await??;
    let account = Account::new(&mut rand::rng())?;
    let address = account.address();
    let items = items(&genesis, &ledger, &account)?;

    let node = Node::new(account, genesis, ledger).await?;
    node.initialize_routing().await;
    say(
        "started",
        json!({
            "version": "4.12.0",
            "kind": "router",
            "listening": node.router().local_ip().to_string(),
            "address": address.to_string(),
        }),
    );
    let items = Arc::new(items);
    console::hear(move |command| act(&node, &items, command)).await;
    Ok(())
}

fn act(node: &Node, items: &[Message<Testnet>], command: Command) {
    match command {
        Command::Connect(address) => {
            if let Err(error) = node.router().connect(address) {
                say(
                    "refused",
                    json!({ "address": address.to_string(), "why": error.to_string() }),
                );
            }
        }
        Command::Refresh(address) => {
            let goodbye = Message::Disconnect(DisconnectReason::PeerRefresh.into());
            say("refreshing", json!({ "address": address.to_string() }));
            let _ = node.router().send(address, goodbye);
            node.router().disconnect(address);
        }
        Command::Items => items::say_all(items),
        Command::Propagate(number) => node.propagate(items[number].clone(), &[]),
        Command::Peers => {
            let peers = node.router().connected_peers();
            say(
                "peers",
                json!({ "peers": peers.iter().map(|peer| peer.to_string()).collect::<Vec<_>>() }),
            );
        }
    }
}

/// Real ones, which their code accepts: the transactions of the first block, and solutions whose ids
/// fit. (Nobody has found a valid one for it: its proof target is 2^27.)
fn items(
    genesis: &Block<Testnet>,
    ledger: &Ledger<Testnet, Store>,
    account: &Account<Testnet>,
) -> anyhow::Result<Vec<Message<Testnet>>> {
    let mut items = items::transactions(genesis);
    for counter in [7, 8] {
        let partial =
            PartialSolution::new(ledger.latest_epoch_hash()?, account.address(), counter)?;
        let solution = Solution::new(partial, 1);
        items.push(Message::UnconfirmedSolution(UnconfirmedSolution {
            solution_id: solution.id(),
            solution: Data::Object(solution),
        }));
    }
    Ok(items)
}
