package io.fencewire.sim;

import io.vertx.core.Handler;
import io.vertx.core.eventbus.DeliveryContext;
import io.vertx.core.eventbus.DeliveryOptions;
import io.vertx.core.eventbus.EventBus;
import io.vertx.core.eventbus.MessageCodec;
import io.vertx.core.eventbus.MessageConsumer;
import io.vertx.core.eventbus.MessageConsumerOptions;
import io.vertx.core.eventbus.MessageProducer;
import java.util.function.Function;

/** What of the event bus is not simulated: it throws, so that a new use is noticed. */
abstract class UnsimulatedBus implements EventBus {
  @Override
  public EventBus send(String address, Object message) {
    throw unsimulated();
  }

  @Override
  public EventBus publish(String address, Object message) {
    throw unsimulated();
  }

  @Override
  public <T> MessageConsumer<T> consumer(MessageConsumerOptions options) {
    throw unsimulated();
  }

  @Override
  public <T> MessageConsumer<T> consumer(
      MessageConsumerOptions options, Handler<io.vertx.core.eventbus.Message<T>> handler) {
    throw unsimulated();
  }

  @Override
  public <T> MessageConsumer<T> consumer(String address) {
    throw unsimulated();
  }

  @Override
  public <T> MessageConsumer<T> consumer(
      String address, Handler<io.vertx.core.eventbus.Message<T>> handler) {
    throw unsimulated();
  }

  @Override
  public <T> MessageConsumer<T> localConsumer(String address) {
    throw unsimulated();
  }

  @Override
  public <T> MessageProducer<T> sender(String address) {
    throw unsimulated();
  }

  @Override
  public <T> MessageProducer<T> sender(String address, DeliveryOptions options) {
    throw unsimulated();
  }

  @Override
  public <T> MessageProducer<T> publisher(String address) {
    throw unsimulated();
  }

  @Override
  public <T> MessageProducer<T> publisher(String address, DeliveryOptions options) {
    throw unsimulated();
  }

  @Override
  @SuppressWarnings("rawtypes")
  public EventBus unregisterCodec(String name) {
    throw unsimulated();
  }

  @Override
  public <T> EventBus registerDefaultCodec(Class<T> type, MessageCodec<T, ?> codec) {
    throw unsimulated();
  }

  @Override
  @SuppressWarnings("rawtypes")
  public EventBus unregisterDefaultCodec(Class type) {
    throw unsimulated();
  }

  @Override
  public EventBus codecSelector(Function<Object, String> selector) {
    throw unsimulated();
  }

  @Override
  public <T> EventBus addOutboundInterceptor(Handler<DeliveryContext<T>> interceptor) {
    throw unsimulated();
  }

  @Override
  public <T> EventBus removeOutboundInterceptor(Handler<DeliveryContext<T>> interceptor) {
    throw unsimulated();
  }

  @Override
  public <T> EventBus addInboundInterceptor(Handler<DeliveryContext<T>> interceptor) {
    throw unsimulated();
  }

  @Override
  public <T> EventBus removeInboundInterceptor(Handler<DeliveryContext<T>> interceptor) {
    throw unsimulated();
  }

  @Override
  public EventBus clusterSerializableChecker(Function<String, Boolean> checker) {
    throw unsimulated();
  }

  @Override
  public EventBus serializableChecker(Function<String, Boolean> checker) {
    throw unsimulated();
  }

  @Override
  public boolean isMetricsEnabled() {
    throw unsimulated();
  }

  private static UnsupportedOperationException unsimulated() {
    return new UnsupportedOperationException("this part of the event bus is not simulated");
  }
}
