package io.netdepot.own;

import com.fasterxml.jackson.databind.JsonNode;
import io.netdepot.catalog.Image;
import io.netdepot.catalog.ImageOrigin;
import io.netdepot.catalog.ImageSync;
import io.netdepot.fleet.ImageId;
import io.netdepot.http.ApiProblem;
import io.netdepot.http.Call;
import io.netdepot.http.Endpoint;
import io.netdepot.http.Reply;
import io.netdepot.imagesync.ImageSyncs;
import io.netdepot.imagesync.SyncBegin;
import io.netdepot.imagesync.SyncView;
import io.netdepot.store.Sha256;
import java.time.Instant;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** {@code /image-syncs}: how the fetches of remote images go; run one now. */
public final class SyncCalls implements OwnPart {
  private final ImageSyncs syncs;

  public SyncCalls(ImageSyncs syncs) {
    this.syncs = syncs;
  }

  @Override
  public Map<String, Endpoint> endpoints() {
    return Map.of("listImageSyncs", this::list, "runImageSync", this::run);
  }

  private Reply list(Call call) {
    return Reply.json(syncs.list().stream().map(Wire::of).toList());
  }

  private Reply run(Call call) {
    JsonNode body = call.body();
    String text = body.path("imageId").asText();
    ImageId id =
        ImageId.parse(text)
            .orElseThrow(() -> ApiProblem.of(400, "'" + text + "' is not the id of an image"));
    return switch (syncs.runNow(id, body.path("replace").asBoolean(false))) {
      case SyncBegin.Begun(var view) -> Reply.json(202, Wire.of(view));
      case SyncBegin.Busy() ->
          throw ApiProblem.of(
              409,
              "A sync of "
                  + id
                  + " runs already, and does not do all that you ask for; ask again when it has"
                  + " ended");
      case SyncBegin.NotRemote() ->
          throw ApiProblem.of(
              404, "There is no remote image " + id + "; an uploaded one is not fetched");
    };
  }

  private record Wire(
      String imageId,
      String kind,
      @Nullable String fileName,
      @Nullable String url,
      @Nullable String remoteServerId,
      String state,
      boolean here,
      long receivedBytes,
      @Nullable Long expectedBytes,
      long bytesPerSecond,
      @Nullable Last last) {

    static Wire of(SyncView view) {
      Image image = view.image();
      boolean repository = image.origin() instanceof ImageOrigin.Repository;
      return new Wire(
          image.id().value(),
          repository ? "repository" : "image",
          repository ? null : image.fileName(),
          url(image.origin()),
          image.origin() instanceof ImageOrigin.Server(var server) ? server.value() : null,
          view.state().name().toLowerCase(Locale.ROOT),
          image.content().isPresent(),
          view.receivedBytes(),
          view.expectedBytes().isPresent() ? view.expectedBytes().getAsLong() : null,
          view.bytesPerSecond(),
          view.last().map(Last::of).orElse(null));
    }

    private static @Nullable String url(ImageOrigin origin) {
      return switch (origin) {
        case ImageOrigin.Url(var url) -> url;
        case ImageOrigin.Repository(var url) -> url;
        case ImageOrigin.Found(var source, var url) -> url;
        case ImageOrigin.Server server -> null;
        case ImageOrigin.Uploaded uploaded -> null;
      };
    }
  }

  private record Last(
      String attemptedAt,
      @Nullable String succeededAt,
      String nextDue,
      int failures,
      @Nullable String error,
      long receivedBytes,
      long milliseconds,
      @Nullable String changedSha256,
      int leftOut,
      @Nullable String leftOutWhy) {

    static Last of(ImageSync sync) {
      return new Last(
          sync.attemptedAt().toString(),
          sync.succeededAt().map(Instant::toString).orElse(null),
          sync.nextDue().toString(),
          sync.failures(),
          Optional.of(sync.error()).filter(text -> !text.isEmpty()).orElse(null),
          sync.bytes(),
          sync.elapsed().toMillis(),
          sync.changed().map(Sha256::hex).orElse(null),
          sync.leftOut().count(),
          sync.leftOut().count() == 0 ? null : sync.leftOut().why());
    }
  }
}
