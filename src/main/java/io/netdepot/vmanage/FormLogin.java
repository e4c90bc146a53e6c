package io.netdepot.vmanage;

import io.netdepot.http.ApiError;
import io.netdepot.http.BasicCredentials;
import io.netdepot.http.Call;
import io.netdepot.http.Reply;

/**
 * {@code /j_security_check} and {@code /logout}. Clients judge a login by the body of its answer:
 * empty is success, anything else is not.
 */
final class FormLogin {
  private final Logins logins;
  private final Sessions sessions;
  private final RequestSession known;

  FormLogin(Logins logins, Sessions sessions, RequestSession known) {
    this.logins = logins;
    this.sessions = sessions;
    this.known = known;
  }

  Reply logIn(Call call) {
    String user = call.form("j_username").orElse("");
    String password = call.form("j_password").orElse("");
    return switch (logins.check(new BasicCredentials(user, password), call.head().from())) {
      case Logins.Outcome.Known(var login) -> begin(call, login);
      case Logins.Outcome.Wrong() -> HtmlPage.of(200, "The user or the password is wrong.");
      case Logins.Outcome.Later(var error) -> later(error);
    };
  }

  private Reply begin(Call call, Login login) {
    call.identify(login.caller());
    // Who logs in again is done with the session before.
    known.of(call.head()).ifPresent(sessions::end);
    String key = sessions.begin(login);
    return Reply.empty(200).with("Set-Cookie", SessionCookie.begin(key, call.head().secure()));
  }

  private static Reply later(ApiError error) {
    Reply page = HtmlPage.of(error.status(), error.description() + ".");
    return page.with("Retry-After", error.headers().getOrDefault("Retry-After", "1"));
  }

  /** Ends the session, if there is one; one client wants exactly 302, another one a page there. */
  Reply logOut(Call call) {
    known
        .of(call.head())
        .ifPresent(
            session -> {
              call.identify(session.caller());
              sessions.end(session);
            });
    return Reply.empty(302)
        .with("Location", "/")
        .with("Set-Cookie", SessionCookie.end(call.head().secure()));
  }

  /** Where a logout leads to. */
  Reply page(Call call) {
    return HtmlPage.of(200, "This is Netdepot. Log in with POST /j_security_check.");
  }
}
