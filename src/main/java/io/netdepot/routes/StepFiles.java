package io.netdepot.routes;

import java.io.File;
import java.util.Map;
import org.apache.camel.component.file.FileComponent;
import org.apache.camel.component.file.GenericFileEndpoint;

/** The {@code file:} of the step routes: what one route works on, no other one takes. */
final class StepFiles extends FileComponent {
  private final FilesUnderWork underWork = new FilesUnderWork();

  @Override
  protected GenericFileEndpoint<File> buildFileEndpoint(
      String uri, String remaining, Map<String, Object> parameters) throws Exception {
    GenericFileEndpoint<File> endpoint = super.buildFileEndpoint(uri, remaining, parameters);
    endpoint.setInProgressRepository(underWork);
    return endpoint;
  }
}
