package io.fencewire.sim;

/** A moment of the world, from which on the time is measured in which an actor stood still or not. */
public final class Mark {
  private final Actor actor;
  private final long at;
  private final long paused;
  private final int pauses;

  /** Now, of this actor. */
  public Mark(Actor actor) {
    this.actor = actor;
    this.at = actor.world().now();
    this.paused = actor.pausedNanos();
    this.pauses = actor.pauses() - (actor.isPaused() ? 1 : 0);
  }

  /** How long ago it is. */
  public long ageNanos() {
    return actor.world().now() - at;
  }

  /** For how long the actor has been awake since then. */
  public long awakeNanos() {
    return actor.world().now() - at - actor.pausedNanos() + paused;
  }

  /** How often it has stood still since then. */
  public int pauses() {
    return actor.pauses() - pauses;
  }
}
