package io.github.tempera.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.tempera.TemperaException;
import io.github.tempera.TemperaException.Kind;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.concurrent.Callable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** The exit code that an error's kind makes. */
class ExitCodeTest {
  @Command(name = "fail")
  private record Failing(Kind kind) implements Callable<Integer> {
    @Override
    public Integer call() {
      throw new TemperaException(kind, "x.png", "It is so: x.png.");
    }
  }

  @ParameterizedTest
  @EnumSource(Kind.class)
  void isTwoWhereWhatWasGivenIsWrongAndElseOne(Kind kind) {
    int expected =
        switch (kind) {
          case WRONG_ARGUMENT, NOT_FOUND, UNREADABLE -> 2;
          case UNWRITABLE, OUT_OF_RESOURCES, UNAVAILABLE, FAILED -> 1;
        };
    StringWriter err = new StringWriter();
    CommandLine line = Main.commandLine().addSubcommand(new Failing(kind));
    line.setErr(new PrintWriter(err, true));
    assertThat(line.execute("fail")).isEqualTo(expected);
    assertThat(err.toString().strip()).isEqualTo("It is so: x.png.");
  }
}
