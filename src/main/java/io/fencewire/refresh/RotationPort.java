package io.fencewire.refresh;

import io.fencewire.peer.DialTarget;

/** What a rotation can do; nothing in it calls the rotation back. */
interface RotationPort {
  /** Dials a replacement; answered by {@link Rotation#dialed} or {@link Rotation#dialFailed}. */
  void dial(DialTarget replacement);

  /** Closes the victim; asked again until a view no longer shows it. */
  void close(Peer victim, long now);

  /** Is told of every change of phase. */
  void became(Rotation.Phase next, long now, String why);
}
