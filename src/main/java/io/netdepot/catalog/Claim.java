package io.netdepot.catalog;

/**
 * What a change of the catalog is to the room that the catalog holds for itself: when a disk is
 * full, what takes away must get through, and what was begun must end.
 */
enum Claim {
  /** Records something new: leaves room for what is under way and for removals. */
  NEW(384),
  /** Carries on or ends what was begun: leaves room for removals. */
  UNDER_WAY(128),
  /** Takes something away, and gives more room back than it takes: may have all there is. */
  REMOVAL(0);

  private final int leaves;

  Claim(int leaves) {
    this.leaves = leaves;
  }

  /** How many free pages there must be before it is done. */
  int leaves() {
    return leaves;
  }
}
