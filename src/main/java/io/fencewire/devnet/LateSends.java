package io.fencewire.devnet;

import io.fencewire.bus.PeerEvent;
import io.fencewire.bus.ServerAnswer;
import io.fencewire.bus.ServerCommand;
import io.fencewire.peer.ConnectionToken;
import io.fencewire.peer.Outcome;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.Vertx;
import io.vertx.core.eventbus.DeliveryContext;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.random.RandomGenerator;

/**
 * Makes senders late: a share of all sends is held back where it was sent from, as a task would be
 * that was paused between its decision and its act, and then goes its way as if nothing had been.
 * Later sends overtake it; that is the point. What the server answers is noted on the answer's way
 * back, and a WRITTEN is checked against the announcements: the connection must be LIVE at that
 * moment. All of it is seen in the turn in which it is said, on the sending side of the event bus.
 */
final class LateSends {
  /** Sends that may be held or unanswered at a time; beyond that none is held back. */
  static final int HELD_MAX = 8_192;

  /** How long a send that was let go may stay unanswered before it is given up, in nanoseconds. */
  private static final long ANSWER_NANOS = 10_000_000_000L;

  private static final long FINISH_MILLIS = 2_000;

  private final Vertx vertx;
  private final double share;
  private final long holdMaxMillis;
  private final RandomGenerator random;
  private final Handler<DeliveryContext<Object>> interceptor = this::intercept;

  // Nodes live on several event loops, and all of them come through here.
  private final Map<String, Held> held = new LinkedHashMap<>();
  private final Set<ConnectionToken> live = new HashSet<>();
  private final Map<Outcome, Long> outcomes = new EnumMap<>(Outcome.class);
  private long total;
  private long wronglyWritten;
  private boolean finished;

  /** Holds this share back by 0 to {@code holdMaxMillis}. */
  LateSends(Vertx vertx, double share, long holdMaxMillis, RandomGenerator random) {
    this.vertx = vertx;
    this.share = share;
    this.holdMaxMillis = holdMaxMillis;
    this.random = random;
  }

  /** Begins; before the first node starts, so that no announcement is missed. */
  void begin() {
    vertx.eventBus().addOutboundInterceptor(interceptor);
  }

  private void intercept(DeliveryContext<Object> delivery) {
    Object body = delivery.body();
    if (body instanceof PeerEvent event) {
      note(event);
    } else if (body instanceof ServerAnswer answer) {
      answered(delivery.message().address(), answer);
    } else if (body instanceof ServerCommand command && holdsBack(command, delivery)) {
      return;
    }
    delivery.next();
  }

  private synchronized void note(PeerEvent event) {
    if (event instanceof PeerEvent.Connected connected) {
      live.add(connected.connection().token());
    } else if (event instanceof PeerEvent.Disconnected over) {
      live.remove(over.connection().token());
    }
  }

  private boolean holdsBack(ServerCommand command, DeliveryContext<Object> delivery) {
    List<ConnectionToken> targets = targets(command);
    String replyAddress = delivery.message().replyAddress();
    if (targets.isEmpty() || replyAddress == null) {
      return false;
    }
    long millis = draw(replyAddress, new Held(targets, delivery, vertx.getOrCreateContext()));
    if (millis < 0) {
      return false;
    }
    vertx.setTimer(Math.max(1, millis), fired -> letGo(replyAddress));
    return true;
  }

  /** How long this one is held back, or -1 if it is not. */
  private synchronized long draw(String replyAddress, Held send) {
    if (finished || random.nextDouble() >= share) {
      return -1;
    }
    giveUpOld();
    if (held.size() >= HELD_MAX) {
      return -1;
    }
    total += send.targets.size();
    held.put(replyAddress, send);
    return random.nextLong(holdMaxMillis + 1);
  }

  /** The oldest come first; each was let go after {@code holdMaxMillis} at the latest. */
  private void giveUpOld() {
    long patience = holdMaxMillis * 1_000_000 + ANSWER_NANOS;
    long now = System.nanoTime();
    held.values().removeIf(send -> {
      boolean old = now - send.since > patience;
      if (old) {
        send.targets.forEach(target -> outcomes.merge(Outcome.UNKNOWN, 1L, Long::sum));
      }
      return old;
    });
  }

  private void letGo(String replyAddress) {
    Held send;
    synchronized (this) {
      send = held.get(replyAddress);
      if (send == null || send.gone) {
        return;
      }
      send.gone = true;
    }
    send.delivery.next();
  }

  private synchronized void answered(String address, ServerAnswer answer) {
    Held send = held.remove(address);
    if (send == null) {
      return;
    }
    List<Outcome> outcomesTold = outcomes(answer, send.targets.size());
    for (int i = 0; i < send.targets.size(); i++) {
      Outcome outcome = outcomesTold.get(i);
      outcomes.merge(outcome, 1L, Long::sum);
      if (outcome == Outcome.WRITTEN && !live.contains(send.targets.get(i))) {
        wronglyWritten++;
      }
    }
  }

  private static List<Outcome> outcomes(ServerAnswer answer, int targets) {
    List<Outcome> told = new ArrayList<>();
    if (answer instanceof ServerAnswer.Answer one) {
      told.add(one.outcome());
    } else if (answer instanceof ServerAnswer.FanOutAnswer many) {
      told.addAll(many.outcomes());
    }
    while (told.size() < targets) {
      told.add(Outcome.UNKNOWN);
    }
    return told;
  }

  private static List<ConnectionToken> targets(ServerCommand command) {
    if (command instanceof ServerCommand.Send send) {
      return List.of(send.token());
    }
    if (command instanceof ServerCommand.SendPing ping) {
      return List.of(ping.token());
    }
    if (command instanceof ServerCommand.FanOut fan) {
      return fan.targets().stream().map(ServerCommand.Target::token).toList();
    }
    return List.of();
  }

  /** Holds nothing back any more, lets everything go, and waits, bounded, for the answers. */
  Future<Void> finish() {
    synchronized (this) {
      finished = true;
      held.forEach((address, send) -> send.context.runOnContext(turn -> letGo(address)));
    }
    return Until.isTrue(vertx, FINISH_MILLIS, this::isAnswered).map(all -> {
      vertx.eventBus().removeOutboundInterceptor(interceptor);
      return null;
    });
  }

  private synchronized boolean isAnswered() {
    return held.isEmpty();
  }

  /** What became of them, each target of a fan-out counted. */
  synchronized DevnetReport.Late counts() {
    // CLOSING, too, says that the generation is over: its end has been announced
    long stale =
        outcomes.getOrDefault(Outcome.STALE, 0L) + outcomes.getOrDefault(Outcome.CLOSING, 0L);
    long expired = outcomes.getOrDefault(Outcome.EXPIRED, 0L);
    long written = outcomes.getOrDefault(Outcome.WRITTEN, 0L);
    return new DevnetReport.Late(
        total, stale, expired, written, total - stale - expired - written, wronglyWritten);
  }

  /** One send that was held back and is not answered yet. */
  private static final class Held {
    private final List<ConnectionToken> targets;
    private final DeliveryContext<Object> delivery;
    private final Context context;
    private final long since = System.nanoTime();
    private boolean gone;

    private Held(List<ConnectionToken> targets, DeliveryContext<Object> delivery, Context context) {
      this.targets = targets;
      this.delivery = delivery;
      this.context = context;
    }
  }
}
