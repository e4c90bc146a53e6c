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

  @Nested
  class Quarantined extends QuarantineCatalogContract {
    @Override
    Catalog open() {
      return new InMemoryCatalog();
    }
  }

  @Nested
  class Images extends ImageCatalogContract {
    @Override
    Catalog open() {
      return new InMemoryCatalog();
    }
  }

  @Nested
  class ImageSyncs extends ImageSyncCatalogContract {
    @Override
    Catalog open() {
      return new InMemoryCatalog();
    }
  }

  @Nested
  class Events extends EventCatalogContract {
    @Override
    Catalog open() {
      return new InMemoryCatalog();
    }
  }

  @Nested
  class Schedules extends ScheduleCatalogContract {
    @Override
    Catalog open() {
      return new InMemoryCatalog();
    }
  }

  @Nested
  class Switches extends SwitchCatalogContract {
    @Override
    Catalog open() {
      return new InMemoryCatalog();
    }
  }

  @Nested
  class Devices extends DeviceCatalogContract {
    @Override
    Catalog open() {
      return new InMemoryCatalog();
    }
  }

  @Nested
  class RemoteServers extends RemoteServerCatalogContract {
    @Override
    Catalog open() {
      return new InMemoryCatalog();
    }
  }

  @Nested
  class BlobChecks extends BlobChecksContract {
    @Override
    Catalog open() {
      return new InMemoryCatalog();
    }
  }

  @Nested
  class Secrets extends SealedSecretsContract {
    @Override
    Catalog open() {
      return new InMemoryCatalog();
    }
  }

  @Nested
  class Upkeep extends UpkeepCatalogContract {
    @Override
    Catalog open() {
      return new InMemoryCatalog();
    }
  }

  @Nested
  class References extends ReferencesContract {
    @Override
    Catalog open() {
      return new InMemoryCatalog();
    }
  }
}
