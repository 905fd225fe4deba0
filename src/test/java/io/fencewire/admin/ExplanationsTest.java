package io.fencewire.admin;

import static org.assertj.core.api.Assertions.assertThat;

import io.fencewire.peer.CloseOrigin;
import io.fencewire.peer.CloseReason;
import io.fencewire.peer.Outcome;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Every reason and every outcome has words, and the keys they name exist. */
class ExplanationsTest {
  @ParameterizedTest
  @EnumSource
  void aReasonIsASentence(CloseReason reason) throws Exception {
    String words = Explanations.of(reason, CloseOrigin.SERVER);
    String readme = Files.readString(Path.of("README.md"));

    assertThat(words).startsWith("This node closed it by its own judgement: ").endsWith(".");
    Pattern.compile("[a-z]+\\.[a-zA-Z]+")
        .matcher(words.substring(0, words.length() - 1))
        .results()
        .forEach(key -> assertThat(readme).contains("| `" + key.group() + "` |"));
  }

  @ParameterizedTest
  @EnumSource
  void anOutcomeIsExplained(Outcome outcome) {
    String word = outcome.name().toLowerCase(Locale.ROOT);
    assertThat(Explanations.ofOutcome(word)).startsWith(word + ": ");
  }

  @Test
  void reasonsOfTheProtocolAreNotTheirOwnNames() {
    assertThat(Explanations.of(CloseReason.TLS_FAILED, CloseOrigin.SOCKET))
        .isEqualTo("The socket ended without a word: the TLS handshake came to nothing.");
  }
}
