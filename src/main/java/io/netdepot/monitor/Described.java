package io.netdepot.monitor;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * What a console shows of a bean, of an attribute (at its getter), of an operation or of a
 * parameter: a sentence for people, with the unit.
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.TYPE, ElementType.METHOD, ElementType.PARAMETER})
@interface Described {
  String value();

  /** Whether an operation only looks. */
  boolean looks() default false;
}
