package io.netdepot.monitor;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.netdepot.catalog.CatalogFailures;
import org.junit.jupiter.api.Test;

class DescribedBeanTest {
  /** Does what a full disk forbids. */
  @Described("Something")
  public interface FullMXBean {
    @Described("Do it")
    void run();
  }

  @Test
  void aConsoleIsToldThatTheDiskIsFullByAClassThatItHas() {
    FullMXBean full =
        () -> {
          throw CatalogFailures.full();
        };
    DescribedBean<FullMXBean> bean = new DescribedBean<>(full, FullMXBean.class);
    assertThatThrownBy(() -> bean.invoke("run", new Object[0], new String[0]))
        .isExactlyInstanceOf(IllegalStateException.class)
        .hasMessage("The disk is full. Make room")
        .hasNoCause();
  }
}
