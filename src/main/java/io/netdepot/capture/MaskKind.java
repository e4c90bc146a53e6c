package io.netdepot.capture;

/** What is masked; what is found earlier counts, where something looks like two of them. */
enum MaskKind {
  PRIVATE_KEY("private key or certificate"),
  PASSWORD("password, key or token"),
  MAIL("e-mail address"),
  UUID("UUID"),
  MAC("MAC address"),
  IPV6("IPv6 address"),
  IPV4("IPv4 address"),
  SERIAL("serial number"),
  KEY_COMMENT("comment of a public key"),
  FREE_TEXT("description or other free text"),
  HOST("host name"),
  USER("user name");

  private final String word;

  MaskKind(String word) {
    this.word = word;
  }

  /** For people. */
  String word() {
    return word;
  }
}
