package io.fencewire.identity.aleo;

import io.fencewire.identity.Identity;
import io.fencewire.identity.KeyForm;
import java.security.SecureRandom;
import org.jspecify.annotations.Nullable;

/** The key of an Aleo account, as its wallets write it. */
public final class AleoKeyForm implements KeyForm {
  /** The only one. */
  public static final KeyForm FORM = new AleoKeyForm();

  private AleoKeyForm() {}

  @Override
  public String line() {
    return mark() + "…";
  }

  @Override
  public String mark() {
    return "APrivateKey1";
  }

  /** The address, and the same in the digits by which the node knows it. */
  @Override
  public String named(Identity identity) {
    return identity + " (" + identity.peerId() + ")";
  }

  @Override
  public String draw(SecureRandom random) {
    return AleoAccount.generate(random).privateKey();
  }

  @Override
  public @Nullable Identity read(String line, SecureRandom random) {
    try {
      return new AleoIdentity(AleoAccount.parse(line), random);
    } catch (EncodingException e) {
      return null;
    }
  }
}
