package io.fencewire.options;

import static io.fencewire.options.OptionKind.choice;
import static io.fencewire.options.OptionKind.text;

import io.fencewire.handshake.Opening;
import io.fencewire.handshake.Profile;
import io.fencewire.identity.aleo.AleoNetwork;
import io.fencewire.identity.aleo.EncodingException;
import io.fencewire.peer.NodeType;
import io.fencewire.server.ServerOptions;
import io.fencewire.server.Transport;
import io.fencewire.wire.Bytes;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The keys that say which network a node is in, listed by {@link OptionKeys}, and what they mean. */
final class NetworkKeys {
  private static final String NAME_DEFAULT = "fencewire";
  private static final Pattern HEX = Pattern.compile("([0-9a-fA-F]{2})+");

  static final OptionKey<NetworkProfile> PROFILE = OptionKey.of(
      "network.profile",
      choice(NetworkProfile.class),
      NetworkProfile.PRIVATE,
      "what kind of network the node is in: anyone's own, or one of snarkOS nodes");
  static final OptionKey<String> NAME = OptionKey.of(
      "network.name",
      text("a text of 1 to 255 characters", ".{1,255}"),
      NAME_DEFAULT,
      "the private network; peers of another one are refused");
  static final OptionKey<String> GENESIS = new OptionKey<>(
      "network.genesis",
      all -> text("a file with the first block, or its first 345 bytes in hexadecimal", "[^\0]*"),
      all -> "",
      "none",
      "the first block of an aleo-devnet, in a file or the first 345 bytes in hexadecimal");
  static final OptionKey<NodeKind> NODE_TYPE = OptionKey.of(
      "network.nodeType",
      choice(NodeKind.class),
      NodeKind.CLIENT,
      "what the node says it is, where peers are snarkOS's");

  static final OptionKey<Opening> HANDSHAKE = OptionKey.of(
      "network.handshake",
      choice(Opening.class),
      Opening.CHALLENGE,
      "which handshake begins a dial, where peers are snarkOS's; who dials begins either");

  private NetworkKeys() {}

  /** What a node can say it is. */
  enum NodeKind {
    CLIENT(NodeType.CLIENT),
    PROVER(NodeType.PROVER);

    private final NodeType type;

    NodeKind(NodeType type) {
      this.type = type;
    }

    @Override
    public String toString() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  static List<OptionKey<?>> all() {
    return List.of(PROFILE, NAME, GENESIS, NODE_TYPE, HANDSHAKE);
  }

  /** What the frames travel over if nobody says: snarkOS has nothing but plain TCP. */
  static Transport transport(Settings all, Transport otherwise) {
    return all.get(PROFILE).isAleo() ? Transport.PLAIN : otherwise;
  }

  /** These options for the network that is meant. */
  static ServerOptions in(Settings all, ServerOptions server) {
    NetworkProfile chosen = all.get(PROFILE);
    if (!chosen.isAleo()) {
      mustBeLeftOut(all, GENESIS, "", "only network.profile = aleo-devnet has it");
      mustBeLeftOut(
          all,
          NODE_TYPE,
          NodeKind.CLIENT,
          "it has no effect unless network.profile is" + " one of snarkOS's networks");
      mustBeLeftOut(
          all,
          HANDSHAKE,
          Opening.CHALLENGE,
          "it has no effect unless network.profile is one of snarkOS's networks");
      return server.withNetwork(all.get(NAME));
    }
    mustSuit(all, server, chosen);
    NodeType type = all.get(NODE_TYPE).type;
    AleoNetwork network = network(all, chosen);
    if (type != NodeType.PROVER && network.firstBlock() == null) {
      throw all.wrong(
          GENESIS,
          all.get(GENESIS),
          "this is the header alone, and a client needs the"
              + " hash of the first block too; the first 345 bytes of that block would be right");
    }
    Profile profile = Profile.ofAleo(chosen.toString(), network);
    return server.withProfile(profile.beginning(all.get(HANDSHAKE)), type);
  }

  private static void mustSuit(Settings all, ServerOptions server, NetworkProfile chosen) {
    mustBeLeftOut(all, NAME, NAME_DEFAULT, "it has no effect with network.profile = " + chosen);
    if (server.transport() == Transport.TLS) {
      throw all.wrong(
          OptionKeys.LISTEN_TRANSPORT,
          "tls",
          "with network.profile = " + chosen
              + " it must be plain, for the peers there speak nothing else");
    }
    if (server.loops() > 1) {
      throw all.wrong(
          OptionKeys.SERVER_LOOPS,
          server.loops(),
          "with network.profile = " + chosen
              + " it must be 1, so that all dials of an address are counted in one place");
    }
  }

  private static AleoNetwork network(Settings all, NetworkProfile chosen) {
    String genesis = all.get(GENESIS);
    if (chosen != NetworkProfile.ALEO_DEVNET) {
      mustBeLeftOut(
          all, GENESIS, "", "only network.profile = aleo-devnet has it, " + chosen + " is known");
      return Objects.requireNonNull(chosen.network(), "only a devnet is unknown");
    }
    try {
      return AleoNetwork.withGenesis(
          HEX.matcher(genesis).matches() ? Bytes.parse(genesis) : begin(genesis));
    } catch (EncodingException | IOException e) {
      throw all.wrong(
          GENESIS,
          genesis.isEmpty() ? "\"\"" : genesis,
          "a file with the first block of"
              + " the devnet, or its first 345 bytes in hexadecimal, would be right: "
              + problem(e));
    }
  }

  private static Bytes begin(String file) throws IOException {
    if (file.isEmpty()) {
      throw new IOException("none was given");
    }
    try (InputStream in = Files.newInputStream(Path.of(file))) {
      return Bytes.wrap(in.readNBytes(AleoNetwork.BLOCK_SIZE));
    } catch (IOException | IllegalArgumentException e) {
      throw new IOException("it can't be read: " + e, e);
    }
  }

  private static @Nullable String problem(Exception e) {
    return e.getMessage();
  }

  private static <T> void mustBeLeftOut(Settings all, OptionKey<T> key, T otherwise, String why) {
    if (!all.get(key).equals(otherwise)) {
      throw all.wrong(key, all.get(key), why);
    }
  }
}
