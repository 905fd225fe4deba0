package io.fencewire.matrix;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.fencewire.matrix.Fault.Kind;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/** Runs the fault matrix, prints its table, and ends with 0 only if all of it holds. */
public final class Matrix implements AutoCloseable {
  private static final int[] PAUSES = {1, 5, 20};
  private static final int CUT_SECONDS = 12;
  private static final long PUBLISH_MILLIS = 1_000;

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
    Trial.awaitReady(scene);
    crowd.startRest();
    var unused = publisher.scheduleAtFixedRate(
        this::publish, PUBLISH_MILLIS, PUBLISH_MILLIS, TimeUnit.MILLISECONDS);
    Trial.awaitWhole(scene);
  }

  /** Rounds, {@code namespaces} or {@code loopback}, a folder, the peers, and which rows to run. */
  public static void main(String[] args) throws IOException {
    boolean namespaces = args[1].equals("namespaces");
    Path folder = Files.createDirectories(Path.of(args[2]));
    Table table = new Table(System.out);
    // What the nodes in this JVM log would hide the table.
    PrintStream log =
        new PrintStream(new FileOutputStream(folder.resolve("peers.log").toFile()), true, UTF_8);
    System.setOut(log);
    System.setErr(log);
    try (Network network = namespaces ? new Namespaces() : new Loopback();
        Matrix matrix = new Matrix(network, folder, Integer.parseInt(args[3]))) {
      matrix.runAll(Integer.parseInt(args[0]), args[4], table);
    }
    table.say(
        namespaces
            ? "cut off by means of network namespaces"
            : "nobody was cut off: this machine lets us make no network namespaces");
    System.exit(table.summary() ? 0 : 1);
  }

  private void runAll(int rounds, String only, Table table) throws IOException {
    table.say("the node is whole; peers of each JVM: " + crowd.counts());
    for (int round = 0; round < rounds; round++) {
      table.head("round " + (round + 1) + " of " + rounds);
      for (Fault fault : faults(round, network.canCut())) {
        if (fault.toString().matches(only)) {
          try {
            table.add(run(fault));
          } catch (Trial.NotWholeException problem) {
            table.untried(fault.toString(), problem);
          }
        }
      }
    }
    try {
      Trial.awaitWhole(scene);
    } catch (Trial.NotWholeException problem) {
      table.untried("the end", problem);
    }
  }

  /** Runs one fault, and tells what it cost. */
  Result run(Fault fault) throws IOException {
    return Trial.run(scene, fault);
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

  private void publish() {
    crowd.publish();
    observer.publish();
  }
}
