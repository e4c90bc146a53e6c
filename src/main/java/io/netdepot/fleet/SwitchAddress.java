package io.netdepot.fleet;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The address of a switch: an IPv4 or IPv6 address or a host name of 1 to 253 characters.
 *
 * <p>Two addresses are equal when they mean the same switch without asking DNS: the same name in
 * any letter case, or the same IP address in any spelling. Source of the forms: NMX-M REST API
 * 85.1.3100, {@code Address}, read as any-of.
 */
public final class SwitchAddress {
  private static final Pattern IPV4 =
      Pattern.compile("(?:(?:25[0-5]|2[0-4]\\d|1\\d\\d|[1-9]?\\d)(?:\\.(?!$)|$)){4}");
  private static final Pattern NUMBERS_AND_DOTS = Pattern.compile("[0-9.]+");
  // Some resolvers read it as an IPv4 address, which would be a second name of a switch.
  private static final Pattern HEXADECIMAL = Pattern.compile("0[xX][0-9A-Fa-f.xX]*");
  private static final Pattern HOST_NAME =
      Pattern.compile(
          "(?=.{1,253}\\.?$)(?:[A-Za-z0-9_](?:[A-Za-z0-9_-]{0,61}[A-Za-z0-9_])?)"
              + "(?:\\.[A-Za-z0-9_](?:[A-Za-z0-9_-]{0,61}[A-Za-z0-9_])?)*\\.?");
  private static final Pattern IPV6_CHARACTERS = Pattern.compile("[0-9A-Fa-f:.]{2,45}");

  private final String text;
  private final String canonical;

  private SwitchAddress(String text, String canonical) {
    this.text = text;
    this.canonical = canonical;
  }

  /** Reads an address as a client wrote it; empty when it is none. Never asks DNS. */
  public static Optional<SwitchAddress> parse(String text) {
    if (text.isEmpty() || text.length() > 253) {
      return Optional.empty();
    }
    if (text.indexOf(':') >= 0) {
      return parseIpv6(text);
    }
    if (NUMBERS_AND_DOTS.matcher(text).matches()) {
      // 10.0.0.300 is a mistyped address, although the rules for host names would let it pass.
      return IPV4.matcher(text).matches()
          ? Optional.of(new SwitchAddress(text, text))
          : Optional.empty();
    }
    if (HEXADECIMAL.matcher(text).matches() || !HOST_NAME.matcher(text).matches()) {
      return Optional.empty();
    }
    String lower = text.toLowerCase(Locale.ROOT);
    return Optional.of(
        new SwitchAddress(
            text, lower.endsWith(".") ? lower.substring(0, lower.length() - 1) : lower));
  }

  /**
   * Reads an address that was checked before.
   *
   * @throws IllegalArgumentException when it is none
   */
  public static SwitchAddress of(String text) {
    return parse(text)
        .orElseThrow(() -> new IllegalArgumentException("Not the address of a switch"));
  }

  private static Optional<SwitchAddress> parseIpv6(String text) {
    if (!IPV6_CHARACTERS.matcher(text).matches()) {
      return Optional.empty();
    }
    try {
      // With a colon in it the text can only be a literal, so this looks nothing up.
      return Optional.of(new SwitchAddress(text, InetAddress.getByName(text).getHostAddress()));
    } catch (UnknownHostException e) {
      return Optional.empty();
    }
  }

  /** The address as it was written. */
  public String text() {
    return text;
  }

  /**
   * The one spelling by which switches are told apart: a lower-case name or a canonical IP address.
   */
  public String canonical() {
    return canonical;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof SwitchAddress address && canonical.equals(address.canonical);
  }

  @Override
  public int hashCode() {
    return canonical.hashCode();
  }

  @Override
  public String toString() {
    return text;
  }
}
