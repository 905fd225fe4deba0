package io.fencewire.matrix;

import java.io.IOException;
import java.util.List;

/** Where the JVMs of the node, the peers and the harness meet. */
interface Network extends AutoCloseable {
  /** What a command begins with, so that it runs where the JVM with this number does. */
  List<String> prefix(int jvm);

  /** Where the JVM with this number listens for peers; -1 is the harness. */
  String peerHost(int jvm);

  /** Where the JVM with this number is on the bus; -1 is the harness. */
  String busHost(int jvm);

  /** The port the JVM with this number listens at for peers. */
  int peerPort(int jvm);

  /** Whether a JVM can be cut off from the bus, and its peers left to it. */
  boolean canCut();

  /** Cuts a JVM off from the bus. */
  void cut(int jvm) throws IOException;

  /** Brings it back. */
  void heal(int jvm) throws IOException;

  /** The port of Hazelcast's first member on each host. */
  int busPort();

  /** How many members of Hazelcast a host has. */
  int membersPerHost();

  @Override
  void close() throws IOException;
}
