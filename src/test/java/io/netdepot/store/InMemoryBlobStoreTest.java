package io.netdepot.store;

class InMemoryBlobStoreTest extends BlobStoreContract {
  @Override
  BlobStore store(StoreRoom room) {
    return new InMemoryBlobStore(room.spool);
  }
}
