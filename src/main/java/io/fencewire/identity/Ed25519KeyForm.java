package io.fencewire.identity;

import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The key of a private network: its seed. */
final class Ed25519KeyForm implements KeyForm {
  private static final String MARK = "fencewire-ed25519";
  private static final Pattern LINE = Pattern.compile(MARK + "\\s+([0-9a-fA-F]{64})");

  @Override
  public String line() {
    return MARK + " <64 hexadecimal digits>";
  }

  @Override
  public String mark() {
    return MARK;
  }

  @Override
  public String draw(SecureRandom random) {
    byte[] seed = new byte[Ed25519Identity.SEED_SIZE];
    random.nextBytes(seed);
    return MARK + " " + HexFormat.of().formatHex(seed);
  }

  @Override
  public @Nullable Identity read(String line, SecureRandom random) {
    Matcher matcher = LINE.matcher(line);
    return matcher.matches()
        ? Ed25519Identity.fromSeed(HexFormat.of().parseHex(matcher.group(1)))
        : null;
  }
}
