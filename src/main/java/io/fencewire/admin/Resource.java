package io.fencewire.admin;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;

/** What comes with the jar. */
final class Resource {
  private Resource() {}

  /** The bytes of a resource that must be there; an absolute name, or one beside this class. */
  static byte[] bytes(String name) {
    try (InputStream in = Resource.class.getResourceAsStream(name)) {
      if (in == null) {
        throw new IllegalStateException("the jar of Fencewire is damaged: it has no " + name);
      }
      return in.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
