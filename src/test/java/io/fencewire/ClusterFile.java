package io.fencewire;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Our cluster.xml for a cluster of its own, at ports that were free a moment ago. */
public final class ClusterFile {
  /** As many as one machine may hold by our file. */
  private static final int MEMBERS = 8;

  private final String name = "test-" + UUID.randomUUID();
  private final Path folder;
  private final List<Integer> ports = new ArrayList<>();

  /** A cluster of at most so many members. */
  public ClusterFile(Path folder, int members) throws IOException {
    this.folder = folder;
    List<ServerSocket> sockets = new ArrayList<>();
    for (int i = 0; i < members; i++) {
      ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
      sockets.add(socket);
      ports.add(socket.getLocalPort());
    }
    for (ServerSocket socket : sockets) {
      socket.close();
    }
  }

  /** The file of one of them. */
  Path of(int member) throws IOException {
    return write("cluster-" + member, "auto-increment=\"false\">" + ports.get(member), ports);
  }

  /** One file for all: each takes the first port from the first one on that nobody has. */
  public Path ofAll() throws IOException {
    int first = ports.get(0);
    List<Integer> range = IntStream.range(first, first + MEMBERS).boxed().toList();
    return write(
        "cluster", "auto-increment=\"true\" port-count=\"" + MEMBERS + "\">" + first, range);
  }

  private Path write(String file, String port, List<Integer> members) throws IOException {
    String list = members.stream()
        .map(member -> "<member>127.0.0.1:" + member + "</member>")
        .collect(Collectors.joining());
    String xml = Files.readString(Path.of("cluster.xml"))
        .replaceFirst(
            "<cluster-name>.*</cluster-name>", "<cluster-name>" + name + "</cluster-name>")
        .replaceFirst("<port [^>]*>\\d+", "<port " + port)
        .replaceFirst("(?s)<member>.*</member>", list);
    return Files.writeString(folder.resolve(file + ".xml"), xml);
  }
}
