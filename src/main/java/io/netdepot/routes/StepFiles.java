package io.netdepot.routes;

import java.io.File;
import java.util.Map;
import org.apache.camel.component.file.FileComponent;
import org.apache.camel.component.file.FileEndpoint;
import org.apache.camel.component.file.GenericFileEndpoint;

/**
 * The {@code file:} of the step routes: what one route works on, no other one takes, and a route
 * whose folder is missing and not to be made is refused. One that goes away later is missed.
 */
final class StepFiles extends FileComponent {
  private final FilesUnderWork underWork = new FilesUnderWork();

  @Override
  protected GenericFileEndpoint<File> buildFileEndpoint(
      String uri, String remaining, Map<String, Object> parameters) throws Exception {
    GenericFileEndpoint<File> endpoint = super.buildFileEndpoint(uri, remaining, parameters);
    endpoint.setInProgressRepository(underWork);
    return endpoint;
  }

  @Override
  protected void afterPropertiesSet(GenericFileEndpoint<File> endpoint) throws Exception {
    super.afterPropertiesSet(endpoint);
    if (endpoint instanceof FileEndpoint files) {
      // Otherwise a missing folder would be looked for without a word.
      files.setDirectoryMustExist(true);
      if (!files.isAutoCreate()) {
        files.setStartingDirectoryMustExist(true);
      }
    }
  }
}
