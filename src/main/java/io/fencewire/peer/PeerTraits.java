package io.fencewire.peer;

/**
 * What a peer said of itself in the handshake.
 *
 * @param nodeType its kind
 * @param version its message version
 * @param extensions the extension version in force on this connection: the lower of both ends', 0
 *     for none
 */
public record PeerTraits(NodeType nodeType, long version, int extensions) {
  /** Whether extension messages (ids from 256 on) may travel on this connection. */
  public boolean hasExtensions() {
    return extensions > 0;
  }
}
