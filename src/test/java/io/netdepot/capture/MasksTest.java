package io.netdepot.capture;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a device may print that nobody else is to read, in forms as unkind as devices are. */
class MasksTest {
  private static String masked(String... texts) {
    Masks masks = new Masks(List.of("show", "version", "nv"));
    List.of(texts).forEach(masks::look);
    return masks.mask(String.join("\n", texts));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "password: hunter2 | hunter2",
        "Password=hunter2; next | hunter2",
        "  \"admin_password\" : \"hun ter2\" | ter2",
        "{\"bind-password\":\"hunter2\"} | hunter2",
        "username admin password 7 0822455D0A16 | 0822455D0A16",
        "enable secret 5 $1$mERr$hx5rVt7rPNoS4wqbXKX7m0 | hx5rVt7rPNoS4wqbXKX7m0",
        "snmp-server community s3cr3tRO ro | s3cr3tRO",
        "snmp-server user joe auth-key 0xdeadbeef99 | 0xdeadbeef99",
        "tacacs-server key: abc123XYZ is set, api-key abc-123-XYZ | abc-123-XYZ",
        "admin:$6$rounds=5000$salt$hashhashhash:18000:0 | hashhashhash",
        "copy scp://joe:p%40ss@10.1.2.3/dir/ | p%40ss",
        "Authorization: Basic YWRtaW46YWRtaW4= | YWRtaW46YWRtaW4=",
        "Authorization: Bearer eyJhbGciOi.J9.abc | eyJhbGciOi",
        "token eyJhbGciOiJIUzI1NiJ9 | eyJhbGciOiJIUzI1NiJ9",
        "ssh-rsa AAAAB3NzaC1yc2EAAAADAQABAAABgQC7 x | AAAAB3NzaC1yc2EAAAADAQABAAABgQC7",
        "mgmt 10.20.30.40/24 up | 10.20.30.40",
        "peer[10.20.30.40]:179, 10.20.30.41. | 10.20.30.41",
        "address=fe80::1ff:fe23:4567:890a%eth0 | 4567:890a",
        "2001:0db9:85a3::8a2e:0370:7334 dev | 8a2e",
        "::ffff:10.20.30.40 | 10.20.30.40",
        "link/ether 48:b0:2d:aa:bb:cc brd | aa:bb:cc",
        "Base MAC 48B0.2DAA.BBCC | 2DAA.BBCC",
        "48-b0-2d-aa-bb-cc | aa-bb-cc",
        "0x48b02d 48:b0:2d:aa:bb:cc:dd:ee GUID | dd:ee",
        "Serial Number: MT2012X01234 | MT2012X01234",
        "\"serial-number\": \"MT2012X01234\" | MT2012X01234",
        "System S/N MT2012X01234 | MT2012X01234",
        "chassis-id  FOC1234X0AB | FOC1234X0AB",
        "hostname leaf07-berlin | leaf07-berlin",
        "ntp server time.corp.acme.com iburst | corp.acme",
        "contact joe.doe@acme.com now | joe.doe",
        "uuid 4c4c4544-0042-3510-8057-b4c04f4b3332 | b4c04f4b3332",
        "enable secret 9 $9$abcDEF$hijklmnop | hijklmnop",
        "tacacs-server key TacKey99 | TacKey99",
        "tacacs-server host 10.11.12.14 key 7 14141B180F0B | 14141B180F0B",
        "radius-server host 10.11.12.15 auth-port 1812 key RadKey66 | RadKey66",
        "crypto isakmp key PskPass22 address 10.11.12.17 | PskPass22",
        "ntp authentication-key 1 md5 NtpKey55 | NtpKey55",
        "ip ospf message-digest-key 1 md5 7 OspfPass33 | OspfPass33",
        "key-string 7 070C285F4D06 | 070C285F4D06",
        "pre-shared-key ascii-text PskTwo11 | PskTwo11",
        "wpa-psk ascii 0 WpaPass00 | WpaPass00",
        "\"psk\": \"JsonPsk9\" | JsonPsk9",
        "\"pwd\": \"JsonPwd8\", \"pass\": \"JsonPass7\" | JsonPwd8",
        "mount -o user=joe,pass=EnvPass7 | EnvPass7",
        "passphrase is \"two words\" | words",
        "snmp-server host 10.11.12.13 traps version 2c s3cr3tRO2 | s3cr3tRO2",
        "snmp-server user joe ops v3 auth sha AuthPass77 priv aes 128 PrivPass88 | AuthPass77",
        "snmp-server user joe ops v3 auth sha AuthPass77 priv aes 128 PrivPass88 | PrivPass88",
        "aws_access_key_id AKIAIOSFODNN7EXAMPLE | AKIAIOSFODNN7EXAMPLE",
        "mac 0c42a11b2c3f up | 0c42a11b2c3f",
        "node guid 0x0c42a103001b2c3d | 2c3d",
        "port guid 0c42:a103:001b:2c3d | 2c3d",
        "key MD5:16:27:ac:a5:76:28:2d:36:63:1b:56:4d:eb:df:a6:48 | df:a6:48",
        "logging host syslog-eu1 | syslog-eu1",
        "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIEzt2n4JtG0k joe@laptop of Acme | laptop of Acme",
        " description Uplink to Acme Berlin | Acme",
        "snmp-server location Room 7, Acme Berlin | Acme",
        "{\"description\": \"Uplink of Acme\", \"mtu\": 9216} | Acme",
        "Contact: Joe of Acme | Acme",
        "admin@leaf07:~$ nv show | leaf07",
      })
  void isFound(String text, String secret) {
    assertThat(masked(text)).doesNotContain(secret);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "Generated tech-support /host/dump/nvos_dump_x_20260105_101500.tar.gz",
        "NVOS 25.02.4282 nvos-amd64-25.02.4282.bin",
        "password: not set, password authentication enabled",
        "10:15:00 up 3 days, 12:01",
        "255.255.255.0 0.0.0.0 127.0.0.1 ::1",
        "Action executing ...",
        "Serial console enabled",
        "OpenSSH_9.2p1, password 9, key exchange",
        "ntp trusted-key 1",
        "{'location': '/nvue_v1/action/3'}",
        "{'description': '', 'mtu': 9216}",
      })
  void tellsNothing(String text) {
    assertThat(masked(text)).isEqualTo(text);
  }

  @Test
  void theNextLineIsNoneOfItsValue() {
    String text = "no secret\nGenerated password:\nAction hostname\nsucceeded serial\nX12345";

    assertThat(masked(text)).isEqualTo(text);
  }

  @Test
  void theSameIsMaskedTheSameWayEverywhere() {
    String text = masked("mgmt 10.1.1.1", "peer 10.1.1.2", "again 10.1.1.1, not 10.1.1.11");

    assertThat(text).isEqualTo("mgmt 192.0.2.1\npeer 192.0.2.2\nagain 192.0.2.1, not 192.0.2.3");
  }

  @Test
  void theDeviceKeepsOneName() {
    Masks masks = new Masks(List.of("show"));
    masks.host("leaf07.berlin.acme.com");
    masks.user("jdoe");
    masks.secret("Tr0ub4dor");

    assertThat(
            masks.mask(
                "jdoe@leaf07:~$ LEAF07 /var/dump/sonic_dump_leaf07_2026.tar.gz Tr0ub4dor"
                    + " leaf07.berlin.acme.com leaf071"))
        .isEqualTo("admin@sw1:~$ sw1 /var/dump/sonic_dump_sw1_2026.tar.gz masked-1 sw1 leaf071");
  }

  @Test
  void whatTheDeviceHasToUnderstandStays() {
    Masks masks = new Masks(List.of("show", "version"));
    masks.host("show");
    masks.user("version");

    assertThat(masks.mask("show version")).isEqualTo("show version");
  }

  @Test
  void aPrivateKeyGoesLineByLine() {
    String key =
        """
        -----BEGIN OPENSSH PRIVATE KEY-----
        b3BlbnNzaC1rZXktdjEAAAAABG5vbmUAAAAEbm9uZQAAAAAAAAABAAAAMwAAAAtzc2gtZW
        QyNTUxOQAA+/==
        -----END OPENSSH PRIVATE KEY-----
        """;

    assertThat(masked("x\n" + key, key.lines().toList().get(2)))
        .doesNotContain("b3BlbnNzaC1rZXk", "QyNTUxOQAA");
  }

  @Test
  void aCertificateGoesLineByLine() {
    assertThat(masked("-----BEGIN CERTIFICATE-----\nMIIBszCC\nZm9v\n-----END CERTIFICATE-----\nx"))
        .doesNotContain("MIIBszCC", "Zm9v")
        .endsWith("\nx");
  }

  @Test
  void aPrivateKeyWithoutAnEndGoesToTheEnd() {
    assertThat(masked("-----BEGIN RSA PRIVATE KEY-----\nMIIEow+abc/def\nlast9Line"))
        .doesNotContain("MIIEow", "last9Line");
  }

  @Test
  void countsWhatItMasked() {
    Masks masks = new Masks(List.of());
    masks.look("10.1.1.1 10.1.1.2 10.1.1.1 password: abc9");

    assertThat(masks.report())
        .containsExactlyInAnyOrder("1 × password, key or token", "2 × IPv4 address");
  }

  @Test
  @Timeout(60)
  void takesNoLongerForTextMadeToHoldItUp() {
    for (String piece :
        List.of(
            "a",
            "a-",
            "a.",
            "password",
            "-----BEGIN ",
            "::",
            "1.",
            "A+",
            "x@",
            "ntp ",
            "snmp-server host ",
            "auth ",
            "pwd ")) {
      masked(piece.repeat(100_000 / piece.length()));
    }
  }
}
