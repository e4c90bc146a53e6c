package io.netdepot.vmanage;

import io.netdepot.config.VmanageSettings;
import io.netdepot.http.Api;
import io.netdepot.http.Authenticator;
import io.netdepot.http.Endpoint;
import io.netdepot.http.OpenApiContract;
import io.netdepot.http.Reply;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;

/**
 * The vManage API, most of it under {@code /dataservice}: which method answers which documented
 * operation.
 */
public final class VmanageApi {
  private VmanageApi() {}

  public static Api over(
      VmanageSettings settings, Authenticator authenticator, InstantSource clock) {
    OpenApiContract contract = OpenApiContract.load("/openapi/vmanage.yaml");
    Sessions sessions =
        new Sessions(settings.sessionIdle(), settings.sessions(), clock, new SecureRandom());
    RequestSession session = new RequestSession(sessions);
    Logins logins =
        new Logins(
            authenticator,
            new FailedLogins(settings.failedLogins(), settings.failedLoginsWindow(), clock));
    FormLogin form = new FormLogin(logins, sessions, session, clock);
    JwtLogin jwt = new JwtLogin(logins, sessions, settings.sessionIdle(), clock);
    ClientInfo info = new ClientInfo(session, settings.sessionIdle(), clock);
    return new Api(
        "vmanage",
        contract,
        Optional.of(new VmanageEntrance(session, logins, clock)),
        new VmanageErrors(),
        Map.ofEntries(
            Map.entry("logIn", form::logIn),
            Map.entry("logInBelowDataservice", form::logIn),
            Map.entry("logOut", form::logOut),
            Map.entry("logOutByPost", form::logOut),
            Map.entry("getPage", form::page),
            Map.entry("headPage", call -> Reply.empty(200)),
            Map.entry("logInForToken", jwt::logIn),
            Map.entry("refreshToken", jwt::refresh),
            Map.entry("getToken", info::token),
            Map.entry("getServer", info::server),
            Map.entry("getAbout", info::about),
            Map.entry("getReady", info::ready),
            Map.entry("getSessionTimeout", info::sessionTimeout),
            Map.entry("listControllers", info::controllers),
            Map.entry("getDocument", Endpoint.document(contract))),
        Map.of());
  }
}
