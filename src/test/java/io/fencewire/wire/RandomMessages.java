package io.fencewire.wire;

import io.fencewire.peer.ListenAddress;
import io.fencewire.peer.NodeType;
import io.fencewire.peer.PeerId;
import java.util.List;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;

/** Valid messages drawn at random. */
public final class RandomMessages {
  private final RandomGenerator random;

  public RandomMessages(RandomGenerator random) {
    this.random = random;
  }

  public Message next(MessageType type) {
    return switch (type) {
      case BLOCK_REQUEST -> new BlockRequest(random.nextInt(1000), 1000 + u32() / 2);
      case BLOCK_RESPONSE ->
        new BlockResponse(
            1 + random.nextInt(9),
            10 + u32() / 2,
            upTo(999),
            random.nextBoolean() ? 0 : 12 + random.nextInt(20));
      case CHALLENGE_REQUEST -> new ChallengeRequest(u32(), u16(), nodeType(), peer(), u64());
      case CHALLENGE_RESPONSE ->
        new ChallengeResponse(bytes(280), bytes(32), bytes(1 + random.nextInt(128)), u64());
      case DISCONNECT -> disconnect(random.nextInt(256));
      case PEER_REQUEST -> new PeerRequest();
      case PEER_RESPONSE -> new PeerResponse(list(0, 255, this::address));
      case PING -> new Ping(u32(), nodeType(), random.nextBoolean() ? null : locators());
      case PONG -> new Pong(oneOf(Pong.Fork.values()));
      case PUZZLE_REQUEST -> new PuzzleRequest();
      case PUZZLE_RESPONSE -> new PuzzleResponse(bytes(32), bytes(280));
      case UNCONFIRMED_SOLUTION -> new UnconfirmedSolution(u64(), upTo(200));
      case UNCONFIRMED_TRANSACTION -> new UnconfirmedTransaction(bytes(32), upTo(5000));
      case VERDICT ->
        random.nextBoolean() ? new Verdict(true, 0) : new Verdict(false, random.nextInt(256));
      case NONCE_PING -> new NoncePing(u64());
      case NONCE_PONG -> new NoncePong(u64());
      case PUBLISH -> new Publish(topic(), upTo(5000));
      case ANNOUNCE -> new Announce(list(1, 1024, () -> bytes(32)));
      case FETCH -> new Fetch(list(1, 1024, () -> bytes(32)));
      case DONT_WANT -> new DontWant(list(1, 1024, () -> bytes(32)));
    };
  }

  private Disconnect disconnect(int code) {
    return new Disconnect(code, code == 14 ? u16() : 0);
  }

  /** Which blocks a node has, up to some height. */
  public BlockLocators locators() {
    return SampleChain.upTo(random.nextInt(50_000), bytes(32));
  }

  /** Characters of one, two, three and four bytes. */
  private String topic() {
    StringBuilder topic = new StringBuilder();
    for (int i = 1 + random.nextInt(63); i > 0; i--) {
      topic.append(oneOf("t", "é", "水", "🜁"));
    }
    return topic.toString();
  }

  private ListenAddress address() {
    return ListenAddress.of(bytes(random.nextBoolean() ? 4 : 16).toArray(), u16());
  }

  private <T> List<T> list(int min, int max, Supplier<T> element) {
    return Stream.generate(element).limit(random.nextInt(min, max + 1)).toList();
  }

  @SafeVarargs
  private final <T> T oneOf(T... values) {
    return values[random.nextInt(values.length)];
  }

  private NodeType nodeType() {
    return oneOf(NodeType.values());
  }

  private PeerId peer() {
    return PeerId.of(bytes(PeerId.SIZE).toArray());
  }

  private Bytes upTo(int max) {
    return bytes(random.nextInt(max + 1));
  }

  private Bytes bytes(int count) {
    byte[] bytes = new byte[count];
    random.nextBytes(bytes);
    return Bytes.wrap(bytes);
  }

  private int u16() {
    return random.nextInt(0x10000);
  }

  private long u32() {
    return random.nextLong(0x1_0000_0000L);
  }

  private long u64() {
    return random.nextLong();
  }
}
