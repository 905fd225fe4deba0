package io.fencewire.refresh;

/** Where the refresher's decisions are written down; it acts through its {@link Plan} alone. */
@FunctionalInterface
interface RefreshPort {
  /** A rotation went on to its next phase. */
  void rotation(Rotation.Phase next, String why);
}
