package io.netdepot.vmanage;

import io.netdepot.http.ApiError;
import io.netdepot.http.ApiProblem;
import io.netdepot.http.Call;
import io.netdepot.http.Reply;
import io.netdepot.http.UploadTarget;
import io.netdepot.images.ImageFileName;
import io.netdepot.images.Images;
import io.netdepot.images.Published;
import io.netdepot.store.ReceivedFile;
import io.netdepot.store.Spool;
import io.netdepot.store.SpoolFile;
import io.netdepot.store.StorageFullException;
import java.io.IOException;
import java.util.Map;

/** Takes uploaded images: into the spool, and on to the others. */
final class ImageUploads implements UploadTarget {
  // Ours: the vendor's codes of these cases are not known.
  private static final String NAME_TAKEN = "IMAGE0002";
  private static final String NO_ROOM = "IMAGE0003";

  private final Spool spool;
  private final Images images;

  ImageUploads(Spool spool, Images images) {
    this.spool = spool;
    this.images = images;
  }

  @Override
  public void requireRoom(Call call, long bytes) throws StorageFullException {
    spool.requireRoom(bytes);
  }

  @Override
  public SpoolFile begin(Call call, String fileName) throws IOException {
    // Refused now, not after its gigabytes have come.
    ImageFileName unused = name(fileName);
    return spool.create();
  }

  @Override
  public Reply publish(Call call, String fileName, ReceivedFile file) throws IOException {
    return switch (images.publish(name(fileName), file)) {
      case Published.New stored -> Reply.empty(200);
      case Published.Same same -> Reply.empty(200);
      case Published.NameTaken(var other) ->
          throw new ApiProblem(
              new ApiError(
                  400,
                  NAME_TAKEN,
                  "The image "
                      + other.fileName()
                      + " already exists with other content; delete it first, or rename the file",
                  Map.of()));
    };
  }

  private static ImageFileName name(String fileName) {
    return switch (ImageFileName.judge(fileName)) {
      case ImageFileName.Verdict.Good(var name) -> name;
      case ImageFileName.Verdict.Refused(var sentence) -> throw ApiProblem.of(400, sentence);
    };
  }

  @Override
  public void drop(ReceivedFile file) throws IOException {
    spool.drop(file);
  }

  @Override
  public ApiError noRoom(StorageFullException full) {
    return new ApiError(400, NO_ROOM, String.valueOf(full.getMessage()), Map.of());
  }
}
