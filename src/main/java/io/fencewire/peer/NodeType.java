package io.fencewire.peer;

/** What a node says it is; the ordinal is the byte on the wire. */
public enum NodeType {
  CLIENT,
  PROVER,
  VALIDATOR,
  BOOTSTRAP_CLIENT
}
