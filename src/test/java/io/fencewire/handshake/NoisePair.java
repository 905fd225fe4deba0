package io.fencewire.handshake;

import io.fencewire.identity.aleo.NoiseHandshake;
import io.fencewire.wire.FrameDecoder;
import io.fencewire.wire.Limits;
import io.fencewire.wire.WireException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;

/** Two sides of a Noise handshake, joined by a line on which bytes can be changed on their way. */
final class NoisePair {
  final Handshake initiator;
  final Handshake responder;

  /** What each side has written, in order. */
  final List<byte[]> fromInitiator = new ArrayList<>();

  final List<byte[]> fromResponder = new ArrayList<>();

  /** What each side has not read. */
  final FrameDecoder toInitiator = new FrameDecoder(Limits.ALEO);

  final FrameDecoder toResponder = new FrameDecoder(Limits.ALEO);

  private final Map<Handshake, HandshakeException> failures = new HashMap<>();
  private final BiFunction<Integer, byte[], byte[]> change;
  private boolean welcomed;
  private int number;

  /** What is written, counted from 0, is changed on its way. */
  NoisePair(
      HandshakeTerms dialler, HandshakeTerms dialled, BiFunction<Integer, byte[], byte[]> change) {
    this.initiator = NoiseExchange.initiator(dialler, new Random(1));
    this.responder = NoiseExchange.responder(dialled, new Random(2));
    this.change = change;
  }

  NoisePair(HandshakeTerms dialler, HandshakeTerms dialled) {
    this(dialler, dialled, (which, bytes) -> bytes);
  }

  /** Runs until nobody has anything to say, the responder taking on whoever is proven. */
  NoisePair run() throws WireException {
    write(initiator, initiator.opening());
    boolean magic = toResponder.skip(NoiseHandshake.magic());
    while (magic && (read(responder, toResponder) || read(initiator, toInitiator))) {
      if (responder.isComplete() && !welcomed) {
        welcomed = true;
        write(responder, responder.welcome());
      }
    }
    return this;
  }

  /** How one side failed; null if it did not. */
  @Nullable
  HandshakeException failureOf(Handshake side) {
    return failures.get(side);
  }

  private boolean read(Handshake side, FrameDecoder stream) throws WireException {
    if (side.isComplete() || failures.containsKey(side)) {
      return false;
    }
    try {
      Handshake.Taken taken = side.take(stream);
      if (taken == null) {
        return false;
      }
      write(side, side.goOn(Objects.requireNonNull(taken.proof()).run()));
    } catch (HandshakeException e) {
      failures.put(side, e);
      byte[] last = side.farewell(e.reason());
      write(side, last == null ? List.of() : List.of(last));
    }
    return true;
  }

  private void write(Handshake side, List<byte[]> blocks) {
    boolean initiates = side == initiator;
    for (byte[] block : blocks) {
      (initiates ? fromInitiator : fromResponder).add(block);
      (initiates ? toResponder : toInitiator).feed(change.apply(number++, block.clone()));
    }
  }
}
