package io.fencewire.bus;

import io.vertx.core.eventbus.Message;
import io.vertx.core.eventbus.ReplyException;
import io.vertx.core.eventbus.ReplyFailure;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Lets only our records in. Whoever is in the cluster can send anything to our addresses: what is no
 * record, or one that this version can't read, is counted, answered with a failure that says why,
 * and logged, one line in ten seconds. May be used from any thread.
 */
final class Gate {
  private static final Logger LOG = LoggerFactory.getLogger(Gate.class);
  private static final long LOG_NANOS = 10_000_000_000L;
  private static final int BAD_REQUEST = 400;

  /** The longest reason that is passed on, in characters; a stranger may have written it. */
  private static final int REASON_MAX = 500;

  private final AtomicLong refused = new AtomicLong();
  private final AtomicLong quietUntil = new AtomicLong(System.nanoTime());

  /** Whether the message carries such a record; if it doesn't, it has been refused. */
  boolean admits(Message<?> message, Class<? extends BusRecord> expected) {
    String fault = fault(message, expected);
    if (fault == null) {
      return true;
    }
    refuse(message.address(), fault);
    message.fail(BAD_REQUEST, fault);
    return false;
  }

  /**
   * The record that an answer carries.
   *
   * @throws ReplyException if it carries none of this type
   */
  <T extends BusRecord> T open(Message<?> answer, String asked, Class<T> expected) {
    String fault = fault(answer, expected);
    if (fault != null) {
      refuse(asked, fault);
      throw new ReplyException(ReplyFailure.ERROR, BAD_REQUEST, fault);
    }
    return expected.cast(answer.body());
  }

  /** How many messages were refused. */
  long refusedCount() {
    return refused.get();
  }

  private static @Nullable String fault(Message<?> message, Class<?> expected) {
    Object body;
    try {
      body = message.body();
    } catch (RuntimeException problem) {
      // of a serialised object whose class is not allowed, for example
      return readable("a body that can't be read: " + problem.getMessage());
    }
    if (body instanceof Undecodable undecodable) {
      return readable(undecodable.what());
    }
    if (expected.isInstance(body)) {
      return null;
    }
    String found = body == null ? "nothing" : body.getClass().getSimpleName();
    return found + " was sent; " + expected.getSimpleName()
        + ", by the codec of Fencewire, would be right";
  }

  private static String readable(String reason) {
    String cut = reason.length() > REASON_MAX ? reason.substring(0, REASON_MAX) + "…" : reason;
    return cut.replaceAll("\\p{Cntrl}", " ");
  }

  private void refuse(String address, String fault) {
    long count = refused.incrementAndGet();
    long now = System.nanoTime();
    long quiet = quietUntil.get();
    if (now - quiet >= 0 && quietUntil.compareAndSet(quiet, now + LOG_NANOS)) {
      LOG.warn("refused at {}: {} ({} refused so far)", address, fault, count);
    }
  }
}
