package io.netdepot.imagesync;

import io.netdepot.source.SourceLogin;
import io.netdepot.source.SourceUri;
import java.util.Optional;

/** Where an image is fetched from, and how to log in there. */
record Place(SourceUri uri, Optional<SourceLogin> login) {}
