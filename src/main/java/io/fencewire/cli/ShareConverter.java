package io.fencewire.cli;

import java.util.regex.Pattern;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads a percentage, {@code 1%} or {@code 0.5%}, into a share of 1. */
final class ShareConverter implements ITypeConverter<Double> {
  private static final Pattern FORM = Pattern.compile("[0-9]{1,9}(\\.[0-9]{1,9})?%");

  @Override
  public Double convert(String value) {
    if (!FORM.matcher(value).matches()) {
      throw new TypeConversionException("'" + value + "' is not a percentage such as 1% or 0.5%");
    }
    return Double.parseDouble(value.substring(0, value.length() - 1)) / 100;
  }
}
