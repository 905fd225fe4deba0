package io.fencewire.launcher;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a clustered start needs. Without its file Hazelcast would search the network by multicast and
 * join whatever answers. Loads classes of Hazelcast, so it is used for clustered starts only.
 */
final class ClusterCheck {
  private static final String PROPERTY = "vertx.hazelcast.config";
  private static final String IN_JAR = "classpath:";
  private static final String FILE = "cluster.xml";

  private ClusterCheck() {}

  /**
   * Checks the host to bind to, if one is given, and Hazelcast's file.
   *
   * @return what is left to check when all options of the event bus are known
   */
  static BusGuard check(@Nullable String host, Map<String, String> properties, boolean insecure) {
    if (host != null && !Hosts.areHere(host)) {
      throw new BadStart(
          "-cluster-host", host, "an address of this machine, such as 127.0.0.1 or its own name");
    }
    HazelcastFile.Reach file = hasHazelcast() ? checkFile(properties.get(PROPERTY)) : null;
    return BusGuard.of(file, properties, insecure);
  }

  /** Whether Hazelcast is on the class path; asking loads none of it. */
  static boolean hasHazelcast() {
    return ClusterCheck.class.getResource("/com/hazelcast/config/XmlConfigBuilder.class") != null;
  }

  private static HazelcastFile.Reach checkFile(@Nullable String named) {
    try (InputStream file = open(named)) {
      return HazelcastFile.parse(file);
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
