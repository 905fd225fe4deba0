package io.fencewire.matrix;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.List;
import java.util.stream.IntStream;

/** All on the loopback interface, where nobody can be cut off alone. */
final class Loopback implements Network {
  private static final String HOST = "127.0.0.1";

  private final List<Integer> ports =
      IntStream.range(0, Cluster.SIZE + 1).map(any -> freePort()).boxed().toList();

  @Override
  public List<String> prefix(int jvm) {
    return List.of();
  }

  @Override
  public String peerHost(int jvm) {
    return HOST;
  }

  @Override
  public String busHost(int jvm) {
    return HOST;
  }

  @Override
  public int peerPort(int jvm) {
    return ports.get(jvm);
  }

  @Override
  public boolean canCut() {
    return false;
  }

  @Override
  public void cut(int jvm) {
    throw new IllegalStateException("nobody can be cut off on loopback");
  }

  @Override
  public void heal(int jvm) {
    throw new IllegalStateException("nobody was cut off");
  }

  @Override
  public int busPort() {
    return ports.get(Cluster.SIZE);
  }

  @Override
  public int membersPerHost() {
    return Cluster.SIZE + 1;
  }

  @Override
  public void close() {
    // there is nothing to take down
  }

  /** A port that was free a moment ago. */
  private static int freePort() {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }
}
