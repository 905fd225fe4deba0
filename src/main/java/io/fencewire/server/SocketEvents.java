package io.fencewire.server;

import io.fencewire.peer.CloseReason;

/** What a socket tells the server, on the server's event loop. */
interface SocketEvents {
  /** A dialled socket is open. */
  void opened(Connection connection);

  /** Bytes have arrived. */
  void received(Connection connection, byte[] bytes);

  /** The write in flight has left for the kernel. */
  void written(Connection connection);

  /** The socket has ended, or could not be opened. */
  void closed(Connection connection, CloseReason reason, String why);

  /** An open socket is no more, whether it was given to a connection or refused. */
  void socketGone();

  /** The connection's timer has fired. */
  void wake(Connection connection);
}
