package io.netdepot.nmx;

import io.netdepot.http.Api;
import io.netdepot.http.Endpoint;
import io.netdepot.http.OpenApiContract;
import io.netdepot.operation.Operations;
import java.util.Map;
import java.util.Optional;

/** The NMX-M API under {@code /nmx/v1}: which method answers which documented operation. */
public final class NmxApi {
  private NmxApi() {}

  public static Api over(Operations operations, PackageShelf shelf, ProfileBook book) {
    OpenApiContract contract = OpenApiContract.load("/openapi/nmx-v1.yaml");
    SupportPackages packages = new SupportPackages(operations, shelf);
    OperationCalls calls = new OperationCalls(operations);
    SwitchProfiles profiles = new SwitchProfiles(book);
    return new Api(
        "nmx",
        contract,
        Optional.empty(),
        new NmxErrors(),
        Map.ofEntries(
            Map.entry("listSupportPackages", packages::list),
            Map.entry("collectSupportPackages", packages::collect),
            Map.entry("deleteSupportPackage", packages::delete),
            Map.entry("listOperations", calls::list),
            Map.entry("getOperation", calls::get),
            Map.entry("cancelOperation", calls::cancel),
            Map.entry("listSwitchProfiles", profiles::list),
            Map.entry("createSwitchProfile", profiles::create),
            Map.entry("getSwitchProfile", profiles::get),
            Map.entry("updateSwitchProfile", profiles::update),
            Map.entry("deleteSwitchProfile", profiles::delete),
            Map.entry("getDocument", Endpoint.document(contract))),
        Map.of(
            "downloadSupportPackage",
            packages.downloads(),
            "headSupportPackage",
            packages.downloads()));
  }
}
