package io.fencewire.server;

import io.fencewire.handshake.HandshakeTerms;
import io.fencewire.wire.BlockLocators;
import io.fencewire.wire.Frame;
import io.fencewire.wire.MessageType;
import io.fencewire.wire.Ping;
import org.jspecify.annotations.Nullable;

/**
 * Which blocks our Pings say that we have: those that an application has told of, as long as its
 * word is fresh, else the first alone. Whoever says that he has blocks is asked for them, and an
 * application that is gone can't answer; so a word that is not repeated is not believed for long.
 */
final class OwnBlocks {
  /** How long a word is good: three times the usual interval between Pings. */
  static final long FRESH_NANOS = 60_000_000_000L;

  private final Ping bare;
  private final int sizeMax;
  private final Counters counters;
  private @Nullable Ping told;
  private long toldAt;

  /**
   * Knows of the first block, if the terms' Ping has it.
   *
   * @param queueBytes how many bytes may wait for one peer
   */
  OwnBlocks(HandshakeTerms terms, int queueBytes, Counters counters) {
    this.bare = terms.ping();
    this.sizeMax =
        Math.min(queueBytes - Integer.BYTES, terms.protocol().limits().max(MessageType.PING));
    this.counters = counters;
  }

  /** How those without extensions are pinged now. */
  Ping ping(long now) {
    if (told != null && now - toldAt >= FRESH_NANOS) {
      counters.count(Counters.Event.BLOCKS_LAPSED);
      told = null;
    }
    return told == null ? bare : told;
  }

  /** The height that Pings name now; 0 if they name none. */
  long height(long now) {
    BlockLocators named = ping(now).locators();
    return named == null ? 0 : named.height();
  }

  /**
   * An application says which blocks there are, or with null that it has none any more. The last word
   * counts, whoever says it.
   *
   * @return empty, or what is wrong and what would be right; then what was told before stays
   */
  String tell(@Nullable BlockLocators blocks, long now) {
    if (blocks == null) {
      told = null;
      return "";
    }
    BlockLocators first = bare.locators();
    if (first == null) {
      return "Pings of this node name no blocks; those of a client of an Aleo network do";
    }
    if (!blocks.firstBlock().equals(first.firstBlock())) {
      return "the block of height 0 is %s; %s, the first one of this network, would be right"
          .formatted(blocks.firstBlock(), first.firstBlock());
    }
    Ping ping = new Ping(bare.version(), bare.nodeType(), blocks);
    int size = Frame.encode(ping).length - Integer.BYTES;
    if (size > sizeMax) {
      return "a Ping with these blocks has %d bytes; at most %d, which server.queue allows, would be right"
          .formatted(size, sizeMax);
    }
    told = ping;
    toldAt = now;
    return "";
  }
}
