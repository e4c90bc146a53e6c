package io.netdepot.imagesync;

/** What became of the wish to sync an image now. */
public sealed interface SyncBegin {
  /** It runs, or waits for its place; it may have begun before. */
  record Begun(SyncView view) implements SyncBegin {}

  /** One runs that does less than was asked for; this one has to wait for its end. */
  record Busy() implements SyncBegin {}

  /** There is no such image, or it is not remote. */
  record NotRemote() implements SyncBegin {}
}
