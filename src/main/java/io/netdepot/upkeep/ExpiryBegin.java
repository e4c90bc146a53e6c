package io.netdepot.upkeep;

/** What became of the wish to run the rules of retention. */
public enum ExpiryBegin {
  /** It runs. */
  BEGUN,
  /** One runs already. */
  RUNNING,
  /** The service is stopping. */
  STOPPING
}
