package io.fencewire.peer;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Each block of the registries by its first and last address, and by its neighbours on both sides. */
class AddressKindTest {
  @ParameterizedTest
  @CsvSource({
    "NOWHERE, 0.0.0.0, 0.255.255.255, false, true",
    "PRIVATE, 10.0.0.0, 10.255.255.255, true, true",
    "PRIVATE, 100.64.0.0, 100.127.255.255, true, true",
    "LOOPBACK, 127.0.0.0, 127.255.255.255, true, true",
    "RESERVED, 169.254.0.0, 169.254.255.255, true, true",
    "PRIVATE, 172.16.0.0, 172.31.255.255, true, true",
    "RESERVED, 192.0.0.0, 192.0.0.255, true, true",
    "RESERVED, 192.0.2.0, 192.0.2.255, true, true",
    "RESERVED, 192.31.196.0, 192.31.196.255, true, true",
    "RESERVED, 192.52.193.0, 192.52.193.255, true, true",
    "RESERVED, 192.88.99.0, 192.88.99.255, true, true",
    "PRIVATE, 192.168.0.0, 192.168.255.255, true, true",
    "RESERVED, 192.175.48.0, 192.175.48.255, true, true",
    "RESERVED, 198.18.0.0, 198.19.255.255, true, true",
    "RESERVED, 198.51.100.0, 198.51.100.255, true, true",
    "RESERVED, 203.0.113.0, 203.0.113.255, true, true",
    "NOWHERE, 224.0.0.0, 239.255.255.255, true, false",
    "RESERVED, 240.0.0.0, 255.255.255.254, false, false",
    "NOWHERE, 255.255.255.255, 255.255.255.255, false, false",
    "NOWHERE, ::, ::, false, false",
    "LOOPBACK, ::1, ::1, false, false",
    "RESERVED, ::2, ::ffff:ffff, false, true",
    "RESERVED, 64:ff9b::, 64:ff9b::ffff:ffff, true, true",
    "RESERVED, 64:ff9b:1::, 64:ff9b:1:ffff:ffff:ffff:ffff:ffff, true, true",
    "RESERVED, 100::, 100::ffff:ffff:ffff:ffff, true, false",
    "RESERVED, 100:0:0:1::, 100:0:0:1:ffff:ffff:ffff:ffff, false, true",
    "RESERVED, 2001::, 2001:1ff:ffff:ffff:ffff:ffff:ffff:ffff, true, true",
    "RESERVED, 2001:db8::, 2001:db8:ffff:ffff:ffff:ffff:ffff:ffff, true, true",
    "RESERVED, 2002::, 2002:ffff:ffff:ffff:ffff:ffff:ffff:ffff, true, true",
    "RESERVED, 2620:4f:8000::, 2620:4f:8000:ffff:ffff:ffff:ffff:ffff, true, true",
    "RESERVED, 3fff::, 3fff:fff:ffff:ffff:ffff:ffff:ffff:ffff, true, true",
    "RESERVED, 5f00::, 5f00:ffff:ffff:ffff:ffff:ffff:ffff:ffff, true, true",
    "PRIVATE, fc00::, fdff:ffff:ffff:ffff:ffff:ffff:ffff:ffff, true, true",
    "RESERVED, fe80::, febf:ffff:ffff:ffff:ffff:ffff:ffff:ffff, true, false",
    "PRIVATE, fec0::, feff:ffff:ffff:ffff:ffff:ffff:ffff:ffff, false, false",
    "NOWHERE, ff00::, ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff, false, false",
  })
  void aBlockReachesFromItsFirstToItsLastAddress(
      AddressKind kind, String first, String last, boolean publicBefore, boolean publicAfter) {
    assertThat(kindOf(first)).isEqualTo(kind);
    assertThat(kindOf(last)).isEqualTo(kind);
    if (publicBefore) {
      assertThat(beside(first, -1)).as("before " + first).isEqualTo(AddressKind.PUBLIC);
    }
    if (publicAfter) {
      assertThat(beside(last, 1)).as("after " + last).isEqualTo(AddressKind.PUBLIC);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "::ffff:0.0.0.0, NOWHERE",
    "::ffff:127.0.0.1, LOOPBACK",
    "::ffff:10.1.2.3, PRIVATE",
    "::ffff:169.254.169.254, RESERVED",
    "::ffff:8.8.8.8, PUBLIC",
  })
  void aMappedAddressIsWhatItsIpv4AddressIs(String ip, AddressKind kind) {
    assertThat(kindOf(ip)).isEqualTo(kind);
  }

  @Test
  void ordinaryAddressesArePublic() {
    assertThat(kindOf("8.8.8.8")).isEqualTo(AddressKind.PUBLIC);
    assertThat(kindOf("2606:4700::1111")).isEqualTo(AddressKind.PUBLIC);
    assertThat(kindOf("2a00:1450:4001::1")).isEqualTo(AddressKind.PUBLIC);
  }

  private static AddressKind kindOf(String ip) {
    return AddressKind.of(new ListenAddress(ip, 4130));
  }

  private static AddressKind beside(String ip, int step) {
    byte[] bytes = new ListenAddress(ip, 1).ipBytes();
    byte[] moved = new BigInteger(1, bytes).add(BigInteger.valueOf(step)).toByteArray();
    byte[] fitted = new byte[bytes.length];
    int count = Math.min(moved.length, fitted.length);
    System.arraycopy(moved, moved.length - count, fitted, fitted.length - count, count);
    assertThat(Arrays.equals(fitted, bytes)).isFalse();
    return AddressKind.of(ListenAddress.of(fitted, 1));
  }
}
