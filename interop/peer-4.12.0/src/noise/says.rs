//! What each end says of itself: the layout is ours, each part in it is read and written by theirs.

use std::io;

use serde_json::{Value, json};
use snarkos_node_network::{ConnectionMode, NodeType};
use snarkvm::prelude::{Address, Field, FromBytes, ToBytes, block::Header, error};

use crate::Testnet;

/// The revision of somebody who knows none.
const UNKNOWN: [u8; 40] = [b'?'; 40];

/// What is said twice: in the clear, and under seal.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Hint {
    pub version: u32,
    pub port: u16,
    pub node_type: NodeType,
    pub address: Address<Testnet>,
}

/// All that one end says of itself.
#[derive(Clone, Copy)]
pub struct Info {
    pub hint: Hint,
    pub genesis: Header<Testnet>,
    pub restrictions: Field<Testnet>,
}

impl Hint {
    /// The payload of the first message.
    pub fn payload(&self, mode: ConnectionMode) -> io::Result<Vec<u8>> {
        let mut payload = Vec::new();
        mode.write_le(&mut payload)?;
        self.write_le(&mut payload)?;
        Ok(payload)
    }

    /// Reads the payload of a first message, which must have nothing behind it.
    pub fn of(mut payload: &[u8]) -> io::Result<Self> {
        let mode = ConnectionMode::read_le(&mut payload)?;
        if mode != ConnectionMode::Router {
            return Err(error("its mode is not that of a router"));
        }
        let hint = Self::read_le(&mut payload)?;
        ends(payload)?;
        Ok(hint)
    }
}

impl Info {
    /// For the harness.
    pub fn shown(&self) -> Value {
        json!({
            "address": self.hint.address.to_string(),
            "port": self.hint.port,
            "version": self.hint.version,
            "type": self.hint.node_type.to_string(),
        })
    }
}

/// Nothing may be left of a payload.
pub fn ends(rest: &[u8]) -> io::Result<()> {
    match rest.len() {
        0 => Ok(()),
        more => Err(error(format!("{more} bytes are left"))),
    }
}

impl ToBytes for Hint {
    fn write_le<W: io::Write>(&self, mut writer: W) -> io::Result<()> {
        self.version.write_le(&mut writer)?;
        self.port.write_le(&mut writer)?;
        self.node_type.write_le(&mut writer)?;
        self.address.write_le(&mut writer)
    }
}

impl FromBytes for Hint {
    fn read_le<R: io::Read>(mut reader: R) -> io::Result<Self> {
        Ok(Self {
            version: u32::read_le(&mut reader)?,
            port: u16::read_le(&mut reader)?,
            node_type: NodeType::read_le(&mut reader)?,
            address: Address::read_le(&mut reader)?,
        })
    }
}

impl ToBytes for Info {
    fn write_le<W: io::Write>(&self, mut writer: W) -> io::Result<()> {
        self.hint.write_le(&mut writer)?;
        self.genesis.write_le(&mut writer)?;
        self.restrictions.write_le(&mut writer)?;
        UNKNOWN.write_le(&mut writer)
    }
}

impl FromBytes for Info {
    fn read_le<R: io::Read>(mut reader: R) -> io::Result<Self> {
        let info = Self {
            hint: Hint::read_le(&mut reader)?,
            genesis: Header::read_le(&mut reader)?,
            restrictions: Field::read_le(&mut reader)?,
        };
        let mut revision = UNKNOWN;
        reader.read_exact(&mut revision)?;
        Ok(info)
    }
}
