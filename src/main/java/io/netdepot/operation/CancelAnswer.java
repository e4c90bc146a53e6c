package io.netdepot.operation;

/** How a request to cancel was taken. */
public enum CancelAnswer {
  /** The work is being stopped; the operation is terminal within seconds. */
  CANCELLING,
  NOT_FOUND,
  /** It is terminal already, or all of its switches are and it follows at once. */
  ENDED
}
