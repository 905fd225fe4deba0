package io.fencewire.cli;

import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.regex.Pattern;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/**
 * {@code fencewire disconnect}: has a running node close one connection. A token names one
 * generation, so that a connection which has replaced it meanwhile is left alone.
 */
@Command(
    name = "disconnect",
    description = "Has a running node close one connection, the one with this token and no later"
        + " one to the same peer.",
    mixinStandardHelpOptions = true)
public final class DisconnectCommand implements Callable<Integer> {
  /** As in the list of peers and in the log; the whole one has 32 digits. */
  private static final Pattern SHORT = Pattern.compile("[0-9]{1,18}@[0-9a-f]{8,31}");

  @Mixin
  private final AdminAccess admin;

  @Parameters(
      paramLabel = "TOKEN",
      description = "The connection's token, whole or short as in the list of 'fencewire peers'.")
  private String token = "";

  DisconnectCommand(AdminAccess admin) {
    this.admin = admin;
  }

  @Override
  public Integer call() throws IOException {
    String whole = SHORT.matcher(token).matches() ? lookUp() : token;
    JsonObject which = new JsonObject().put("token", whole);
    admin.print(admin.post("/peers/disconnect", which), done -> "disconnected " + whole);
    return 0;
  }

  /** A short token still names one generation: its number is never used again by its server. */
  private String lookUp() throws IOException {
    List<String> meant = admin.get("/peers").getJsonArray("peers").stream()
        .map(connection -> ((JsonObject) connection).getString("token"))
        .filter(known -> known.startsWith(token))
        .toList();
    if (meant.isEmpty()) {
      throw new IOException("no connection has the token " + token + "; it is over");
    }
    if (meant.size() > 1) {
      throw admin.misused(token + " is the beginning of several tokens: " + meant);
    }
    return meant.get(0);
  }
}
