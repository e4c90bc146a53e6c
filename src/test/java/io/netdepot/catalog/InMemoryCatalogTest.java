package io.netdepot.catalog;

import org.junit.jupiter.api.Nested;

class InMemoryCatalogTest {
  @Nested
  class Profiles extends ProfileCatalogContract {
    @Override
    Catalog open() {
      return new InMemoryCatalog();
    }
  }

  @Nested
  class Operations extends OperationCatalogContract {
    @Override
    Catalog open() {
      return new InMemoryCatalog();
    }
  }

  @Nested
  class Packages extends PackageCatalogContract {
    @Override
    Catalog open() {
      return new InMemoryCatalog();
    }
  }
}
