//! The other end of Fencewire's Noise handshake. The session, its hashes, the bytes that are signed,
//! accounts, signatures and the frames after it are snarkOS 4.12.0's, and are called. What is said in
//! the four messages is written here, after its newer sources: no published router says it.

#[allow(dead_code)] // the commands of a router, and items
#[path = "../../../common/console.rs"]
mod console;
mod says;
mod session;
mod talk;

use std::{collections::HashMap, net::SocketAddr, sync::Arc, time::Duration};

use anyhow::Context;
use console::say;
use serde_json::{Value, json};
use session::{Manner, Party, Refused};
use snarkos_account::Account;
use snarkvm::{
    prelude::{Block, FromBytes, Network, TestnetV0},
    synthesizer::Restrictions,
};
use tokio::{
    net::{TcpListener, TcpStream},
    sync::mpsc::{UnboundedReceiver, UnboundedSender, unbounded_channel},
    time::timeout,
};

pub type Testnet = TestnetV0;

/// How long a handshake may take.
const PATIENCE: Duration = Duration::from_secs(20);

/// What both ends must know alike.
pub struct Shared {
    pub genesis: Block<Testnet>,
    pub restrictions: Restrictions<Testnet>,
}

/// One line of standard input; the number of a meeting is the asker's choice.
enum Command {
    /// Takes one connection, at a port and with an account of its own.
    Listen(u64, Manner),
    Dial(u64, Manner, SocketAddr),
    /// Pings whoever is met there.
    Ping(u64),
}

#[tokio::main(worker_threads = 2)]
async fn main() -> anyhow::Result<()> {
    console::forward_log();
    let shared = Arc::new(Shared {
        genesis: Block::read_le(Testnet::genesis_bytes())?,
        restrictions: Restrictions::load()?,
    });
    say("started", json!({ "version": "4.12.0", "kind": "noise" }));
    let mut pings = HashMap::new();
    console::hear_as(parse, move |command| {
        let (number, manner, target) = match command {
            Command::Listen(number, manner) => (number, manner, None),
            Command::Dial(number, manner, target) => (number, manner, Some(target)),
            Command::Ping(number) => return ping(&pings, number),
        };
        let (asks, asked) = unbounded_channel();
        pings.insert(number, asks);
        tokio::spawn(meet(shared.clone(), number, manner, target, asked));
    })
    .await;
    Ok(())
}

fn parse(words: &[&str]) -> Option<Command> {
    match words {
        ["listen", number, manner] => {
            Some(Command::Listen(number.parse().ok()?, manner.parse().ok()?))
        }
        ["dial", number, manner, target] => Some(Command::Dial(
            number.parse().ok()?,
            manner.parse().ok()?,
            target.parse().ok()?,
        )),
        ["ping", number] => number.parse().ok().map(Command::Ping),
        _ => None,
    }
}

fn ping(pings: &HashMap<u64, UnboundedSender<()>>, number: u64) {
    let asked = pings
        .get(&number)
        .is_some_and(|meeting| meeting.send(()).is_ok());
    if !asked {
        say("over", json!({ "number": number, "why": "there is no such meeting" }));
    }
}

/// From the first byte to the last one, and says what became of it.
async fn meet(
    shared: Arc<Shared>,
    number: u64,
    manner: Manner,
    target: Option<SocketAddr>,
    asked: UnboundedReceiver<()>,
) {
    let tell = |what: &str, mut parts: Value| {
        parts["number"] = json!(number);
        say(what, parts);
    };
    let shaken = async {
        let account = Account::new(&mut rand::rng())?;
        let listener = TcpListener::bind("127.0.0.1:0").await?;
        let listening = listener.local_addr()?;
        let party = Party::new(&shared, &account, listening.port(), manner);
        tell(
            "ready",
            json!({ "listening": listening.to_string(), "address": account.address().to_string() }),
        );
        let came = match target {
            Some(target) => {
                let stream = TcpStream::connect(target).await?;
                timeout(PATIENCE, party.initiate(stream)).await
            }
            None => {
                let (stream, _) = listener.accept().await?;
                timeout(PATIENCE, party.respond(stream)).await
            }
        };
        came.context("nothing came for too long")?
    };
    match shaken.await {
        Ok((stream, theirs)) => {
            tell("shaken", theirs.shown());
            let why = talk::talk(&shared, stream, asked, tell).await;
            tell("over", json!({ "why": why }));
        }
        Err(Refused { code, why }) => tell("refused", json!({ "code": code, "why": why })),
    }
}
