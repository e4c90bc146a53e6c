package io.netdepot.nmx;

import static org.assertj.core.api.Assertions.assertThat;

import io.netdepot.catalog.StoredPackage;
import io.netdepot.http.ApiFixture;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DownloadAtStopTest {
  private static final int SIZE = 40 << 20;

  @Test
  void waitsForADownloadUnderWay(@TempDir Path folder) throws Exception {
    NmxFixture nmx = new NmxFixture(folder);
    StoredPackage stored = nmx.store("10.0.0.1", "dump.tar.gz", new byte[SIZE]);
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), nmx.http.port())) {
      socket.setSoTimeout(20_000);
      socket
          .getOutputStream()
          .write(
              ("GET /nmx/v1/support-packages/"
                      + stored.id()
                      + " HTTP/1.1\r\nHost: x\r\nConnection: close\r\nAuthorization: "
                      + ApiFixture.RO
                      + "\r\n\r\n")
                  .getBytes(StandardCharsets.US_ASCII));
      InputStream in = socket.getInputStream();
      Awaitility.await().until(() -> nmx.http.server().transfers().running() == 1);

      CompletableFuture<Void> stopping = CompletableFuture.runAsync(nmx::close);
      Awaitility.await().until(() -> nmx.http.context().isStopping());

      assertThat(in.readAllBytes()).hasSizeGreaterThan(SIZE);
      stopping.get(20, TimeUnit.SECONDS);
      assertThat(nmx.http.server().transfers().running()).isZero();
    }
  }
}
