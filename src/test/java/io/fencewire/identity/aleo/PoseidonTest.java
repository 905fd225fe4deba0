package io.fencewire.identity.aleo;

import static io.fencewire.identity.aleo.PoseidonConstants.FULL_ROUNDS;
import static io.fencewire.identity.aleo.PoseidonConstants.PARTIAL_ROUNDS;
import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonObject;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class PoseidonTest {
  static List<JsonObject> poseidon() {
    return Vectors.of("poseidon");
  }

  @ParameterizedTest
  @MethodSource("poseidon")
  void hashesAreThoseOfTheReference(JsonObject vector) {
    Poseidon poseidon = ofRate(vector.getInteger("rate"));
    List<Fp> inputs = vector.getJsonArray("input").stream()
        .map(number -> Fp.of(new BigInteger((String) number)))
        .toList();
    assertThat(poseidon.hash(inputs).toBigInteger())
        .isEqualTo(new BigInteger(vector.getString("hash")));
    assertThat(poseidon.hashToScalar(inputs).value())
        .isEqualTo(new BigInteger(vector.getString("hashToScalar")));
  }

  static List<JsonObject> domainSeparators() {
    return Vectors.of("domainSeparators");
  }

  @ParameterizedTest
  @MethodSource("domainSeparators")
  void separatorsAreThoseOfTheReference(JsonObject vector) {
    assertThat(Poseidon.separator(vector.getString("s")).toBigInteger())
        .isEqualTo(new BigInteger(vector.getString("field")));
  }

  // The first and last bytes of the SHA-256 of the tables in snarkVM, as decimals with commas.
  @ParameterizedTest
  @CsvSource({
    "2, 5d44b1faa846408b, fc55, dab5728c4250d1c0, 374b",
    "4, 41dadb1b69600a52, 7033, b3c9097a6bf155d3, 7f89",
    "8, 6436317f55588065, 06ae, 91dd77728ee60a5f, f159"
  })
  void constantsAreThoseOfTheReference(
      int rate, String addStart, String addEnd, String mixStart, String mixEnd)
      throws GeneralSecurityException {
    PoseidonConstants constants = new PoseidonConstants(rate + 1);
    assertThat(digest(constants.additions)).startsWith(addStart).endsWith(addEnd);
    assertThat(digest(constants.mixing)).startsWith(mixStart).endsWith(mixEnd);
  }

  @ParameterizedTest
  @ValueSource(ints = {2, 4, 8})
  void theShortPartialRoundsAreThoseOfTheDefinition(int rate) {
    Random random = new Random(rate);
    PoseidonConstants constants = new PoseidonConstants(rate + 1);
    for (int count = 0; count < 20; count++) {
      List<Fp> inputs = new ArrayList<>();
      for (int i = 0; i < count; i++) {
        inputs.add(Fp.of(new BigInteger(256, random)));
      }
      assertThat(ofRate(rate).hash(inputs))
          .as("%d inputs, seed %d", count, rate)
          .isEqualTo(hashByDefinition(rate, constants, inputs));
    }
  }

  @Test
  void theNumberOfInputsCounts() {
    assertThat(Poseidon.RATE_2.hash(List.of()))
        .isNotEqualTo(Poseidon.RATE_2.hash(List.of(Fp.ZERO)));
  }

  private static Fp hashByDefinition(int rate, PoseidonConstants constants, List<Fp> inputs) {
    Fp[] state = new Fp[rate + 1];
    Arrays.fill(state, Fp.ZERO);
    List<Fp> padded = new ArrayList<>(List.of(Poseidon.separator("AleoPoseidon" + rate)));
    padded.add(Fp.of(inputs.size()));
    while (padded.size() < rate) {
      padded.add(Fp.ZERO);
    }
    padded.addAll(inputs);
    for (int from = 0; from < padded.size(); from += rate) {
      for (int i = 0; i < rate && from + i < padded.size(); i++) {
        state[i + 1] = state[i + 1].plus(padded.get(from + i));
      }
      permute(constants, state);
    }
    return state[1];
  }

  private static void permute(PoseidonConstants constants, Fp[] state) {
    for (int round = 0; round < FULL_ROUNDS + PARTIAL_ROUNDS; round++) {
      boolean full = round < FULL_ROUNDS / 2 || round >= FULL_ROUNDS / 2 + PARTIAL_ROUNDS;
      for (int i = 0; i < state.length; i++) {
        Fp sum = state[i].plus(constants.additions[round][i]);
        state[i] = full || i == 0 ? sum.power(BigInteger.valueOf(17)) : sum;
      }
      Fp[] before = state.clone();
      for (int i = 0; i < state.length; i++) {
        state[i] = Fp.ZERO;
        for (int j = 0; j < state.length; j++) {
          state[i] = state[i].plus(constants.mixing[i][j].times(before[j]));
        }
      }
    }
  }

  private static Poseidon ofRate(int rate) {
    return switch (rate) {
      case 2 -> Poseidon.RATE_2;
      case 4 -> Poseidon.RATE_4;
      default -> Poseidon.RATE_8;
    };
  }

  private static String digest(Fp[][] table) throws GeneralSecurityException {
    String text = Arrays.stream(table)
        .flatMap(Arrays::stream)
        .map(element -> element.toBigInteger().toString())
        .collect(Collectors.joining(","));
    return HexFormat.of()
        .formatHex(
            MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.US_ASCII)));
  }
}
