package io.fencewire.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.fencewire.peer.CloseReason;
import io.fencewire.peer.ListenAddress;
import io.fencewire.server.ServerOptions.AdmissionLimits;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** Who gets as far as a handshake. */
class AdmissionTest {
  private static final ListenAddress HOME = new ListenAddress("127.0.0.1", 4130);
  private static final ListenAddress FAR = new ListenAddress("192.0.2.1", 50_000);

  private final Admission admission = new Admission(ServerOptions.at(HOME));

  @Test
  void theEleventhAttemptWithinTenSecondsIsRefusedAndALaterOneIsNot() {
    for (int i = 0; i < 10; i++) {
      assertThat(admission.atAccept(FAR, 0, i)).isNull();
    }
    assertThat(admission.atAccept(FAR, 0, 10)).isEqualTo(CloseReason.TOO_MANY_ATTEMPTS);
    assertThat(admission.atAccept(new ListenAddress("192.0.2.2", 1), 0, 10)).isNull();

    assertThat(admission.atAccept(FAR, 0, Duration.ofSeconds(10).toNanos())).isNull();
  }

  @Test
  void anIpv4AddressInIpv6ClothesIsTheSameAddress() {
    for (int i = 0; i < 10; i++) {
      admission.atAccept(FAR, 0, 0);
    }
    assertThat(admission.atAccept(new ListenAddress("::ffff:192.0.2.1", 7), 0, 0))
        .isEqualTo(CloseReason.TOO_MANY_ATTEMPTS);
  }

  @Test
  void noMoreHandshakesRunAtATimeThanAllowed() {
    assertThat(admission.atAccept(FAR, 31, 0)).isNull();
    assertThat(admission.atAccept(FAR, 32, 0)).isEqualTo(CloseReason.PENDING_FULL);
  }

  @Test
  void loopbackIsExemptOnlyWhereThatWasAskedFor() {
    Admission devnet = new Admission(ServerOptions.at(HOME)
        .withAdmission(new AdmissionLimits(32, 1, Duration.ofSeconds(10), true)));
    for (int i = 0; i < 11; i++) {
      assertThat(devnet.atAccept(HOME, 0, 0)).isNull();
      admission.atAccept(HOME, 0, 0);
    }
    devnet.atAccept(FAR, 0, 0);
    assertThat(devnet.atAccept(FAR, 0, 0)).isEqualTo(CloseReason.TOO_MANY_ATTEMPTS);
    assertThat(admission.atAccept(HOME, 0, 0)).isEqualTo(CloseReason.TOO_MANY_ATTEMPTS);
  }

  @Test
  void theAddressesRememberedAreBounded() {
    for (int i = 0; i < 10; i++) {
      admission.atAccept(FAR, 0, 0);
    }
    for (int i = 0; i < Admission.REMEMBERED_MAX; i++) {
      admission.atAccept(new ListenAddress("10.0." + i / 250 + "." + i % 250, 1), 0, 0);
    }
    assertThat(admission.atAccept(FAR, 0, 0)).as("forgotten, as the oldest").isNull();
  }
}
