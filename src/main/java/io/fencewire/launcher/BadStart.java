package io.fencewire.launcher;

/** A start that was asked for wrongly: names the key, the value and what would be right. */
public final class BadStart extends IllegalArgumentException {
  private static final long serialVersionUID = 1;
  private static final int SHOWN_MAX = 120;

  BadStart(String name, Object value, String right) {
    super(name + " = " + shortened(String.valueOf(value)) + " is wrong: " + right);
  }

  private static String shortened(String value) {
    return value.length() <= SHOWN_MAX ? value : value.substring(0, SHOWN_MAX) + "…";
  }
}
