package io.fencewire.wire;

/**
 * The longest payload, id included, that is accepted of each message type; 0 where the profile has
 * no such message.
 */
@FunctionalInterface
public interface FrameLimits {
  /** The limit in bytes. */
  int max(MessageType type);

  /** Whether messages are understood in the longer forms that snarkOS has had since 2025, too. */
  default boolean hasLongerForms() {
    return false;
  }
}
