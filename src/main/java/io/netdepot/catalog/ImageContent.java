package io.netdepot.catalog;

import io.netdepot.store.Md5;
import io.netdepot.store.Sha256;
import java.time.Instant;
import java.util.Optional;

/**
 * The bytes of an image, which are here.
 *
 * @param size in bytes
 * @param md5 empty until it was computed, some time after the image was stored
 */
public record ImageContent(long size, Sha256 digest, Optional<Md5> md5, Instant storedAt) {}
