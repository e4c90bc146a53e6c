package io.netdepot.vmanage;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.netdepot.catalog.Image;
import io.netdepot.images.Deletion;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Which image a download gets, and who gets it; how bytes are sent is tested with packages. */
class ImageDownloadTest {
  private static final String NAME = "viptela-20.6.3-x86_64.tar.gz";
  private static final String BY_NAME = UploadForm.PATH + "/";
  private static final String FOR_DEVICES = "/software/package/";
  private static final byte[] CONTENT = "the bytes of an image".getBytes(UTF_8);

  private final VmanageFixture vmanage = new VmanageFixture("127.0.0.0/8");
  private final VmanageClient stranger = vmanage.client();
  private final VmanageClient reader = vmanage.reader();

  @AfterEach
  void stop() {
    vmanage.close();
  }

  private Image stored(String name) {
    assertThat(new UploadForm().file(name, CONTENT).send(vmanage.writer()).statusCode())
        .isEqualTo(200);
    return vmanage.store.images().findByFileName(name).orElseThrow();
  }

  private static void assertWhole(HttpResponse<byte[]> answer) {
    assertThat(answer.statusCode()).as(VmanageClient.text(answer)).isEqualTo(200);
    assertThat(answer.body()).isEqualTo(CONTENT);
    assertThat(answer.headers().firstValue("Content-Disposition").orElse("")).contains(NAME);
    assertThat(answer.headers().firstValue("Repr-Digest")).isPresent();
  }

  @Test
  void sendsByNameToWhoHasLoggedIn() {
    Image image = stored(NAME);
    // The first is asked of the catalog, the second is known.
    for (int time = 0; time < 2; time++) {
      assertWhole(reader.get(BY_NAME + NAME));
      assertWhole(reader.get(BY_NAME + NAME + "?imageType=software"));
      assertThat(reader.send("HEAD", BY_NAME + NAME).headers().firstValue("Content-Length"))
          .hasValue(String.valueOf(CONTENT.length));
      assertThat(reader.get(BY_NAME + "other").statusCode()).isEqualTo(404);
      assertThat(reader.get(BY_NAME + image.id()).statusCode()).isEqualTo(404);
      assertThat(stranger.get(BY_NAME + NAME).statusCode()).isEqualTo(401);
    }
  }

  @Test
  void sendsByLinkToWhoeverHasIt() {
    Image image = stored(NAME);
    Image other = stored("other");
    for (int time = 0; time < 2; time++) {
      String link = FOR_DEVICES + image.id() + "/" + NAME;
      assertWhole(stranger.get(link));
      assertWhole(stranger.get(link + "?deviceId=172.16.255.14"));
      assertThat(stranger.send("HEAD", link).statusCode()).isEqualTo(200);
      assertThat(stranger.get(FOR_DEVICES + other.id() + "/" + NAME).statusCode()).isEqualTo(404);
      assertThat(stranger.get(FOR_DEVICES + image.id() + "/other").statusCode()).isEqualTo(404);
      assertThat(stranger.get(FOR_DEVICES + "1/" + NAME).statusCode()).isEqualTo(404);
      assertThat(stranger.get(FOR_DEVICES + image.id() + "/..%2f" + NAME).statusCode())
          .isEqualTo(404);
      assertThat(stranger.get(link + "?deviceId=%0aforged").statusCode()).isEqualTo(400);
    }
  }

  @Test
  void sendsByNameToDevicesOfNetworksThatMay() {
    stored(NAME);
    assertWhole(stranger.get(FOR_DEVICES + NAME));
    assertWhole(stranger.get(FOR_DEVICES + NAME + "?deviceId=172.16.255.14"));
    assertThat(stranger.get(FOR_DEVICES + "other").statusCode()).isEqualTo(404);
  }

  @Test
  void sendsByNameToNoOtherDevice() {
    try (VmanageFixture closed = new VmanageFixture("10.0.0.0/8")) {
      new UploadForm().file(NAME, CONTENT).send(closed.writer());
      for (String name : new String[] {NAME, NAME, "other"}) {
        assertThat(closed.client().get(FOR_DEVICES + name).statusCode()).isEqualTo(403);
      }
    }
  }

  @Test
  void forgetsADeletedImage() {
    Image image = stored(NAME);
    String link = FOR_DEVICES + image.id() + "/" + NAME;
    assertWhole(stranger.get(link));
    assertWhole(reader.get(BY_NAME + NAME));
    assertThat(vmanage.store.images().delete(image.id())).isEqualTo(new Deletion.Done());
    assertThat(stranger.get(link).statusCode()).isEqualTo(404);
    assertThat(reader.get(BY_NAME + NAME).statusCode()).isEqualTo(404);
  }

  @Test
  void saysThatAnImageIsNotHereYet() {
    vmanage.store.images().register().addUrl("http://images.example/" + NAME, "20.6.3");
    HttpResponse<byte[]> answer = reader.get(BY_NAME + NAME);
    assertThat(answer.statusCode()).isIn(404, 503);
    assertThat(VmanageClient.text(answer)).contains("not been fetched yet");
  }

  @Test
  void saysThatTheBytesAreLost() throws Exception {
    Image image = stored(NAME);
    Files.delete(vmanage.store.images().fileOf(image).orElseThrow());
    HttpResponse<byte[]> answer = reader.get(BY_NAME + NAME);
    assertThat(answer.statusCode()).isEqualTo(500);
    assertThat(VmanageClient.text(answer)).contains("missing");
  }
}
