package io.fencewire.sim;

/** A process of the small world: what happens in it waits while it stands still. */
enum Place {
  SERVER("the server"),
  HEARTBEAT("the heartbeat"),
  GOSSIP("gossip"),
  REFRESH("the refresher"),
  /** The other end of every socket; it is never paused, for it does as it likes. */
  OUTSIDE("the peer");

  private final String words;

  Place(String words) {
    this.words = words;
  }

  @Override
  public String toString() {
    return words;
  }
}
