package io.netdepot.images;

import io.netdepot.catalog.Image;

/** How registering a remote image, or moving it to another address, ended. */
public sealed interface Registered {
  /** The image as recorded. */
  record Done(Image image) implements Registered {}

  /** It is registered already, from the same address, so nothing changed. */
  record Same(Image image) implements Registered {}

  /** Another image has the file name. */
  record NameTaken(Image other) implements Registered {}

  /** It is a file of a repository that somebody deleted here. */
  record Unwanted() implements Registered {}

  /** The repository or the server it would come from is not there. */
  record OriginGone() implements Registered {}

  /** There is no such image. */
  record NotFound() implements Registered {}

  /** The address cannot be one of an image. The sentence says why and what to do. */
  record Refused(String sentence) implements Registered {}
}
