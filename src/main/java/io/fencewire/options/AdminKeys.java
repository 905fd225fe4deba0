package io.fencewire.options;

import static io.fencewire.options.OptionKind.flag;
import static io.fencewire.options.OptionKind.integer;
import static io.fencewire.options.OptionKind.ip;

import io.fencewire.admin.AdminOptions;
import io.fencewire.peer.HostAddress;
import java.util.List;

/** The keys of the admin port; listed by {@link OptionKeys}. */
final class AdminKeys {
  private static final AdminOptions OFF = AdminOptions.OFF;

  static final OptionKey<Boolean> ENABLED = OptionKey.of(
      "admin.enabled", flag(), OFF.enabled(), "whether there is a port for page, REST and metrics");
  static final OptionKey<String> HOST = OptionKey.of(
      "admin.host",
      ip(),
      OFF.listen().ip(),
      "where it listens; an IP address, loopback unless exposed");
  static final OptionKey<Integer> PORT = OptionKey.of(
      "admin.port", integer(0, 65_535), OFF.listen().port(), "its port; 0 takes a free one");
  static final OptionKey<Boolean> EXPOSED = OptionKey.of(
      "admin.exposed",
      flag(),
      OFF.exposed(),
      "whether admin.host may be an address that others can reach; nobody is asked who he is");
  static final OptionKey<List<String>> NAMES = OptionKey.of(
      "admin.names",
      OptionKind.list(
          "a list of host names such as [\"admin.example.org\"]",
          name -> new HostAddress(name, 1).name()),
      OFF.names(),
      "host names by which it may be asked, beside localhost and IP addresses");

  private AdminKeys() {}

  static List<OptionKey<?>> all() {
    return List.of(ENABLED, HOST, PORT, EXPOSED, NAMES);
  }
}
