//! What follows the handshake: frames in the clear, by their codec.

use futures::{SinkExt, StreamExt};
use serde_json::{Value, json};
use snarkos_node_network::{NodeType, noise::prepare_framed};
use snarkos_node_router::messages::{Message, MessageCodec, Ping, Pong};
use snarkos_node_sync::locators::BlockLocators;
use tokio::{net::TcpStream, sync::mpsc::UnboundedReceiver};

use crate::{Shared, Testnet};

/// Pings at once and whenever it is asked to, answers Pings, and says what came; returns why it ended.
pub async fn talk(
    shared: &Shared,
    stream: TcpStream,
    mut asked: UnboundedReceiver<()>,
    tell: impl Fn(&str, Value),
) -> String {
    let mut frames = prepare_framed(stream, MessageCodec::<Testnet>::default(), &[]);
    let mut due = true;
    loop {
        if due {
            let ping = match first_block(shared) {
                Ok(locators) => Ping::new(NodeType::Client, Some(locators)),
                Err(error) => return error.to_string(),
            };
            if let Err(error) = frames.send(Message::Ping(ping)).await {
                return error.to_string();
            }
        }
        let came = tokio::select! {
            asked = asked.recv() => {
                due = asked.is_some();
                continue;
            }
            came = frames.next() => came,
        };
        due = false;
        match came {
            None => return "the stream has ended".into(),
            Some(Err(error)) => return error.to_string(),
            Some(Ok(Message::Ping(ping))) => {
                tell("ping", shown(shared, &ping));
                let pong = Message::Pong(Pong { is_fork: Some(false) });
                if let Err(error) = frames.send(pong).await {
                    return error.to_string();
                }
            }
            Some(Ok(Message::Pong(pong))) => tell("pong", json!({ "fork": pong.is_fork })),
            Some(Ok(other)) => tell("frame", json!({ "name": other.name() })),
        }
    }
}

fn first_block(shared: &Shared) -> anyhow::Result<BlockLocators<Testnet>> {
    let first = [(0, shared.genesis.hash())];
    BlockLocators::new(first.into_iter().collect(), first.into_iter().collect())
}

/// A Ping, and whether its locators are valid and begin with our first block.
fn shown(shared: &Shared, ping: &Ping<Testnet>) -> Value {
    let locators = ping.block_locators.as_ref();
    json!({
        "version": ping.version,
        "type": ping.node_type.to_string(),
        "height": locators.map(|it| it.latest_locator_height()),
        "valid": locators.is_some_and(|it| {
            it.ensure_is_valid().is_ok() && it.get_hash(0) == Some(shared.genesis.hash())
        }),
    })
}
