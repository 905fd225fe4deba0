package io.fencewire.gossip;

/** Where an item is in its life. */
enum ItemState {
  /** Nothing is known of it: it never came, or it may come again. */
  FORGOTTEN,
  /** It came, and its validator has not answered yet; further sources join it. */
  PENDING,
  /** It was delivered and relayed; copies of it are duplicates. */
  ACCEPTED,
  /** It was bad; copies of it are neither delivered nor relayed. */
  REJECTED;

  /** Whether an item in this state may enter the other one. */
  boolean leadsTo(ItemState next) {
    return switch (this) {
      case FORGOTTEN -> next != FORGOTTEN;
      case PENDING -> next != PENDING;
      // the seen cache alone ends these, by forgetting its oldest
      case ACCEPTED, REJECTED -> false;
    };
  }
}
