package io.fencewire.launcher;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * What a clustered start needs. Without its file Hazelcast would search the network by multicast and
 * join whatever answers. Loads classes of Hazelcast, so it is used for clustered starts only.
 */
final class ClusterCheck {
  private static final String PROPERTY = "vertx.hazelcast.config";
  private static final String IN_JAR = "classpath:";
  private static final String FILE = "cluster.xml";
  private static final long LOOKUP_SECONDS = 2;

  private ClusterCheck() {}

  /** Checks the host to bind to, if one is given, and Hazelcast's file. */
  static void check(@Nullable String host, Map<String, String> properties) {
    if (host != null) {
      checkHost(host);
    }
    if (hasHazelcast()) {
      checkFile(properties.get(PROPERTY));
    }
  }

  /** Whether Hazelcast is on the class path; asking loads none of it. */
  static boolean hasHazelcast() {
    return ClusterCheck.class.getResource("/com/hazelcast/config/XmlConfigBuilder.class") != null;
  }

  private static void checkHost(String host) {
    try {
      InetAddress[] addresses =
          CompletableFuture.supplyAsync(() -> lookUp(host)).get(LOOKUP_SECONDS, TimeUnit.SECONDS);
      if (!Arrays.stream(addresses).allMatch(ClusterCheck::isHere)) {
        throw badHost(host);
      }
    } catch (ExecutionException | TimeoutException e) {
      throw badHost(host);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw badHost(host);
    }
  }

  private static InetAddress[] lookUp(String host) {
    try {
      return InetAddress.getAllByName(host);
    } catch (IOException unknown) {
      return new InetAddress[] {null};
    }
  }

  private static boolean isHere(@Nullable InetAddress address) {
    try {
      return address != null
          && (address.isAnyLocalAddress() || NetworkInterface.getByInetAddress(address) != null);
    } catch (IOException e) {
      return false;
    }
  }

  private static BadStart badHost(String host) {
    return new BadStart(
        "-cluster-host", host, "an address of this machine, such as 127.0.0.1 or its own name");
  }

  private static void checkFile(@Nullable String named) {
    try (InputStream file = open(named)) {
      HazelcastFile.parse(file);
    } catch (IOException e) {
      throw wrong(named, "it can't be read (" + e + ")");
    } catch (HazelcastFile.BrokenException e) {
      throw wrong(named, "it is no Hazelcast configuration (" + e.getMessage() + ")");
    }
  }

  private static InputStream open(@Nullable String named) throws IOException {
    if (named != null && !named.startsWith(IN_JAR)) {
      Path file = Path.of(named);
      if (!Files.isRegularFile(file)) {
        throw wrong(named, "there is no such file; name a Hazelcast XML file");
      }
      return Files.newInputStream(file);
    }
    String resource = named == null ? FILE : named.substring(IN_JAR.length());
    InputStream inside = ClusterCheck.class.getResourceAsStream("/" + resource);
    if (inside == null) {
      throw wrong(named, "there is no " + resource + " on the class path; name a file");
    }
    return inside;
  }

  private static BadStart wrong(@Nullable String named, String right) {
    return new BadStart("-D" + PROPERTY, named == null ? "(not set)" : named, right);
  }
}
