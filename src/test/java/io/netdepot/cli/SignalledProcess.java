package io.netdepot.cli;

import java.util.concurrent.CountDownLatch;

/** A process that waits for a signal, for {@link SigtermTest}. */
final class SignalledProcess {
  private SignalledProcess() {}

  public static void main(String[] args) throws InterruptedException {
    CountDownLatch stopped = new CountDownLatch(1);
    try (StopOnSignal signal = StopOnSignal.install()) {
      signal.closes(
          () -> {
            System.out.println("closed");
            stopped.countDown();
          });
      System.out.println("ready");
      stopped.await();
    }
    System.exit(3);
  }
}
