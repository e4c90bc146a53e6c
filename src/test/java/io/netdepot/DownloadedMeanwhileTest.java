package io.netdepot;

import static org.assertj.core.api.Assertions.assertThat;

import io.netdepot.simulator.SimulatedSwitch;
import java.io.InputStream;
import java.net.http.HttpResponse;
import java.security.MessageDigest;
import java.util.Base64;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Packages on their way to the client. */
class DownloadedMeanwhileTest {
  private static final long LARGE = 24L << 20;

  @RegisterExtension static final DepotAndSwitches site = DepotAndSwitches.with();

  private final RunningDepot depot = site.depot();
  private final SwitchSite switches = site.switches();

  @Test
  void aPackageDeletedMeanwhileIsDownloadedWhole() throws Exception {
    SimulatedSwitch large = switches.of(like -> like.packageSize(LARGE));
    RunningDepot.SwitchEnd end = depot.collected(large.address()).only();
    end.requireCompleted();
    HttpResponse<InputStream> answer = depot.download(end.fileId());
    assertThat(answer.statusCode()).isEqualTo(200);
    MessageDigest sha = MessageDigest.getInstance("SHA-256");
    long length;
    try (InputStream body = answer.body()) {
      byte[] beginning = body.readNBytes(1000);
      sha.update(beginning);

      assertThat(depot.deletePackage(end.fileId()).statusCode()).isEqualTo(204);

      byte[] rest = body.readAllBytes();
      sha.update(rest);
      length = (long) beginning.length + rest.length;
    }
    assertThat(length).isEqualTo(end.size());
    assertThat(answer.headers().firstValue("Repr-Digest").orElseThrow())
        .isEqualTo("sha-256=:" + Base64.getEncoder().encodeToString(sha.digest()) + ":");
    try (InputStream gone = depot.download(end.fileId()).body()) {
      assertThat(new String(gone.readAllBytes(), java.nio.charset.StandardCharsets.UTF_8))
          .contains("not-found");
    }
    assertThat(depot.hasPackageOf(large.address())).isFalse();
  }

  @Test
  void equalPackagesOfTwoSwitchesAreTwoPackages() {
    SimulatedSwitch one = switches.with();
    SimulatedSwitch other = switches.with();

    RunningDepot.Ended ended = depot.collected(one.address(), other.address());

    assertThat(depot.deletePackage(ended.of(one.address()).fileId()).statusCode()).isEqualTo(204);
    assertThat(depot.hasPackageOf(one.address())).isFalse();
    assertThat(depot.hasPackageOf(other.address())).isTrue();
    assertThat(depot.download(ended.of(other.address()).fileId()).statusCode()).isEqualTo(200);
  }
}
