package io.fencewire.cli;

import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads a whole number, and says what one looks like if it is given anything else. */
final class WholeNumberConverter implements ITypeConverter<Integer> {
  @Override
  public Integer convert(String value) {
    try {
      return Integer.parseInt(value);
    } catch (NumberFormatException e) {
      throw new TypeConversionException("'" + value + "' is not a whole number such as 5");
    }
  }
}
