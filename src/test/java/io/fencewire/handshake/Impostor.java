package io.fencewire.handshake;

import io.fencewire.identity.Identity;
import io.fencewire.identity.aleo.AleoAccount;
import io.fencewire.identity.aleo.AleoIdentity;
import io.fencewire.peer.PeerId;
import io.fencewire.wire.Bytes;
import java.security.SecureRandom;

/** Says that it is somebody, for a while or for ever, and has only its own account to sign with. */
final class Impostor implements Identity {
  private final PeerId first;
  private final PeerId later;
  private final Identity signer;
  private boolean asked;

  private Impostor(PeerId first, PeerId later, Identity signer) {
    this.first = first;
    this.later = later;
    this.signer = signer;
  }

  /** A new account. */
  static Identity account() {
    SecureRandom random = new SecureRandom();
    return new AleoIdentity(AleoAccount.generate(random), random);
  }

  /** Claims to be this one, and can't sign so. */
  static Identity of(PeerId claimed) {
    return new Impostor(claimed, claimed, account());
  }

  /** Says at first that it is somebody else. */
  static Identity turningInto(Identity self) {
    return new Impostor(account().peerId(), self.peerId(), self);
  }

  @Override
  public PeerId peerId() {
    PeerId said = asked ? later : first;
    asked = true;
    return said;
  }

  @Override
  public Bytes sign(byte[] message) {
    return signer.sign(message);
  }

  @Override
  public boolean verify(PeerId other, byte[] message, Bytes signature) {
    return signer.verify(other, message, signature);
  }
}
