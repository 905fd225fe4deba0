package io.fencewire.admin;

import io.fencewire.bus.RoleAnswer.RoleStats;
import io.fencewire.bus.ServerAnswer.ServerStats;
import io.fencewire.peer.Role;
import io.fencewire.peer.ServerId;
import io.vertx.core.json.JsonObject;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What the parts of a node count, as they said when they were asked. Who did not answer is not there.
 *
 * @param servers by server
 * @param roles of the other roles; in a cluster one for each instance of one
 */
record NodeFigures(Map<ServerId, ServerStats> servers, List<Part> roles) {
  /**
   * What one instance of a role counts.
   *
   * @param instance which one, or empty outside of a cluster, where there is one
   */
  record Part(Role role, String instance, RoleStats stats) {}

  /** All of them, in the order of their names. */
  JsonObject toJson() {
    JsonObject json = new JsonObject();
    JsonObject byServer = new JsonObject();
    new TreeMap<>(byText(servers))
        .forEach((server, stats) -> byServer.put(server, json(stats.gauges(), stats.counters())));
    json.put("servers", byServer);
    sums().forEach((role, stats) -> json.put(role.word(), json(stats)));
    return json;
  }

  /** What one part counts. */
  static JsonObject json(RoleStats stats) {
    return json(stats.gauges(), stats.counters());
  }

  /** What all instances of each role count together. */
  private Map<Role, RoleStats> sums() {
    Map<Role, RoleStats> sums = new EnumMap<>(Role.class);
    for (Part part : roles) {
      RoleStats sum =
          sums.computeIfAbsent(part.role, first -> new RoleStats(new HashMap<>(), new HashMap<>()));
      part.stats.gauges().forEach((name, level) -> sum.gauges().merge(name, level, Long::sum));
      part.stats.counters().forEach((name, count) -> sum.counters().merge(name, count, Long::sum));
    }
    return sums;
  }

  private static Map<String, ServerStats> byText(Map<ServerId, ServerStats> servers) {
    Map<String, ServerStats> named = new TreeMap<>();
    servers.forEach((server, stats) -> named.put(server.toString(), stats));
    return named;
  }

  private static JsonObject json(Map<String, Long> gauges, Map<String, Long> counters) {
    return new JsonObject().put("gauges", numbers(gauges)).put("counters", numbers(counters));
  }

  private static JsonObject numbers(Map<String, Long> numbers) {
    JsonObject json = new JsonObject();
    new TreeMap<>(numbers).forEach(json::put);
    return json;
  }
}
