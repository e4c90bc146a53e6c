package io.netdepot.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.netdepot.process.DepotApi.Answer;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.RandomAccessFile;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Images in and out of the whole service with a heap of 128 MiB, by curl, wget and bare sockets.
 */
@Timeout(180)
class ImageTransfersTest {
  private static final String NAME = "viptela-20.6.3-x86_64.tar.gz";
  private static final int SLOW = 300;
  private static final String IMPATIENT = "impatient";

  @TempDir Path folder;
  private Path data = Path.of("");
  private ServiceProcess service;
  private URI address;
  private DepotApi api;

  @BeforeEach
  void start(TestInfo test) throws Exception {
    data = folder.resolve("data");
    Map<String, String> settings = new HashMap<>();
    settings.put("store.free-bytes", "1 MiB");
    settings.put("http.stop-timeout", "30 s");
    if (test.getTags().contains(IMPATIENT)) {
      settings.put("images.upload-minimum-rate-window", "10 s");
    }
    service = ServiceProcess.start(ProductJava.plain().with("-Xmx128m"), folder, data, settings);
    address = service.awaitReady();
    api = DepotApi.withInitialPassword(address, data);
    // A login that was checked once is not checked again, which takes long on purpose.
    assertThat(images()).isEmpty();
  }

  @AfterEach
  void stop() {
    api.close();
    service.close();
  }

  private String basic() throws IOException {
    String login =
        Files.readAllLines(data.resolve("initial-passwords")).stream()
            .filter(line -> line.startsWith("rw-user:"))
            .findFirst()
            .orElseThrow();
    return "Basic " + Base64.getEncoder().encodeToString(login.getBytes(StandardCharsets.UTF_8));
  }

  private String files() {
    return address.resolve(DepotApi.IMAGE_FILES).toString();
  }

  private List<Path> spooled() throws IOException {
    try (Stream<Path> files = Files.list(data.resolve("spool"))) {
      return files.toList();
    }
  }

  private JsonNode images() throws Exception {
    Answer answer = api.get(DepotApi.IMAGES);
    assertThat(answer.status()).isEqualTo(200);
    return answer.body().path("data");
  }

  /** Runs a program to its good end and returns what it printed. */
  private String run(String... command) throws Exception {
    Path out = Files.createTempFile(folder, "run", ".out");
    Process process =
        new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(out.toFile()).start();
    try {
      assertThat(process.waitFor(120, TimeUnit.SECONDS)).as("%s ends", command[0]).isTrue();
    } finally {
      process.destroyForcibly();
    }
    String printed = Files.readString(out);
    assertThat(process.exitValue()).as(printed).isZero();
    return printed;
  }

  private Path random(int size) throws IOException {
    byte[] content = new byte[size];
    new Random(size).nextBytes(content);
    return Files.write(folder.resolve(NAME), content);
  }

  private Path header() throws IOException {
    return Files.writeString(folder.resolve("header"), "Authorization: " + basic());
  }

  @Test
  void takesFromCurlAndResumesForCurlAndWget() throws Exception {
    Path file = random(3_000_000);
    assertThat(
            run(
                "curl",
                "-sS",
                "-w",
                "%{http_code}",
                "-H",
                "@" + header(),
                "-F",
                "file=@" + file,
                files()))
        .isEqualTo("200");
    String id = images().path(0).path("versionId").asText();

    Path byCurl = part(file, "by-curl");
    run("curl", "-sSf", "-H", "@" + header(), "-C", "-", "-o", byCurl + "", files() + "/" + NAME);
    assertThat(Files.mismatch(file, byCurl)).isEqualTo(-1);

    // A device has its link and nothing else.
    Path byWget = part(file, "by-wget");
    String link =
        address.resolve("/software/package/" + id + "/" + NAME + "?deviceId=1.1.1.1") + "";
    String said = run("wget", "--continue", "-O", byWget + "", link);
    assertThat(said).contains("206 Partial Content");
    assertThat(Files.mismatch(file, byWget)).isEqualTo(-1);
    assertThat(service.log()).contains("The device 1.1.1.1 at 127.0.0.1 fetches the image " + NAME);
  }

  private Path part(Path file, String name) throws IOException {
    byte[] content = Files.readAllBytes(file);
    return Files.write(folder.resolve(name), Arrays.copyOf(content, content.length / 3));
  }

  @Test
  void takesFilesMuchLargerThanItsHeap() throws Exception {
    Path large = folder.resolve("large.bin");
    try (RandomAccessFile sparse = new RandomAccessFile(large.toFile(), "rw")) {
      sparse.setLength(640L << 20);
    }
    String answered =
        run(
            "curl",
            "-sS",
            "-w",
            "%{http_code}",
            "-H",
            "@" + header(),
            "-F",
            "file=@" + large,
            files());
    assertThat(answered).isEqualTo("200");
    assertThat(images()).hasSize(1);
    assertThat(api.get(DepotApi.IMAGE_FILES + "/imageCount").body().path("imageCount").asInt())
        .isEqualTo(1);
  }

  /** A connection on which an upload of so many bytes has begun. */
  private Socket begin(String name, long size) throws IOException {
    Socket socket = new Socket(address.getHost(), address.getPort());
    socket.setSoTimeout(60_000);
    String part =
        "--X\r\nContent-Disposition: form-data; name=\"file\"; filename=\"" + name + "\"\r\n\r\n";
    String head =
        "POST %s HTTP/1.1\r\nHost: %s\r\nAuthorization: %s\r\nContent-Type: multipart/form-data; boundary=X\r\nContent-Length: %d\r\n\r\n"
            .formatted(
                DepotApi.IMAGE_FILES,
                address.getAuthority(),
                basic(),
                part.length() + size + "\r\n--X--".length());
    send(socket, head + part);
    return socket;
  }

  private static void send(Socket socket, String text) throws IOException {
    OutputStream out = socket.getOutputStream();
    out.write(text.getBytes(StandardCharsets.ISO_8859_1));
    out.flush();
  }

  @Test
  void leavesNothingOfAnUploadThatBreaksOff() throws Exception {
    try (Socket socket = begin(NAME, 50_000_000)) {
      send(socket, "x".repeat(1_000_000));
      await().until(() -> !spooled().isEmpty());
    }
    await().atMost(Duration.ofSeconds(60)).until(() -> spooled().isEmpty());
    assertThat(images()).isEmpty();
    assertThat(service.log()).contains("An upload broke off").doesNotContain("Exception: null");
  }

  @Test
  void letsADownloadEndThatHadBegunBeforeTheImageWasDeleted() throws Exception {
    // More than the sockets' buffers hold.
    byte[] content = Files.readAllBytes(random(40_000_000));
    assertThat(api.upload(DepotApi.IMAGE_FILES, NAME, content).status()).isEqualTo(200);
    String id = images().path(0).path("versionId").asText();
    try (Socket socket = new Socket(address.getHost(), address.getPort())) {
      socket.setSoTimeout(60_000);
      send(
          socket,
          "GET /software/package/%s/%s HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n"
              .formatted(id, NAME));
      InputStream in = socket.getInputStream();
      byte[] first = in.readNBytes(1_000);
      assertThat(api.delete(DepotApi.IMAGES + "/" + id).status()).isEqualTo(200);
      assertThat(api.get("/software/package/" + id + "/" + NAME).status()).isEqualTo(404);
      byte[] rest = in.readAllBytes();
      byte[] all = Arrays.copyOf(first, first.length + rest.length);
      System.arraycopy(rest, 0, all, first.length, rest.length);
      assertThat(Arrays.copyOfRange(all, all.length - content.length, all.length))
          .isEqualTo(content);
    }
  }

  @Test
  @Tag(IMPATIENT)
  void cutsSlowUploadsWhileListsGoOnAnswering() throws Exception {
    List<Socket> slow = new ArrayList<>();
    try (ScheduledExecutorService dripping = Executors.newSingleThreadScheduledExecutor()) {
      for (int number = 0; number < SLOW; number++) {
        slow.add(begin("slow-" + number, 1_000_000));
      }
      await().atMost(Duration.ofSeconds(60)).until(() -> spooled().size() == SLOW);
      var unused = dripping.scheduleAtFixedRate(() -> drip(slow), 0, 1, TimeUnit.SECONDS);
      long longest = 0;
      long deadline = System.nanoTime() + Duration.ofSeconds(60).toNanos();
      while (!spooled().isEmpty() && System.nanoTime() < deadline) {
        long began = System.nanoTime();
        assertThat(images()).isEmpty();
        longest = Math.max(longest, System.nanoTime() - began);
      }
      assertThat(Duration.ofNanos(longest)).isLessThan(Duration.ofSeconds(2));
      assertThat(spooled()).isEmpty();
      for (Socket one : slow) {
        assertThat(answer(one)).startsWith("HTTP/1.1 408 ").contains("too slowly");
      }
    } finally {
      for (Socket one : slow) {
        one.close();
      }
    }
  }

  /** What came; having seen its beginning, the client ends, and is not waited for any longer. */
  private static String answer(Socket socket) throws IOException {
    InputStream in = socket.getInputStream();
    byte[] start = in.readNBytes("HTTP/1.1 408 ".length());
    socket.shutdownOutput();
    return new String(start, StandardCharsets.UTF_8)
        + new String(in.readAllBytes(), StandardCharsets.UTF_8);
  }

  /** A byte on each that still takes it. */
  private static void drip(List<Socket> slow) {
    for (Socket one : slow) {
      try {
        send(one, "x");
      } catch (IOException e) {
        // It was cut, as it should be.
      }
    }
  }

  @Test
  void letsAnUploadEndAfterSigtermAndTakesNoOther() throws Exception {
    try (Socket socket = begin(NAME, 2_000_000)) {
      send(socket, "x".repeat(1_000_000));
      await().until(() -> !spooled().isEmpty());
      service.terminate();
      await().until(() -> api.get(DepotApi.IMAGES).status() == 503);
      try (Socket late = begin("late", 10)) {
        assertThat(new String(late.getInputStream().readAllBytes(), StandardCharsets.UTF_8))
            .startsWith("HTTP/1.1 503 ");
      }
      send(socket, "x".repeat(1_000_000) + "\r\n--X--");
      assertThat(new String(socket.getInputStream().readNBytes(12), StandardCharsets.UTF_8))
          .isEqualTo("HTTP/1.1 200");
    }
    assertThat(service.awaitEnd()).isZero();
    assertThat(spooled()).isEmpty();
  }
}
