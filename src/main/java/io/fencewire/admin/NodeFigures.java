package io.fencewire.admin;

import io.fencewire.bus.RoleAnswer.RoleStats;
import io.fencewire.bus.ServerAnswer.ServerStats;
import io.fencewire.peer.Role;
import io.fencewire.peer.ServerId;
import io.vertx.core.json.JsonObject;
import java.util.Map;
import java.util.TreeMap;

/**
 * What the parts of a node count, as they said when they were asked. Who did not answer is not there.
 *
 * @param servers by server
 * @param roles by role, without the servers
 */
record NodeFigures(Map<ServerId, ServerStats> servers, Map<Role, RoleStats> roles) {
  /** All of them, in the order of their names. */
  JsonObject toJson() {
    JsonObject json = new JsonObject();
    JsonObject byServer = new JsonObject();
    new TreeMap<>(byText(servers))
        .forEach((server, stats) -> byServer.put(server, json(stats.gauges(), stats.counters())));
    json.put("servers", byServer);
    new TreeMap<>(roles).forEach((role, stats) -> json.put(role.word(), json(stats)));
    return json;
  }

  /** What one part counts. */
  static JsonObject json(RoleStats stats) {
    return json(stats.gauges(), stats.counters());
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
