package io.fencewire.wire;

import io.fencewire.peer.ListenAddress;
import io.fencewire.peer.NodeType;
import io.fencewire.peer.PeerId;
import io.fencewire.wire.BlockLocators.Locator;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;

/** Messages with their frames, written out by hand from the specification. */
record Golden(Message message, Bytes bytes) {
  /** The limits of a profile that has everything. */
  static final FrameLimits NO_LIMITS = type -> 1 << 24;

  private static final String ADDRESS =
      "000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f";
  private static final String HASH_0 = "e0".repeat(32);
  private static final String HASH_1 = "e1".repeat(32);

  /** The frame, to be damaged at will. */
  byte[] frame() {
    return bytes.toArray();
  }

  @Override
  public String toString() {
    return message.type() + " of " + bytes.size() + " bytes";
  }

  /** At least one of every type. */
  static Stream<Golden> all() {
    return Stream.of(handshake(), upkeep(), chain(), items(), extensions()).flatMap(List::stream);
  }

  /** The bytes of hexadecimal digits; spaces are for the reader. */
  static byte[] hex(String... digits) {
    return HexFormat.of().parseHex(String.join("", digits).replace(" ", ""));
  }

  private static List<Golden> handshake() {
    Bytes genesis = Bytes.parse("5a".repeat(280));
    Bytes restrictions = Bytes.parse("00".repeat(32));
    PeerId address = PeerId.parse(ADDRESS);
    return List.of(
        of(
            new ChallengeRequest(17, 4130, NodeType.CLIENT, address, 0x0102030405060708L),
            "31000000 0200 11000000 2210 00",
            ADDRESS,
            "0807060504030201"),
        of(
            new ChallengeRequest(0xffffffffL, 65535, NodeType.BOOTSTRAP_CLIENT, address, -2),
            "31000000 0200 ffffffff ffff 03",
            ADDRESS,
            "feffffffffffffff"),
        of(
            new ChallengeResponse(genesis, restrictions, Bytes.parse("c3".repeat(64)), -1),
            "87010000 0300" + "5a".repeat(280) + "00".repeat(32),
            "01 40000000" + "c3".repeat(64),
            "ffffffffffffffff"),
        of(
            new ChallengeResponse(genesis, restrictions, Bytes.parse("c4".repeat(128)), 256),
            "c7010000 0300" + "5a".repeat(280) + "00".repeat(32),
            "01 80000000" + "c4".repeat(128),
            "0001000000000000"));
  }

  private static List<Golden> upkeep() {
    List<ListenAddress> addresses =
        List.of(ListenAddress.parse("127.0.0.1:4130"), ListenAddress.parse("[2001:db8::1]:65535"));
    return List.of(
        of(new Disconnect(8, 0), "03000000 0400 08"),
        of(new Disconnect(14, 4130), "05000000 0400 0e 2210"),
        of(new Disconnect(64, 0), "03000000 0400 40"),
        of(new PeerRequest(), "02000000 0500"),
        of(new PeerResponse(List.of()), "03000000 0600 00"),
        of(
            new PeerResponse(addresses),
            "1d000000 0600 02",
            "00 0100007f 2210",
            "01 01" + "00".repeat(11) + "b80d0120 ffff"),
        of(new Ping(17, NodeType.VALIDATOR, null), "08000000 0700 11000000 02 00"),
        of(new Pong(Pong.Fork.FORK), "03000000 0800 00"),
        of(new Pong(Pong.Fork.NO_FORK), "03000000 0800 01"),
        of(new Pong(Pong.Fork.NONE), "03000000 0800 02"));
  }

  private static List<Golden> chain() {
    Locator first = new Locator(0, Bytes.parse(HASH_0));
    Locator second = new Locator(1, Bytes.parse(HASH_1));
    return List.of(
        of(new BlockRequest(1, 5), "0a000000 0000 01000000 05000000"),
        of(
            new BlockResponse(0x01020304, 0x01020306, Bytes.parse("aabbcc")),
            "12000000 0100 04030201 06030201 01 03000000 aabbcc"),
        of(
            new BlockResponse(0x01020304, 0x01020306, Bytes.parse("aabbcc"), 21),
            "18000000 0100 00000000 04030201 06030201 01 03000000 aabbcc 1500"),
        of(
            new Ping(
                18, NodeType.CLIENT, new BlockLocators(List.of(first, second), List.of(first))),
            "7c000000 0700 12000000 00 01",
            "02000000 00000000" + HASH_0 + "01000000" + HASH_1,
            "01000000 00000000" + HASH_0),
        of(new PuzzleRequest(), "02000000 0900"),
        of(
            new PuzzleResponse(Bytes.parse("d1".repeat(32)), Bytes.parse("07".repeat(280))),
            "3f010000 0a00" + "d1".repeat(32),
            "01 18010000" + "07".repeat(280)));
  }

  private static List<Golden> items() {
    return List.of(
        of(
            new UnconfirmedSolution(0x1122334455667788L, Bytes.parse("09".repeat(80))),
            "5f000000 0b00 8877665544332211",
            "01 50000000" + "09".repeat(80)),
        of(
            new UnconfirmedTransaction(Bytes.parse("ab".repeat(32)), Bytes.parse("deadbeef")),
            "2b000000 0c00" + "ab".repeat(32),
            "01 04000000 deadbeef"),
        of(
            new UnconfirmedTransaction(Bytes.parse("ac".repeat(32)), Bytes.EMPTY),
            "27000000 0c00" + "ac".repeat(32) + "01 00000000"));
  }

  private static List<Golden> extensions() {
    Bytes one = Bytes.parse("01".repeat(32));
    Bytes two = Bytes.parse("02".repeat(32));
    return List.of(
        of(new Verdict(true, 0), "03000000 0001 00"),
        of(new Verdict(false, 17), "04000000 0001 01 11"),
        of(new NoncePing(0x0102030405060708L), "0a000000 0101 0807060504030201"),
        of(new NoncePong(Long.MIN_VALUE), "0a000000 0201 0000000000000080"),
        of(new Publish("é", Bytes.parse("6869")), "0c000000 0301 02 c3a9 01 02000000 6869"),
        of(
            new Announce(List.of(one, two)),
            "44000000 0401 0200" + "01".repeat(32) + "02".repeat(32)),
        of(new Fetch(List.of(two)), "24000000 0501 0100" + "02".repeat(32)),
        of(new DontWant(List.of(one)), "24000000 0601 0100" + "01".repeat(32)));
  }

  private static Golden of(Message message, String... digits) {
    return new Golden(message, Bytes.wrap(hex(digits)));
  }
}
