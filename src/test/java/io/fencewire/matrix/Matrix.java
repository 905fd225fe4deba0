package io.fencewire.matrix;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.fencewire.matrix.Fault.Kind;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/** Runs the fault matrix, prints its table, and ends with 0 only if all of it holds. */
public final class Matrix implements AutoCloseable {
  private static final int[] PAUSES = {1, 5, 20};
  private static final int CUT_SECONDS = 12;
  private static final long PUBLISH_MILLIS = 1_000;
  private static final PrintStream TABLE = System.out;

  private final ScheduledExecutorService publisher = Executors.newSingleThreadScheduledExecutor();
  private final Journal journal = new Journal();
  private final Network network;
  private final Cluster cluster;
  private final Crowd crowd;
  private final Observer observer;
  private final Trial.Scene scene;

  /** A node that is whole, and its peers. */
  Matrix(Network network, Path folder, int peers) throws IOException {
    this.network = network;
    this.cluster = new Cluster(network, folder, journal);
    Path listed =
        Files.writeString(folder.resolve("listed.txt"), cluster.identity().peerId() + "\n");
    this.crowd = new Crowd(peers, cluster, journal, new Crowd.Site(network.peerHost(-1), listed));
    cluster.beginsWith(crowd.startPassive());
    for (int jvm = 0; jvm < Cluster.SIZE; jvm++) {
      cluster.start(jvm);
    }
    this.observer = new Observer(cluster, network, journal);
    this.scene = new Trial.Scene(cluster, network, crowd, observer, journal);
    crowd.startRest();
    var unused = publisher.scheduleAtFixedRate(
        this::publish, PUBLISH_MILLIS, PUBLISH_MILLIS, TimeUnit.MILLISECONDS);
    Trial.awaitWhole(scene);
  }

  /** Rounds, {@code namespaces} or {@code loopback}, a folder, the peers, and what to run, or all. */
  public static void main(String[] args) throws IOException {
    int rounds = Integer.parseInt(args[0]);
    Path folder = Files.createDirectories(Path.of(args[2]));
    Map<String, List<Result>> results = new LinkedHashMap<>();
    boolean namespaces = args[1].equals("namespaces");
    // What the nodes in this JVM log would hide the table.
    PrintStream log =
        new PrintStream(new FileOutputStream(folder.resolve("peers.log").toFile()), true, UTF_8);
    System.setOut(log);
    System.setErr(log);
    try (Network network = namespaces ? new Namespaces() : new Loopback();
        Matrix matrix = new Matrix(network, folder, Integer.parseInt(args[3]))) {
      TABLE.println("whole; peers at each server: " + matrix.crowd.counts());
      for (int round = 0; round < rounds; round++) {
        TABLE.println("round " + (round + 1) + " of " + rounds + "\n" + Result.head());
        for (Fault fault : faults(round, network.canCut())) {
          if (args.length < 5 || fault.toString().matches(args[4])) {
            Result result = matrix.run(fault);
            results.computeIfAbsent(fault.toString(), any -> new ArrayList<>()).add(result);
          }
        }
      }
    }
    System.exit(summary(rounds, results, namespaces) ? 0 : 1);
  }

  /** One fault, and what it cost. */
  Result run(Fault fault) throws IOException {
    Result result = Trial.run(scene, fault);
    TABLE.println(result);
    result.details().forEach(detail -> TABLE.println("    " + detail));
    return result;
  }

  @Override
  public void close() throws IOException {
    publisher.shutdownNow();
    cluster.close();
    observer.close();
    crowd.close();
  }

  /** The server that is tried is in turn the one that is nothing else, and the one with all roles. */
  private static List<Fault> faults(int round, boolean canCut) {
    int server = round % 2 == 0 ? Cluster.SERVER : Cluster.WHOLE;
    List<Fault> faults = new ArrayList<>();
    for (int victim : new int[] {Cluster.ROLES, server}) {
      faults.add(new Fault(Kind.KILL, victim, 0));
      for (int seconds : PAUSES) {
        faults.add(new Fault(Kind.PAUSE, victim, seconds));
      }
      if (canCut) {
        faults.add(new Fault(Kind.CUT, victim, CUT_SECONDS));
      }
    }
    for (int victim = 0; victim < Cluster.SIZE; victim++) {
      faults.add(new Fault(Kind.RESTART, victim, 0));
    }
    faults.add(new Fault(Kind.DRAIN, server, 0));
    return faults;
  }

  private static boolean summary(
      int rounds, Map<String, List<Result>> results, boolean namespaces) {
    TABLE.println("\nthe worst of " + rounds + " rounds\n" + Result.head());
    results.values().forEach(all -> TABLE.println(Result.worst(all)));
    TABLE.println(
        namespaces
            ? "partitions were made with network namespaces"
            : "no partitions: this machine lets us make no network namespaces");
    return results.values().stream().flatMap(List::stream).allMatch(Result::holds);
  }

  private void publish() {
    crowd.publish();
    observer.publish();
  }
}
