package io.netdepot.source;

import io.netdepot.fleet.UrlHost;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Optional;

/**
 * The address of a remote file, or of a repository when its path ends in {@code /}: http, https,
 * scp or sftp, with a host and without a login. Immutable.
 */
public final class SourceUri {
  /** A request line has to fit into what servers take. */
  public static final int LONGEST = 2048;

  private static final String UNRESERVED = "-._~!$'()*+,;=:@";

  private final URI uri;
  private final Scheme scheme;

  /** How a file is fetched. */
  public enum Scheme {
    HTTP(80),
    HTTPS(443),
    /** Fetched over SFTP as well: OpenSSH's scp has done so since release 9. */
    SCP(22),
    SFTP(22);

    private final int port;

    Scheme(int port) {
      this.port = port;
    }

    /** The port when none is written. */
    public int port() {
      return port;
    }

    /** Whether the files come by HTTP, plain or not. */
    public boolean isHttp() {
      return this == HTTP || this == HTTPS;
    }

    /** As in a URL, such as {@code https}. */
    public String word() {
      return name().toLowerCase(Locale.ROOT);
    }

    static Optional<Scheme> of(String word) {
      for (Scheme scheme : values()) {
        if (scheme.word().equalsIgnoreCase(word)) {
          return Optional.of(scheme);
        }
      }
      return Optional.empty();
    }
  }

  private SourceUri(URI uri, Scheme scheme) {
    this.uri = uri;
    this.scheme = scheme;
  }

  /**
   * Reads a URL as somebody wrote it or as a server sent it.
   *
   * @throws IllegalArgumentException when it is not one of ours; the message says why and what to
   *     do, and never repeats a login
   */
  public static SourceUri parse(String text) {
    if (text.length() > LONGEST) {
      throw new IllegalArgumentException(
          "The URL has " + text.length() + " characters; at most " + LONGEST + " are taken");
    }
    try {
      return of(new URI(text.strip()));
    } catch (URISyntaxException e) {
      // Without the cause, whose message repeats the text.
      throw new IllegalArgumentException(
          "It is not a URL; write one such as https://images.example/nvos/nvos.bin, with other"
              + " characters than letters, digits and -._~ as percent and two hex digits");
    }
  }

  /**
   * The address of a path on a host.
   *
   * @param host a name or an address, an IPv6 one with brackets or without
   * @param path decoded, with a slash in front
   * @throws IllegalArgumentException when that makes no URL
   */
  public static SourceUri of(Scheme scheme, String host, int port, String path) {
    StringBuilder encoded = new StringBuilder();
    for (String part : path.substring(1).split("/", -1)) {
      encoded.append('/').append(encoded(part));
    }
    String written = UrlHost.of(host);
    String at = port == scheme.port() ? written : written + ":" + port;
    return parse(scheme.word() + "://" + at + encoded);
  }

  private static SourceUri of(URI uri) {
    Scheme scheme =
        Optional.ofNullable(uri.getScheme())
            .flatMap(Scheme::of)
            .orElseThrow(
                () ->
                    new IllegalArgumentException(
                        "Its scheme is not one of http, https, scp and sftp"));
    if (uri.getHost() == null) {
      throw new IllegalArgumentException("There is no host in the URL");
    }
    if (uri.getRawUserInfo() != null) {
      throw new IllegalArgumentException(
          "There is a login in the URL, which everybody would see in lists; register a remote"
              + " server with that login in place of it");
    }
    if (uri.getPort() == 0 || uri.getPort() > 65535) {
      throw new IllegalArgumentException("The port of the URL is not one from 1 to 65535");
    }
    return new SourceUri(withoutFragment(uri), scheme);
  }

  // A fragment is never sent, and two URLs that differ in it are the same source.
  private static URI withoutFragment(URI uri) {
    String text = uri.toString();
    int hash = text.indexOf('#');
    String kept = hash < 0 ? text : text.substring(0, hash);
    boolean bare = uri.getRawPath() == null || uri.getRawPath().isEmpty();
    return URI.create(bare && uri.getRawQuery() == null ? kept + "/" : kept);
  }

  public Scheme scheme() {
    return scheme;
  }

  /** A name or an address; an IPv6 address without its brackets. */
  public String host() {
    String host = uri.getHost();
    return host.startsWith("[") ? host.substring(1, host.length() - 1) : host;
  }

  public int port() {
    return uri.getPort() > 0 ? uri.getPort() : scheme.port();
  }

  /** The path on the host, decoded; for SFTP, which has no encoding. */
  public String path() {
    return decoded(uri.getRawPath());
  }

  /** Whether it stands for the files below it and not for one file. */
  public boolean isRepository() {
    return uri.getRawQuery() == null && uri.getRawPath().endsWith("/");
  }

  /** The last part of the path, decoded: data and no name yet. Empty for a repository. */
  public Optional<String> fileName() {
    String path = uri.getRawPath();
    String last = path.substring(path.lastIndexOf('/') + 1);
    return last.isEmpty() ? Optional.empty() : Optional.of(decoded(last));
  }

  /**
   * The file of that name in this repository. The name is data, and stays one part of the path.
   *
   * @throws IllegalArgumentException when no file can have it
   */
  public SourceUri file(String name) {
    if (!isRepository()) {
      throw new IllegalStateException("Only a repository has files");
    }
    if (name.isEmpty() || name.equals(".") || name.equals("..")) {
      throw new IllegalArgumentException("'" + name + "' is not the name of a file");
    }
    return parse(text() + encoded(name));
  }

  /** What lies beside this file under its name with a suffix, such as {@code .sha256}. */
  public SourceUri beside(String suffix) {
    String path = uri.getRawPath();
    String query = uri.getRawQuery() == null ? "" : "?" + uri.getRawQuery();
    return parse(scheme.word() + "://" + uri.getRawAuthority() + path + suffix + query);
  }

  /**
   * Where a server sends us.
   *
   * @param location absolute, or relative to this
   * @throws IllegalArgumentException when that is not a URL of ours
   */
  public SourceUri redirectedTo(String location) {
    try {
      return parse(uri.resolve(new URI(location.strip())).toString());
    } catch (URISyntaxException e) {
      // Without the cause, whose message repeats the text.
      throw new IllegalArgumentException("It is not a URL");
    }
  }

  /** Whether both are the same scheme, host and port, so that a login for one is for the other. */
  public boolean isSameServer(SourceUri other) {
    return scheme == other.scheme
        && host().equalsIgnoreCase(other.host())
        && port() == other.port();
  }

  URI uri() {
    return uri;
  }

  // + stands for itself in a path, other than in a form.
  private static String decoded(String raw) {
    return URLDecoder.decode(raw.replace("+", "%2B"), StandardCharsets.UTF_8);
  }

  private static String encoded(String name) {
    StringBuilder encoded = new StringBuilder();
    for (byte b : name.getBytes(StandardCharsets.UTF_8)) {
      char c = (char) (b & 0xff);
      boolean plain = c < 128 && (Character.isLetterOrDigit(c) || UNRESERVED.indexOf(c) >= 0);
      encoded.append(plain ? String.valueOf(c) : "%%%02X".formatted((int) c));
    }
    return encoded.toString();
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof SourceUri source && uri.equals(source.uri);
  }

  @Override
  public int hashCode() {
    return uri.hashCode();
  }

  /** All of the URL, with its query; for requests and records, not to be shown. */
  public String text() {
    return uri.toString();
  }

  /** The URL without its query, which may be a signature that opens the file to whoever has it. */
  @Override
  public String toString() {
    String text = text();
    int query = text.indexOf('?');
    return query < 0 ? text : text.substring(0, query);
  }
}
