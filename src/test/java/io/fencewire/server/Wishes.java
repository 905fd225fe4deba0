package io.fencewire.server;

import io.fencewire.bus.BusRecord;
import io.fencewire.bus.ServerCommand;
import io.fencewire.peer.ConnectionToken;
import io.fencewire.sim.LongSet;
import io.fencewire.wire.Frame;
import java.util.Arrays;

/** What commands have asked for: which frames may be written on which generation. */
final class Wishes {
  private final LongSet all = new LongSet();

  /** Takes note of a command. */
  void note(BusRecord record) {
    if (record instanceof ServerCommand.Send send) {
      all.add(wish(send.token(), Arrays.hashCode(Frame.encode(send.message()))));
    } else if (record instanceof ServerCommand.FanOut fanOut) {
      int frame = Arrays.hashCode(Frame.encode(fanOut.message()));
      fanOut.targets().forEach(target -> all.add(wish(target.token(), frame)));
    }
  }

  /** Whether this frame was asked for on this generation. */
  boolean has(Connection connection, byte[] frame) {
    return connection.hasToken() && all.contains(wish(connection.token(), Arrays.hashCode(frame)));
  }

  /** As one number that is spread evenly; of one server the tokens' hashes differ. */
  private static long wish(ConnectionToken token, int frame) {
    return ((long) token.hashCode() << 32 | (frame & 0xffff_ffffL)) * 0x9E3779B97F4A7C15L;
  }
}
