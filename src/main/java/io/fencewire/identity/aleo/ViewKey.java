package io.fencewire.identity.aleo;

import io.fencewire.wire.Bytes;

/** The secret that reads what is sent to an account, and can't sign: a scalar. */
public final class ViewKey {
  private final Scalar scalar;

  ViewKey(Scalar scalar) {
    this.scalar = scalar;
  }

  /**
   * Reads a view key in text, AViewKey1…
   *
   * @throws EncodingException if it is no view key; the message does not quote it
   */
  public static ViewKey parse(String text) throws EncodingException {
    return new ViewKey(Scalar.decode(SecretText.VIEW_KEY.read(text), 0));
  }

  /** The key in text. */
  public String text() {
    return SecretText.VIEW_KEY.write(scalar.encode());
  }

  /** The scalar, in 32 bytes. */
  public Bytes encode() {
    return Bytes.wrap(scalar.encode());
  }

  /** The address of the account that it is the view key of. */
  public AleoAddress address() {
    return AleoAddress.of(GeneratorTable.times(scalar));
  }

  /** The public half only: this text may end up in a log. */
  @Override
  public String toString() {
    return "the view key of " + address();
  }
}
