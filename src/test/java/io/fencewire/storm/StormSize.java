package io.fencewire.storm;

/** How large a storm is: the figures of {@code mvn -Pstorm verify}, unless a property says otherwise. */
final class StormSize {
  private StormSize() {}

  /** The property {@code storm.<name>}, or its usual figure. */
  static int of(String name, int usual) {
    return Integer.getInteger("storm." + name, usual);
  }
}
