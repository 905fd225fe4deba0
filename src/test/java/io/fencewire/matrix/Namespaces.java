package io.fencewire.matrix;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * Each JVM of the node in a network namespace of its own, with a link to the peers and another to the
 * bus; the latter can be taken away. It has to run in a namespace where it may make further ones.
 */
final class Namespaces implements Network {
  private static final String PEERS = "10.77.0.";
  private static final String BUS = "10.78.0.";
  private static final int PORT = 4130;
  private static final int BUS_PORT = 5701;

  private final List<String> made = new ArrayList<>();

  Namespaces() throws IOException {
    bridge("fwpeers", PEERS);
    bridge("fwbus", BUS);
    for (int jvm = 0; jvm < Cluster.SIZE; jvm++) {
      ip("netns add " + name(jvm));
      made.add(name(jvm));
      ip("-n " + name(jvm) + " link set lo up");
      link(jvm, "fwpeers", "p", PEERS);
      link(jvm, "fwbus", "b", BUS);
    }
  }

  @Override
  public List<String> prefix(int jvm) {
    return List.of("ip", "netns", "exec", name(jvm));
  }

  @Override
  public String peerHost(int jvm) {
    return host(PEERS, jvm);
  }

  @Override
  public String busHost(int jvm) {
    return host(BUS, jvm);
  }

  @Override
  public int peerPort(int jvm) {
    return PORT;
  }

  @Override
  public boolean canCut() {
    return true;
  }

  @Override
  public void cut(int jvm) throws IOException {
    ip("link set fwb" + jvm + " nomaster");
  }

  @Override
  public void heal(int jvm) throws IOException {
    ip("link set fwb" + jvm + " master fwbus");
  }

  @Override
  public int busPort() {
    return BUS_PORT;
  }

  @Override
  public int membersPerHost() {
    return 1;
  }

  @Override
  public void close() throws IOException {
    for (String each : made) {
      ip("netns del " + each);
    }
  }

  private static String host(String net, int jvm) {
    return net + (jvm < 0 ? 1 : 11 + jvm);
  }

  private static String name(int jvm) {
    return "fw" + jvm;
  }

  private static void bridge(String name, String net) throws IOException {
    ip("link add " + name + " type bridge");
    ip("addr add " + net + "1/24 dev " + name);
    ip("link set " + name + " up");
  }

  private static void link(int jvm, String bridge, String letter, String net) throws IOException {
    String outside = "fw" + letter + jvm;
    String inside = "-n " + name(jvm) + " ";
    ip("link add " + outside + " type veth peer name " + letter + "0 netns " + name(jvm));
    ip("link set " + outside + " master " + bridge);
    ip("link set " + outside + " up");
    ip(inside + "addr add " + host(net, jvm) + "/24 dev " + letter + "0");
    ip(inside + "link set " + letter + "0 up");
  }

  private static void ip(String words) throws IOException {
    List<String> command = new ArrayList<>(List.of("ip"));
    command.addAll(List.of(words.split(" ")));
    Process process = new ProcessBuilder(command).inheritIO().start();
    if (process.onExit().join().exitValue() != 0) {
      throw new IOException("'ip " + words + "' failed");
    }
  }
}
