package io.netdepot.fleet;

/** A host as it stands in a URL, where an IPv6 address needs brackets. */
public final class UrlHost {
  private UrlHost() {}

  /** A name or an address; an IPv6 one may have its brackets already. */
  public static String of(String host) {
    return host.indexOf(':') < 0 || host.startsWith("[") ? host : "[" + host + "]";
  }
}
