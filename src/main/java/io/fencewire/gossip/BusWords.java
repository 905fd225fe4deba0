package io.fencewire.gossip;

import io.fencewire.bus.GossipCommand;
import io.fencewire.bus.GossipCommand.Judgement;
import io.fencewire.bus.RoleMessage;
import io.fencewire.peer.ConnectionState;
import io.fencewire.peer.PeerId;
import io.vertx.core.AsyncResult;
import io.vertx.core.eventbus.ReplyException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Translates between the words of the bus and those of the relay. */
final class BusWords {
  private BusWords() {}

  /** What a server has entrusted to this instance. */
  static List<ListedLink> listed(RoleMessage.Snapshot snapshot) {
    return snapshot.holdings().stream()
        .map(holding -> new ListedLink(
            holding.connection(), holding.lease(), holding.state() == ConnectionState.LIVE))
        .toList();
  }

  /** An item, as others get it. */
  static GossipCommand.Item asBusItem(Item item, @Nullable PeerId from) {
    return new GossipCommand.Item(item.topic(), item.key().toString(), item.body(), from);
  }

  /** What a validator said, or why it said nothing. */
  static Ruling ruling(AsyncResult<Judgement> answer, ItemForm form) {
    if (answer.succeeded()) {
      return switch (answer.result()) {
        case ACCEPT -> Ruling.ACCEPT;
        case IGNORE -> Ruling.IGNORE;
        case REJECT -> Ruling.REJECT;
      };
    }
    if (answer.cause() instanceof ReplyException failure) {
      return switch (failure.failureType()) {
        case NO_HANDLERS -> form == ItemForm.PRIVATE ? Ruling.ACCEPT : Ruling.UNJUDGED;
        case TIMEOUT -> Ruling.EXPIRED;
        case RECIPIENT_FAILURE, ERROR -> Ruling.IGNORE;
      };
    }
    return Ruling.IGNORE;
  }
}
