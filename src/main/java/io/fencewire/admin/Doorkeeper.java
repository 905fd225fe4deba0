package io.fencewire.admin;

import io.fencewire.peer.ListenAddress;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.net.HostAndPort;
import io.vertx.ext.web.RoutingContext;
import java.net.URI;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Turns away what a web page of somebody else could have sent. Whoever reaches the port may use it,
 * and a browser on this machine reaches it for any page it shows: so the name it was asked by must be
 * ours (against DNS that leads a foreign name here), what changes anything must come as JSON and from
 * no foreign origin (a form can't send JSON), and nothing allows another origin to read an answer.
 */
final class Doorkeeper {
  /** What a body may have: an item of the greatest length, in base64. */
  static final int BODY_MAX = 256 * 1024;

  private static final String POLICY =
      "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src"
          + " 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

  private final Set<String> names;

  /** One that knows these names, in lower case, beside IP addresses and localhost. */
  Doorkeeper(Set<String> names) {
    this.names = names;
  }

  /** Lets a request pass, or fails it. */
  void check(RoutingContext turn) {
    turn.response()
        .putHeader("Content-Security-Policy", POLICY)
        .putHeader("X-Content-Type-Options", "nosniff")
        .putHeader("Referrer-Policy", "no-referrer")
        .putHeader("Cross-Origin-Resource-Policy", "same-origin")
        .putHeader("Cache-Control", "no-store");
    Problem problem = fault(turn.request());
    if (problem == null) {
      turn.next();
    } else {
      turn.fail(problem);
    }
  }

  private @Nullable Problem fault(HttpServerRequest request) {
    HostAndPort authority = request.authority();
    if (authority == null || !isOurs(authority.host())) {
      return Problem.of(
          421,
          "the Host header must be an IP address, localhost or one of admin.names, not '"
              + (authority == null ? "" : authority.host()) + "'");
    }
    if (request.method().equals(HttpMethod.GET) || request.method().equals(HttpMethod.HEAD)) {
      return null;
    }
    String origin = request.getHeader("Origin");
    if (origin != null && !isSame(origin, authority)) {
      return Problem.of(403, "a page of " + origin + " may not ask for this");
    }
    String type = request.getHeader("Content-Type");
    if (type == null || !type.split(";")[0].strip().equalsIgnoreCase("application/json")) {
      return Problem.of(415, "Content-Type must be application/json, not " + type);
    }
    return null;
  }

  /** An IP address is no name, so no name server can have led it here. */
  private boolean isOurs(String host) {
    String name = host.toLowerCase(Locale.ROOT);
    if (name.equals("localhost") || names.contains(name)) {
      return true;
    }
    try {
      new ListenAddress(name.startsWith("[") ? name.substring(1, name.length() - 1) : name, 0);
      return true;
    } catch (IllegalArgumentException | StringIndexOutOfBoundsException noAddress) {
      return false;
    }
  }

  private static boolean isSame(String origin, HostAndPort authority) {
    try {
      String from = URI.create(origin).getAuthority();
      return from != null && from.equalsIgnoreCase(authority.toString());
    } catch (IllegalArgumentException e) {
      return false;
    }
  }
}
