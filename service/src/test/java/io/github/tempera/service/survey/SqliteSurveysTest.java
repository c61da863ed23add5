package io.github.tempera.service.survey;

import io.github.tempera.service.TestDatabase;

class SqliteSurveysTest extends SurveysContract {
  SqliteSurveysTest() {
    super(TestDatabase.SQLITE);
  }
}
