package io.fencewire.matrix;

import static org.assertj.core.api.Assertions.assertThat;

import io.fencewire.matrix.Fault.Kind;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The smallest part of the fault matrix: the JVM without sockets is stopped, and killed. */
class MatrixTest {
  private static final int PEERS = 6;

  @TempDir
  private Path folder;

  @Test
  @Tag("storm")
  void noPeerNoticesThatTheJvmOfTheOtherRolesStandsStillOrDies() throws IOException {
    try (Matrix matrix = new Matrix(new Loopback(), folder, PEERS)) {
      for (Fault fault : new Fault[] {
        new Fault(Kind.PAUSE, Cluster.ROLES, 1), new Fault(Kind.KILL, Cluster.ROLES, 0)
      }) {
        Result result = matrix.run(fault);
        assertThat(result.holds())
            .as(Result.head() + "\n" + result + "\n" + result.details())
            .isTrue();
      }
    }
  }
}
