package io.fencewire.sim;

import io.vertx.core.Future;
import io.vertx.core.MultiMap;
import io.vertx.core.eventbus.DeliveryOptions;
import io.vertx.core.eventbus.Message;
import io.vertx.core.eventbus.ReplyException;
import io.vertx.core.eventbus.ReplyFailure;
import org.jspecify.annotations.Nullable;

/** A message on the simulated bus, as one listener gets it. */
public final class SimMessage implements Message<Object> {
  private final String address;
  private final Object body;
  private final long sentAt;
  private final SimBus.@Nullable Question question;
  private final SimBus.Reader reader;
  private @Nullable Object answer;

  SimMessage(
      String address,
      Object body,
      long sentAt,
      SimBus.@Nullable Question question,
      SimBus.Reader reader) {
    this.address = address;
    this.body = body;
    this.sentAt = sentAt;
    this.question = question;
    this.reader = reader;
  }

  /** The world's time when it was sent. */
  public long sentAt() {
    return sentAt;
  }

  /** What it was answered with, so far; null for nothing. */
  public @Nullable Object answer() {
    return answer;
  }

  @Override
  public String address() {
    return address;
  }

  @Override
  public Object body() {
    return body;
  }

  @Override
  public void reply(Object reply, DeliveryOptions options) {
    answer = reply;
    if (question != null) {
      reader.reply(question, reply);
    }
  }

  @Override
  public void fail(int code, String problem) {
    if (question != null) {
      reader.reply(question, new ReplyException(ReplyFailure.RECIPIENT_FAILURE, code, problem));
    }
  }

  @Override
  public MultiMap headers() {
    throw new UnsupportedOperationException("headers are not simulated");
  }

  @Override
  public String replyAddress() {
    throw new UnsupportedOperationException("reply addresses are not simulated");
  }

  @Override
  public boolean isSend() {
    throw new UnsupportedOperationException("not simulated");
  }

  @Override
  public <R> Future<Message<R>> replyAndRequest(Object reply, DeliveryOptions options) {
    throw new UnsupportedOperationException("a question in an answer is not simulated");
  }
}
