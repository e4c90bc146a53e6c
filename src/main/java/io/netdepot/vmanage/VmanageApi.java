package io.netdepot.vmanage;

import io.netdepot.catalog.Image;
import io.netdepot.config.DeviceHttpSettings;
import io.netdepot.config.VmanageSettings;
import io.netdepot.http.Api;
import io.netdepot.http.ApiError;
import io.netdepot.http.Endpoint;
import io.netdepot.http.LoginLimit;
import io.netdepot.http.OpenApiContract;
import io.netdepot.http.Reply;
import io.netdepot.store.Spool;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * The vManage API, most of it under {@code /dataservice}: which method answers which documented
 * operation.
 */
public final class VmanageApi {
  private static final String RETRY_SECONDS = "15";

  private VmanageApi() {}

  /**
   * The API.
   *
   * @param spool where uploads lie while they come
   * @param desk the devices whose software clients change
   */
  public static Api over(
      VmanageSettings settings,
      DeviceHttpSettings devices,
      LoginLimit limit,
      ImageShelf shelf,
      Spool spool,
      DeviceDesk desk,
      InstantSource clock) {
    OpenApiContract contract = OpenApiContract.load("/openapi/vmanage.yaml");
    Sessions sessions =
        new Sessions(
            settings.sessionIdle(),
            settings.sessions(),
            limit::generation,
            clock,
            new SecureRandom());
    RequestSession session = new RequestSession(sessions);
    Logins logins = new Logins(limit);
    FormLogin form = new FormLogin(logins, sessions, session);
    JwtLogin jwt = new JwtLogin(logins, sessions, settings.sessionIdle(), clock);
    ImageUploads software = new ImageUploads(spool, shelf.images(), call -> ImageType.SOFTWARE);
    ImageUploads ofType =
        new ImageUploads(spool, shelf.images(), call -> ImageType.of(call.path("fileName")));
    ImageDownloads downloads =
        new ImageDownloads(
            shelf.images(),
            devices.allowByName(),
            image -> notHere(image, shelf.demand().test(image)),
            new DeviceFetches(clock),
            shelf.outgoing());
    DeviceCalls fleet = new DeviceCalls(desk.devices(), clock);
    ClientInfo info = new ClientInfo(session, settings.sessionIdle(), clock);
    Map<String, Endpoint> endpoints = new HashMap<>(ImageEndpoints.over(shelf, clock));
    endpoints.putAll(new ActionCalls(desk, shelf.links(), clock).endpoints());
    endpoints.putAll(
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
            Map.entry("listControllers", fleet::controllers),
            Map.entry("listEdges", fleet::edges),
            Map.entry("listInstallableDevices", fleet::installable),
            Map.entry("getDocument", Endpoint.document(contract))));
    return new Api(
        "vmanage",
        contract,
        Optional.of(new VmanageEntrance(session, logins)),
        new VmanageErrors(),
        endpoints,
        Map.of(
            "downloadImage", downloads.byName(),
            "headImage", downloads.byName(),
            "downloadImageForDevice", downloads.byLink(),
            "headImageForDevice", downloads.byLink(),
            "downloadImageByNameForDevice", downloads.byNameForDevices(),
            "headImageByNameForDevice", downloads.byNameForDevices()),
        Map.of("uploadImage", software, "uploadImageOfType", ofType));
  }

  private static ApiError notHere(Image image, boolean onItsWay) {
    if (onItsWay) {
      return ApiError.of(
              503, "The image " + image.fileName() + " is being fetched; ask again in a while")
          .with("Retry-After", RETRY_SECONDS);
    }
    return ApiError.of(
        404,
        "The image "
            + image.fileName()
            + " is known and has not been fetched yet; /netdepot/v1/image-syncs says why");
  }
}
