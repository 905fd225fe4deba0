package io.fencewire.server;

import io.fencewire.wire.MessageType;

/** What one peer in an Aleo network may be sent: messages at all, and solutions among them. */
final class SendRates {
  private final Rate messages = Rate.ofMessages();
  private final Rate solutions = Rate.ofSolutions();

  /** Counts a message of this type; false if there were enough for now. */
  boolean take(MessageType type, long now) {
    boolean solution = type == MessageType.UNCONFIRMED_SOLUTION;
    if (messages.isSpent(now) || (solution && solutions.isSpent(now))) {
      return false;
    }
    messages.take(now);
    if (solution) {
      solutions.take(now);
    }
    return true;
  }
}
