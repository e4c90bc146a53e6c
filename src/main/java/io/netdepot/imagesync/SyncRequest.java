package io.netdepot.imagesync;

import io.netdepot.source.Manifest;
import io.netdepot.source.SourceUri;
import java.util.Optional;

/**
 * What a sync is asked to do beyond looking whether there is something new.
 *
 * @param asked whether somebody asks for it, and for all files of a repository, whatever is
 *     mirrored by itself
 * @param replace whether other bytes take the place of those here, whatever the setting says
 * @param listed of a file that a repository lists: what the list says of it, and where it is
 */
record SyncRequest(boolean asked, boolean replace, Optional<Listed> listed) {
  static final SyncRequest BY_ITSELF = new SyncRequest(false, false, Optional.empty());

  /** Somebody asks for it now. */
  static SyncRequest now(boolean replace) {
    return new SyncRequest(true, replace, Optional.empty());
  }

  /** The same for a file of the repository that this was asked for. */
  SyncRequest of(Listed file) {
    return new SyncRequest(asked, replace, Optional.of(file));
  }

  /** A file in the list of its repository. */
  record Listed(Manifest.Entry entry, SourceUri at) {}
}
