package io.fencewire.crawl;

import io.fencewire.peer.ConnectionToken;
import io.fencewire.peer.DialTarget;

/** What a crawl does to the world. None of these calls back in the same turn. */
interface CrawlPort {
  /** Dials; how that ended is told to {@link Crawl#dialled}. */
  void dial(DialTarget target);

  /** Asks a node for the addresses of others; a second time if no answer came. */
  void ask(ConnectionToken token);

  /** Says goodbye and closes. */
  void leave(ConnectionToken token);

  /** Hears what a visit has found. */
  void found(Finding finding);

  /** Hears of every change of a visit's state. */
  void became(DialTarget target, Visit.State state, String why);
}
