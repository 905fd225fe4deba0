package io.fencewire.cli;

import io.fencewire.peer.DialTarget;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads {@code ip:port}, {@code [ipv6]:port} or {@code name:port}. */
final class DialTargetConverter implements ITypeConverter<DialTarget> {
  @Override
  public DialTarget convert(String text) {
    try {
      return DialTarget.parse(text);
    } catch (IllegalArgumentException wrong) {
      throw new TypeConversionException(String.valueOf(wrong.getMessage()));
    }
  }
}
