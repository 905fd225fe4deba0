//! Both roles of the handshake, over their session; and what somebody does who means no good.

use std::{io, str::FromStr};

use anyhow::bail;
use snarkos_account::Account;
use snarkos_node_network::{
    ConnectionMode, NodeType, harden_socket,
    noise::{
        HandshakeProtocol, NoiseSession, PendingSession, Role, binding_message,
        detect_handshake_protocol, write_noise_magic,
    },
};
use snarkos_node_router::messages::{DisconnectReason, Message};
use snarkvm::{
    ledger::narwhal::Data,
    prelude::{Field, FromBytes, One, Signature, ToBytes},
};
use tokio::net::TcpStream;

use crate::{
    Shared, Testnet,
    says::{Hint, Info, ends},
};

const ROUTER: &[u8] = b"snarkos-router-handshake-v1";
const GATEWAY: &[u8] = b"snarkos-bft-handshake-v1";

/// How this end behaves in one handshake.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Manner {
    Honest,
    /// Another type of node under seal than in the clear.
    Contradicts,
    /// A prover with another restrictions id.
    Restrictions,
    /// A hint of validators among themselves.
    GatewayMode,
    /// A signature for validators among themselves.
    GatewayDomain,
    /// A signature of somebody else.
    Stranger,
    /// A signature over another session's hash, as somebody in between would pass it on.
    OtherSession,
    /// A responder that turns everybody away, with this code.
    Rejects(u8),
}

impl FromStr for Manner {
    type Err = anyhow::Error;

    fn from_str(word: &str) -> anyhow::Result<Self> {
        Ok(match word {
            "honest" => Self::Honest,
            "contradicts" => Self::Contradicts,
            "restrictions" => Self::Restrictions,
            "gateway-mode" => Self::GatewayMode,
            "gateway-domain" => Self::GatewayDomain,
            "stranger" => Self::Stranger,
            "other-session" => Self::OtherSession,
            _ => match word.strip_prefix("rejects-") {
                Some(code) => Self::Rejects(code.parse()?),
                None => bail!("'{word}' is no manner"),
            },
        })
    }
}

/// Why there is no connection; the code is the peer's word for it.
pub struct Refused {
    pub code: Option<u8>,
    pub why: String,
}

impl<E: std::fmt::Display> From<E> for Refused {
    fn from(error: E) -> Self {
        Self { code: None, why: error.to_string() }
    }
}

/// What is left of a handshake that has come to its end: the bare stream, and who is there.
type Shaken = Result<(TcpStream, Info), Refused>;

/// One end of one handshake.
pub struct Party<'a> {
    account: &'a Account<Testnet>,
    hint: Hint,
    info: Info,
    expected: Info,
    manner: Manner,
}

impl<'a> Party<'a> {
    pub fn new(
        shared: &Shared,
        account: &'a Account<Testnet>,
        port: u16,
        manner: Manner,
    ) -> Self {
        let mut hint = Hint {
            version: Message::<Testnet>::latest_message_version(),
            port,
            node_type: NodeType::Client,
            address: account.address(),
        };
        let expected = Info {
            hint,
            genesis: *shared.genesis.header(),
            restrictions: shared.restrictions.restrictions_id(),
        };
        let mut info = expected;
        match manner {
            Manner::Contradicts => info.hint.node_type = NodeType::Prover,
            Manner::Restrictions => {
                hint.node_type = NodeType::Prover;
                info.hint = hint;
                info.restrictions += Field::one();
            }
            _ => {}
        }
        Self { account, hint, info, expected, manner }
    }

    pub async fn initiate(&self, mut stream: TcpStream) -> Shaken {
        harden_socket(&stream)?;
        let mode = match self.manner {
            Manner::GatewayMode => ConnectionMode::Gateway,
            _ => ConnectionMode::Router,
        };
        write_noise_magic(&mut stream).await?;
        let mut noise = NoiseSession::new(stream, Role::Initiator)?;
        noise.send(&self.hint.payload(mode)?).await?;

        let came = noise.recv().await?;
        let mut rest = came.as_slice();
        let theirs = Info::read_le(&mut rest)?;
        ends(rest)?;
        self.compare(&theirs)?;

        let mut ours = self.info.to_bytes_le()?;
        self.sign(Role::Initiator, noise.handshake_hash()?)?.write_le(&mut ours)?;
        noise.send(&ours).await?;

        let bound = binding_message(ROUTER, Role::Responder, &noise.handshake_hash()?);
        let mut noise = noise.into_transport_mode()?;
        let came = noise.recv().await?;
        let mut rest = came.as_slice();
        match u8::read_le(&mut rest)? {
            0 => verify(&theirs, &bound, rest)?,
            1 => {
                let code = rest.first().copied();
                let reason = DisconnectReason::read_le(&mut rest)?;
                ends(rest)?;
                return Err(Refused { code, why: format!("{reason:?}") });
            }
            other => return Err(format!("a verdict of {other}").into()),
        }
        Ok((noise.into_inner(), theirs))
    }

    pub async fn respond(&self, mut stream: TcpStream) -> Shaken {
        harden_socket(&stream)?;
        let (protocol, _) = detect_handshake_protocol(&mut stream).await?;
        if protocol != HandshakeProtocol::Noise {
            return Err("it began the challenge handshake".into());
        }
        let pending = PendingSession::accept(stream).await?;
        let hint = Hint::of(pending.first_payload()?)?;
        let mut noise = pending.into_session()?;
        noise.send(&self.info.to_bytes_le()?).await?;

        let bound = binding_message(ROUTER, Role::Initiator, &noise.handshake_hash()?);
        let came = noise.recv().await?;
        let hash = noise.handshake_hash()?;
        let mut noise = noise.into_transport_mode()?;
        if let Manner::Rejects(code) = self.manner {
            // their own form of it: one of the reasons has a port behind it
            let reason = DisconnectReason::read_le([code, 0, 0].as_slice())?;
            noise.send(&[vec![1], reason.to_bytes_le()?].concat()).await?;
            return Err(format!("we have rejected it: {reason:?}").into());
        }

        let mut rest = came.as_slice();
        let theirs = Info::read_le(&mut rest)?;
        if theirs.hint != hint {
            return Err(format!("{:?} under seal, {hint:?} in the clear", theirs.hint).into());
        }
        self.compare(&theirs)?;
        verify(&theirs, &bound, rest)?;
        let mut verdict = vec![0];
        self.sign(Role::Responder, hash)?.write_le(&mut verdict)?;
        noise.send(&verdict).await?;
        Ok((noise.into_inner(), theirs))
    }

    /// What their router looks at, but for the type: version, genesis, restrictions, whether it is us.
    fn compare(&self, theirs: &Info) -> Result<(), Refused> {
        let expected = &self.expected;
        if theirs.hint.version != expected.hint.version {
            return Err(format!("version {}", theirs.hint.version).into());
        } else if theirs.genesis != expected.genesis {
            return Err("another first block".into());
        } else if theirs.restrictions != expected.restrictions {
            return Err("another restrictions id".into());
        } else if theirs.hint.address == expected.hint.address {
            return Err("it is ourselves".into());
        }
        Ok(())
    }

    fn sign(&self, role: Role, hash: [u8; 32]) -> anyhow::Result<Data<Signature<Testnet>>> {
        let rng = &mut rand::rng();
        let (domain, hash) = match self.manner {
            Manner::GatewayDomain => (GATEWAY, hash),
            Manner::OtherSession => (ROUTER, [7; 32]),
            _ => (ROUTER, hash),
        };
        let bound = binding_message(domain, role, &hash);
        let signature = match self.manner {
            Manner::Stranger => Account::<Testnet>::new(rng)?.sign_bytes(&bound, rng)?,
            _ => self.account.sign_bytes(&bound, rng)?,
        };
        Ok(Data::Object(signature))
    }
}

/// Whether these bytes are a signature by this one, and nothing else.
fn verify(signer: &Info, bound: &[u8], mut rest: &[u8]) -> Result<(), Refused> {
    let data = Data::<Signature<Testnet>>::read_le(&mut rest)?;
    ends(rest)?;
    if !data.deserialize_blocking()?.verify_bytes(&signer.hint.address, bound) {
        return Err(io::Error::other("the signature is not one over this handshake").into());
    }
    Ok(())
}
