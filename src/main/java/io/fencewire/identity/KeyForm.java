package io.fencewire.identity;

import java.security.SecureRandom;
import org.jspecify.annotations.Nullable;

/** A kind of private key, as the line of a {@link KeyFile}. */
public interface KeyForm {
  /** What a line looks like, for errors. */
  String line();

  /** What lines of this kind begin with, and of no other kind. */
  String mark();

  /** What people call an identity. */
  default String named(Identity identity) {
    return identity.peerId().toString();
  }

  /** A new key's line. */
  String draw(SecureRandom random);

  /** The identity that a line gives; null if it is no line of this kind. */
  @Nullable
  Identity read(String line, SecureRandom random);
}
