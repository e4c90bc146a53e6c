package io.netdepot.vmanage;

import com.fasterxml.jackson.databind.JsonNode;
import io.netdepot.catalog.Image;
import io.netdepot.catalog.ImageContent;
import io.netdepot.catalog.ImageOrigin;
import io.netdepot.fleet.ImageId;
import io.netdepot.fleet.ServerId;
import io.netdepot.http.Call;
import io.netdepot.http.Reply;
import io.netdepot.http.WrittenJson;
import io.netdepot.images.Deletion;
import io.netdepot.images.ImageChange;
import io.netdepot.images.ImageFileName;
import io.netdepot.images.Images;
import io.netdepot.images.Registered;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;

/** {@code /device/action/software}: lists, counts, remote images, deletion. */
final class ImageCalls {
  private static final String GRID = "grid-SoftwareImages";

  private final Images images;
  private final WrittenLists written;
  private final DeviceLinks links;
  private final InstantSource clock;

  ImageCalls(Images images, ServerNames servers, DeviceLinks links, InstantSource clock) {
    this.images = images;
    this.written = new WrittenLists(images, servers);
    this.links = links;
    this.clock = clock;
  }

  Reply list(Call call) {
    return list(call, List.of(), Optional.empty());
  }

  /** The SDK asks without any parameter, although the vendor's document requires one. */
  Reply listFiltered(Call call) {
    return list(call, types(call), call.query("vnfType"));
  }

  private Reply list(Call call, List<String> types, Optional<String> function) {
    WrittenLists.Question question = new WrittenLists.Question(links.root(call), types, function);
    return Reply.json(written.of(question, (all, servers) -> write(question, all, servers)));
  }

  private WrittenJson write(
      WrittenLists.Question question, List<Image> all, ServerNames.Snapshot servers) {
    ImageWire.Writer writer =
        new ImageWire.Writer(id -> DeviceLinks.base(question.root(), id), servers::of);
    List<ImageWire> asked = all.stream().filter(question::asksFor).map(writer::write).toList();
    return WrittenJson.of(Envelope.of(clock.instant(), "versionId", GRID, ImageWire.FIELDS, asked));
  }

  /** Counts files; a repository is none. */
  Reply count(Call call) {
    List<String> types = types(call);
    return Reply.json(
        new Count(
            images.list().stream()
                .filter(image -> !(image.origin() instanceof ImageOrigin.Repository))
                .filter(image -> types.contains(image.details().imageType()))
                .count()));
  }

  private static List<String> types(Call call) {
    List<String> asked = call.queries("imageType");
    return asked.isEmpty() ? List.of(ImageType.SOFTWARE.word()) : asked;
  }

  /** Registers a remote image: old clients send an address, newer ones a server and a file. */
  Reply add(Call call) {
    JsonNode body = call.body();
    if (body.hasNonNull("remoteServerId")) {
      return addFromServer(body);
    }
    if (!body.hasNonNull("versionURL") || !body.hasNonNull("versionName")) {
      throw ImageProblems.refused(
          "Send versionName and versionURL, or remoteServerId and fileName");
    }
    return registered(
        images
            .register()
            .addUrl(
                text(body, "versionURL"), ImageProblems.knownVersion(text(body, "versionName"))),
        Optional.empty());
  }

  private Reply addFromServer(JsonNode body) {
    String server = text(body, "remoteServerId");
    return registered(
        images.register().addFromServer(serverId(server), fileName(body), family(body)),
        Optional.of(server));
  }

  private static Optional<String> family(JsonNode body) {
    // The vendor's document has one spelling, its example the other.
    return optional(body, "platformFamily").or(() -> optional(body, "platformfamily"));
  }

  /** Another version, or another place to fetch a remote image from. What is not sent stays. */
  Reply update(Call call) {
    Image image = find(images, call);
    JsonNode body = call.body();
    Optional<String> server = optional(body, "remoteServerId");
    Optional<String> url = optional(body, "versionURL");
    // Refused before anything is changed.
    Optional<String> version = optional(body, "versionName").map(ImageProblems::knownVersion);
    if (server.isPresent()) {
      registered(
          images.register().moveToServer(image.id(), serverId(server.get()), fileName(body)),
          image.id(),
          server);
    } else if (url.isPresent() && !isLink(call, image, url.get())) {
      registered(images.register().moveToUrl(image.id(), url.get()), image.id(), server);
    }
    version.ifPresent(name -> images.register().change(image.id(), ImageChange.ofVersion(name)));
    return Reply.empty(200);
  }

  // A client that sends back what it read changes nothing.
  private boolean isLink(Call call, Image image, String url) {
    return image.content().isPresent() && url.equals(links.base(call, image.id()));
  }

  Reply delete(Call call) {
    Image image = find(images, call);
    call.requireMatch(image.content().map(ImageContent::digest));
    ImageId id = image.id();
    return switch (images.delete(id)) {
      case Deletion.Done done -> Reply.empty(200);
      case Deletion.NotFound none -> throw ImageProblems.unknown(id.value());
      case Deletion.Needed(var by) -> throw ImageProblems.delivered(image, by.getFirst());
    };
  }

  private static Reply registered(Registered outcome, Optional<String> server) {
    return registered(outcome, ImageId.random(), server);
  }

  private static Reply registered(Registered outcome, ImageId image, Optional<String> server) {
    return switch (outcome) {
      case Registered.Done(var done) -> Reply.empty(200);
      case Registered.Same(var same) -> Reply.empty(200);
      default -> throw ImageProblems.of(outcome, image, server.orElse(""));
    };
  }

  private static ServerId serverId(String text) {
    return ServerId.parse(text).orElseThrow(() -> ImageProblems.noSuchServer(text));
  }

  private static ImageFileName fileName(JsonNode body) {
    String text =
        optional(body, "fileName")
            .orElseThrow(() -> ImageProblems.refused("fileName: missing beside remoteServerId"));
    return switch (ImageFileName.judge(text)) {
      case ImageFileName.Verdict.Good(var name) -> name;
      case ImageFileName.Verdict.Refused(var sentence) -> throw ImageProblems.refused(sentence);
    };
  }

  private static String text(JsonNode body, String field) {
    return body.required(field).asText();
  }

  private static Optional<String> optional(JsonNode body, String field) {
    return Optional.ofNullable(body.get(field)).filter(JsonNode::isTextual).map(JsonNode::asText);
  }

  /** The image of the path. */
  static Image find(Images images, Call call) {
    ImageId id = id(call);
    return images.find(id).orElseThrow(() -> ImageProblems.unknown(id.value()));
  }

  private static ImageId id(Call call) {
    String text = call.path("versionId");
    return ImageId.parse(text).orElseThrow(() -> ImageProblems.unknown(text));
  }

  private record Count(long imageCount) {}
}
