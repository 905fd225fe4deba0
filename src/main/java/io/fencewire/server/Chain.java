package io.fencewire.server;

import io.fencewire.handshake.HandshakeTerms;

/**
 * What an application that has the chain adds to a server.
 *
 * @param blocks which blocks our Pings say that we have
 * @param requests what peers ask that an application alone can answer
 */
record Chain(OwnBlocks blocks, ChainRequests requests) {
  /** Without an application, so far. */
  static Chain of(HandshakeTerms terms, ServerOptions options, ServerPort port, Counters counters) {
    int queueBytes = options.queues().outboundBytes();
    return new Chain(
        new OwnBlocks(terms, queueBytes, counters),
        new ChainRequests(terms, queueBytes, port, counters));
  }
}
