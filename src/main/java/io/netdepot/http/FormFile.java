package io.netdepot.http;

import io.netdepot.config.DataSize;
import io.netdepot.multipart.PartHead;
import io.netdepot.multipart.PartSink;
import io.netdepot.store.ReceivedFile;
import io.netdepot.store.SpoolFile;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Receives the one file of a form: the part that has a file name, whatever the part is called.
 * Other parts are ignored. Until it was published, closing removes it. Used by one thread.
 */
final class FormFile implements PartSink, AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(FormFile.class);

  private final Call call;
  private final UploadTarget target;
  private final DataSize maxSize;

  // Mutable state
  private Optional<Coming> coming = Optional.empty();
  private Optional<Come> come = Optional.empty();

  /** The file while its bytes come. */
  private record Coming(String name, SpoolFile file, DigestCheck digests) {}

  /** The file once it is whole. */
  private record Come(String name, ReceivedFile file) {}

  FormFile(Call call, UploadTarget target, DataSize maxSize) {
    this.call = call;
    this.target = target;
    this.maxSize = maxSize;
  }

  @Override
  public void begin(PartHead head) throws IOException {
    if (!head.isFile()) {
      return;
    }
    if (come.isPresent()) {
      throw ApiProblem.of(400, "The form has more than one file; send each in a form of its own");
    }
    String name = head.fileName().orElseThrow();
    // A part has no content coding, so both fields are about the same bytes.
    List<String> digests = new ArrayList<>(head.header("content-digest"));
    digests.addAll(head.header("repr-digest"));
    DigestCheck check =
        new DigestCheck(
            DeclaredDigests.parse("Repr-Digest", digests), Set.of(DigestAlgorithm.SHA_256));
    coming = Optional.of(new Coming(name, target.begin(call, name), check));
  }

  @Override
  public void bytes(ByteBuffer bytes) throws IOException {
    if (coming.isEmpty()) {
      return;
    }
    SpoolFile file = coming.get().file();
    if (file.size() + bytes.remaining() > maxSize.bytes()) {
      throw tooLarge();
    }
    coming.get().digests().update(bytes);
    file.write(bytes);
  }

  private ApiProblem tooLarge() {
    return ApiProblem.of(413, "The file has more than the " + maxSize + " taken (images.max-size)");
  }

  @Override
  public void end() throws IOException {
    if (coming.isEmpty()) {
      return;
    }
    Coming whole = coming.get();
    ReceivedFile received = whole.file().finish();
    come = Optional.of(new Come(whole.name(), received));
    coming = Optional.empty();
    whole.digests().compare("file", Map.of(DigestAlgorithm.SHA_256, received.digest().hex()));
  }

  /** Hands the file over; to be called after the end of the form. */
  Reply publish() throws IOException {
    if (come.isEmpty()) {
      throw ApiProblem.of(
          400,
          "The form has no file; send it as a part with a filename, as curl -F file=@FILE does");
    }
    Reply reply = target.publish(call, come.get().name(), come.get().file());
    come = Optional.empty();
    return reply;
  }

  @Override
  public void close() {
    coming.ifPresent(open -> open.file().close());
    come.ifPresent(this::drop);
  }

  private void drop(Come whole) {
    try {
      target.drop(whole.file());
    } catch (IOException e) {
      log.warn("A received file stays in the spool until the next start: {}", e.toString());
    }
  }
}
