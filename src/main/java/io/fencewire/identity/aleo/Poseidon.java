package io.fencewire.identity.aleo;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;

/**
 * The hash of Aleo's accounts: a sponge over field elements, Poseidon with the S-box x¹⁷, 8 full and
 * 31 partial rounds, and a capacity of one element.
 */
final class Poseidon {
  /** With two elements at a time: for the parts of a private key. */
  static final Poseidon RATE_2 = new Poseidon(2);

  /** With four elements at a time: for the last part of a compute key. */
  static final Poseidon RATE_4 = new Poseidon(4);

  /** With eight elements at a time: for a signature's challenge. */
  static final Poseidon RATE_8 = new Poseidon(8);

  private final int rate;
  private final Fp domain;
  private final PoseidonConstants constants;

  private Poseidon(int rate) {
    this.rate = rate;
    this.domain = separator("AleoPoseidon" + rate);
    this.constants = new PoseidonConstants(rate + 1);
  }

  /** The field element that a text stands for where uses of one hash are kept apart. */
  static Fp separator(String text) {
    byte[] bytes = text.getBytes(StandardCharsets.US_ASCII);
    return Fp.of(LittleEndian.decode(bytes, 0, bytes.length));
  }

  /** The hash cut to a scalar. */
  Scalar hashToScalar(List<Fp> inputs) {
    return Scalar.cut(hash(inputs));
  }

  /**
   * The hash. The first block is domain, number of inputs and zeros, and is always a whole one; even
   * without inputs one permutation follows it.
   */
  Fp hash(List<Fp> inputs) {
    Fp[] state = new Fp[rate + 1];
    Arrays.fill(state, Fp.ZERO);
    state[1] = domain;
    state[2] = Fp.of(inputs.size());
    for (int i = 0; i < inputs.size(); i++) {
      if (i % rate == 0) {
        state = permuted(state);
      }
      int at = 1 + i % rate;
      state[at] = state[at].plus(inputs.get(i));
    }
    return permuted(state)[1];
  }

  private Fp[] permuted(Fp[] input) {
    int half = PoseidonConstants.FULL_ROUNDS / 2;
    Fp[] state = input;
    for (int round = 0; round < half; round++) {
      Fp[][] mixing = round == half - 1 ? constants.entryMixing : constants.mixing;
      state = Matrix.times(mixing, substituted(state, constants.additions[round]));
    }
    state = partialRounds(state);
    for (int round = 0; round < half; round++) {
      Fp[] additions = constants.additions[half + PoseidonConstants.PARTIAL_ROUNDS + round];
      state = Matrix.times(constants.mixing, substituted(state, additions));
    }
    return state;
  }

  private Fp[] partialRounds(Fp[] input) {
    Fp first = input[0].plus(constants.entryAdditions[0]);
    Fp[] others = new Fp[rate];
    Arrays.setAll(others, i -> input[i + 1].plus(constants.entryAdditions[i + 1]));
    for (int round = 0; round < PoseidonConstants.PARTIAL_ROUNDS; round++) {
      Fp boxed = box(first).plus(constants.carried[round]);
      first = constants.mixing[0][0].times(boxed).plus(Fp.dot(constants.rows[round], others));
      Fp[] column = constants.columns[round];
      for (int i = 0; i < rate; i++) {
        others[i] = others[i].plus(column[i].times(boxed));
      }
    }
    Fp[] state = new Fp[rate + 1];
    state[0] = first;
    System.arraycopy(others, 0, state, 1, rate);
    return state;
  }

  private static Fp[] substituted(Fp[] state, Fp[] additions) {
    Fp[] result = new Fp[state.length];
    for (int i = 0; i < result.length; i++) {
      result[i] = box(state[i].plus(additions[i]));
    }
    return result;
  }

  /** The S-box: the 17th power. */
  private static Fp box(Fp value) {
    return value.squared(4).times(value);
  }
}
