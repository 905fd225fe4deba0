package io.fencewire.cli;

import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code fencewire connect}: has a running node dial somebody. */
@Command(
    name = "connect",
    description = "Has a running node dial an address, waits until the connection is live, and"
        + " prints its token.",
    mixinStandardHelpOptions = true)
public final class ConnectCommand implements Callable<Integer> {
  @Mixin
  private final AdminAccess admin;

  @Parameters(
      paramLabel = "ADDRESS",
      description = "An IP address or a host name with a port: ip:port, [ipv6]:port or name:port.")
  private String address = "";

  ConnectCommand(AdminAccess admin) {
    this.admin = admin;
  }

  @Override
  public Integer call() throws IOException {
    JsonObject where = new JsonObject().put("address", address);
    admin.print(admin.post("/peers/connect", where), answer -> answer.getString("token"));
    return 0;
  }
}
