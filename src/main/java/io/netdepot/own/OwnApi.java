package io.netdepot.own;

import io.netdepot.catalog.ImageCatalog;
import io.netdepot.catalog.ImageSyncCatalog;
import io.netdepot.http.Api;
import io.netdepot.http.Endpoint;
import io.netdepot.http.OpenApiContract;
import io.netdepot.http.ProblemShape;
import io.netdepot.imagesync.ImageSyncs;
import io.netdepot.operation.Operations;
import java.util.Map;
import java.util.Optional;

/** Our own API under {@code /netdepot/v1}: which method answers which documented operation. */
public final class OwnApi {
  private OwnApi() {}

  public static Api over(
      Operations operations,
      HostKeyBook book,
      ImageCatalog images,
      ImageSyncCatalog lastSyncs,
      ImageSyncs imageSyncs) {
    OpenApiContract contract = OpenApiContract.load("/openapi/netdepot-v1.yaml");
    HostKeys keys = new HostKeys(book);
    SyncCalls syncs = new SyncCalls(imageSyncs);
    LiveOperation live = new LiveOperation(operations);
    ImageRecords records = new ImageRecords(images, lastSyncs);
    return new Api(
        "own",
        contract,
        Optional.empty(),
        new ProblemShape(),
        Map.of(
            "listHostKeys", keys::list,
            "getHostKeys", keys::get,
            "forgetHostKeys", keys::forget,
            "getOperationProgress", live::get,
            "listImages", records::list,
            "getImage", records::get,
            "listImageSyncs", syncs::list,
            "runImageSync", syncs::run,
            "getDocument", Endpoint.document(contract)),
        Map.of());
  }
}
