//! Their router, codec and decoding, with an end of ours behind them. It answers pings and pings
//! once, which is enough to stay connected; who pings as snarkOS does is the client.

use std::{io, net::SocketAddr};

use async_trait::async_trait;
use snarkos_account::Account;
use snarkos_node::{
    router::{
        messages::{
            BlockRequest, DisconnectReason, Message, MessageCodec, NodeType, Ping, Pong,
            UnconfirmedSolution, UnconfirmedTransaction,
        },
        Heartbeat, Inbound, Outbound, Router, Routing,
    },
    sync::locators::BlockLocators,
    tcp::{
        protocols::{Disconnect, Handshake, OnConnect, Reading, Writing},
        Connection, ConnectionSide, Tcp, P2P,
    },
};
use snarkvm::{
    ledger::{
        block::{Block, Header, Transaction},
        puzzle::Solution,
    },
    prelude::{Field, Network},
    synthesizer::Restrictions,
};

use crate::{
    console::say,
    items,
    Testnet,
};

type Hash = <Testnet as Network>::BlockHash;

#[derive(Clone)]
pub struct Tap {
    router: Router<Testnet>,
    genesis: Header<Testnet>,
    first_block: Hash,
    restrictions: Field<Testnet>,
}

impl Tap {
    pub async fn new(account: Account<Testnet>, genesis: Block<Testnet>) -> anyhow::Result<Self> {
        let peers = <Self as Heartbeat<Testnet>>::MAXIMUM_NUMBER_OF_PEERS as u16;
        let local = "127.0.0.1:0".parse()?;
        Ok(Self {
            // external peers, development: it dials none of the testnet's bootstrap peers
            router: Router::new(local, NodeType::Client, account, &[], peers, true, true).await?,
            genesis: *genesis.header(),
            first_block: genesis.hash(),
            restrictions: Restrictions::<Testnet>::load()?.restrictions_id(),
        })
    }
}

impl P2P for Tap {
    fn tcp(&self) -> &Tcp {
        self.router.tcp()
    }
}

#[async_trait]
impl Handshake for Tap {
    async fn perform_handshake(&self, mut connection: Connection) -> io::Result<Connection> {
        let (peer, side) = (connection.addr(), connection.side());
        let stream = self.borrow_stream(&mut connection);
        self.router
            .handshake(peer, stream, side, self.genesis, self.restrictions)
            .await?;
        Ok(connection)
    }
}

#[async_trait]
impl OnConnect for Tap {
    async fn on_connect(&self, peer: SocketAddr) {
        if let Some(listener) = self.router.resolve_to_listener(&peer) {
            self.send_ping(listener, Some(BlockLocators::new_genesis(self.first_block)));
        }
    }
}

#[async_trait]
impl Disconnect for Tap {
    async fn handle_disconnect(&self, peer: SocketAddr) {
        if let Some(listener) = self.router.resolve_to_listener(&peer) {
            self.router.remove_connected_peer(listener);
        }
    }
}

#[async_trait]
impl Writing for Tap {
    type Codec = MessageCodec<Testnet>;
    type Message = Message<Testnet>;

    fn codec(&self, _: SocketAddr, _: ConnectionSide) -> Self::Codec {
        Default::default()
    }
}

#[async_trait]
impl Reading for Tap {
    type Codec = MessageCodec<Testnet>;
    type Message = Message<Testnet>;

    fn codec(&self, _: SocketAddr, _: ConnectionSide) -> Self::Codec {
        Default::default()
    }

    async fn process_message(&self, peer: SocketAddr, message: Self::Message) -> io::Result<()> {
        if let Err(error) = self.inbound(peer, message).await {
            say(
                "violation",
                serde_json::json!({ "peer": peer.to_string(), "why": error.to_string() }),
            );
            if let Some(listener) = self.router.resolve_to_listener(&peer) {
                let goodbye = Message::Disconnect(DisconnectReason::ProtocolViolation.into());
                self.send(listener, goodbye);
                self.router.disconnect(listener);
            }
        }
        Ok(())
    }
}

impl Routing<Testnet> for Tap {}

impl Heartbeat<Testnet> for Tap {}

impl Outbound<Testnet> for Tap {
    fn router(&self) -> &Router<Testnet> {
        &self.router
    }

    fn is_block_synced(&self) -> bool {
        true
    }

    fn num_blocks_behind(&self) -> u32 {
        0
    }
}

#[async_trait]
impl Inbound<Testnet> for Tap {
    fn block_request(&self, _: SocketAddr, _: BlockRequest) -> bool {
        false
    }

    fn block_response(&self, _: SocketAddr, _: Vec<Block<Testnet>>) -> bool {
        false
    }

    fn ping(&self, peer: SocketAddr, _: Ping<Testnet>) -> bool {
        self.send(
            peer,
            Message::Pong(Pong {
                is_fork: Some(false),
            }),
        );
        true
    }

    fn pong(&self, _: SocketAddr, _: Pong) -> bool {
        true
    }

    fn puzzle_request(&self, _: SocketAddr) -> bool {
        false
    }

    fn puzzle_response(&self, _: SocketAddr, _: Hash, _: Header<Testnet>) -> bool {
        false
    }

    /// Their `inbound` has decoded it by now, and has found that the declared id is the real one.
    async fn unconfirmed_solution(
        &self,
        peer: SocketAddr,
        came: UnconfirmedSolution<Testnet>,
        _: Solution<Testnet>,
    ) -> bool {
        say("received", items::solution(Some(peer), &came));
        true
    }

    /// Their `inbound` has decoded it by now, and has found that the declared id is the real one.
    async fn unconfirmed_transaction(
        &self,
        peer: SocketAddr,
        came: UnconfirmedTransaction<Testnet>,
        _: Transaction<Testnet>,
    ) -> bool {
        say("received", items::transaction(Some(peer), &came));
        true
    }
}
