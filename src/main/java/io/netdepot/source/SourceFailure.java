package io.netdepot.source;

import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A remote file or list did not come. The message is a sentence for people: what was wrong and,
 * where somebody can do something, what to do. It never holds a login.
 */
public final class SourceFailure extends Exception {
  private static final long serialVersionUID = 1L;

  private final Reason reason;
  private final @Nullable Duration retryAfter;

  /** A small closed set, documented in docs/images.md; its code is what the API shows. */
  public enum Reason {
    /** No connection, or no answer. */
    UNREACHABLE(true),
    /** The address may not be connected to (images.allow), or a redirect breaks a rule. */
    ADDRESS_REFUSED(false),
    /** The scheme or the protocol of the remote server is not one that is fetched. */
    NOT_SUPPORTED(false),
    /** The server wants a login, or another one. */
    LOGIN_REFUSED(false),
    /** The server's certificate is not good, or there is no common way to encrypt. */
    TLS_FAILED(false),
    /** SSH: the server shows another host key than the pinned one, or an unknown one. */
    HOST_KEY_REFUSED(false),
    /** The server has no such file, or one that cannot be read. */
    NOT_FOUND(false),
    /** The server answered with another error of the client's kind (4xx). */
    REFUSED(false),
    /** The server answered that it is in trouble or busy (5xx, 429). */
    SERVER_TROUBLE(true),
    /** The connection broke, or fewer bytes came than the server had said. */
    INCOMPLETE(true),
    /** No byte came for too long. */
    STALLED(true),
    /** Too few bytes came for too long, or the whole took too long. */
    TOO_SLOW(false),
    /** Something else came than was asked for, such as a page of HTML. */
    NOT_AN_IMAGE(false),
    /** Larger than images.max-size. */
    TOO_LARGE(false),
    /** Another digest or size than was declared. */
    DIGEST_MISMATCH(false),
    /** A list that cannot be read. */
    BAD_LIST(false),
    /** A name that is not kept. */
    BAD_NAME(false),
    /** No room left on our disk. */
    STORAGE_FULL(false),
    /** Our disk refused to write. */
    STORAGE_FAILED(false),
    /** The image or its source was deleted meanwhile. */
    CANCELLED(false),
    /** The service is stopping; the next start goes on. */
    STOPPED(false),
    INTERNAL_ERROR(false);

    private final boolean retryHelps;

    Reason(boolean retryHelps) {
      this.retryHelps = retryHelps;
    }

    /** The code on the wire and in the catalog, such as {@code digest-mismatch}. */
    public String code() {
      return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** Whether another try soon may end better without anybody having done anything. */
    public boolean retryHelps() {
      return retryHelps;
    }
  }

  public SourceFailure(Reason reason, String message) {
    this(reason, message, null);
  }

  public SourceFailure(Reason reason, String message, @Nullable Throwable cause) {
    this(reason, message, Optional.empty(), cause);
  }

  SourceFailure(
      Reason reason, String message, Optional<Duration> retryAfter, @Nullable Throwable cause) {
    super(message, cause);
    this.reason = reason;
    this.retryAfter = retryAfter.orElse(null);
  }

  public Reason reason() {
    return reason;
  }

  /** How long the server asked to be left alone. */
  public Optional<Duration> retryAfter() {
    return Optional.ofNullable(retryAfter);
  }

  /** The sentence; an exception of ours always has one. */
  public String sentence() {
    return String.valueOf(getMessage());
  }
}
