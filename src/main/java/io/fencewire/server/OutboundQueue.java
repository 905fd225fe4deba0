package io.fencewire.server;

import io.fencewire.peer.Outcome;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;

/**
 * What one generation has accepted and the kernel has not. Bounded in bytes; when it is full the
 * newest loses, and its sender is told so. Control frames have a small lane of their own and go
 * first, so that a peer that is slow with gossip is still answered. At most one write is in flight.
 */
final class OutboundQueue {
  private final ServerOptions.Queues limits;
  private final ByteBudget total;
  private final ArrayDeque<byte[]> control = new ArrayDeque<>();
  private final ArrayDeque<byte[]> data = new ArrayDeque<>();
  private int controlBytes;
  private int dataBytes;
  private int controlInFlight;
  private int dataInFlight;
  private boolean inFlight;
  private long taken;

  OutboundQueue(ServerOptions.Queues limits, ByteBudget total) {
    this.limits = limits;
    this.total = total;
  }

  /** Accepts a frame of the data lane, or says FULL. */
  Outcome offer(byte[] frame) {
    if (dataBytes + frame.length > limits.outboundBytes() || !total.take(frame.length)) {
      return Outcome.FULL;
    }
    data.add(frame);
    dataBytes += frame.length;
    return Outcome.WRITTEN;
  }

  /** Accepts a frame of the control lane, or says FULL. */
  Outcome offerControl(byte[] frame) {
    if (controlBytes + frame.length > limits.controlBytes()) {
      return Outcome.FULL;
    }
    control.add(frame);
    controlBytes += frame.length;
    return Outcome.WRITTEN;
  }

  /**
   * Accepts a ping, which may name thousands of blocks: one that the control lane could never hold
   * goes the way of data. Where there is no room for it there the peer hears from us all the same.
   */
  Outcome offerPing(byte[] frame) {
    return frame.length > limits.controlBytes() ? offer(frame) : offerControl(frame);
  }

  /** Accepts the last frame of all: it goes behind everything, whatever the bounds say. */
  void offerLast(byte[] frame) {
    data.add(frame);
    dataBytes += frame.length;
    total.force(frame.length);
  }

  /**
   * Whether a write may be started: there is something to write, and none is in flight.
   *
   * @param last whether it is the last one, which does not wait for the one in flight
   */
  boolean isReady(boolean last) {
    return (last || !inFlight) && !(control.isEmpty() && data.isEmpty());
  }

  /** Everything that waits, control first, to be handed over as one write. */
  List<byte[]> take() {
    List<byte[]> frames = new ArrayList<>(control.size() + data.size());
    frames.addAll(control);
    frames.addAll(data);
    control.clear();
    data.clear();
    taken += controlBytes - controlInFlight + dataBytes - dataInFlight;
    controlInFlight = controlBytes;
    dataInFlight = dataBytes;
    inFlight = true;
    return frames;
  }

  /** The write in flight has left for the kernel. */
  void written() {
    controlBytes -= controlInFlight;
    dataBytes -= dataInFlight;
    total.give(dataInFlight);
    controlInFlight = 0;
    dataInFlight = 0;
    inFlight = false;
  }

  /** Drops everything. */
  void discard() {
    control.clear();
    data.clear();
    total.give(dataBytes);
    controlBytes = 0;
    dataBytes = 0;
    controlInFlight = 0;
    dataInFlight = 0;
  }

  /** How many bytes were handed over, in all. */
  long taken() {
    return taken;
  }

  /** Bytes accepted and not yet with the kernel. */
  int bytes() {
    return controlBytes + dataBytes;
  }
}
