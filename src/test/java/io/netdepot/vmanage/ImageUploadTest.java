package io.netdepot.vmanage;

import static io.netdepot.vmanage.VmanageClient.json;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.netdepot.catalog.Image;
import io.netdepot.catalog.ImageOrigin;
import java.io.IOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Uploads as the reference describes clients, and as nobody should send them. */
class ImageUploadTest {
  private static final String NAME = "viptela-20.6.3-x86_64.tar.gz";
  private static final byte[] CONTENT = content(200_000);

  private final VmanageFixture vmanage = new VmanageFixture();
  private final VmanageClient writer = vmanage.writer();

  @AfterEach
  void stop() {
    vmanage.close();
  }

  private static byte[] content(int size) {
    byte[] content = new byte[size];
    new Random(size).nextBytes(content);
    return content;
  }

  private static String digest(String algorithm, byte[] bytes) throws Exception {
    String java = algorithm.replace("sha-", "SHA-");
    return algorithm
        + "=:"
        + Base64.getEncoder().encodeToString(MessageDigest.getInstance(java).digest(bytes))
        + ":";
  }

  private void assertStored(String name, byte[] content) throws IOException {
    Image image = vmanage.store.images().findByFileName(name).orElseThrow();
    assertThat(image.origin()).isEqualTo(new ImageOrigin.Uploaded());
    assertThat(Files.readAllBytes(vmanage.store.images().fileOf(image).orElseThrow()))
        .isEqualTo(content);
    assertNothingSpooled();
  }

  private void assertNothingStored() throws IOException {
    assertThat(vmanage.store.images().list()).isEmpty();
    assertNothingSpooled();
  }

  private void assertNothingSpooled() throws IOException {
    try (Stream<Path> spooled = Files.list(vmanage.data.resolve("spool"))) {
      assertThat(spooled).isEmpty();
    }
  }

  private static void assertTaken(HttpResponse<byte[]> answer) {
    assertThat(answer.statusCode()).as(VmanageClient.text(answer)).isEqualTo(200);
    assertThat(answer.body()).isEmpty();
  }

  private static void assertRefused(HttpResponse<byte[]> answer, int status, String sentence) {
    assertThat(answer.statusCode()).isEqualTo(status);
    assertThat(json(answer).at("/error/details").asText()).contains(sentence);
  }

  @Test
  void takesWhatTheSdkSends() throws Exception {
    assertTaken(new UploadForm().file(NAME, CONTENT).send(writer));
    assertStored(NAME, CONTENT);
  }

  @Test
  void takesFieldsBeforeTheFileUnderAWrongContentType() throws Exception {
    UploadForm form =
        new UploadForm()
            .field("validity", "valid")
            .field("upload", "true")
            .field("Content-Type", "application/x-gzip")
            .file(NAME, "", CONTENT)
            .field("data", "{}");
    assertTaken(form.send(writer, "application/json", Optional.empty()));
    assertStored(NAME, CONTENT);
  }

  @Test
  void takesAScriptWithPasswordAndNoToken() throws Exception {
    String basic =
        Base64.getEncoder()
            .encodeToString(("rw-user:" + VmanageFixture.WRITE_PASSWORD).getBytes(UTF_8));
    UploadForm form = new UploadForm().file(NAME, CONTENT);
    assertTaken(
        vmanage.send(
            vmanage
                .request(UploadForm.PATH + "/software")
                .header("Authorization", "Basic " + basic)
                .header("Content-Type", UploadForm.contentType())
                .POST(BodyPublishers.ofByteArray(form.bytes()))));
    assertStored(NAME, CONTENT);
  }

  @Test
  void thePathSaysWhatKindOfImageItIs() throws Exception {
    byte[] form = new UploadForm().file("vm.qcow2", CONTENT).bytes();
    assertTaken(post("/virtualmachine-diskimg", form));
    Image image = vmanage.store.images().findByFileName("vm.qcow2").orElseThrow();
    assertThat(image.details().imageType()).isEqualTo("virtualmachine-diskimg");
    assertRefused(post("/hardware", form), 404, "no such type of image");
    assertNothingSpooled();
  }

  private HttpResponse<byte[]> post(String path, byte[] form) {
    return vmanage.send(
        writer
            .request(UploadForm.PATH + path)
            .header("Content-Type", UploadForm.contentType())
            .POST(BodyPublishers.ofByteArray(form)));
  }

  @Test
  void takesABodyWithoutALength() throws Exception {
    byte[] body = new UploadForm().file(NAME, CONTENT).bytes();
    assertTaken(
        vmanage.send(
            writer
                .request(UploadForm.PATH)
                .header("Content-Type", UploadForm.contentType())
                .POST(BodyPublishers.fromPublisher(BodyPublishers.ofByteArray(body)))));
    assertStored(NAME, CONTENT);
  }

  @Test
  void takesTheSameFileTwiceAndNoEmptyOne() throws Exception {
    assertRefused(new UploadForm().file(NAME, new byte[0]).send(writer), 400, "is empty");
    assertNothingStored();
    for (int time = 0; time < 2; time++) {
      assertTaken(new UploadForm().file(NAME, CONTENT).send(writer));
      assertStored(NAME, CONTENT);
    }
  }

  @Test
  void refusesOtherContentUnderAKnownName() throws Exception {
    assertTaken(new UploadForm().file(NAME, CONTENT).send(writer));
    HttpResponse<byte[]> answer = new UploadForm().file(NAME, content(10)).send(writer);
    assertRefused(answer, 400, "already exists with other content");
    assertThat(json(answer).at("/error/code").asText()).isEqualTo("IMAGE0002");
    assertStored(NAME, CONTENT);
  }

  @Test
  void takesOneOfTwoThatComeAtOnce() throws Exception {
    byte[] other = content(300_000);
    Callable<Integer> first = () -> new UploadForm().file(NAME, CONTENT).send(writer).statusCode();
    Callable<Integer> second = () -> new UploadForm().file(NAME, other).send(writer).statusCode();
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<Integer>> statuses = threads.invokeAll(List.of(first, second));
      assertThat(List.of(statuses.get(0).get(), statuses.get(1).get()))
          .containsExactlyInAnyOrder(200, 400);
      assertStored(NAME, statuses.get(0).get() == 200 ? CONTENT : other);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"sha-256", "sha-512"})
  void comparesTheDigestsThatAClientSends(String algorithm) throws Exception {
    String good = "Repr-Digest: " + digest(algorithm, CONTENT) + "\r\n";
    assertTaken(new UploadForm().file("good", good, CONTENT).send(writer));
    String bad = "Repr-Digest: md5=:AA==:, " + digest(algorithm, content(1)) + "\r\n";
    assertRefused(
        new UploadForm().file("bad", bad, CONTENT).send(writer),
        400,
        "The file that came has the " + algorithm);

    UploadForm form = new UploadForm().file("whole", CONTENT);
    Optional<String> whole = Optional.of(digest(algorithm, form.bytes()));
    assertTaken(form.send(writer, UploadForm.contentType(), whole));
    assertRefused(
        new UploadForm().file("other", CONTENT).send(writer, UploadForm.contentType(), whole),
        400,
        "The body that came has the " + algorithm);
    assertThat(vmanage.store.images().list())
        .extracting(Image::fileName)
        .containsExactlyInAnyOrder("good", "whole");
    assertNothingSpooled();
  }

  @Test
  void refusesDigestsThatCannotBeRead() throws Exception {
    assertRefused(
        new UploadForm().file(NAME, "Repr-Digest: sha-256=x\r\n", CONTENT).send(writer),
        400,
        "Repr-Digest");
    assertRefused(
        new UploadForm()
            .file(NAME, CONTENT)
            .send(writer, UploadForm.contentType(), Optional.of("sha-512=:x:")),
        400,
        "Content-Digest");
    assertNothingStored();
  }

  @Test
  void refusesWhatIsNoFormWithAFile() throws Exception {
    assertRefused(new UploadForm().send(writer), 400, "no file");
    assertRefused(new UploadForm().field("file", "x").send(writer), 400, "no file");
    assertRefused(
        new UploadForm().file("a", CONTENT).file("b", CONTENT).send(writer), 400, "more than one");
    assertRefused(
        new UploadForm().field("big", "x".repeat(70_000)).file("a", CONTENT).send(writer),
        400,
        "no file has more than");
    assertRefused(post("multipart/form-data", "x"), 400, "must name a boundary");
    assertRefused(post("application/json", "{\"a\": 1}"), 400, "not a form");
    assertRefused(post(UploadForm.contentType(), "--x"), 400, "ends before the form does");
    assertRefused(post(UploadForm.contentType(), ""), 400, "empty");
    assertNothingStored();
  }

  private HttpResponse<byte[]> post(String contentType, String body) {
    return vmanage.send(
        writer
            .request(UploadForm.PATH)
            .header("Content-Type", contentType)
            .POST(BodyPublishers.ofString(body)));
  }

  @Test
  void refusesWhatIsTooLarge() throws Exception {
    // The fixture takes 1 MiB.
    assertTaken(new UploadForm().file("fits", content(1 << 20)).send(writer));
    assertRefused(
        new UploadForm().file("large", content((1 << 20) + 1)).send(writer), 413, "1 MiB");
    assertRefused(new UploadForm().file("huge", content(3 << 20)).send(writer), 413, "1 MiB");
    assertThat(vmanage.store.images().list()).hasSize(1);
    assertNothingSpooled();
  }

  @Test
  void refusesWhoMayNotBeforeAByteOfTheBody() throws Exception {
    UploadForm form = new UploadForm().file(NAME, CONTENT);
    assertThat(form.send(vmanage.client()).statusCode()).isEqualTo(401);
    assertRefused(form.send(vmanage.reader()), 403, "may only read");
    assertThat(form.send(writer.withoutToken()).statusCode()).isEqualTo(403);
    assertNothingStored();
  }

  @Test
  void keepsEveryNameInsideTheStore() throws Exception {
    Arbitrary<String> names =
        Arbitraries.of(
                "..",
                ".",
                "/",
                "\\\\",
                "a",
                "etc",
                "passwd",
                "%2e",
                "%00",
                "\t",
                "\u202e",
                "ü",
                " ",
                "CON",
                ";",
                "spool",
                "catalog.db",
                "~")
            .list()
            .ofMinSize(1)
            .ofMaxSize(6)
            .map(parts -> String.join("", parts));
    List<Path> before = outsideOfTheStore();
    for (String name : names.sampleStream().limit(200).toList()) {
      HttpResponse<byte[]> answer = new UploadForm().file(name, "x".getBytes(UTF_8)).send(writer);
      assertThat(answer.statusCode()).as(name).isIn(200, 400);
    }
    assertThat(outsideOfTheStore()).isEqualTo(before);
    // One content is one blob, whatever it was called.
    try (Stream<Path> blobs = Files.walk(vmanage.data.resolve("blobs"))) {
      assertThat(blobs.filter(Files::isRegularFile)).hasSizeLessThanOrEqualTo(1);
    }
    assertNothingSpooled();
  }

  private List<Path> outsideOfTheStore() throws IOException {
    try (Stream<Path> files = Files.list(vmanage.data)) {
      return files.sorted().toList();
    }
  }
}
