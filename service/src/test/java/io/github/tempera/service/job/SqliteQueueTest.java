package io.github.tempera.service.job;

import io.github.tempera.service.TestDatabase;

class SqliteQueueTest extends QueueContract {
  SqliteQueueTest() {
    super(TestDatabase.SQLITE);
  }
}
