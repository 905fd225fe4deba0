package io.fencewire.sim;

import io.fencewire.bus.RoleMessage;
import io.fencewire.bus.ServerCommand;
import io.fencewire.wire.MessageType;
import java.util.List;

/** What travels in the small world, in words. */
final class Words {
  private static final int HEADER = 6;

  private Words() {}

  /** A command. */
  static String of(Ask ask) {
    ServerCommand command = ask.command;
    if (command instanceof ServerCommand.SendPing ping) {
      return "heartbeat " + ask.asker.instance() + "'s ping meant for " + ping.token();
    } else if (command instanceof ServerCommand.Send send) {
      return "a transaction meant for " + send.token();
    }
    return "the rotation of " + ((ServerCommand.CloseConnection) command).token();
  }

  /** What the server tells a role. */
  static String of(RoleMessage message) {
    if (message instanceof RoleMessage.Prepare prepare) {
      return "prepare " + prepare.connection().token();
    } else if (message instanceof RoleMessage.Promoted promoted) {
      return promoted.token() + " is connected";
    } else if (message instanceof RoleMessage.Ended ended) {
      return ended.token() + " is over: " + ended.reason();
    } else if (message instanceof RoleMessage.Received received) {
      return received.token() + " sent " + received.message().type();
    }
    return "all there is: "
        + ((RoleMessage.Snapshot) message)
            .holdings().stream().map(holding -> holding.connection().token()).toList();
  }

  /** Frames, or a piece of one. */
  static String of(List<byte[]> frames) {
    StringBuilder words = new StringBuilder();
    for (byte[] frame : frames) {
      MessageType type = frame.length < HEADER ? null : MessageType.ofId(Frames.id(frame));
      words.append(words.isEmpty() ? "" : " and ").append(type == null ? "bytes" : type);
    }
    return words.toString();
  }
}
