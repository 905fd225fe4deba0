package io.fencewire.sim.proof;

import io.fencewire.sim.Choices;
import io.fencewire.sim.Schedule;
import io.fencewire.sim.Trace;
import io.fencewire.sim.Violation;
import org.jspecify.annotations.Nullable;

/**
 * One run of a schedule.
 *
 * @param violation null if every rule held
 * @param digest equal for equal courses
 */
record Trial(@Nullable Violation violation, long digest) {
  /** The rule that is broken when the code under test throws, or fails an assertion of its own. */
  static final String CRASH = "crash";

  private static final String OURS = "io.fencewire.";
  private static final int FRAMES = 3;

  /** Lets a schedule run its course; whatever is thrown is a violation too. */
  static Trial of(Schedule schedule, Choices choices, Trace trace) {
    try {
      return new Trial(schedule.run(choices, trace), trace.digest());
    } catch (Exception | AssertionError | StackOverflowError | OutOfMemoryError e) {
      return new Trial(new Violation(CRASH, 0, sentence(e)), trace.digest());
    }
  }

  /** What was thrown, and the innermost places of ours it came from. */
  private static String sentence(Throwable thrown) {
    StringBuilder sentence = new StringBuilder(thrown.toString());
    int frames = 0;
    for (StackTraceElement frame : thrown.getStackTrace()) {
      if (frame.getClassName().startsWith(OURS) && frames++ < FRAMES) {
        sentence
            .append(frames == 1 ? " at " : " < ")
            .append(frame.getFileName())
            .append(':')
            .append(frame.getLineNumber());
      }
    }
    return sentence.toString();
  }
}
