package io.github.tempera;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.TestInstance;

/** What is promised of every network in every precision: opened once for all tests of a class. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class NetworkContract {
  private final List<Subject> subjects = Subject.all();

  Stream<Subject> subjects() {
    return subjects.stream();
  }

  Stream<Subject> float32Subjects() {
    return subjects.stream().filter(subject -> subject.precision == Precision.FLOAT32);
  }

  @AfterAll
  void closeAll() {
    subjects.forEach(Subject::close);
  }
}
