package io.fencewire.crawl;

import io.fencewire.peer.ConnectionToken;
import io.fencewire.peer.DialTarget;
import io.fencewire.peer.Direction;
import io.fencewire.peer.ListenAddress;
import io.fencewire.peer.NodeType;
import io.fencewire.peer.PeerConnection;
import io.fencewire.peer.PeerId;
import io.fencewire.peer.PeerTraits;
import io.fencewire.peer.ServerId;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;

/** One crawl, its time and its nodes moved by hand. */
abstract class CrawlStage {
  static final ListenAddress A = new ListenAddress("4.0.0.1", 4130);
  static final ListenAddress B = new ListenAddress("4.0.0.2", 4130);
  static final ListenAddress C = new ListenAddress("4.0.0.3", 4130);
  static final PeerId PEER = PeerId.parse("5a".repeat(32));
  static final long MILLIS = 1_000_000;

  final RecordingPort port = new RecordingPort();
  long now = Long.MAX_VALUE - 1_000; // a monotonic clock may wrap
  Crawl crawl = crawl(100, Duration.ofMinutes(1), A);

  Crawl crawl(int limit, Duration time, DialTarget... starts) {
    return new Crawl(new CrawlOptions(List.of(starts), limit, time, 8, true), port, now);
  }

  void tick() {
    crawl.tick(now);
  }

  ConnectionToken live(DialTarget target, NodeType type) {
    ConnectionToken token = token(port.dials.indexOf(target) + 1);
    crawl.connected(facts(token, (ListenAddress) target, type), now);
    crawl.dialled(target, new DialEnd(token, null, ""), now);
    return token;
  }

  ConnectionToken answered(DialTarget target) {
    ConnectionToken token = live(target, NodeType.PROVER);
    crawl.told(token, List.of(), now);
    crawl.measured(token, 1, now);
    return token;
  }

  static ListenAddress[] addresses(int count) {
    return IntStream.range(0, count)
        .mapToObj(i -> new ListenAddress("5.%d.%d.1".formatted(i / 250, i % 250), 4130))
        .toArray(ListenAddress[]::new);
  }

  static ConnectionToken token(long sequence) {
    return new ConnectionToken(new ServerId(1, 2), sequence);
  }

  static PeerTraits traits(NodeType type) {
    return new PeerTraits(type, 33, 0);
  }

  static PeerConnection facts(ConnectionToken token, ListenAddress address, NodeType type) {
    return new PeerConnection(token, PEER, address, Direction.OUTBOUND, traits(type), 9);
  }
}
