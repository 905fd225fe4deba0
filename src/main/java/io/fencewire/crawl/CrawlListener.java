package io.fencewire.crawl;

/** Hears of a crawl while it is under way, on its event loop. */
public interface CrawlListener {
  /** A visit has ended, or is about to. */
  void found(Finding finding);

  /** It has come so far: said every second. */
  void progress(Progress progress);
}
