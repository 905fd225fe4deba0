package io.fencewire.api;

import io.fencewire.bus.NodeBus;
import io.fencewire.bus.PeerAsks;
import io.fencewire.bus.RoleAnswer;
import io.fencewire.bus.ServerAnswer.Answer;
import io.fencewire.bus.ServerAnswer.BlocksTold;
import io.fencewire.peer.Lease;
import io.fencewire.peer.Outcome;
import io.fencewire.wire.BlockLocators;
import io.fencewire.wire.BlockRequest;
import io.fencewire.wire.BlockResponse;
import io.fencewire.wire.Bytes;
import io.fencewire.wire.PuzzleRequest;
import io.fencewire.wire.PuzzleResponse;
import io.vertx.core.Future;
import io.vertx.core.eventbus.Message;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * What an application that has the chain adds to a node of an Aleo network: it says which blocks
 * there are, and answers peers that ask for them or for the puzzle. Without one the node says that it
 * has the first block and nothing else, and passes over whoever asks.
 */
public final class Blocks {
  /** The greatest consensus version. */
  private static final int CONSENSUS_MAX = 0xffff;

  private final NodeBus bus;
  private final NodeServers servers;

  Blocks(NodeBus bus, NodeServers servers) {
    this.bus = bus;
    this.servers = servers;
  }

  /**
   * Has the node's Pings say that it has these blocks. It says so for 60 s, unless it is told again;
   * so tell it with each new block, and at least twice a minute. Of several applications the last
   * word counts.
   *
   * @return fails with an {@link IllegalArgumentException} if the blocks can't be those of this
   *     node's network, with an {@link IllegalStateException} if a server did not take them
   */
  public Future<Void> tell(BlockLocators blocks) {
    return tellAll(blocks);
  }

  /** The node has the first block alone from now on, as before anything was told. */
  public Future<Void> withdraw() {
    return tellAll(null);
  }

  /**
   * Is handed what peers ask, to be answered within 20 s or not at all. Each question goes to one
   * listener, in this JVM if there is one.
   */
  public PeerNetwork.Subscription onQuestion(Consumer<PeerQuestion> listener) {
    var consumer =
        bus.listen(bus.addresses().requests(), PeerAsks.class, message -> asked(message, listener));
    return consumer::unregister;
  }

  /**
   * Answers a peer with the blocks that it asked for; nobody here reads them.
   *
   * @param blocks their number in one byte, then one behind the other, as snarkVM writes them
   * @param consensusVersion the one in force at the height of the last of them, from 1 on; a snarkOS
   *     node drops whoever is wrong about it
   * @return WRITTEN; STALE if the connection is over; EXPIRED after the deadline; UNSUPPORTED if it
   *     was answered before, or the peer is too old to know the consensus version; TOO_LARGE or FULL
   *     as {@code server.queue} allows
   */
  public Future<Outcome> answer(
      PeerQuestion.ForBlocks question, byte[] blocks, int consensusVersion) {
    return answer(question, () -> {
      if (consensusVersion < 1 || consensusVersion > CONSENSUS_MAX) {
        throw new IllegalArgumentException("the consensus version is " + consensusVersion
            + "; 1 to " + CONSENSUS_MAX + " would be right");
      }
      int named = consensusVersion < BlockResponse.CONSENSUS_MIN ? 0 : consensusVersion;
      return new BlockResponse(question.start(), question.end(), Bytes.of(blocks), named);
    });
  }

  /**
   * Answers a peer with the puzzle; the outcome is as for blocks.
   *
   * @param epochHash 32 bytes
   * @param header the 280 bytes of the newest block's header
   */
  public Future<Outcome> answer(PeerQuestion.ForPuzzle question, byte[] epochHash, byte[] header) {
    return answer(question, () -> new PuzzleResponse(Bytes.of(epochHash), Bytes.of(header)));
  }

  private Future<Outcome> answer(
      PeerQuestion question, Supplier<? extends io.fencewire.wire.Message> answer) {
    io.fencewire.wire.Message message;
    try {
      message = answer.get();
    } catch (IllegalArgumentException problem) {
      return Future.failedFuture(problem);
    }
    if (System.nanoTime() - question.deadline() >= 0) {
      return Future.succeededFuture(Outcome.EXPIRED);
    }
    return servers.with(
        question.token().serverId(),
        client -> client.send(question.token(), Lease.NONE, message).map(Answer::outcome));
  }

  private static void asked(Message<PeerAsks> message, Consumer<PeerQuestion> listener) {
    PeerAsks asks = message.body();
    PeerQuestion question = question(asks, System.nanoTime() + asks.nanos());
    if (question == null) {
      message.fail(400, "no application answers a " + asks.request().type());
    } else {
      NodeBus.answer(message, new RoleAnswer.Taken());
      listener.accept(question);
    }
  }

  private static @Nullable PeerQuestion question(PeerAsks asks, long deadline) {
    if (asks.request() instanceof BlockRequest blocks) {
      return new PeerQuestion.ForBlocks(
          asks.token(), asks.peer(), deadline, blocks.start(), blocks.end());
    }
    return asks.request() instanceof PuzzleRequest
        ? new PeerQuestion.ForPuzzle(asks.token(), asks.peer(), deadline)
        : null;
  }

  private Future<Void> tellAll(@Nullable BlockLocators blocks) {
    return servers.with(client -> servers
        .inspect()
        .compose(shown -> Future.all(
            shown.stream().map(one -> client.tellBlocks(one.serverId(), blocks)).toList()))
        .compose(all -> judged(all.list())));
  }

  private static Future<Void> judged(List<BlocksTold> answers) {
    for (BlocksTold answer : answers) {
      if (!answer.problem().isEmpty()) {
        return Future.failedFuture(new IllegalArgumentException(answer.problem()));
      }
      if (answer.outcome() != Outcome.WRITTEN) {
        return Future.failedFuture(new IllegalStateException(
            "a server of the node was not told of the blocks: " + answer.outcome()));
      }
    }
    return Future.succeededFuture();
  }
}
