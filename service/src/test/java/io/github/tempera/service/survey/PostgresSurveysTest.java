package io.github.tempera.service.survey;

import io.github.tempera.service.TestDatabase;

class PostgresSurveysTest extends SurveysContract {
  PostgresSurveysTest() {
    super(TestDatabase.POSTGRES);
  }
}
