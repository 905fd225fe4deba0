package io.fencewire.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fencewire.peer.CloseOrigin;
import io.fencewire.peer.CloseReason;
import io.fencewire.peer.ListenAddress;
import io.fencewire.peer.PeerId;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Which identities may connect at all, and what the channel below says about them. */
class AccessTest {
  private final ToyNetwork network = new ToyNetwork();
  private final ToyServer stranger = new ToyServer(network, 2);
  private final ToyServer friend = new ToyServer(network, 3);

  @Test
  void whoIsNotListedIsRefusedBeforeAnythingIsPrepared() {
    ToyServer strict = strict(new Access(true, false, Map.of()));
    strict.server().expulsion().list(Set.of(friend.identity().peerId()), network.now());

    Connection refused = stranger.dial(strict);
    assertThat(refused.ending().reason()).isEqualTo(CloseReason.NOT_ADMITTED);
    assertThat(refused.ending().origin()).isEqualTo(CloseOrigin.PEER);
    assertThat(strict.said).containsExactly("turned away NOT_ADMITTED");

    friend.dial(strict);
    assertThat(strict.live()).hasSize(1);
  }

  @Test
  void beforeThereIsAListNobodyIsOnIt() {
    ToyServer strict = strict(new Access(true, false, Map.of()));

    assertThat(friend.dial(strict).ending().reason()).isEqualTo(CloseReason.NOT_ADMITTED);
  }

  @Test
  void whoFallsOffTheListIsClosedAndTheOthersAreNot() {
    ToyServer strict = strict(new Access(true, false, Map.of()));
    PeerId friendly = friend.identity().peerId();
    strict.server().expulsion().list(Set.of(friendly, stranger.identity().peerId()), network.now());
    friend.dial(strict);
    Connection falling = stranger.dial(strict);
    assertThat(strict.live()).hasSize(2);

    strict.server().expulsion().list(Set.of(friendly), network.now());
    network.settle();

    assertThat(strict.live()).hasSize(1);
    assertThat(strict.only().facts().peer()).isEqualTo(friendly);
    assertThat(falling.ending().reason()).isEqualTo(CloseReason.NOT_ADMITTED);
    assertThat(strict.endings).hasSize(1);
  }

  @Test
  void withTrustedOnlyWhoIsNotNamedIsRefusedWhicheverEndDials() {
    ToyServer strict = strict(
        new Access(false, true, Map.of(friend.address(), friend.identity().peerId())));

    assertThat(stranger.dial(strict).ending().reason()).isEqualTo(CloseReason.NOT_ADMITTED);
    assertThat(strict.dial(stranger).ending().reason()).isEqualTo(CloseReason.NOT_ADMITTED);
    friend.dial(strict);
    assertThat(strict.only().facts().peer()).isEqualTo(friend.identity().peerId());
  }

  @Test
  void atATrustedAddressNobodyElseIsAccepted() {
    PeerId expected = friend.identity().peerId();
    ToyServer careful = strict(new Access(false, false, Map.of(stranger.address(), expected)));

    assertThat(careful.dial(stranger).ending().reason()).isEqualTo(CloseReason.NOT_ADMITTED);
    stranger.dial(careful);
    assertThat(careful.live()).as("as itself it may come in").hasSize(1);
  }

  @Test
  void aChannelOfAnotherKeyThanTheIdentityIsClosedByWhicheverEndSeesIt() {
    ToyServer node = strict(Access.ANYONE);
    Connection dialled = node.server().dial(friend.address(), network.now());
    node.socketOf(dialled).channelPeer = stranger.identity().peerId();
    network.settle();

    assertThat(dialled.ending().reason()).isEqualTo(CloseReason.CHANNEL_MISMATCH);
    assertThat(dialled.ending().origin()).isEqualTo(CloseOrigin.SERVER);
    assertThat(friend.live()).isEmpty();
    assertThat(node.said)
        .containsExactly("turned away CHANNEL_MISMATCH", "dial failed CHANNEL_MISMATCH");
  }

  @Test
  void aChannelOfTheSameKeyIsAsGoodAsPlain() {
    ToyServer node = strict(Access.ANYONE);
    Connection dialled = node.server().dial(friend.address(), network.now());
    node.socketOf(dialled).channelPeer = friend.identity().peerId();
    network.settle();

    assertThat(node.live()).hasSize(1);
  }

  @Test
  void aListWithoutItsRuleAndARuleWithoutItsListAreRefused() {
    ServerOptions options = ServerOptions.at(new ListenAddress("127.0.0.1", 4001));
    Access listed = new Access(true, false, Map.of());

    assertThatThrownBy(() -> options.withAccess(listed, null))
        .hasMessageContaining("peers.admit = listed needs peers.listed");
    assertThatThrownBy(() -> options.withAccess(Access.ANYONE, Path.of("peers.txt")))
        .hasMessageContaining("peers.listed = peers.txt has no effect");
  }

  private ToyServer strict(Access access) {
    Path list = access.listedOnly() ? Path.of("peers.txt") : null;
    ListenAddress address = new ListenAddress("127.0.0.1", 4001);
    return new ToyServer(network, 1, 1, ServerOptions.at(address).withAccess(access, list));
  }
}
