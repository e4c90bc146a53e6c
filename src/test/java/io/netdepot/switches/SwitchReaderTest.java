package io.netdepot.switches;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.netdepot.files.PrivateFile;
import io.netdepot.fleet.Access;
import io.netdepot.fleet.CertificateTrust;
import io.netdepot.fleet.SwitchAddress;
import io.netdepot.fleet.Transport;
import io.netdepot.secret.LoginKeys;
import io.netdepot.ssh.JumpHost;
import io.netdepot.yaml.FileProblem;
import io.netdepot.yaml.FileRefusedException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Optional;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SwitchReaderTest {
  private static final Access USUAL = Access.ssh(Access.AUTO, 22);
  private static final String KEY =
      "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIAABAgMEBQYHCAkKCwwNDg8QERITFBUWFxgZGhscHR4f";

  private static final String AUTHORITY =
      """
      -----BEGIN CERTIFICATE-----
      MIIBcjCCARmgAwIBAgIUZNhK7XGonN9yX66VQAB1gffopdEwCgYIKoZIzj0EAwIw
      DzENMAsGA1UEAwwEbXljYTAeFw0yNjExMjgwMDI3MzdaFw0yNjEyMjgwMDI3Mzda
      MA8xDTALBgNVBAMMBG15Y2EwWTATBgcqhkjOPQIBBggqhkjOPQMBBwNCAASH1Yyx
      dh5y7z8FARnn2DNKNeJLNRLsjUsCDfEVQjJA4YDGiBj5hgGRLcnThXNB9WEcR+K3
      Ut548eblEYow3zUbo1MwUTAdBgNVHQ4EFgQUKK4cRgMpdL3Y4HnVUavkPAiBSn0w
      HwYDVR0jBBgwFoAUKK4cRgMpdL3Y4HnVUavkPAiBSn0wDwYDVR0TAQH/BAUwAwEB
      /zAKBggqhkjOPQQDAgNHADBEAiBnQytYXlrS3FBbETQ5R4NXq6OHnAsMErzMbUuN
      kNbwdQIgVB4gGYGJG6Yy4aMkdptJsuS8Ag3TeZjFD8CfF9P2C0U=
      -----END CERTIFICATE-----
      """;

  @TempDir private Path folder = Path.of("");

  @BeforeEach
  void writeKey() throws Exception {
    LoginKeys.write(folder.resolve("lab_key"));
    Files.writeString(folder.resolve("authority.pem"), AUTHORITY);
  }

  private SwitchPlan read(String text) throws FileRefusedException {
    return SwitchReader.read("switches.yaml", text, folder, steps -> !steps.startsWith("missing"));
  }

  private List<String> problems(String text) {
    try {
      SwitchPlan plan = read(text);
      throw new AssertionError(plan.toString());
    } catch (FileRefusedException e) {
      return e.problems().stream().map(FileProblem::toString).toList();
    }
  }

  private static Access access(SwitchPlan plan, String address, String profile) {
    return plan.access(SwitchAddress.of(address), Optional.of(profile), USUAL);
  }

  @Test
  void theFirstEntryThatSaysSomethingCountsForIt() throws Exception {
    SwitchPlan plan =
        read(
            """
            switches:
              - {address: [10.0.0.1, Leaf-1.example.], platform: onyx}
              - {network: 10.0.0.0/8, jump: lab, port: 2222}
              - {network: 10.0.0.0/8, jump: none, platform: sonic}
              - {name: "*.example", transport: rest, rest-port: 8765, certificate: accept-new}
              - {profile: operators, platform: cumulus}
            jumps:
              - {name: lab, host: bastion.example, user: depot, key-file: lab_key}
            """);
    Access first = access(plan, "10.0.0.1", "default");
    assertThat(first.platform()).isEqualTo("onyx");
    assertThat(first.port()).isEqualTo(2222);
    assertThat(first.jump()).contains("lab");
    assertThat(access(plan, "10.0.0.2", "default").platform()).isEqualTo("sonic");
    Access named = access(plan, "leaf-1.EXAMPLE", "default");
    assertThat(named.platform()).isEqualTo("onyx");
    assertThat(named.transport()).isEqualTo(Transport.REST);
    assertThat(named.restPort()).isEqualTo(8765);
    assertThat(named.jump()).isEmpty();
    assertThat(access(plan, "leaf-2.example", "operators").platform()).isEqualTo("cumulus");
    assertThat(access(plan, "leaf-2.example.org", "default")).isEqualTo(USUAL);
    assertThat(plan.steps()).containsExactlyInAnyOrder("onyx", "sonic", "cumulus");
  }

  @Test
  void conditionsOfSeveralKindsMustAllHold() throws Exception {
    SwitchPlan plan = read("switches: [{network: 10.0.0.0/8, profile: [a, b], platform: sonic}]\n");
    assertThat(access(plan, "10.0.0.1", "b").platform()).isEqualTo("sonic");
    assertThat(access(plan, "10.0.0.1", "c").isToBeDetected()).isTrue();
    assertThat(access(plan, "11.0.0.1", "a").isToBeDetected()).isTrue();
  }

  @Test
  void readsCertificatesAndJumpHosts() throws Exception {
    String digest = "AB:".repeat(31) + "AB";
    SwitchPlan plan =
        read(
            """
            switches:
              - {address: 10.0.0.1, certificate: "sha256:%s"}
              - {address: 10.0.0.2, certificate: authority.pem}
            jumps:
              - name: lab
                host: 10.9.0.1
                port: 2200
                user: depot
                key-file: lab_key
                host-key: %s remark
            """
                .formatted(digest, KEY));
    assertThat(access(plan, "10.0.0.1", "p").trust())
        .isEqualTo(new CertificateTrust.Pinned("ab".repeat(32)));
    assertThat(access(plan, "10.0.0.2", "p").trust())
        .isEqualTo(new CertificateTrust.SignedBy(folder.resolve("authority.pem")));
    JumpHost jump = Optional.ofNullable(plan.jumps().get("lab")).orElseThrow();
    assertThat(jump.port()).isEqualTo(2200);
    assertThat(jump.hostKey().orElseThrow().type()).isEqualTo("ssh-ed25519");
  }

  @Test
  void saysAllThatIsWrongWithItsLine() {
    assertThat(
            problems(
                """
                switches:
                  - {address: 10.0.0.300, platform: onyx}
                  - {network: 10.1.2.3/8, platform: onyx}
                  - {name: "a b", platform: onyx}
                  - {address: 10.0.0.1, platform: Onyx}
                  - {address: 10.0.0.1, platform: missing}
                  - {address: 10.0.0.1, platform: missing, transport: rest}
                  - {address: 10.0.0.1, transport: telnet}
                  - {address: 10.0.0.1, port: 0}
                  - {address: 10.0.0.1, jump: lab}
                  - {address: 10.0.0.1, certificate: "sha256:12"}
                  - {address: 10.0.0.1, certificate: nowhere.pem}
                  - {platform: onyx}
                  - {address: 10.0.0.1}
                  - {address: 10.0.0.1, colour: red}
                """))
        .containsExactlyInAnyOrder(
            "switches.yaml:2: '10.0.0.300' is neither an IP address nor a host name",
            "switches.yaml:3: '10.1.2.3/8' is not a network such as 10.20.0.0/16, whose bits after the 16 are zero",
            "switches.yaml:4: 'a b' is not a host name, in which * stands for any characters and ?"
                + " for one",
            "switches.yaml:5: platform is the name of a route file in lower-case letters, digits and"
                + " hyphens, not 'Onyx'",
            "switches.yaml:6: No route is from direct:collect-missing; is there a file for it in"
                + " routes/platforms?",
            "switches.yaml:7: No route is from direct:collect-missing-rest; is there a file for it"
                + " in routes/platforms?",
            "switches.yaml:8: transport is ssh or rest, not 'telnet'",
            "switches.yaml:9: port is a whole number from 1 to 65535, not '0'",
            "switches.yaml:10: There is no jump host 'lab' under jumps",
            "switches.yaml:11: 'sha256:12' does not have the 64 hexadecimal digits of a SHA-256"
                + " digest",
            "switches.yaml:12: There is no file "
                + folder.resolve("nowhere.pem")
                + " (certificate)",
            "switches.yaml:13: The entry does not say for which switches: address, network, name,"
                + " profile",
            "switches.yaml:14: The entry says nothing about its switches: platform, transport, port,"
                + " rest-port, jump, certificate",
            "switches.yaml:15: An entry has no 'colour'; it has address, certificate, jump, name,"
                + " network, platform, port, profile, rest-port, transport",
            "switches.yaml:15: The entry says nothing about its switches: platform, transport, port,"
                + " rest-port, jump, certificate");
  }

  @Test
  void anAuthorityWithoutCertificatesIsRefused() throws IOException {
    Files.writeString(folder.resolve("notes"), "the authority of the lab");

    assertThat(
            problems(
                """
                switches:
                  - {address: 10.0.0.1, certificate: lab_key}
                  - {address: 10.0.0.2, certificate: notes}
                """))
        .containsExactly(
            "switches.yaml:2: The file "
                + folder.resolve("lab_key")
                + " holds no certificates in PEM",
            "switches.yaml:3: The file "
                + folder.resolve("notes")
                + " holds no certificates in PEM");
  }

  @Test
  void saysWhatIsWrongWithJumpHosts() {
    assertThat(
            problems(
                """
                jumps:
                  - {name: lab, host: bastion, user: depot, key-file: lab_key}
                  - {name: lab, host: bastion, user: depot, key-file: lab_key}
                  - {name: none, host: bastion, user: depot, key-file: lab_key}
                  - {name: a, host: 10.0.0.300, user: "a b", key-file: no-key, host-key: ssh-rsa x}
                  - {name: b, host: bastion}
                """))
        .containsExactly(
            "switches.yaml:3: There are two jump hosts with the name 'lab'",
            "switches.yaml:4: The name 'none' is not made of lower-case letters, digits and hyphens,"
                + " at most 63, or is 'none', which means no jump host",
            "switches.yaml:5: '10.0.0.300' is neither an IP address nor a host name",
            "switches.yaml:5: 'a b' is not the name of a user",
            "switches.yaml:5: There is no file " + folder.resolve("no-key") + " (key-file)",
            "switches.yaml:5: host-key is the type and the key as ssh-keyscan shows them, such as"
                + " ssh-ed25519 AAAA…",
            "switches.yaml:6: The jump host has no user",
            "switches.yaml:6: The jump host has no key-file");
  }

  @Test
  void aKeyFileThatCannotBeUsedIsRefused() throws Exception {
    Path open = LoginKeys.write(folder.resolve("open"));
    Files.setPosixFilePermissions(open, PosixFilePermissions.fromString("rw-r--r--"));
    Path notes = folder.resolve("notes");
    PrivateFile.write(notes, "the key of the lab".getBytes(UTF_8));

    assertThat(
            problems(
                """
                jumps:
                  - {name: a, host: bastion, user: depot, key-file: open}
                  - {name: b, host: bastion, user: depot, key-file: notes}
                """))
        .containsExactly(
            "switches.yaml:2: The file "
                + open
                + " (key-file) may be used by others than its owner; run 'chmod 600 "
                + open
                + "', and give another key if they may have read it",
            "switches.yaml:3: The file "
                + notes
                + " (key-file) holds no private key in OpenSSH or PEM format");
  }

  @Test
  void refusesWhatIsNoYaml() {
    assertThatThrownBy(() -> read("switches: [\n")).hasMessageContaining("This is not YAML");
    assertThat(problems("other: 1\n"))
        .containsExactly("switches.yaml:1: The file has no 'other'; it has jumps, switches");
  }

  @Property(tries = 200)
  void whateverStandsInTheFileItIsReadOrRefused(@ForAll String text) {
    try {
      SwitchPlan plan =
          SwitchReader.read("switches.yaml", "switches:\n  - " + text, Path.of("/"), steps -> true);
      assertThat(plan.rules()).hasSizeLessThanOrEqualTo(text.length() + 1);
    } catch (FileRefusedException e) {
      assertThat(e.problems()).isNotEmpty();
    }
  }
}
