package io.netdepot.soak;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.netdepot.process.DepotApi;
import io.netdepot.process.ProductJava;
import io.netdepot.process.ServiceProcess;
import io.netdepot.simulator.Fault;
import io.netdepot.simulator.SimulatedFleet;
import io.netdepot.simulator.SimulatedSwitch;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * A large image to 20 switches at once, of which one reboots, one is full and one lies about its
 * size. Only with {@code -Dnetdepot.soak=true}: {@code DeliveryTest} does it with a small one. 1
 * GiB; more or less with {@code -Dnetdepot.soak.mib=N}. Needs 22 times that on the disk.
 */
@EnabledIfSystemProperty(named = "netdepot.soak", matches = "true")
class DeliverySoakTest {
  private static final String IMAGE = "nvos-amd64-25.02.2579.bin";
  private static final Duration LIMIT = Duration.ofMinutes(40);
  private static final int MIB = 1 << 20;
  private static final int HEAP = 256;

  @TempDir Path folder;

  @ParameterizedTest
  @ValueSource(strings = {"sftp", "fetch"})
  @Timeout(3_000)
  void eachSwitchEndsAsItShould(String via) throws Exception {
    int size = Integer.getInteger("netdepot.soak.mib", 1_024);
    SimulatedSwitch reboots =
        SimulatedSwitch.at("127.86.1.18")
            .fault(new Fault.Limited(1, new Fault.CutsPut((long) size * MIB / 2)))
            .build();
    SimulatedSwitch full = SimulatedSwitch.at("127.86.1.19").fault(new Fault.DiskFull()).build();
    SimulatedSwitch lies =
        SimulatedSwitch.at("127.86.1.20").fault(new Fault.ImageCutShort(1)).build();
    List<SimulatedSwitch> all = new ArrayList<>(List.of(reboots, full, lies));
    for (int i = 1; i <= 17; i++) {
      all.add(SimulatedSwitch.at("127.86.1." + i).build());
    }
    try (SimulatedFleet fleet = SimulatedFleet.start(0, all);
        ServiceProcess service =
            ServiceProcess.start(
                // Without the better compiler, encryption is several times as slow.
                ProductJava.plain().with("-XX:TieredStopAtLevel=4").with("-Xmx" + HEAP + "m"),
                folder,
                folder.resolve("data"),
                Map.of(
                    "ssh.port", Integer.toString(fleet.port()),
                    "collect.tries", "2",
                    "collect.retry-delay", "1 s",
                    "deliver.reboot-poll", "1 s"))) {
      DepotApi api = DepotApi.withInitialPassword(service.awaitReady(), folder.resolve("data"));
      assertThat(
              api.upload(DepotApi.IMAGE_FILES, IMAGE, BodyPublishers.ofFile(image(size)), LIMIT)
                  .status())
          .isEqualTo(200);
      long began = System.nanoTime();
      JsonNode ended = delivered(api, via, all);
      System.out.printf(
          "DeliverySoakTest: %d MiB to 20 via %s in %d s, %d MiB resident at most%n",
          size,
          via,
          Duration.ofNanos(System.nanoTime() - began).toSeconds(),
          service.peakMemory() / 1_024);

      Map<String, String> ends = new HashMap<>();
      for (JsonNode one : ended.at("/operation/switches")) {
        ends.put(
            one.path("address").asText(), one.path("state").asText() + one.path("error").asText());
      }
      assertThat(ends.remove(full.address())).isEqualTo("failedswitch-full");
      assertThat(ends.remove(lies.address())).isEqualTo("failedsize-differs");
      assertThat(ends.values()).hasSize(18).containsOnly("completed");
    }
  }

  private Path image(int mib) throws Exception {
    Path file = folder.resolve("image");
    byte[] block = new byte[MIB];
    new Random(5).nextBytes(block);
    try (FileChannel out =
        FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
      for (int i = 0; i < mib; i++) {
        // No block like another one.
        ByteBuffer next = ByteBuffer.wrap(block).putInt(0, i);
        while (next.hasRemaining()) {
          int unused = out.write(next);
        }
      }
    }
    return file;
  }

  private static JsonNode delivered(DepotApi api, String via, List<SimulatedSwitch> switches)
      throws Exception {
    String id =
        api.post(
                "/netdepot/v1/deliveries",
                Map.of(
                    "image",
                    IMAGE,
                    "switches",
                    switches.stream().map(SimulatedSwitch::address).toList(),
                    "via",
                    via))
            .body()
            .path("operationId")
            .asText();
    return await()
        .atMost(LIMIT)
        .pollInterval(Duration.ofSeconds(1))
        .until(
            () -> api.get("/netdepot/v1/deliveries/" + id).body(),
            now -> now.path("operation").hasNonNull("endedAt"));
  }
}
