package io.netdepot.receive;

import io.netdepot.fleet.FailureReason;
import io.netdepot.fleet.Phase;
import io.netdepot.fleet.Progress;
import io.netdepot.fleet.SwitchFailure;
import io.netdepot.fleet.SwitchTask;

/** No receiver: nothing listens, and whoever needs one hears which setting switches it on. */
public final class NoReceiver implements Receiver {
  @Override
  public void requireOn() throws SwitchFailure {
    throw none();
  }

  @Override
  public Reception open(SwitchTask task, long mostBytes, Progress progress) throws SwitchFailure {
    throw none();
  }

  private static SwitchFailure none() {
    return new SwitchFailure(
        FailureReason.PACKAGE_UNREADABLE,
        Phase.FETCH,
        "The switch could push its package, but nothing of ours takes it in; set receiver.port to"
            + " have a receiver");
  }
}
