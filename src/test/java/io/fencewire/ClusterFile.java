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

/** Our cluster.xml for a cluster of its own: members that were free ports a moment ago. */
final class ClusterFile {
  private final String name = "test-" + UUID.randomUUID();
  private final Path folder;
  private final List<Integer> ports = new ArrayList<>();

  /** A cluster of at most so many members. */
  ClusterFile(Path folder, int members) throws IOException {
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
    String members = ports.stream()
        .map(port -> "<member>127.0.0.1:" + port + "</member>")
        .collect(Collectors.joining());
    String xml = Files.readString(Path.of("cluster.xml"))
        .replaceFirst(
            "<cluster-name>.*</cluster-name>", "<cluster-name>" + name + "</cluster-name>")
        .replaceFirst("<port [^>]*>\\d+", "<port auto-increment=\"false\">" + ports.get(member))
        .replaceFirst("(?s)<member>.*</member>", members);
    return Files.writeString(folder.resolve("cluster-" + member + ".xml"), xml);
  }
}
