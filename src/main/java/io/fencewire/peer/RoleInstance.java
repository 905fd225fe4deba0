package io.fencewire.peer;

import java.util.HexFormat;

/**
 * One start of one role in one JVM.
 *
 * @param id drawn at random at each start
 * @param jvm the JVM it runs in: the same for all roles in that JVM, another for each JVM
 */
public record RoleInstance(Role role, long id, String jvm) {
  /** Role and number: part of the instance's address on the bus. */
  @Override
  public String toString() {
    return role.word() + "." + HexFormat.of().toHexDigits(id);
  }
}
