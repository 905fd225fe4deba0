package io.fencewire.refresh;

/** How the next tick is coming about. */
enum Ticking {
  /** Its timer is armed for the regular time. */
  LATER,
  /** Its timer is armed for a moment from now. */
  SOON,
  /** The servers are being asked. */
  ASKING,
  /** The servers are being asked, and something has happened since. */
  ASKING_AND_AGAIN,
  /** There is none. */
  STOPPED
}
