package io.netdepot.images;

import io.netdepot.catalog.Image;
import io.netdepot.catalog.ImageContent;
import io.netdepot.store.KeptBlobs;
import io.netdepot.store.Md5;
import java.io.IOException;
import java.io.InputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Computes the MD5 of images after they are stored, one at a time on a thread of its own: beside
 * the SHA-256 it would make every upload wait, and nobody but a person reads it. Thread-safe.
 */
public final class ImageChecksums implements ImageListener, AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(ImageChecksums.class);
  private static final int BUFFER_BYTES = 256 * 1024;

  private final Images images;
  private final KeptBlobs blobs;
  private final BlockingQueue<Image> waiting = new LinkedBlockingQueue<>();
  private final Thread thread;

  // Mutable state
  private volatile boolean closed;

  public ImageChecksums(Images images, KeptBlobs blobs) {
    this.images = images;
    this.blobs = blobs;
    this.thread = Thread.ofPlatform().name("image-md5").daemon().unstarted(this::work);
  }

  /** Begins with the images that an earlier run left without. */
  public void start() {
    images.listen(this);
    images.list().forEach(this::stored);
    thread.start();
  }

  @Override
  public void stored(Image image) {
    if (image.content().filter(content -> content.md5().isEmpty()).isPresent()) {
      waiting.add(image);
    }
  }

  private void work() {
    try {
      while (!closed) {
        Image image = waiting.take();
        image.content().ifPresent(content -> compute(image, content));
      }
    } catch (InterruptedException e) {
      // Closed: the next start takes up what is left.
    }
  }

  private void compute(Image image, ImageContent content) {
    try (InputStream in = blobs.open(content.digest())) {
      MessageDigest md5 = md5();
      byte[] buffer = new byte[BUFFER_BYTES];
      for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
        if (closed) {
          return;
        }
        md5.update(buffer, 0, read);
      }
      images.addMd5(image, content.digest(), Md5.of(md5.digest()));
    } catch (IOException | RuntimeException e) {
      // A deleted image is no trouble; one whose blob is damaged is found when it is sent.
      if (!closed) {
        log.info("No MD5 of image {} ({}): {}", image.id(), image.fileName(), e.toString());
      }
    }
  }

  private static MessageDigest md5() {
    try {
      return MessageDigest.getInstance("MD5");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every Java has MD5", e);
    }
  }

  /** Stops in the middle of an image. */
  @Override
  public void close() {
    closed = true;
    thread.interrupt();
    try {
      thread.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
