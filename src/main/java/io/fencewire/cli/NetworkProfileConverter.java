package io.fencewire.cli;

import io.fencewire.options.NetworkProfile;
import java.util.Arrays;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads {@code private}, {@code aleo-mainnet} and so on. */
final class NetworkProfileConverter implements ITypeConverter<NetworkProfile> {
  @Override
  public NetworkProfile convert(String text) {
    NetworkProfile[] all = NetworkProfile.values();
    return Arrays.stream(all)
        .filter(profile -> profile.toString().equals(text))
        .findAny()
        .orElseThrow(() -> new TypeConversionException(
            "'" + text + "' is no network; one of " + Arrays.toString(all) + " would be right"));
  }
}
