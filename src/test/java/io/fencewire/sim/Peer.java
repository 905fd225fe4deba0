package io.fencewire.sim;

import io.fencewire.peer.CloseReason;
import java.util.ArrayList;
import java.util.List;

/** The scripted peer: it says the right things in the handshake, and then behaves as its link says. */
final class Peer {
  private final SmallWorld world;
  private final boolean extensions;
  private final List<Link> links = new ArrayList<>();
  private int dials;

  Peer(SmallWorld world, boolean extensions) {
    this.world = world;
    this.extensions = extensions;
  }

  /** What the script wants to know. */
  interface Script {
    /** The handshake of this link is done, as far as the peer can tell. */
    void connected(Link link, long now);

    /** The server has ended this link. */
    void ended(Link link, long now);
  }

  /** How many connections there have been, both ways. */
  int dials() {
    return dials;
  }

  /** The links whose end here is open. */
  List<Link> open() {
    links.removeIf(link -> !link.peerOpen || link.dead);
    return links;
  }

  /** A new link, which one of the two ends dials. */
  Link link(boolean byServer) {
    Link link = new Link(world, ++dials, byServer);
    links.add(link);
    link.open();
    return link;
  }

  /** Dials the server. */
  Link dial() {
    Link link = link(false);
    link.say(Frames.request(link.number));
    return link;
  }

  /** Reads one frame. */
  void read(Link link, byte[] frame) {
    switch (Frames.id(frame)) {
      case Frames.CHALLENGE_REQUEST -> challenged(link);
      case Frames.CHALLENGE_RESPONSE -> {
        if (link.dialled) {
          if (extensions) {
            link.say(Frames.accepted());
          }
          world.script().connected(link, world.now());
        }
      }
      case Frames.VERDICT -> world.script().connected(link, world.now());
      case Frames.NONCE_PING -> {
        if (link.answers) {
          link.say(Frames.pongTo(frame));
        }
      }
      case Frames.PING -> {
        if (link.answers) {
          link.say(Frames.pong());
        }
      }
      case Frames.DISCONNECT -> {
        link.end(CloseReason.SOCKET_CLOSED);
        world.script().ended(link, world.now());
      }
      default -> {}
    }
  }

  /** The server's end is closed. */
  void ended(Link link, long now) {
    world.script().ended(link, now);
  }

  private void challenged(Link link) {
    if (link.dialled) {
      link.say(Frames.join(Frames.responseOf(extensions), Frames.request(link.number)));
    } else {
      link.say(Frames.responseOf(extensions));
      if (!extensions) {
        world.script().connected(link, world.now());
      }
    }
  }
}
