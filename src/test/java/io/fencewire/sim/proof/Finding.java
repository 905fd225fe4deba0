package io.fencewire.sim.proof;

import io.fencewire.sim.Violation;

/**
 * A seed that broke a rule.
 *
 * @param schedule the name of the schedule
 */
record Finding(String schedule, long seed, Violation violation) {
  /** One line that says what happened, on which revision, and how to see it again. */
  String line() {
    return "%s schedule %d on %s broke %s -- again, with its trace: mvn -q test -Dtest=ReplaySeedTest -Dsim.schedule=%s -Dsim.seed=%d"
        .formatted(
            schedule,
            seed,
            Revision.current(),
            violation.toString().replace('\n', ' '),
            schedule,
            seed);
  }
}
