package io.netdepot.vmanage;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import io.netdepot.http.ApiError;
import io.netdepot.http.ApiProblem;
import io.netdepot.http.BasicCredentials;
import io.netdepot.http.Call;
import io.netdepot.http.Caller;
import io.netdepot.http.Json;
import io.netdepot.http.Reply;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Base64;

/**
 * {@code /jwt/login} and {@code /jwt/refresh}, as in 20.18. A token has the form of a JWT, so that
 * clients can read what it says; whether it is good only the table of sessions tells. Its third
 * part is no signature but random: so there is none to get around.
 */
final class JwtLogin {
  private static final long USUAL_SECONDS = 1_800;
  private static final String HEADER = "{\"typ\":\"JWT\",\"alg\":\"HS256\"}";

  private final Logins logins;
  private final Sessions sessions;
  private final Duration grace;
  private final InstantSource clock;

  /**
   * @param grace how long after its token a refresh token still is good
   */
  JwtLogin(Logins logins, Sessions sessions, Duration grace, InstantSource clock) {
    this.logins = logins;
    this.sessions = sessions;
    this.grace = grace;
    this.clock = clock;
  }

  Reply logIn(Call call) {
    BasicCredentials credentials =
        new BasicCredentials(
            call.body().required("username").asText(), call.body().required("password").asText());
    return switch (logins.check(credentials, call.head().from())) {
      case Logins.Outcome.Known(var login) -> {
        call.identify(login.caller());
        yield issue(call, login);
      }
      case Logins.Outcome.Wrong() -> throw ApiProblem.of(401, "The user or the password is wrong");
      case Logins.Outcome.Later(var error) -> throw new ApiProblem(error);
    };
  }

  /** Gives new tokens for a refresh token, which is good for once; the old ones end. */
  Reply refresh(Call call) {
    Session session =
        sessions
            .take(Session.Kind.REFRESH, call.body().required("refresh").asText())
            .orElseThrow(
                () ->
                    new ApiProblem(
                        ApiError.of(
                            401,
                            "refresh: unknown, used before or over; log in with POST /jwt/login")));
    call.identify(session.caller());
    sessions.end(session);
    return issue(call, new Login(session.caller(), session.login().generation()));
  }

  private Reply issue(Call call, Login login) {
    Caller caller = login.caller();
    Duration lifetime = Duration.ofSeconds(call.body().path("duration").asLong(USUAL_SECONDS));
    long expires = clock.instant().plus(lifetime).getEpochSecond();
    Claims claims = new Claims(caller.user(), "netdepot", "vmanage", expires);
    String token = token(claims, sessions.newKey());
    String refresh = sessions.newKey();
    sessions.begin(token, Session.Kind.BEARER, login, lifetime);
    sessions.begin(refresh, Session.Kind.REFRESH, login, lifetime.plus(grace));
    return Reply.json(
        new Wire(
            token,
            refresh,
            caller.user(),
            claims.iss(),
            claims.aud(),
            ClientInfo.group(caller.role()),
            "",
            ClientInfo.TENANT,
            lifetime.toSeconds(),
            expires,
            sessions.xsrfToken(token),
            false));
  }

  private static String token(Claims claims, String secret) {
    Base64.Encoder base64 = Base64.getUrlEncoder().withoutPadding();
    return base64.encodeToString(HEADER.getBytes(StandardCharsets.UTF_8))
        + "."
        + base64.encodeToString(Json.bytes(claims))
        + "."
        + secret;
  }

  /** What a token says of itself. */
  @JsonPropertyOrder({"sub", "iss", "aud", "exp"})
  private record Claims(String sub, String iss, String aud, long exp) {}

  @JsonPropertyOrder({
    "token",
    "refresh",
    "sub",
    "iss",
    "aud",
    "userGroup",
    "tenant",
    "tenantId",
    "duration",
    "exp",
    "csrf",
    "isAPIKey"
  })
  private record Wire(
      String token,
      String refresh,
      String sub,
      String iss,
      String aud,
      String userGroup,
      String tenant,
      String tenantId,
      long duration,
      long exp,
      String csrf,
      @JsonProperty("isAPIKey") boolean apiKey) {}
}
