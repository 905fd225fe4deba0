package io.fencewire.wire;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class BytesTest {
  @Test
  void twoRunsOfTheSameBytesAreEqual() {
    assertThat(Bytes.of(new byte[] {1, -1})).isEqualTo(Bytes.parse("01ff")).hasToString("01ff");
    assertThat(Bytes.parse("01ff")).hasSameHashCodeAs(Bytes.of(new byte[] {1, -1}));
    assertThat(Bytes.parse("01ff")).isNotEqualTo(Bytes.parse("01fe"));
  }

  @Test
  void bytesAreComparedUnsigned() {
    assertThat(Bytes.parse("80")).isGreaterThan(Bytes.parse("7fff"));
    assertThat(Bytes.parse("80")).isLessThan(Bytes.parse("8000"));
  }

  @Test
  void whatIsHandedOutOrInIsACopy() {
    byte[] array = {1, 2, 3};
    Bytes bytes = Bytes.of(array);
    array[0] = 9;
    bytes.toArray()[1] = 9;
    assertThat(bytes).isEqualTo(Bytes.parse("010203"));
    assertThat(bytes.slice(1, 3)).isEqualTo(Bytes.parse("0203"));
  }

  /** Pairs of (1, 31) and (2, 0) hash alike, so sixteen of them make 65,536 keys with one hash. */
  @Test
  @Timeout(value = 10, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
  void keysThatWereChosenToCollideStayFast() {
    Set<Bytes> keys = new HashSet<>();
    for (int choice = 0; choice < 65_536; choice++) {
      byte[] key = new byte[32];
      for (int i = 0; i < 16; i++) {
        boolean second = (choice >>> i & 1) == 1;
        key[2 * i] = (byte) (second ? 2 : 1);
        key[2 * i + 1] = (byte) (second ? 0 : 31);
      }
      keys.add(Bytes.wrap(key));
    }
    assertThat(keys).hasSize(65_536);
    assertThat(keys.stream().map(Bytes::hashCode).distinct()).hasSize(1);
  }
}
