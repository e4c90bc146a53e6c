package io.netdepot.demo;

/**
 * How far the collection from one switch is.
 *
 * @param state of the task, such as running or completed
 * @param phase what is being done, such as generate or fetch
 * @param receivedBytes of the package
 * @param expectedBytes of the package; 0 while it is not known
 */
record SwitchProgress(
    String address, String state, String phase, long receivedBytes, long expectedBytes) {

  /** What a person wants to read: the phase while it runs, the state when it is over. */
  String doing() {
    return state.equals("completed") || state.equals("failed") || state.equals("cancelled")
        ? state
        : phase;
  }
}
