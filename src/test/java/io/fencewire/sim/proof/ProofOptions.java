package io.fencewire.sim.proof;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Set;

/**
 * How much is run; each a system property {@code proof.NAME}.
 *
 * @param product the seeds of each schedule for the product
 * @param from the first of these seeds
 * @param mutant the same for each mutant
 * @param states the states of the exploration, for the product and each cure removed
 * @param mutants the names of those to hunt; all of them if there is no name, and none for {@code none}
 * @param patience how long one mutant is hunted
 * @param threads how many seeds, or mutants, at a time
 */
record ProofOptions(
    List<Leg> product,
    long from,
    List<Leg> mutant,
    long states,
    Set<String> mutants,
    Duration patience,
    int threads) {
  /** From the system properties. */
  static ProofOptions ofSystem() {
    return new ProofOptions(
        List.of(leg("node", 10_000), leg("connection", 1_000_000)),
        Long.getLong("proof.from", 0),
        List.of(mutantLeg("connection", 100_000), mutantLeg("node", 100_000)),
        Long.getLong("proof.states", 1_000_000),
        Set.copyOf(Arrays.stream(System.getProperty("proof.mutants", "").split(","))
            .map(String::strip)
            .filter(name -> !name.isEmpty())
            .toList()),
        Duration.ofMinutes(Long.getLong("proof.mutant.minutes", 10)),
        Integer.getInteger("proof.threads", Runtime.getRuntime().availableProcessors()));
  }

  /** Whether this mutant is hunted. */
  boolean hunts(String name) {
    return mutants.isEmpty() || mutants.contains(name);
  }

  /** The names that are no mutant's: nobody would notice that it is not hunted. */
  List<String> unknown(List<String> all) {
    return mutants.stream()
        .filter(name -> !all.contains(name) && !name.equals("none"))
        .toList();
  }

  private static Leg leg(String schedule, long seeds) {
    return new Leg(schedule, Long.getLong("proof." + schedule + ".seeds", seeds));
  }

  private static Leg mutantLeg(String schedule, long seeds) {
    return new Leg(schedule, Long.getLong("proof.mutant." + schedule + ".seeds", seeds));
  }
}
