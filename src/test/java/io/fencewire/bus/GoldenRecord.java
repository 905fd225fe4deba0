package io.fencewire.bus;

import io.fencewire.bus.GossipCommand.Item;
import io.fencewire.bus.GossipCommand.Judged;
import io.fencewire.bus.GossipCommand.Judgement;
import io.fencewire.bus.GossipCommand.PublishItem;
import io.fencewire.bus.RoleMessage.Holding;
import io.fencewire.bus.ServerAnswer.ConnectAnswer;
import io.fencewire.bus.ServerCommand.Target;
import io.fencewire.bus.SiblingMessage.Home;
import io.fencewire.peer.CloseOrigin;
import io.fencewire.peer.CloseReason;
import io.fencewire.peer.ConnectionState;
import io.fencewire.peer.ConnectionToken;
import io.fencewire.peer.Direction;
import io.fencewire.peer.HostAddress;
import io.fencewire.peer.Lease;
import io.fencewire.peer.ListenAddress;
import io.fencewire.peer.NodeType;
import io.fencewire.peer.Outcome;
import io.fencewire.peer.PeerConnection;
import io.fencewire.peer.PeerId;
import io.fencewire.peer.PeerTraits;
import io.fencewire.peer.Role;
import io.fencewire.peer.RoleInstance;
import io.fencewire.peer.Rtt;
import io.fencewire.peer.ServerId;
import io.fencewire.wire.BlockLocators;
import io.fencewire.wire.Bytes;
import io.fencewire.wire.NoncePing;
import io.fencewire.wire.SampleChain;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** A record with its bytes: what JVMs of version 1 have said to each other stays readable. */
record GoldenRecord(BusRecord record, String hex) {
  private static final ServerId SERVER = new ServerId(0x0102030405060708L, 0x090a0b0c0d0e0f10L);
  private static final ConnectionToken TOKEN = new ConnectionToken(SERVER, 0x11);
  private static final Lease LEASE = new Lease(0x12);
  private static final PeerId PEER = PeerId.parse("5a".repeat(32));
  private static final ListenAddress ADDRESS = new ListenAddress("10.0.0.4", 4130);
  private static final RoleInstance INSTANCE = new RoleInstance(Role.GOSSIP, 0x17, "j");
  private static final NoncePing MESSAGE = new NoncePing(0x13);
  private static final PeerConnection CONNECTION = new PeerConnection(
      TOKEN, PEER, ADDRESS, Direction.OUTBOUND, new PeerTraits(NodeType.VALIDATOR, 17, 1), 0x14);

  static Stream<GoldenRecord> all() {
    return Stream.of(
            siblings(),
            mesh(),
            commands(),
            serverAnswers(),
            roleMessages(),
            roleAnswers(),
            announcements(),
            inquiries(),
            blocks())
        .flatMap(List::stream);
  }

  @Override
  public String toString() {
    return record.getClass().getSimpleName();
  }

  private static List<GoldenRecord> commands() {
    return List.of(
        of(new ServerCommand.Send(TOKEN, LEASE, 0x15, MESSAGE), "01 01 T L D M"),
        of(
            new ServerCommand.FanOut(List.of(new Target(TOKEN, LEASE)), 0x15, MESSAGE),
            "01 02 010020000000 T L D M"),
        of(new ServerCommand.SendPing(TOKEN, LEASE, 0x15, -2), "01 03 T L D feffffffffffffff"),
        of(new ServerCommand.CloseConnection(TOKEN, 0x15, CloseReason.ROTATION), "01 04 T D 08"),
        of(new ServerCommand.Connect(ADDRESS, 0x15), "01 05 0000 A D"),
        of(
            new ServerCommand.Connect(new ListenAddress("::1", 4130), 0x15),
            "01 05 000010000000000000000000000000000000012210 D"),
        of(
            new ServerCommand.Connect(new HostAddress("a.example", 4130), 0x15),
            "01 05 0900612e6578616d706c652210 D"),
        of(new ServerCommand.Ban(PEER, 0x16, 0x15), "01 06 P 1600000000000000 D"),
        of(new ServerCommand.ReadList(), "01 07"),
        of(new ServerCommand.Inspect(), "01 08"),
        of(new ServerCommand.Hello(INSTANCE), "01 09 I"),
        of(new ServerCommand.Drain(), "01 0a"),
        of(new ServerCommand.AskStats(), "01 0b"),
        of(new ServerCommand.Yield(TOKEN, CONNECTION, 0x15), "01 0c T C D"),
        of(new ServerCommand.Bye(INSTANCE), "01 0d I"));
  }

  private static List<GoldenRecord> serverAnswers() {
    return List.of(
        of(new ServerAnswer.Answer(Outcome.STALE, 0x18), "01 20 01 R"),
        of(
            new ServerAnswer.FanOutAnswer(List.of(Outcome.WRITTEN, Outcome.FULL), 0x18),
            "01 21 02000807 R"),
        of(ConnectAnswer.live(TOKEN, 0x18), "01 22 0801 T 000000 R"),
        of(ConnectAnswer.refused(CloseReason.DIAL_TIMEOUT, "é", 0x18), "01 22 080001890200c3a9 R"),
        of(new ServerAnswer.ListAnswer(3, "no", 0x18), "01 23 0300000002006e6f R"),
        of(
            new ServerAnswer.ServerStats(Map.of("a", 1L), Map.of("b", 2L), 0x18),
            "01 24 0100010061010000000000000001000100620200000000000000 R"));
  }

  private static List<GoldenRecord> roleMessages() {
    Holding holding = new Holding(CONNECTION, ConnectionState.LIVE, LEASE, true, 0x19L);
    Holding lower = new Holding(CONNECTION, ConnectionState.LIVE, LEASE, true);
    return List.of(
        of(new RoleMessage.Prepare(CONNECTION, LEASE, 0x18), "01 40 C L R"),
        of(new RoleMessage.Promoted(TOKEN, 0x18), "01 41 T R"),
        of(
            new RoleMessage.Ended(TOKEN, CloseReason.SILENT, CloseOrigin.SERVER, 0x18),
            "01 42 T 4402 R"),
        of(new RoleMessage.Received(TOKEN, MESSAGE, 0x18), "01 43 T M R"),
        of(
            new RoleMessage.Snapshot(
                SERVER, "j", ADDRESS, List.of(INSTANCE), List.of(holding, lower), 0x18),
            "01 44 S 01006a A 0100 I 0200 6c000000 C 04 L 01 01 1900000000000000"
                + "64000000 C 04 L 01 00 R"),
        of(new RoleQuestion(), "01 45"),
        of(new AskRtts(), "01 46"),
        of(new AskServers(), "01 47"),
        of(new RoleCall(), "01 48"),
        of(new IdentityCall(), "01 49"));
  }

  private static List<GoldenRecord> roleAnswers() {
    return List.of(
        of(new RoleAnswer.Prepared(TOKEN, LEASE), "01 60 T L"),
        of(new RoleAnswer.Taken(), "01 61"),
        of(
            new RoleAnswer.RoleStats(Map.of("a", 1L), Map.of()),
            "01 62 010001006101000000000000000000"),
        of(
            new RoleAnswer.RttsAnswer(Map.of(TOKEN, new Rtt(3, 1, 2))),
            "01 63 010030000000 T 030000000000000001000000000000000200000000000000"),
        of(new RoleAnswer.ServersAnswer(List.of(SERVER)), "01 64 0100 S"),
        of(new RoleAnswer.Published("0a", "no"), "01 65 0200306102006e6f"),
        of(new RoleAnswer.Here(INSTANCE, 0x18), "01 66 I R"),
        of(new RoleAnswer.Identified(PEER), "01 67 P"));
  }

  private static List<GoldenRecord> announcements() {
    Bytes body = Bytes.parse("c0ffee");
    return List.of(
        of(new PublishItem("news", body, 0x15), "01 80 04006e65777303000000c0ffee D"),
        of(new Item("news", "0a", body, PEER), "01 81 04006e6577730200306103000000c0ffee01 P"),
        of(new Item("news", "0a", body, null), "01 81 04006e6577730200306103000000c0ffee00"),
        of(new Judged(Judgement.REJECT), "01 82 03"),
        of(new PeerEvent.Connected(CONNECTION), "01 a0 C"),
        of(
            new PeerEvent.Disconnected(CONNECTION, CloseReason.BANNED, CloseOrigin.COMMAND),
            "01 a1 C 4301"),
        of(
            new PeerEvent.Abandoned(0x14, PEER, CloseReason.TLS_FAILED, CloseOrigin.SOCKET),
            "01 a2 1400000000000000 P 8304"),
        of(new Undecodable("what"), "01 00 040077686174"));
  }

  private static List<GoldenRecord> inquiries() {
    Inquiry.KnownAddress never = new Inquiry.KnownAddress(ADDRESS, "4.10.0", 0x20, 3, null);
    Inquiry.KnownAddress once = new Inquiry.KnownAddress(ADDRESS, "", 0x20, 0, 0x21L);
    return List.of(
        of(new Inquiry.AskBook(), "01 f0"),
        of(
            new Inquiry.BookAnswer(List.of(never, once)),
            "01 f1 0200 1c000000 A 0600342e31302e30 2000000000000000 03000000 00"
                + "1e000000 A 0000 2000000000000000 00000000 01 2100000000000000"),
        of(new Inquiry.AskTopics(), "01 f2"),
        of(
            new Inquiry.TopicsAnswer(Map.of("a", 1L), 2),
            "01 f3 0100 0100610100000000000000 0200000000000000"),
        of(new Inquiry.AskLoads(), "01 f4"),
        of(new Inquiry.AskFlight(), "01 f8"),
        of(new Inquiry.FlightAnswer(List.of("no", "é")), "01 f9 0200 02006e6f 0200c3a9"),
        of(
            new Inquiry.LoadsAnswer(List.of(new Inquiry.Load(TOKEN, 1, 2, 3, 4))),
            "01 f5 0100 38000000 T 0100000000000000 0200000000000000 0300000000000000"
                + "0400000000000000"),
        of(new Inquiry.AskRefusals(), "01 f6"),
        of(
            new Inquiry.RefusalsAnswer(
                List.of(new Inquiry.Refusal(TOKEN, "a", Outcome.STALE, 5, 6))),
            "01 f7 0100 2c000000 T 010061 01 0500000000000000 0600000000000000"));
  }

  private static List<GoldenRecord> blocks() {
    BlockLocators locators = SampleChain.upTo(0, Bytes.parse("ab".repeat(32)));
    return List.of(
        of(
            new ServerCommand.TellBlocks(locators, 0x15),
            "01 fa 01" + ("01000000 00000000" + "ab".repeat(32)).repeat(2) + "D"),
        of(new ServerCommand.TellBlocks(null, 0x15), "01 fa 00 D"),
        of(new PeerAsks(TOKEN, PEER, MESSAGE, 0x15), "01 fc T P M D"),
        of(new ServerAnswer.BlocksTold(Outcome.WRITTEN, "no", 0x18), "01 fb 08 02006e6f R"));
  }

  private static List<GoldenRecord> siblings() {
    return List.of(
        of(new SiblingMessage.Gained(CONNECTION, 0x18), "01 c0 C R"),
        of(new SiblingMessage.Lost(TOKEN, PEER, 0x18), "01 c1 T P R"),
        of(
            new SiblingMessage.Holds(SERVER, new Home("j", PEER), List.of(CONNECTION), 0x18),
            "01 c2 S 2300000001006a P 0100 C R"),
        of(new SiblingMessage.HandsOver(SERVER, List.of(CONNECTION), 0x18), "01 c3 S 0100 C R"));
  }

  private static List<GoldenRecord> mesh() {
    Item item = new Item("news", "0a", Bytes.parse("c0ffee"), null);
    List<Bytes> keys = List.of(Bytes.parse("ab"));
    return List.of(
        of(
            new GossipCommand.Shared(INSTANCE, item),
            "01 83 I 12000000 04006e6577730200306103000000c0ffee00"),
        of(new GossipCommand.Digest(INSTANCE, keys), "01 84 I 0100 01000000ab"),
        of(new GossipCommand.Missing(INSTANCE, keys), "01 85 I 0100 01000000ab"),
        of(new RefreshMessage.Beat(INSTANCE, true), "01 e0 I 01"),
        of(
            new RefreshMessage.BookPage(
                INSTANCE, List.of(new RefreshMessage.Line(ADDRESS, "s", 1, 2, 3L))),
            "01 e1 I 0100 1f000000 A 010073 0100000000000000 02000000 010300000000000000"));
  }

  /** Each capital letter stands for the bytes of a value above. */
  private static GoldenRecord of(BusRecord record, String hex) {
    String digits = hex.replace("I", "0c000000 03 1700000000000000 01006a")
        .replace("C", "55000000 T P A 02 03 1100000000000000 01000000 1400000000000000")
        .replace("T", "S 1100000000000000")
        .replace("S", "0807060504030201 100f0e0d0c0b0a09")
        .replace("P", "5a".repeat(32))
        .replace("A", "04 0a000004 2210")
        .replace("M", "0a000000 0101 1300000000000000")
        .replace("L", "1200000000000000")
        .replace("D", "1500000000000000")
        .replace("R", "1800000000000000");
    return new GoldenRecord(record, digits.replace(" ", ""));
  }
}
