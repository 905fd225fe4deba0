package io.fencewire.api;

import io.fencewire.bus.ServerAnswer.BlocksTold;
import io.fencewire.peer.Outcome;
import io.fencewire.wire.BlockLocators;
import io.vertx.core.Future;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What an application that has the chain adds to a node of an Aleo network: it says which blocks
 * there are. Without one the node says that it has the first block and nothing else.
 */
public final class Blocks {
  private final NodeServers servers;

  Blocks(NodeServers servers) {
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
