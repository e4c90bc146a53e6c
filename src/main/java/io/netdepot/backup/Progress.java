package io.netdepot.backup;

/** Is told how far a backup or a restore is; by the thread that does it. */
@FunctionalInterface
public interface Progress {
  /**
   * So many of so many are done.
   *
   * @param doing such as {@code Copying}
   */
  void at(String doing, long done, long of);
}
