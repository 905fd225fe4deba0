package io.fencewire.refresh;

import io.fencewire.peer.AddressKind;
import io.fencewire.peer.DialTarget;
import io.fencewire.peer.ListenAddress;
import java.util.LinkedHashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Which addresses are dialled, kept in the book and passed on. What an operator names may be dialled
 * wherever it lies, if it can be dialled at all and is not our own; what other peers tell is believed
 * only if it could be somebody else's node, or, where only trusted peers may connect, is one of theirs.
 */
final class AddressRules {
  /** How many addresses that turned out to be our own are remembered; the oldest is forgotten. */
  static final int FOUND_MAX = 64;

  private final boolean localAddresses;
  private final @Nullable Set<DialTarget> trustedOnly;
  private final Set<DialTarget> found = new LinkedHashSet<>();
  private Set<ListenAddress> listening = Set.of();

  /** Rules that let loopback and private addresses pass only if told so, or only trusted ones. */
  AddressRules(RefreshOptions options) {
    this.localAddresses = options.localAddresses();
    this.trustedOnly = options.trustedOnly() ? Set.copyOf(options.trusted()) : null;
  }

  /** Whether there can be a listener behind it at all; port 0 and whole networks have none. */
  static boolean isDialable(DialTarget target) {
    return target.port() != 0
        && !(target instanceof ListenAddress address
            && AddressKind.of(address) == AddressKind.NOWHERE);
  }

  /** Whether it lies within this very machine. */
  static boolean isLoopback(ListenAddress address) {
    return AddressKind.of(address) == AddressKind.LOOPBACK;
  }

  /** Whether an address may be learnt from one peer, dialled, and told to another. */
  boolean mayShare(ListenAddress address) {
    if (address.port() == 0 || isOwn(address)) {
      return false;
    }
    if (trustedOnly != null) {
      return trustedOnly.contains(address);
    }
    return switch (AddressKind.of(address)) {
      case PUBLIC -> true;
      case LOOPBACK, PRIVATE -> localAddresses;
      case NOWHERE, RESERVED -> false;
    };
  }

  /** Whether it is where we listen, or turned out to be. */
  boolean isOwn(DialTarget target) {
    return found.contains(target)
        || (target instanceof ListenAddress address && listening.contains(address));
  }

  /** Takes in where our own servers listen now. */
  void listeningAt(Set<ListenAddress> addresses) {
    listening = Set.copyOf(addresses);
  }

  /** Takes in that a dial of this address or name ended at ourselves: behind a wildcard, a NAT, a name. */
  void foundOwn(DialTarget target) {
    if (found.size() == FOUND_MAX) {
      found.remove(found.iterator().next());
    }
    found.add(target);
  }
}
