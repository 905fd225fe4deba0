//! What a peer of the interop check says on standard output, one JSON object a line, and hears on
//! standard input, one command a line. Knows nothing of any version of snarkOS.

use std::{
    fmt,
    io::Write,
    net::SocketAddr,
    sync::atomic::{AtomicU64, Ordering},
};

use serde_json::{json, Value};
use sha2::{Digest, Sha256};
use tokio::io::{AsyncBufReadExt, BufReader};
use tracing::{
    field::{Field, Visit},
    Event, Subscriber,
};
use tracing_subscriber::{filter::Targets, layer::Context, layer::SubscriberExt, Layer};

static LINES: AtomicU64 = AtomicU64::new(0);

/// Says one thing. Lines are numbered, so that a lost one would show.
pub fn say(what: &str, mut parts: Value) {
    parts["event"] = json!(what);
    let mut out = std::io::stdout().lock();
    // numbered under the lock: the order of the numbers is the order of the lines
    parts["line"] = json!(LINES.fetch_add(1, Ordering::Relaxed));
    // nobody listens any more: then there is nothing left to check
    if writeln!(out, "{parts}").and_then(|()| out.flush()).is_err() {
        std::process::exit(3);
    }
}

/// Says what snarkOS logs, all of it: from this, and not from the harness, comes what is counted.
pub fn forward_log() {
    let ours = Targets::new().with_target("snarkos", tracing::Level::TRACE);
    let subscriber = tracing_subscriber::registry().with(Lines.with_filter(ours));
    tracing::subscriber::set_global_default(subscriber).expect("nobody else logs");
}

/// An item as Fencewire's applications see it: its id, and behind it what the `Data` holds.
pub fn item(topic: &str, from: Option<SocketAddr>, id: &[u8], rest: &[u8]) -> Value {
    let body = [id, rest].concat();
    json!({
        "topic": topic,
        "from": from.map(|address| address.to_string()),
        "size": body.len(),
        "sha256": hex(&Sha256::digest(&body)),
        "body": hex(&body),
    })
}

/// One line of standard input.
pub enum Command {
    Connect(SocketAddr),
    /// What the heartbeat does to the peer that it refreshes, at a time of our choosing.
    Refresh(SocketAddr),
    /// The items that `Propagate` knows, by their number.
    Items,
    Propagate(usize),
    Peers,
}

/// Hears the commands of a router until standard input ends; then the process ends.
pub async fn hear(act: impl FnMut(Command)) {
    hear_as(parse, act).await;
}

/// The same with commands of one's own.
pub async fn hear_as<C>(parse: impl Fn(&[&str]) -> Option<C>, mut act: impl FnMut(C)) {
    let mut lines = BufReader::new(tokio::io::stdin()).lines();
    while let Ok(Some(line)) = lines.next_line().await {
        let words: Vec<&str> = line.split_whitespace().collect();
        match parse(&words) {
            Some(command) => act(command),
            None => say("misunderstood", json!({ "command": line })),
        }
    }
    std::process::exit(0);
}

fn parse(words: &[&str]) -> Option<Command> {
    match words {
        ["connect", address] => address.parse().ok().map(Command::Connect),
        ["refresh", address] => address.parse().ok().map(Command::Refresh),
        ["propagate", number] => number.parse().ok().map(Command::Propagate),
        ["items"] => Some(Command::Items),
        ["peers"] => Some(Command::Peers),
        _ => None,
    }
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

struct Lines;

impl<S: Subscriber> Layer<S> for Lines {
    fn on_event(&self, event: &Event<'_>, _: Context<'_, S>) {
        let mut text = Text(String::new());
        event.record(&mut text);
        let about = event.metadata();
        say(
            "log",
            json!({ "level": about.level().as_str(), "target": about.target(), "text": text.0 }),
        );
    }
}

struct Text(String);

impl Visit for Text {
    fn record_debug(&mut self, field: &Field, value: &dyn fmt::Debug) {
        if field.name() == "message" {
            self.0 = format!("{value:?}");
        }
    }
}
