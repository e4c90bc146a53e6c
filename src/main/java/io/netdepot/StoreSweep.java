package io.netdepot;

import io.netdepot.images.Images;
import io.netdepot.packages.Quarantine;
import io.netdepot.packages.SupportPackages;
import io.netdepot.store.BlobSweep;
import io.netdepot.store.KeptBlobs;
import java.io.IOException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Puts right what a killed service left in the store, and reports what is lost. At start only,
 * before the API answers: a file that is being received would be swept away.
 */
record StoreSweep(KeptBlobs blobs, SupportPackages packages, Quarantine quarantine, Images images) {
  private static final Logger log = LoggerFactory.getLogger(StoreSweep.class);

  void run() throws IOException {
    quarantine.tidy();
    BlobSweep swept = blobs.sweep();
    if (swept.unfinishedFiles() + swept.orphanBlobs() > 0) {
      log.info(
          "Removed what an earlier run left: {} files being received, {} blobs without a record",
          swept.unfinishedFiles(),
          swept.orphanBlobs());
    }
    packages.reportLost(swept.missing());
    quarantine.forgetLost(swept.missing());
    images.reportLost(swept.missing());
  }
}
