package io.netdepot.catalog;

import java.util.List;

/**
 * What changed in the catalog, in the order of the commits. A change and its event are one
 * transaction. Thread-safe.
 */
public interface EventCatalog {
  /** Those after an id, oldest first, at most {@code limit}. */
  List<Event> after(long id, int limit);

  /** Which events are still kept. */
  Kept kept();

  /** Records an event of something that the catalog does not keep. */
  void add(String type, String data);

  /**
   * Forgets the oldest ones, at most {@code limit}, until only the newest {@code most} are left.
   *
   * @return how many were forgotten; fewer than the limit when it is done
   */
  int trim(long most, int limit);

  /**
   * Has somebody told after every commit, whether there were events in it or not.
   *
   * @param committed returns at once, and throws nothing; it takes the place of the one before
   */
  void listen(Runnable committed);

  /**
   * The events that are kept.
   *
   * @param oldest the id of the oldest one; one more than the newest when there is none
   * @param newest the highest id that was ever given; 0 when none was
   */
  record Kept(long oldest, long newest) {}
}
