package io.fencewire.bus;

import io.fencewire.peer.Role;
import io.fencewire.peer.RoleInstance;
import io.fencewire.peer.ServerId;

/**
 * The addresses of one logical node on the event bus. All begin with {@code fencewire.<node>.}, so
 * that several nodes in one Vert.x never meet by accident. Every ordered stream has one address.
 *
 * @param node the logical node's name
 */
public record Addresses(String node) {
  /** Commands to one server. */
  public String server(ServerId server) {
    return prefix() + "server." + server;
  }

  /** What every server of the node hears: which instances of roles there are, what the other servers hold. */
  public String servers() {
    return prefix() + "servers";
  }

  /** Questions and orders that any instance of a role can answer. */
  public String role(Role role) {
    return prefix() + role.word();
  }

  /** What servers say to one instance of a role: an ordered stream. */
  public String instance(RoleInstance instance) {
    return prefix() + instance;
  }

  /** What the gossip instances of the node tell each other. */
  public String mesh() {
    return prefix() + "mesh";
  }

  /** What the refreshers of the node tell each other. */
  public String refreshers() {
    return prefix() + "refreshers";
  }

  /** Where a JVM of the node says which key it has. */
  public String identity() {
    return prefix() + "identity";
  }

  /** Where connections and disconnections are announced. */
  public String events() {
    return prefix() + "events";
  }

  /** Where an application hears what peers ask for that it alone can have. */
  public String requests() {
    return prefix() + "requests";
  }

  /** Where accepted items of a topic are published. */
  public String topic(String topic) {
    return prefix() + "topic." + topic;
  }

  /** Where the validator of a topic answers. */
  public String validator(String topic) {
    return prefix() + "validate." + topic;
  }

  /** Where commands in JSON are answered. */
  public String json() {
    return prefix() + "json";
  }

  /** Where connections and disconnections are announced in JSON. */
  public String jsonEvents() {
    return json() + ".events";
  }

  /** Where accepted items of a topic are published in JSON. */
  public String jsonTopic(String topic) {
    return json() + ".topic." + topic;
  }

  /** Where a validator of a topic that speaks JSON answers. */
  public String jsonValidator(String topic) {
    return json() + ".validate." + topic;
  }

  private String prefix() {
    return "fencewire." + node + ".";
  }
}
