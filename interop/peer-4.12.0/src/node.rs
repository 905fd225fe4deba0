//! The node: their parts, and how they call each other.

use std::{io, net::SocketAddr, sync::Arc};

use async_trait::async_trait;
use snarkos_account::Account;
use snarkos_node_bft_ledger_service::CoreLedgerService;
use snarkos_node_network::{ConnectionMode, NodeType, PeerPoolHandling, harden_socket};
use snarkos_node_router::{
    Heartbeat, Inbound, Outbound, Router, Routing,
    messages::{
        BlockRequest, BlockResponse, DataBlocks, DisconnectReason, Message, MessageCodec, Ping,
        Pong, PuzzleResponse, UnconfirmedSolution, UnconfirmedTransaction,
    },
};
use snarkos_node_sync::BlockSync;
use snarkos_node_tcp::{
    ConnectError, Connection, ConnectionSide, P2P, Tcp,
    connections::DisconnectOrigin,
    protocols::{Disconnect, Handshake, OnConnect, Reading},
};
use snarkos_utilities::{NodeDataDir, SimpleStoppable};
use snarkvm::{
    console::network::ConsensusVersion,
    ledger::{Ledger, narwhal::Data, puzzle::Solution, store::helpers::memory::ConsensusMemory},
    prelude::{
        Block, Network, TestnetV0,
        block::{Header, Transaction},
    },
};

use crate::{console::say, items};

pub type Testnet = TestnetV0;
pub type Store = ConsensusMemory<Testnet>;
type Hash = <Testnet as Network>::BlockHash;

#[derive(Clone)]
pub struct Node {
    router: Router<Testnet>,
    ledger: Ledger<Testnet, Store>,
    sync: Arc<BlockSync<Testnet>>,
    pings: Arc<snarkos_node_sync::Ping<Testnet>>,
    genesis: Header<Testnet>,
}

impl Node {
    pub async fn new(
        account: Account<Testnet>,
        genesis: Block<Testnet>,
        ledger: Ledger<Testnet, Store>,
    ) -> anyhow::Result<Self> {
        let service = Arc::new(CoreLedgerService::new(
            ledger.clone(),
            SimpleStoppable::new(),
        ));
        // no file is there and none is written: this process ends without a shutdown
        let nowhere =
            NodeDataDir::new(std::env::temp_dir().join("fencewire-interop-no-such-folder"));
        let router = Router::new(
            "127.0.0.1:0".parse()?,
            NodeType::Client,
            account,
            service.clone(),
            &[],
            <Self as Heartbeat<Testnet>>::MAXIMUM_NUMBER_OF_PEERS as u16,
            false,
            nowhere,
            // development: it dials none of the testnet's bootstrap peers, and bans no address
            true,
        )
        .await?;
        let sync = Arc::new(BlockSync::new(service, ConnectionMode::Router));
        let pings = Arc::new(snarkos_node_sync::Ping::new(
            router.clone(),
            sync.get_block_locators()?,
        ));
        Ok(Self {
            router,
            ledger,
            sync,
            pings,
            genesis: *genesis.header(),
        })
    }
}

impl P2P for Node {
    fn tcp(&self) -> &Tcp {
        self.router.tcp()
    }
}

#[async_trait]
impl Handshake for Node {
    async fn perform_handshake(
        &self,
        mut connection: Connection,
    ) -> Result<Connection, ConnectError> {
        let (peer, side) = (connection.addr(), connection.side());
        let restrictions = self.ledger.vm().restrictions().restrictions_id();
        let stream = self.borrow_stream(&mut connection);
        harden_socket(stream)?;
        self.router
            .handshake(peer, stream, side, self.genesis, restrictions)
            .await?;
        Ok(connection)
    }
}

#[async_trait]
impl OnConnect for Node {
    async fn on_connect(&self, peer: SocketAddr) {
        if let Some(listener) = self.router.resolve_to_listener(peer) {
            self.pings.on_peer_connected(listener);
        }
    }
}

#[async_trait]
impl Disconnect for Node {
    async fn handle_disconnect(&self, peer: SocketAddr, origin: DisconnectOrigin) {
        let listener = self.router.resolve_to_listener(peer);
        say(
            "disconnected",
            serde_json::json!({
                "peer": listener.map(|address| address.to_string()),
                "origin": format!("{origin:?}"),
            }),
        );
        if let Some(listener) = listener {
            if self.router.downgrade_peer_to_candidate(listener) {
                self.sync.remove_peer(&listener);
            }
            self.router.cache().clear_peer_entries(listener);
        }
    }
}

#[async_trait]
impl Reading for Node {
    type Codec = MessageCodec<Testnet>;
    type Message = Message<Testnet>;

    fn codec(&self, _peer: SocketAddr, _side: ConnectionSide) -> Self::Codec {
        Default::default()
    }

    async fn process_message(&self, peer: SocketAddr, message: Self::Message) -> io::Result<()> {
        if let Err(error) = self.inbound(peer, message).await {
            say(
                "violation",
                serde_json::json!({ "peer": peer.to_string(), "why": error.to_string() }),
            );
            if let Some(listener) = self.router.resolve_to_listener(peer) {
                self.router.send(
                    listener,
                    Message::Disconnect(DisconnectReason::ProtocolViolation.into()),
                );
                self.router.disconnect(listener);
            }
        }
        Ok(())
    }
}

impl Routing<Testnet> for Node {}

impl Heartbeat<Testnet> for Node {}

impl Outbound<Testnet> for Node {
    fn router(&self) -> &Router<Testnet> {
        &self.router
    }

    fn is_block_synced(&self) -> bool {
        self.sync.is_block_synced()
    }

    fn num_blocks_behind(&self) -> Option<u32> {
        self.sync.num_blocks_behind()
    }

    fn get_sync_speed(&self) -> f64 {
        self.sync.get_sync_speed()
    }
}

#[async_trait]
impl Inbound<Testnet> for Node {
    fn is_valid_message_version(&self, version: u32) -> bool {
        self.router.is_valid_message_version(version)
    }

    fn block_request(&self, peer: SocketAddr, request: BlockRequest) -> bool {
        let Ok(blocks) = self
            .ledger
            .get_blocks(request.start_height..request.end_height)
        else {
            return false;
        };
        let Ok(version) = Testnet::CONSENSUS_VERSION(request.end_height.saturating_sub(1)) else {
            return false;
        };
        let response = BlockResponse::new(request, DataBlocks(blocks), version);
        self.router.send(peer, Message::BlockResponse(response));
        true
    }

    fn block_response(
        &self,
        peer: SocketAddr,
        blocks: Vec<Block<Testnet>>,
        version: Option<ConsensusVersion>,
    ) -> bool {
        self.sync
            .insert_block_responses(peer, blocks, version)
            .is_ok()
    }

    fn ping(&self, peer: SocketAddr, ping: Ping<Testnet>) -> bool {
        if let Some(locators) = ping.block_locators {
            if let Err(error) = self.sync.update_peer_locators(peer, &locators) {
                say(
                    "violation",
                    serde_json::json!({ "peer": peer.to_string(), "why": error.to_string() }),
                );
                return false;
            }
        }
        self.router.send(
            peer,
            Message::Pong(Pong {
                is_fork: Some(false),
            }),
        );
        true
    }

    fn pong(&self, peer: SocketAddr, _: Pong) -> bool {
        self.pings.on_pong_received(peer);
        true
    }

    fn puzzle_request(&self, peer: SocketAddr) -> bool {
        let Ok(epoch_hash) = self.ledger.latest_epoch_hash() else {
            return false;
        };
        let block_header = Data::Object(self.ledger.latest_header());
        self.router.send(
            peer,
            Message::PuzzleResponse(PuzzleResponse {
                epoch_hash,
                block_header,
            }),
        );
        true
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
