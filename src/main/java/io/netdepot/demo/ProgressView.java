package io.netdepot.demo;

/** Shows how a collection gets on. */
interface ProgressView extends AutoCloseable {
  /** Called with every answer. */
  void show(DemoOperation operation);

  @Override
  void close();
}
