package io.fencewire.refresh;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fencewire.peer.ListenAddress;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AddressRulesTest {
  private final AddressRules strict = rules(false);
  private final AddressRules local = rules(true);

  @ParameterizedTest
  @ValueSource(
      strings = {
        "1.2.3.4:4130",
        "9.255.255.255:1",
        "11.0.0.0:1",
        "100.63.255.255:1",
        "100.128.0.0:1",
        "172.15.255.255:1",
        "172.32.0.0:1",
        "192.167.255.255:1",
        "192.0.1.0:1",
        "223.255.255.255:65535",
        "[2a00::1]:4130",
        "[2001:db9::1]:4130"
      })
  void anAddressInTheOpenMayBeDialledAndPassedOn(String text) {
    ListenAddress address = ListenAddress.parse(text);
    assertThat(AddressRules.isDialable(address)).isTrue();
    assertThat(strict.mayShare(address)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "0.0.0.0:4130",
        "0.1.2.3:4130",
        "224.0.0.1:4130",
        "239.255.255.255:4130",
        "255.255.255.255:4130",
        "[::]:4130",
        "[ff02::1]:4130",
        "1.2.3.4:0",
        "127.0.0.1:0",
        "[::ffff:0.0.0.0]:4130"
      })
  void whereNobodyCanListenIsNeverDialled(String text) {
    ListenAddress address = ListenAddress.parse(text);
    assertThat(AddressRules.isDialable(address)).isFalse();
    assertThat(local.mayShare(address)).isFalse();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "169.254.1.1:4130",
        "192.0.0.1:4130",
        "192.0.2.1:4130",
        "198.18.0.1:4130",
        "198.19.255.255:4130",
        "198.51.100.7:4130",
        "203.0.113.9:4130",
        "240.0.0.1:4130",
        "[fe80::1]:4130",
        "[febf::1]:4130",
        "[2001:db8::1]:4130",
        "[3fff:fff::1]:4130",
        "[100::1]:4130",
        "[::1.2.3.4]:4130"
      })
  void aReservedAddressIsDialledOnlyIfAnOperatorNamesIt(String text) {
    ListenAddress address = ListenAddress.parse(text);
    assertThat(local.mayShare(address)).isFalse();
    assertThat(AddressRules.isDialable(address)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "127.0.0.1:4130",
        "127.255.0.1:4130",
        "10.0.0.1:4130",
        "100.64.0.1:4130",
        "100.127.255.255:4130",
        "172.16.0.1:4130",
        "172.31.255.255:4130",
        "192.168.1.1:4130",
        "[::1]:4130",
        "[fd00::1]:4130",
        "[fec0::1]:4130",
        "[::ffff:10.0.0.1]:4130"
      })
  void aLocalAddressIsPassedOnOnlyIfTheOptionsSaySo(String text) {
    ListenAddress address = ListenAddress.parse(text);
    assertThat(strict.mayShare(address)).isFalse();
    assertThat(local.mayShare(address)).isTrue();
  }

  @Test
  void ourOwnAddressIsNeitherDialledNorPassedOn() {
    ListenAddress listening = ListenAddress.parse("1.2.3.4:4130");
    ListenAddress found = ListenAddress.parse("5.6.7.8:4130");
    strict.listeningAt(Set.of(listening));
    strict.foundOwn(found);
    assertThat(strict.isOwn(listening)).isTrue();
    assertThat(strict.isOwn(found)).isTrue();
    assertThat(strict.mayShare(listening)).isFalse();
    assertThat(strict.mayShare(found)).isFalse();
    assertThat(strict.mayShare(ListenAddress.parse("1.2.3.4:4131"))).isTrue();
  }

  @Test
  void whatIsRememberedOfOurselvesIsBoundedAndTheOldestIsForgotten() {
    for (int port = 1; port <= AddressRules.FOUND_MAX + 1; port++) {
      strict.foundOwn(new ListenAddress("1.2.3.4", port));
    }
    assertThat(strict.isOwn(new ListenAddress("1.2.3.4", 1))).isFalse();
    assertThat(strict.isOwn(new ListenAddress("1.2.3.4", 2))).isTrue();
  }

  @Test
  void optionsThatNameWhatNobodyCanDialAreRefusedWithTheAddressInTheMessage() {
    ListenAddress nowhere = ListenAddress.parse("0.0.0.0:4130");
    assertThatThrownBy(() -> Stage.options(1, 2, 3, List.of(nowhere), List.of()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("refresh.bootstrap")
        .hasMessageContaining("0.0.0.0:4130");
  }

  @Test
  void anIntervalOfNothingIsRefused() {
    assertThatThrownBy(() -> new RefreshOptions(
            1, 2, 3, Duration.ZERO, 0.2, List.of(), List.of(), null, false, false))
        .hasMessageContaining("refresh.interval must be 1ms to 365 days, not PT0S");
  }

  private static AddressRules rules(boolean localAddresses) {
    RefreshOptions options = new RefreshOptions(
        1, 2, 3, Duration.ofSeconds(1), 0.2, List.of(), List.of(), null, localAddresses, false);
    return new AddressRules(options);
  }
}
