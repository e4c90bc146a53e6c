package io.netdepot.peer;

import java.util.Optional;
import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.platform.commons.support.AnnotationSupport;

/** Decides for {@link RequiresRealSshd}. */
final class RealSshdCondition implements ExecutionCondition {

  @Override
  public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
    boolean password =
        AnnotationSupport.findAnnotation(context.getElement(), RequiresRealSshd.class)
            .map(RequiresRealSshd::password)
            .orElse(false);
    String test =
        context.getTestClass().map(Class::getSimpleName).orElse("")
            + context.getTestMethod().map(method -> "." + method.getName()).orElse("");
    return verdict(RealSshd.missing(password), test, "true".equals(System.getenv("CI")));
  }

  /**
   * @param missing what keeps the server from running here
   * @param required whether that is a failure
   */
  static ConditionEvaluationResult verdict(
      Optional<String> missing, String test, boolean required) {
    if (missing.isEmpty()) {
      return ConditionEvaluationResult.enabled("OpenSSH's server is there");
    }
    String reason = test + ": " + missing.get();
    if (required) {
      throw new IllegalStateException(reason + " With CI=true this is a failure.");
    }
    return ConditionEvaluationResult.disabled(reason);
  }
}
