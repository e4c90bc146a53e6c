package io.netdepot.tls;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

import io.netdepot.config.DataSize;
import io.netdepot.config.HttpSettings;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OwnCertificateTest {
  private static final Instant NOW = Instant.parse("2026-03-01T00:00:00Z");

  private final Path file;

  OwnCertificateTest(@TempDir Path folder) {
    this.file = folder.resolve("tls.p12");
  }

  private static HttpSettings settings(String host, String publicUrl) {
    return new HttpSettings(
        host,
        8443,
        false,
        HttpSettings.Tls.SELF_SIGNED,
        Optional.empty(),
        Optional.empty(),
        Optional.of(publicUrl).filter(url -> !url.isEmpty()).map(URI::create),
        new DataSize(1),
        1,
        Duration.ofSeconds(1));
  }

  private ServerCertificate open(HttpSettings settings, Instant now) throws Exception {
    return ServerCertificate.of(settings, file, Clock.fixed(now, ZoneOffset.UTC)).orElseThrow();
  }

  @Test
  void isMadeOnceAndKeptForItsOwnerAlone() throws Exception {
    ServerCertificate made = open(settings("127.0.0.1", ""), NOW);
    ServerCertificate kept = open(settings("127.0.0.1", ""), NOW.plus(Duration.ofDays(700)));
    assertThat(kept).isEqualTo(made);
    assertThat(kept.fingerprint()).matches("([0-9A-F]{2}:){31}[0-9A-F]{2}");
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
        .isEqualTo("rw-------");
  }

  @Test
  void isForEveryNameThatClientsUse() throws Exception {
    ServerCertificate made = open(settings("10.20.0.1", "https://Depot.Example:8443/"), NOW);
    assertThat(
            made.own().getSubjectAlternativeNames().stream()
                .map(name -> String.valueOf(name.get(1))))
        .contains("localhost", "127.0.0.1", "0:0:0:0:0:0:0:1", "10.20.0.1", "depot.example");
    assertThat(made.own().getNotAfter().toInstant())
        .isEqualTo(NOW.minus(Duration.ofHours(1)).plus(Duration.ofDays(825)));
    assertThat(made.own().getPublicKey().getAlgorithm()).isEqualTo("EC");
    made.own().verify(made.own().getPublicKey());
  }

  @Test
  void isMadeAnewBeforeItEnds() throws Exception {
    ServerCertificate made = open(settings("127.0.0.1", ""), NOW);
    Instant later = NOW.plus(Duration.ofDays(800));
    ServerCertificate renewed = open(settings("127.0.0.1", ""), later);
    assertThat(renewed.fingerprint()).isNotEqualTo(made.fingerprint());
    assertThat(renewed.expires()).isAfter(later.plus(Duration.ofDays(800)));
    assertThat(open(settings("127.0.0.1", ""), later)).isEqualTo(renewed);
  }

  @Test
  void isMadeAnewForAnotherAddressOfTheService() throws Exception {
    ServerCertificate made = open(settings("0.0.0.0", ""), NOW);
    assertThat(open(settings("127.0.0.1", "https://localhost"), NOW)).isEqualTo(made);
    ServerCertificate renewed = open(settings("::1", "https://depot.example"), NOW);
    assertThat(renewed.fingerprint()).isNotEqualTo(made.fingerprint());
    assertThat(open(settings("::1", "https://depot.example"), NOW)).isEqualTo(renewed);
  }

  @Test
  void aDamagedFileIsASentence() throws Exception {
    open(settings("127.0.0.1", ""), NOW);
    byte[] bytes = Files.readAllBytes(file);
    bytes[bytes.length / 2] ^= 1;
    Files.write(file, bytes);
    assertThatIOException()
        .isThrownBy(() -> open(settings("127.0.0.1", ""), NOW))
        .withMessageStartingWith("The certificate " + file + " cannot be read (")
        .withMessageEndingWith("remove it, and the next start makes a new one");
  }

  @Test
  void aKeyThatOthersMayReadIsRefused() throws Exception {
    open(settings("127.0.0.1", ""), NOW);
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r--r--"));
    assertThatIOException()
        .isThrownBy(() -> open(settings("127.0.0.1", ""), NOW))
        .withMessageContaining("chmod 600 " + file);
  }

  @Test
  void showsNothingOfItsKey() throws Exception {
    ServerCertificate made = open(settings("127.0.0.1", ""), NOW);
    assertThat(made.toString())
        .isEqualTo("ServerCertificate[CN=Netdepot, " + made.fingerprint() + "]");
  }
}
