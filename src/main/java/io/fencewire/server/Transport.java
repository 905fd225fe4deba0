package io.fencewire.server;

import io.fencewire.peer.ListenAddress;

/** What the frames travel over; a network uses one, for listening and dialling alike. */
public enum Transport {
  /** TLS 1.3, in which both ends prove the key that is their identity. */
  TLS,
  /** TCP as it is: whoever sits in between can read and change everything. */
  PLAIN;

  /** Plain on loopback, where nobody sits in between; TLS everywhere else. */
  public static Transport defaultAt(ListenAddress listen) {
    return listen.inetAddress().isLoopbackAddress() ? PLAIN : TLS;
  }
}
