package io.netdepot.routes;

import io.netdepot.yaml.FileRefusal;

/**
 * Is told what becomes of edited step routes, one set at a time. Returns soon and throws nothing:
 * the next edit waits for it.
 */
public interface RouteListener {
  /** Nobody. */
  RouteListener NONE =
      new RouteListener() {
        @Override
        public void loaded(int generation, boolean lastGood) {}

        @Override
        public void refused(FileRefusal refusal) {}
      };

  /**
   * A set is at work: a new one, or again the one that was, after others were refused.
   *
   * @param lastGood whether it is not the files, but what they were when they were last good
   */
  void loaded(int generation, boolean lastGood);

  /** The files are not used; what was at work goes on. */
  void refused(FileRefusal refusal);
}
