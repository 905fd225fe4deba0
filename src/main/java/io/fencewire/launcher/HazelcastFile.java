package io.fencewire.launcher;

import com.hazelcast.config.XmlConfigBuilder;
import com.hazelcast.core.HazelcastException;
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

  /** Throws if Hazelcast would refuse the file. */
  static void parse(InputStream file) throws IOException, BrokenException {
    byte[] content = file.readAllBytes();
    // Else Hazelcast tells java.util.logging of what is in the file, on lines of its own.
    System.setProperty(
        "hazelcast.logging.type", System.getProperty("hazelcast.logging.type", "slf4j"));
    try {
      requireXml(content);
      new XmlConfigBuilder(new ByteArrayInputStream(content)).build();
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
