package io.netdepot.ssh;

import io.netdepot.fleet.SwitchAddress;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/**
 * Looks host names up on a few threads of its own: the platform's look-up cannot be interrupted,
 * and a session must not wait for a name server that is silent.
 */
final class Names implements AutoCloseable {
  private final ExecutorService threads;
  private final HostLookup lookup;

  Names(int atOneTime, HostLookup lookup) {
    this.lookup = lookup;
    ThreadPoolExecutor pool =
        new ThreadPoolExecutor(
            atOneTime,
            atOneTime,
            30,
            TimeUnit.SECONDS,
            new LinkedBlockingQueue<>(),
            Thread.ofPlatform().name("netdepot-names-", 0).daemon().factory());
    pool.allowCoreThreadTimeOut(true);
    this.threads = pool;
  }

  /** Resolves an address; a literal one at once, without asking anybody. */
  CompletableFuture<InetAddress> resolve(SwitchAddress address) {
    String canonical = address.canonical();
    if (canonical.indexOf(':') >= 0 || canonical.matches("[0-9.]+")) {
      try {
        return CompletableFuture.completedFuture(lookup.address(canonical));
      } catch (UnknownHostException e) {
        return CompletableFuture.failedFuture(e);
      }
    }
    CompletableFuture<InetAddress> resolved = new CompletableFuture<>();
    threads.execute(
        () -> {
          try {
            resolved.complete(lookup.address(canonical));
          } catch (UnknownHostException | RuntimeException e) {
            resolved.completeExceptionally(e);
          }
        });
    return resolved;
  }

  @Override
  public void close() {
    threads.shutdownNow();
  }
}
