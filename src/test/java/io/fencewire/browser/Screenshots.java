package io.fencewire.browser;

import static org.assertj.core.api.Assertions.assertThat;

import io.fencewire.Jvm;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Makes the pictures of the documentation: a devnet after a minute, light and dark. Runs only if it is
 * named: {@code mvn -Pbrowser test -Dtest=Screenshots}.
 */
@Tag("browser")
class Screenshots {
  private static final int BYTES_MAX = 250 * 1024;

  @Test
  void take() throws IOException {
    try (Jvm devnet = Jvm.start(
            List.of("-Xmx512m"),
            "devnet",
            "--nodes=12",
            "--for=10m",
            "--rotate-every=2s",
            "--late=2%",
            "--admin=0");
        Browser browser = new Browser()) {
      browser.open(devnet.await("page: "), 1120, 1000);
      browser.until("document.getElementById('t-items').textContent > 0");
      browser.result("new Promise(done => setTimeout(done, 60_000))");
      for (String scheme : List.of("light", "dark")) {
        browser.scheme(scheme);
        // What has changed within the last seconds is coloured: wait for a rotation to be there.
        browser.result("new Promise(done => setTimeout(done, 3_000))");
        byte[] picture = browser.picture();
        assertThat(picture).hasSizeBetween(10_000, BYTES_MAX);
        Files.write(Path.of("docs", "devnet-" + scheme + ".png"), picture);
      }
    }
  }
}
