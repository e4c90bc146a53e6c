package io.netdepot.vmanage;

import io.netdepot.catalog.CatalogFailure;
import io.netdepot.http.ApiError;
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
import java.util.function.Function;

/** Takes uploaded images: into the spool, and on to the others. */
final class ImageUploads implements UploadTarget {
  private final Spool spool;
  private final Images images;
  private final Function<Call, ImageType> type;

  /**
   * Takes images.
   *
   * @param type what kind of image a call brings; throws an ApiProblem when there is no such kind
   */
  ImageUploads(Spool spool, Images images, Function<Call, ImageType> type) {
    this.spool = spool;
    this.images = images;
    this.type = type;
  }

  @Override
  public void requireRoom(Call call, long bytes) throws StorageFullException {
    // A wrong path is refused before anything of the body is read, too.
    ImageType unused = type.apply(call);
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
    if (file.size() == 0) {
      throw ImageProblems.refused(
          "The file " + name(fileName) + " is empty; send the image with its content");
    }
    return switch (published(name(fileName), type.apply(call), file)) {
      case Published.New stored -> Reply.empty(200);
      case Published.Same same -> Reply.empty(200);
      case Published.NameTaken(var other) -> throw ImageProblems.exists(other);
    };
  }

  // To the client it is all one what part of the disk's content had no room.
  private Published published(ImageFileName name, ImageType type, ReceivedFile file)
      throws IOException {
    try {
      return images.publish(name, type.word(), file);
    } catch (CatalogFailure e) {
      if (e.kind() != CatalogFailure.Kind.DISK_FULL) {
        throw e;
      }
      throw new StorageFullException(String.valueOf(e.getMessage()), e);
    }
  }

  private static ImageFileName name(String fileName) {
    return switch (ImageFileName.judge(fileName)) {
      case ImageFileName.Verdict.Good(var name) -> name;
      case ImageFileName.Verdict.Refused(var sentence) -> throw ImageProblems.refused(sentence);
    };
  }

  @Override
  public void drop(ReceivedFile file) throws IOException {
    spool.drop(file);
  }

  @Override
  public ApiError noRoom(StorageFullException full) {
    return ImageProblems.noRoom(String.valueOf(full.getMessage()));
  }
}
