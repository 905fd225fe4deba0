package io.fencewire.cli;

import io.fencewire.devnet.DevnetOptions;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads a port, or {@code off}. */
final class AdminPortConverter implements ITypeConverter<Integer> {
  @Override
  public Integer convert(String text) {
    if (text.equals("off")) {
      return DevnetOptions.NO_ADMIN;
    }
    try {
      int port = Integer.parseInt(text);
      if (port >= 0 && port <= 65_535) {
        return port;
      }
    } catch (NumberFormatException e) {
      // said below
    }
    throw new TypeConversionException("'" + text + "' is neither a port, 0 to 65535, nor off");
  }
}
