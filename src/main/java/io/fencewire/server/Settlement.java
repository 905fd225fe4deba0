package io.fencewire.server;

/** What has waited for something else that happened in the same turn. */
final class Settlement {
  private final Departure departure;
  private final Arrival arrival;
  private final Promotion promotion;
  private final Inbox inbox;

  Settlement(Departure departure, Arrival arrival, Promotion promotion, Inbox inbox) {
    this.departure = departure;
    this.arrival = arrival;
    this.promotion = promotion;
    this.inbox = inbox;
  }

  /** Decides on those whose rival has ended, and reads what came before a connection was LIVE. */
  void settle(long now) {
    for (Connection freed : departure.takeFreed()) {
      arrival.decide(freed, now);
      inbox.drain(freed, now);
    }
    for (Connection promoted : promotion.takePromoted()) {
      inbox.drain(promoted, now);
    }
  }
}
