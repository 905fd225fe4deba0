package io.fencewire.options;

import io.fencewire.identity.Ed25519Identity;
import io.fencewire.identity.KeyForm;
import io.fencewire.identity.aleo.AleoKeyForm;
import io.fencewire.identity.aleo.AleoNetwork;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Which kind of network a node is in, and for three of snarkOS's, which one. */
public enum NetworkProfile {
  /** Anyone's own, told from others by its name. */
  PRIVATE,
  ALEO_MAINNET,
  ALEO_TESTNET,
  ALEO_CANARY,
  /** Anyone's own of snarkOS nodes, told from others by its first block. */
  ALEO_DEVNET;

  /** What there is to know of the network; null if only its operator knows it. */
  @Nullable
  AleoNetwork network() {
    return switch (this) {
      case PRIVATE, ALEO_DEVNET -> null;
      case ALEO_MAINNET -> AleoNetwork.MAINNET;
      case ALEO_TESTNET -> AleoNetwork.TESTNET;
      case ALEO_CANARY -> AleoNetwork.CANARY;
    };
  }

  /** Whether its nodes are snarkOS's. */
  public boolean isAleo() {
    return this != PRIVATE;
  }

  /** The keys of its nodes. */
  public KeyForm keys() {
    return isAleo() ? AleoKeyForm.FORM : Ed25519Identity.KEY_FORM;
  }

  /** What it is called in a configuration, such as aleo-mainnet. */
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
