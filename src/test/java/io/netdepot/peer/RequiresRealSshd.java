package io.netdepot.peer;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * A test that runs against OpenSSH's server. Where there is none it is skipped, and says so; with
 * {@code CI=true} in the environment it fails. {@code .ci/peers} brings the server.
 */
@Target({ElementType.TYPE, ElementType.METHOD})
@Retention(RetentionPolicy.RUNTIME)
@ExtendWith(RealSshdCondition.class)
public @interface RequiresRealSshd {
  /** Whether the test logs in by password, which needs root and a mount namespace. */
  boolean password() default false;
}
