package io.github.tempera.service.job;

import io.github.tempera.service.TestDatabase;

class PostgresQueueTest extends QueueContract {
  PostgresQueueTest() {
    super(TestDatabase.POSTGRES);
  }
}
