package io.fencewire.refresh;

import static io.fencewire.refresh.Stage.address;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fencewire.peer.ConnectionToken;
import io.fencewire.peer.DialTarget;
import io.fencewire.peer.HostAddress;
import io.fencewire.peer.ListenAddress;
import java.util.List;
import org.junit.jupiter.api.Test;

/** With trusted peers alone, no other address is dialled, asked for, believed or passed on. */
class TrustedOnlyTest {
  private static final ListenAddress TRUSTED = address(200);
  private static final HostAddress NAMED = new HostAddress("peer.example.org", 4130);

  private final Stage stage = new Stage(options(List.of(), List.of(TRUSTED, NAMED)), 1);

  @Test
  void whatTheBookKnowsFromBeforeIsNeitherKeptNorDialled() {
    stage.refresh.load(List.of(entry(address(1)), entry(TRUSTED)), stage.now);

    assertThat(stage.refresh.book().size()).isEqualTo(1);
    assertThat(stage.tick().dials()).containsExactlyInAnyOrder(TRUSTED, NAMED);
    stage.know(1, 2, 3);
    assertThat(stage.refresh.exchange().answer(stage.live(4), stage.now)).contains(List.of());
  }

  @Test
  void nobodyIsAskedAndWhatIsToldUnaskedIsNotBelieved() {
    ConnectionToken teller = stage.live(1);
    assertThat(stage.tick().asks()).as("below the target, and nobody to dial").isEmpty();

    stage.refresh.exchange().told(teller, List.of(address(5), address(6), TRUSTED), stage.now);

    assertThat(stage.refresh.counters()).containsEntry("addresses_refused", 2L);
    assertThat(stage.tickAfter(1).dials()).doesNotContain(address(5), address(6));
  }

  @Test
  void whoAsksIsToldOfTrustedAddressesAlone() {
    ConnectionToken asker = stage.live(1);
    stage.live(2);
    stage.live(200);
    stage.tick();

    assertThat(stage.refresh.exchange().answer(asker, stage.now)).contains(List.of(TRUSTED));
  }

  @Test
  void whoIsConnectedIsTrustedWhateverAddressItNamesAndStays() {
    Stage full = new Stage(options(List.of(), List.of()), 1);
    for (int i = 1; i <= 5; i++) {
      full.live(i);
    }
    for (int i = 0; i < 20; i++) {
      assertThat(full.tickAfter(101).closes()).isEmpty();
    }
  }

  @Test
  void bootstrapPeersWouldHaveNoEffect() {
    assertThatThrownBy(() -> options(List.of(address(1)), List.of(TRUSTED)))
        .hasMessage("peers.bootstrap = [127.0.0.1:5001] has no effect with peers.trustedOnly: name"
            + " whom to dial in peers.trusted");
  }

  private static BookEntry entry(ListenAddress address) {
    return new BookEntry(address, "g", 5, 0, null);
  }

  /** A range of 1, 3 and 4 peers. */
  private static RefreshOptions options(List<DialTarget> bootstrap, List<DialTarget> trusted) {
    RefreshOptions usual = Stage.options(1, 3, 4);
    return new RefreshOptions(
        1, 3, 4, usual.interval(), usual.jitter(), bootstrap, trusted, null, true, true);
  }
}
