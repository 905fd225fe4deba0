package io.fencewire.sim.proof;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;

/** Which sources were tested: git's short name for them, with a mark if the work tree differs. */
final class Revision {
  private static final String UNKNOWN = "an unknown revision";

  private Revision() {}

  /** The revision of the current directory; says so where git doesn't know it. */
  static String current() {
    try {
      Process git = new ProcessBuilder("git", "describe", "--always", "--dirty")
          .redirectError(ProcessBuilder.Redirect.DISCARD)
          .start();
      String name = new String(git.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
      return git.waitFor(10, TimeUnit.SECONDS) && git.exitValue() == 0 ? name : UNKNOWN;
    } catch (IOException e) {
      return UNKNOWN; // no git here
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return UNKNOWN;
    }
  }
}
