package io.fencewire.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import io.fencewire.NodeVerticle;
import io.fencewire.cli.Commands;
import io.fencewire.launcher.LaunchCheck.Launch;
import io.fencewire.launcher.LaunchCheck.Surroundings;
import io.vertx.core.VertxOptions;
import io.vertx.core.eventbus.EventBusOptions;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/** A command from deploy/ as the launcher would check it, with what it names in this folder. */
record CheckedStart(Launch launch) {
  private static final String ETC = "/etc/fencewire/";

  /** Some address that is not loopback. */
  private static final String ELSEWHERE = "192.0.2.99";

  /**
   * Fails if the launcher would refuse it.
   *
   * @param command all of it, from {@code java} on
   * @param here what stands in it for an address of its machine
   */
  static CheckedStart of(
      List<String> command, Map<String, String> environment, String here, Path folder) {
    List<String> filled = command.stream()
        .map(word -> word.replaceFirst("=" + Pattern.quote(here) + "$", "=127.0.0.1"))
        .map(word -> word.replace(ETC, folder + "/"))
        .toList();
    int jar = filled.indexOf("-jar");
    assertThat(filled.get(0)).endsWith("java");
    assertThat(filled.get(jar + 1)).endsWith("/fencewire.jar");
    Map<String, String> properties = new HashMap<>();
    filled.subList(1, jar).stream()
        .filter(word -> word.startsWith("-D"))
        .map(word -> word.substring(2).split("=", 2))
        .forEach(property -> properties.put(property[0], property[1]));
    List<Launch> launched = new ArrayList<>();
    Surroundings around = new Surroundings(environment, properties, NodeVerticle.class.getName());
    String[] args = filled.subList(jar + 2, filled.size()).toArray(String[]::new);
    assertThat(Commands.run(args, around, launch -> launched.add(launch) ? 0 : 1))
        .isZero();
    return new CheckedStart(launched.get(0));
  }

  /** The options its event bus would have. */
  EventBusOptions bus() {
    return new VertxOptions(launch.options()).getEventBusOptions();
  }

  /** Fails if it could not leave loopback without being asked for by name. */
  void assertSecureElsewhere() {
    assertThat(launch.guard()).isNotNull();
    assertThat(launch.guard().insecure()).isFalse();
    launch.guard().check(bus().setHost(ELSEWHERE));
  }
}
