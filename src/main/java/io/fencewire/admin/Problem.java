package io.fencewire.admin;

import io.fencewire.api.DialException;
import io.fencewire.api.JsonCommands;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.HttpException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * An error as RFC 9457 has it: {@code status} and {@code title} from HTTP, {@code detail} in the words
 * of the bus, and what else the bus says of it ({@code key}, {@code reason}, {@code outcome}).
 */
final class Problem extends RuntimeException {
  private static final long serialVersionUID = 1;
  private static final Logger LOG = LoggerFactory.getLogger(Problem.class);
  private static final String TYPE = "application/problem+json";

  private final int status;
  private final transient JsonObject more;

  private Problem(int status, String detail, JsonObject more) {
    super(detail);
    this.status = status;
    this.more = more;
  }

  /** An error with this status. */
  static Problem of(int status, String detail) {
    return new Problem(status, detail, new JsonObject());
  }

  /** The same, with one more field. */
  Problem with(String key, Object value) {
    return new Problem(status, String.valueOf(getMessage()), more.copy().put(key, value));
  }

  /** The error that a failed call is. */
  static Problem of(Throwable cause) {
    if (cause instanceof Problem problem) {
      return problem;
    }
    JsonObject said = JsonCommands.error(cause);
    String detail = said.getString("error");
    said.remove("error");
    if (said.getString("key").isEmpty()) {
      said.remove("key");
    }
    return new Problem(status(cause), detail, said);
  }

  /** Answers with it. */
  void answer(RoutingContext turn) {
    JsonObject json = new JsonObject()
        .put("type", "about:blank")
        .put("title", HttpResponseStatus.valueOf(status).reasonPhrase())
        .put("status", status)
        .put("detail", getMessage())
        .mergeIn(more);
    turn.response().setStatusCode(status).putHeader("Content-Type", TYPE).end(json.toBuffer());
  }

  /** The failure handler of every route. */
  static void answerFailure(RoutingContext turn) {
    if (turn.response().ended() || turn.response().closed()) {
      return;
    }
    if (turn.response().headWritten()) {
      turn.request().connection().close();
      return;
    }
    failure(turn).answer(turn);
  }

  private static Problem failure(RoutingContext turn) {
    Throwable cause = turn.failure();
    if (cause == null || cause instanceof HttpException) {
      int status = turn.statusCode() < 400 ? 500 : turn.statusCode();
      return of(status, words(status, turn));
    }
    Problem problem = of(cause);
    if (problem.status == 500) {
      LOG.warn("{} {} failed", turn.request().method(), turn.normalizedPath(), cause);
    }
    return problem;
  }

  private static String words(int status, RoutingContext turn) {
    return switch (status) {
      case 404 -> "there is nothing at " + turn.normalizedPath() + "; /openapi.json lists what is";
      case 405 -> turn.request().method() + " is not for " + turn.normalizedPath();
      case 413 -> "the body is longer than " + Doorkeeper.BODY_MAX + " bytes";
      default -> HttpResponseStatus.valueOf(status).reasonPhrase();
    };
  }

  private static int status(Throwable cause) {
    if (cause instanceof DialException) {
      return 502;
    }
    if (cause instanceof IllegalArgumentException) {
      return 400;
    }
    return cause instanceof IllegalStateException ? 503 : 500;
  }
}
