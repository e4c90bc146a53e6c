package io.netdepot.vmanage;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import io.netdepot.http.ApiProblem;
import io.netdepot.http.Call;
import io.netdepot.http.Caller;
import io.netdepot.http.Reply;
import io.netdepot.http.Role;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;

/** What clients ask about the server and their session before they come to images. */
final class ClientInfo {
  /** The release whose API this is; clients choose by it how they log in and out. */
  static final String RELEASE = "20.12.1";

  /** The only one. */
  static final String TENANT = "default";

  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss", Locale.ROOT).withZone(ZoneOffset.UTC);

  private final RequestSession sessions;
  private final Duration idle;
  private final InstantSource clock;

  ClientInfo(RequestSession sessions, Duration idle, InstantSource clock) {
    this.sessions = sessions;
    this.idle = idle;
    this.clock = clock;
  }

  /** The vendor's names for what a user may do. */
  static String group(Role role) {
    return switch (role) {
      case READ_ONLY -> "operator";
      case READ_WRITE -> "netadmin";
    };
  }

  /** The XSRF token of a session, as bare text or as JSON; a page for who has none. */
  Reply token(Call call) {
    if (call.caller().isEmpty()) {
      return HtmlPage.of(200, "Log in with POST /j_security_check.");
    }
    String token = xsrfToken(call);
    return call.query("json").filter("true"::equals).isPresent()
        ? Reply.json(new Token(token))
        : Reply.of(200, "text/plain; charset=utf-8", token.getBytes(StandardCharsets.UTF_8));
  }

  // Who sends a password with each request has no session, and needs no token.
  private String xsrfToken(Call call) {
    return sessions.of(call.head()).map(Session::xsrfToken).orElse("");
  }

  Reply server(Call call) {
    Caller caller =
        call.caller().orElseThrow(() -> ApiProblem.of(401, "Log in before asking for the server"));
    return Reply.json(
        new Data<>(
            new Server(
                call.base().getAuthority(),
                "SingleTenant",
                "tenant",
                "tenant",
                false,
                false,
                List.of(),
                xsrfToken(call),
                "",
                TENANT,
                TENANT,
                List.of(),
                caller.user(),
                caller.user(),
                "en_US",
                List.of(group(caller.role())),
                false,
                RELEASE,
                false,
                false,
                false,
                "off",
                "off",
                "standalone",
                true)));
  }

  Reply about(Call call) {
    return Reply.json(
        new Data<>(
            new About(
                "Netdepot",
                RELEASE,
                RELEASE,
                call.base().getAuthority(),
                "",
                TIME.format(Instant.ofEpochMilli(clock.millis())),
                "UTC",
                "")));
  }

  Reply ready(Call call) {
    return Reply.json(new Ready(true));
  }

  Reply sessionTimeout(Call call) {
    return Reply.json(new Data<>(List.of(new Timeout(true, Math.max(1, idle.toMinutes())))));
  }

  private record Data<T>(T data) {}

  private record Token(String token) {}

  private record Ready(@JsonProperty("isServerReady") boolean ready) {}

  private record Timeout(@JsonProperty("isEnabled") boolean enabled, long timeout) {}

  @JsonPropertyOrder({
    "title",
    "version",
    "applicationVersion",
    "applicationServer",
    "copyright",
    "time",
    "timeZone",
    "logo"
  })
  private record About(
      String title,
      String version,
      String applicationVersion,
      String applicationServer,
      String copyright,
      String time,
      String timeZone,
      String logo) {}

  private record Server(
      String server,
      String tenancyMode,
      String userMode,
      String viewMode,
      @JsonProperty("isSamlUser") boolean samlUser,
      @JsonProperty("isRbacVpnUser") boolean rbacVpnUser,
      List<String> vpns,
      @JsonProperty("CSRFToken") String csrfToken,
      String providerDomain,
      String tenantId,
      String providerId,
      List<String> capabilities,
      String user,
      String description,
      String locale,
      List<String> roles,
      boolean externalUser,
      String platformVersion,
      boolean generalTemplate,
      boolean disableFullConfigPush,
      boolean enableServerEvents,
      String cloudx,
      String reverseproxy,
      String vmanageMode,
      @JsonProperty("isUiAllowed") boolean uiAllowed) {}
}
