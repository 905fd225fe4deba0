package io.fencewire.options;

/**
 * The node can't start as it is set up, and no further try would mend that. The message says what is
 * wrong and what would be right; the launcher ends with exit code 2.
 */
public final class StartRefused extends IllegalArgumentException {
  private static final long serialVersionUID = 1L;

  public StartRefused(String message) {
    super(message);
  }
}
