package io.netdepot.source;

import io.netdepot.source.SourceFailure.Reason;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;

/**
 * What a status other than the wanted ones means. Says the address that was asked for; of where it
 * was redirected to, the host only.
 */
final class AnswerStatus {
  private AnswerStatus() {}

  static SourceFailure failure(SourceUri asked, HttpAnswer answer, Clock clock) {
    int status = answer.status();
    String said = answer.from().host() + " answered " + status;
    if (status == 401 || status == 403 || status == 407) {
      return new SourceFailure(
          Reason.LOGIN_REFUSED,
          said + "; the file needs a login, or another one: check the remote server's");
    }
    if (status == 404 || status == 410) {
      return new SourceFailure(Reason.NOT_FOUND, "There is no " + asked + " (" + said + ")");
    }
    if (status == 408 || status == 429 || status >= 500) {
      Optional<Duration> after =
          answer.header("Retry-After").flatMap(value -> RetryAfter.parse(value, clock));
      return new SourceFailure(Reason.SERVER_TROUBLE, said + " for " + asked, after, null);
    }
    return new SourceFailure(Reason.REFUSED, said + " for " + asked + "; check the URL");
  }
}
