package io.fencewire.cli;

import io.fencewire.server.Transport;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads {@code tls} or {@code plain}. */
final class TransportConverter implements ITypeConverter<Transport> {
  @Override
  public Transport convert(String text) {
    return switch (text) {
      case "tls" -> Transport.TLS;
      case "plain" -> Transport.PLAIN;
      default -> throw new TypeConversionException("'" + text + "' is neither tls nor plain");
    };
  }
}
