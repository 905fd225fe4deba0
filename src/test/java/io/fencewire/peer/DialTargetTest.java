package io.fencewire.peer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DialTargetTest {
  @Test
  void digitsAreAnAddressAndLettersAreAName() {
    assertThat(DialTarget.parse("1.2.3.4:5")).isEqualTo(new ListenAddress("1.2.3.4", 5));
    assertThat(DialTarget.parse("[::1]:5")).isEqualTo(new ListenAddress("::1", 5));
    assertThat(DialTarget.parse("localhost:5")).isEqualTo(new ListenAddress("127.0.0.1", 5));
    assertThat(DialTarget.parse("Peer-1.Example.org:5"))
        .isEqualTo(new HostAddress("peer-1.example.org", 5))
        .hasToString("peer-1.example.org:5");
  }

  @ParameterizedTest
  @ValueSource(strings = {"a:1", "xn--bcher-kva.example:1", "a.b.c.:1", "_srv.example:1", "1a:1"})
  void ordinaryNamesPass(String text) {
    assertThat(DialTarget.parse(text)).isInstanceOf(HostAddress.class);
  }

  @ParameterizedTest
  @CsvSource({
    "example.org, has no port",
    "example.org:, a port is 1 to 65535",
    "example.org:x, a port is 1 to 65535",
    "example.org:0, a port is 1 to 65535",
    "example.org:70000, a port is 1 to 65535",
    "1.2.3.4:0, port 0 can't be dialled",
    "1.2.3.999:1, is not an IP address",
    ":1, is not an IP address",
    "exa mple.org:1, nor a host name",
    "-a.example:1, nor a host name",
    "a-.example:1, nor a host name",
    "a..example:1, nor a host name",
    "0x7f.1:1, nor a host name",
    "bücher.example:1, nor a host name",
    "fe80::1%eth0:1, nor a host name",
  })
  void anythingElseIsRefusedWithWhatWouldBeRight(String text, String problem) {
    assertThatThrownBy(() -> DialTarget.parse(text))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(problem);
  }

  @Test
  void aNameIsAtMost253CharactersOfLabelsOfAtMost63() {
    String label = "a".repeat(63);
    assertThat(DialTarget.parse(label + ".example:1")).isInstanceOf(HostAddress.class);
    assertThatThrownBy(() -> new HostAddress(label + "a.example", 1))
        .isInstanceOf(IllegalArgumentException.class);
    String longest = (label + ".").repeat(3) + "b".repeat(61);
    assertThat(new HostAddress(longest, 1).name()).hasSize(253);
    assertThatThrownBy(() -> new HostAddress(longest + "b", 1))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
