package io.netdepot.packages;

import io.netdepot.catalog.StoredPackage;
import java.util.List;

/**
 * What was put right at start.
 *
 * @param unfinishedFiles files that were being received when the service was killed; removed
 * @param orphanBlobs blobs that no record needed; removed
 * @param lost records whose blob is not there; kept, and reported
 */
public record SweepReport(int unfinishedFiles, int orphanBlobs, List<StoredPackage> lost) {}
