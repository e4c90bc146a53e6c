package io.netdepot.fleet;

/**
 * Told by the steps of one task how far they are. Implementations are thread-safe and return at
 * once.
 */
public interface Progress {
  /** Nobody follows how far it is. */
  Progress UNWATCHED =
      new Progress() {
        @Override
        public void phase(Phase phase) {}

        @Override
        public void expect(long bytes) {}

        @Override
        public void received(long bytes) {}
      };

  /** The task enters a phase. */
  void phase(Phase phase);

  /** The switch said how many bytes it will send. */
  void expect(long bytes);

  /** So many bytes came, in all, of the file being fetched. */
  void received(long bytes);

  /** So many bytes of a file were put onto the switch, in all. */
  default void sent(long bytes) {}
}
