package io.netdepot.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.netdepot.simulator.SimulatedFleet;
import io.netdepot.simulator.SimulatedSwitch;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** On a disk of 16 MiB more comes in than it holds, or somebody else fills it. */
class SmallDiskTest {
  private static final int PACKAGES = 24;
  // More changes than the log of the catalog has room for when the disk is filled.
  private static final int CHANGES = 400;
  // As many as the catalog has no room for, and more.
  private static final int REQUESTS = 200;
  private static final int SWITCHES = 100;

  @TempDir Path folder;

  @Test
  void theOldestMakeRoomAndCollectionGoesOn() throws Exception {
    assumeThat(SmallDisk.canBeHad()).isTrue();
    try (SimulatedFleet fleet = fleet();
        SmallDiskDepot depot = start(fleet.port(), "4 MiB")) {
      List<String> collected = new ArrayList<>();
      for (SimulatedSwitch each : fleet.switches()) {
        JsonNode end = depot.collect(each.address());
        assertThat(end.path("Status").asText())
            .as("%s\n%s", end, depot.log())
            .isEqualTo("completed");
        collected.add(end.path("fileID").asText());
      }
      List<String> here = new ArrayList<>();
      depot
          .api()
          .get(DepotApi.PACKAGES)
          .body()
          .forEach(each -> here.add(each.path("fileID").asText()));
      assertThat(here).hasSizeLessThan(PACKAGES - 8).contains(collected.getLast());
      // The oldest have gone, and none in between.
      assertThat(here.reversed()).isEqualTo(collected.subList(PACKAGES - here.size(), PACKAGES));
      assertThat(depot.api().get(DepotApi.PACKAGES + "/" + collected.getLast()).status())
          .isEqualTo(200);
    }
  }

  @Test
  void whatGoesIsRecordedWhileOthersKeepTheDiskFull() throws Exception {
    assumeThat(SmallDisk.canBeHad()).isTrue();
    try (SimulatedFleet fleet = fleet();
        SmallDiskDepot depot = start(fleet.port(), "4 MiB")) {
      String id = depot.collect(fleet.switches().getFirst().address()).path("fileID").asText();
      String hold = "/netdepot/v1/packages/" + id + "/hold";
      fill(depot.otherFile());

      for (int i = 0; i < CHANGES; i++) {
        assertThat(depot.api().put(hold, Map.of("reason", "change " + i)).status())
            .as("change %s\n%s", i, depot.log())
            .isEqualTo(200);
      }
      assertThat(depot.api().delete(hold).status()).isEqualTo(204);
      assertThat(depot.api().delete(DepotApi.PACKAGES + "/" + id).status()).isEqualTo(204);
    }
  }

  @Test
  void nothingNewIsTakenUntilThereIsRoomButAllEndsAndGoes() throws Exception {
    assumeThat(SmallDisk.canBeHad()).isTrue();
    try (SimulatedFleet fleet = fleet();
        SmallDiskDepot depot = start(fleet.port(), "0 B")) {
      String id = depot.collect(fleet.switches().getFirst().address()).path("fileID").asText();
      DepotApi api = depot.api();
      try (Glutton glutton = Glutton.on(depot.otherFile())) {
        glutton.awaitFull();
        List<DepotApi.Answer> answers = new ArrayList<>();
        do {
          answers.add(api.post(DepotApi.PACKAGES, switches(answers.size())));
        } while (answers.getLast().status() == 202 && answers.size() < REQUESTS);
        assertThat(answers.getLast().status()).as(depot.log()).isEqualTo(507);
        assertThat(answers.getLast().body().path("customErrorCode").asText())
            .isEqualTo("storage-full");
        assertThat(answers.getLast().body().path("description").asText())
            .contains("disk of the data directory", "make room");

        for (String state : List.of("pending", "in-progress")) {
          await()
              .atMost(Duration.ofSeconds(60))
              .untilAsserted(
                  () ->
                      assertThat(
                              api.get("/netdepot/v1/operations?state=" + state)
                                  .body()
                                  .path("items"))
                          .as(depot.log())
                          .isEmpty());
        }
        assertThat(api.delete(DepotApi.PACKAGES + "/" + id).status()).isEqualTo(204);
      }
      await()
          .atMost(Duration.ofSeconds(60))
          .until(() -> api.post(DepotApi.PACKAGES, switches(REQUESTS)).status() == 202);
    }
  }

  private static Map<String, Object> switches(int request) {
    return Map.of(
        "Switches",
        IntStream.range(0, SWITCHES)
            .mapToObj(i -> Map.of("Address", "127.1." + request + "." + (1 + i)))
            .toList());
  }

  private static void fill(Path file) throws IOException {
    try (OutputStream out = Files.newOutputStream(file)) {
      assertThatThrownBy(
              () -> {
                while (true) {
                  out.write(new byte[4096]);
                }
              })
          .isInstanceOf(IOException.class)
          .hasMessageContaining("No space left");
    }
  }

  /** Takes whatever room there is, again and again, until it is closed. */
  private static final class Glutton implements AutoCloseable {
    private final Path file;
    private final CompletableFuture<Void> eating;
    private final CountDownLatch full = new CountDownLatch(1);
    private volatile boolean closed;

    private Glutton(Path file) {
      this.file = file;
      this.eating =
          CompletableFuture.runAsync(this::eat, eat -> Thread.ofPlatform().daemon().start(eat));
    }

    static Glutton on(Path file) {
      return new Glutton(file);
    }

    private void eat() {
      try (OutputStream out = Files.newOutputStream(file)) {
        while (!closed) {
          try {
            out.write(new byte[4096]);
          } catch (IOException e) {
            full.countDown();
            LockSupport.parkNanos(100_000);
          }
        }
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    void awaitFull() throws InterruptedException {
      assertThat(full.await(60, TimeUnit.SECONDS)).isTrue();
    }

    @Override
    public void close() throws IOException {
      closed = true;
      eating.join();
      Files.delete(file);
    }
  }

  private static SimulatedFleet fleet() throws IOException {
    return SimulatedFleet.start(
        0,
        IntStream.range(0, PACKAGES)
            .mapToObj(
                i -> SimulatedSwitch.at("127.0.9." + (1 + i)).packageSize(1 << 20).seed(i).build())
            .toList());
  }

  private SmallDiskDepot start(int sshPort, String keepFree) throws IOException {
    return SmallDiskDepot.start(
        folder,
        List.of(
            "ssh.port=" + sshPort,
            "collect.retry-delay=2 s",
            "store.free-bytes=1 MiB",
            "packages.keep-free=" + keepFree));
  }
}
