package io.fencewire.launcher;

import com.hazelcast.config.Config;
import com.hazelcast.config.InterfacesConfig;
import com.hazelcast.config.NetworkConfig;
import com.hazelcast.config.XmlConfigBuilder;
import com.hazelcast.core.HazelcastException;
import com.hazelcast.spi.properties.ClusterProperty;
import com.hazelcast.spi.properties.HazelcastProperties;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.StringReader;
import javax.xml.parsers.DocumentBuilder;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.xml.sax.InputSource;
import org.xml.sax.SAXException;
import org.xml.sax.helpers.DefaultHandler;

/** Reads Hazelcast's file with Hazelcast's own parser. */
final class HazelcastFile {
  private HazelcastFile() {}

  /**
   * Who can reach a member.
   *
   * @param loopback whether its address is one of loopback for certain
   * @param everywhere whether it listens at all addresses all the same, which is Hazelcast's default
   */
  record Reach(boolean loopback, boolean everywhere) {
    private static Reach of(Config config) {
      NetworkConfig network = config.getNetworkConfig();
      InterfacesConfig interfaces = network.getInterfaces();
      boolean loopback = !config.getAdvancedNetworkConfig().isEnabled()
          && network.getPublicAddress() == null
          && interfaces.isEnabled()
          && !interfaces.getInterfaces().isEmpty()
          && interfaces.getInterfaces().stream().allMatch(Reach::isLoopback);
      return new Reach(
          loopback,
          new HazelcastProperties(config).getBoolean(ClusterProperty.SOCKET_SERVER_BIND_ANY));
    }

    /** They are patterns: 127.0.0.* */
    private static boolean isLoopback(String pattern) {
      return pattern.startsWith("127.") || pattern.equals("::1");
    }
  }

  /** Throws if Hazelcast would refuse the file. */
  static Reach parse(InputStream file) throws IOException, BrokenException {
    byte[] content = file.readAllBytes();
    // Else Hazelcast tells java.util.logging of what is in the file, on lines of its own.
    System.setProperty(
        "hazelcast.logging.type", System.getProperty("hazelcast.logging.type", "slf4j"));
    try {
      requireXml(content);
      return Reach.of(new XmlConfigBuilder(new ByteArrayInputStream(content)).build());
    } catch (SAXException | HazelcastException | IllegalArgumentException e) {
      throw new BrokenException(
          String.valueOf(e.getMessage()).lines().findFirst().orElse(""));
    }
  }

  /** Hazelcast's parser prints what is no XML at all; this one throws and is silent. */
  private static void requireXml(byte[] content) throws IOException, SAXException {
    try {
      DocumentBuilder parser = DocumentBuilderFactory.newInstance().newDocumentBuilder();
      parser.setEntityResolver((publicId, systemId) -> new InputSource(new StringReader("")));
      parser.setErrorHandler(new DefaultHandler());
      parser.parse(new ByteArrayInputStream(content));
    } catch (ParserConfigurationException e) {
      throw new IllegalStateException("the JDK has no XML parser", e);
    }
  }

  /** The file is not one of Hazelcast's. */
  static final class BrokenException extends Exception {
    private static final long serialVersionUID = 1;

    private BrokenException(String message) {
      super(message);
    }
  }
}
