package io.netdepot.demo;

import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/** A collection from start to end by nothing but the public REST API. */
public final class DemoTour {
  private final PrintStream out;
  private final boolean interactive;
  private final Duration interval;
  private final Duration limit;

  /**
   * A tour that asks as often as usual clients do.
   *
   * @param interactive whether a person watches {@code out}
   */
  public DemoTour(PrintStream out, boolean interactive) {
    this(out, interactive, Duration.ofMillis(500), Duration.ofMinutes(10));
  }

  DemoTour(PrintStream out, boolean interactive, Duration interval, Duration limit) {
    this.out = out;
    this.interactive = interactive;
    this.interval = interval;
    this.limit = limit;
  }

  /** Takes the tour; returns when the last package is checked and the next steps are printed. */
  public void take(DemoDepot depot, DemoFleet fleet) throws DemoFailed, InterruptedException {
    try (DepotClient client = new DepotClient(depot.address(), DemoDepot.USER, depot.password())) {
      String profile = client.createProfile("demo", fleet.username(), fleet.password());
      out.println("Created the switch profile demo, " + profile + ".");
      String operation = client.collect(profile, fleet.addresses());
      out.println(
          "Asked for support packages of "
              + String.join(", ", fleet.addresses())
              + ": operation "
              + operation
              + ".");
      follow(client, operation);
      List<PackageEntry> packages = client.packages();
      list(packages);
      check(client, packages, fleet.addresses().size(), depot.folder());
    }
    sayWhatIsNext(depot, NetrcFile.write(depot));
  }

  private void follow(DepotClient client, String id) throws DemoFailed, InterruptedException {
    long start = System.nanoTime();
    DemoOperation operation;
    try (ProgressView view = interactive ? new BarView() : new LineView(out)) {
      operation = client.operation(id);
      view.show(operation);
      while (!operation.isOver()) {
        if (System.nanoTime() - start > limit.toNanos()) {
          throw new DemoFailed("The operation is not over after " + limit.toSeconds() + " s.");
        }
        Thread.sleep(interval);
        operation = client.operation(id);
        view.show(operation);
      }
    }
    if (!operation.isCompleted()) {
      throw new DemoFailed(
          "The operation ended as "
              + operation.status()
              + " ("
              + operation.error()
              + "): "
              + operation.details());
    }
    out.println("The operation is completed.");
  }

  private void list(List<PackageEntry> packages) {
    out.println("The packages:");
    for (PackageEntry entry : packages) {
      out.println(
          "  "
              + entry.id()
              + "  "
              + entry.address()
              + "  "
              + Megabytes.of(entry.size())
              + "  "
              + entry.filename());
    }
  }

  private void check(DepotClient client, List<PackageEntry> packages, int expected, Path folder)
      throws DemoFailed, InterruptedException {
    if (packages.size() != expected) {
      throw new DemoFailed(
          "There are " + packages.size() + " packages in the list in place of " + expected + ".");
    }
    PackageEntry first = packages.getFirst();
    Download download = client.download(first, folder.resolve("package.tar.gz"));
    if (download.bytes() != first.size() || !download.isWhole()) {
      throw new DemoFailed(
          "The download of "
              + first.id()
              + " is damaged: "
              + download.bytes()
              + " bytes with SHA-256 "
              + download.counted().base64()
              + ", where the list says "
              + first.size()
              + " bytes and Repr-Digest says '"
              + download.promised()
              + "'.");
    }
    out.println(
        "Downloaded "
            + first.filename()
            + ", "
            + Megabytes.of(download.bytes())
            + "; its SHA-256 is the one the service promised:");
    out.println("  " + download.counted());
  }

  private void sayWhatIsNext(DemoDepot depot, Path netrc) {
    String curl = "  curl --netrc-file '" + netrc + "' ";
    if (interactive) {
      out.println();
      out.println("The service stays up. Its user rw-user has the password " + depot.password());
      out.println("until the demo ends. Try the API from another terminal:");
      out.println(curl + depot.address() + "/nmx/v1/support-packages");
      out.println(curl + depot.address() + "/nmx/v1/operations");
      out.println(curl + "-OJ " + depot.address() + "/nmx/v1/support-packages/<fileID>");
      out.println();
      out.println("Ctrl-C stops the demo and removes all it made.");
    }
    out.println("Next: ./netdepot serve collects from your own switches, see README.md and docs/.");
  }
}
