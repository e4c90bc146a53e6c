package io.netdepot.http;

/** What an operation takes as its body. */
sealed interface BodyRule {
  /** Nothing; what comes all the same is not looked at. */
  record None() implements BodyRule {}

  /**
   * One JSON value, valid by a schema.
   *
   * @param required whether it may be left out
   */
  record Json(RequestSchema schema, boolean required) implements BodyRule {}

  /** The fields of a form, in whatever order and number: the endpoint looks at them. */
  record Form() implements BodyRule {}

  /**
   * Bytes of any number that the operation reads itself as they come. Neither the limit nor the
   * deadline of JSON bodies counts for them, nor does their media type.
   */
  record Stream() implements BodyRule {}
}
