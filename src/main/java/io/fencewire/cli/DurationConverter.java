package io.fencewire.cli;

import io.fencewire.options.Quantity;
import java.time.Duration;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads a whole number with a unit: {@code 500ms}, {@code 30s}, {@code 2m}, {@code 1h}. */
final class DurationConverter implements ITypeConverter<Duration> {
  @Override
  public Duration convert(String value) {
    try {
      return Quantity.duration(value);
    } catch (IllegalArgumentException | ArithmeticException wrong) {
      throw new TypeConversionException(
          "'" + value + "' is not a duration such as 500ms, 30s or 2m");
    }
  }
}
