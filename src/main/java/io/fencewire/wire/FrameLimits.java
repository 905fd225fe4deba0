package io.fencewire.wire;

/** The longest payload, id included, that is accepted of each message type; 0 where the profile has no such message. */
@FunctionalInterface
public interface FrameLimits {
  /** The limit in bytes. */
  int max(MessageType type);
}
