package io.fencewire.refresh;

import io.fencewire.bus.BusRecord;
import io.fencewire.bus.NodeBus;
import io.fencewire.bus.RefreshMessage.Beat;
import io.fencewire.bus.RefreshMessage.BookPage;
import io.fencewire.bus.RefreshMessage.Line;
import io.fencewire.peer.RoleInstance;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.eventbus.Message;
import io.vertx.core.eventbus.MessageConsumer;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.LongSupplier;

/**
 * Where a refresher hears those in other JVMs, learns when it is to act, and passes its address book
 * on while it does.
 */
final class Succession {
  private static final long BEAT_MILLIS = 1_000;
  private static final int BEATS_PER_BOOK = 10;

  private final Vertx vertx;
  private final NodeBus bus;
  private final RoleInstance self;
  private final LongSupplier nanoTime;
  private final Heir heir;
  private final Standing standing;
  private final Map<RoleInstance, Long> others = new HashMap<>();

  @SuppressWarnings("NullAway.Init") // set by begin()
  private MessageConsumer<BusRecord> consumer;

  private long timer;
  private boolean acts;
  private int beats;

  Succession(Vertx vertx, NodeBus bus, RoleInstance self, LongSupplier nanoTime, Heir heir) {
    this.vertx = vertx;
    this.bus = bus;
    this.self = self;
    this.nanoTime = nanoTime;
    this.heir = heir;
    this.standing = new Standing(self.id(), nanoTime.getAsLong());
  }

  /** The refresher that acts when its time has come. */
  interface Heir {
    /** Acts from now on. */
    void begin();

    /** Leaves it to another. */
    void rest();

    /** Takes in what the one that acts knows. */
    void inherit(List<BookEntry> entries);

    /** What it knows itself. */
    List<BookEntry> bequest();
  }

  Future<?> begin() {
    consumer = bus.listen(bus.addresses().refreshers(), this::hear);
    return consumer.completion().onSuccess(registered -> beat());
  }

  Future<?> end() {
    vertx.cancelTimer(timer);
    return consumer.unregister();
  }

  private void hear(Message<BusRecord> message) {
    if (message.body() instanceof Beat beat && !beat.instance().equals(self)) {
      long now = nanoTime.getAsLong();
      if (others.size() >= Standing.OTHERS_MAX) {
        others.clear();
      }
      others.put(beat.instance(), now);
      standing.heard(beat.instance().id(), beat.active(), now);
    } else if (message.body() instanceof BookPage page && !page.instance().equals(self) && !acts) {
      heir.inherit(page.lines().stream().map(Succession::entry).toList());
    }
  }

  private void beat() {
    Set<String> members = bus.members();
    others.keySet().removeIf(other -> {
      boolean gone = !members.contains(other.jvm());
      if (gone) {
        standing.left(other.id());
      }
      return gone;
    });
    decide();
    bus.publish(bus.addresses().refreshers(), new Beat(self, acts));
    if (acts && ++beats % BEATS_PER_BOOK == 0) {
      passOn(heir.bequest());
    }
    timer = vertx.setTimer(BEAT_MILLIS, fired -> beat());
  }

  private void decide() {
    boolean before = acts;
    acts = standing.acts(nanoTime.getAsLong());
    if (acts && !before) {
      heir.begin();
    } else if (before && !acts) {
      heir.rest();
    }
  }

  private void passOn(List<BookEntry> entries) {
    for (int from = 0; from < entries.size(); from += BookPage.LINES_MAX) {
      int to = Math.min(from + BookPage.LINES_MAX, entries.size());
      List<Line> lines =
          entries.subList(from, to).stream().map(Succession::line).toList();
      bus.publish(bus.addresses().refreshers(), new BookPage(self, lines));
    }
  }

  private static Line line(BookEntry entry) {
    return new Line(
        entry.address(),
        entry.source(),
        entry.seenSeconds(),
        entry.failures(),
        entry.connectedSeconds());
  }

  private static BookEntry entry(Line line) {
    return new BookEntry(
        line.address(),
        line.source(),
        line.seenSeconds(),
        line.failures(),
        line.connectedSeconds());
  }
}
