package io.fencewire.sim;

/**
 * How what is said on the bus arrives. Delays are drawn from those that matter: within a handshake,
 * around the deadlines of commands and answers, and just before or after a timer of the listener.
 */
final class Weather {
  /** Delays from here on are worth a line. */
  static final long NOTEWORTHY = 900_000L;

  private static final long MILLI = 1_000_000L;
  private static final Way[] CALM = {
    new Way(10_000, false, false, false),
    new Way(50_000, false, false, false),
    new Way(150_000, false, false, false)
  };

  private final World world;
  private Odds odds = Odds.NONE;

  Weather(World world) {
    this.world = world;
  }

  /** How often something goes wrong: once in so many times, 0 for never. */
  record Odds(int late, int lost, int twice, int overtakes) {
    static final Odds NONE = new Odds(0, 0, 0, 0);
  }

  /** How one message travels. */
  record Way(long delay, boolean lost, boolean twice, boolean overtakes) {}

  /** The weather changes. */
  void become(Odds next) {
    odds = next;
  }

  /** The way of a message to this actor. */
  Way way(Actor to) {
    if (odds.equals(Odds.NONE)) {
      return calm();
    }
    boolean lost = once(odds.lost);
    boolean twice = once(odds.twice);
    boolean overtakes = once(odds.overtakes);
    boolean late = twice || overtakes || once(odds.late);
    return new Way(late ? delay(to) : calm().delay, lost, twice, overtakes);
  }

  /** The way of a message in any weather that nothing can happen to. */
  Way calm() {
    return CALM[world.choices().pick(CALM.length)];
  }

  /** A time from now that ends close to when this actor's next timer is due; 0 if it has none. */
  long untilTimerOf(Actor actor) {
    long due = actor.nextTimerAt();
    if (due == Long.MAX_VALUE) {
      return 0;
    }
    long before = world.choices().among(MILLI, 5 * MILLI, 20 * MILLI, 50 * MILLI, 1, -1, -MILLI);
    return Math.max(0, due - before - world.now());
  }

  private long delay(Actor to) {
    Choices choices = world.choices();
    return switch (choices.pick(6)) {
      case 0 -> choices.among(MILLI, 10 * MILLI, 50 * MILLI, 300 * MILLI);
      case 1 -> around(2_000 * MILLI);
      case 2 -> around(5_000 * MILLI);
      case 3 -> around(6_000 * MILLI);
      case 4 -> choices.among(12_000 * MILLI, 30_000 * MILLI, 60_000 * MILLI);
      default -> untilTimerOf(to);
    };
  }

  private long around(long nanos) {
    return nanos + world.choices().among(-MILLI, 0, MILLI, 40 * MILLI, -40 * MILLI);
  }

  private boolean once(int times) {
    return times > 0 && world.choices().oneIn(times);
  }
}
