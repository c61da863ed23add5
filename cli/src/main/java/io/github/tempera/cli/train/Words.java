package io.github.tempera.cli.train;

import io.github.tempera.cli.common.Choices;
import io.github.tempera.model.Architecture;
import io.github.tempera.training.trainee.Normalization;
import io.github.tempera.training.trainer.Preset;
import io.github.tempera.training.trainer.Schedule;
import io.github.tempera.training.trainer.TrainOptions.Learning.Optimizer;
import java.util.ArrayList;
import picocli.CommandLine;

/** The words that options of a training take. */
final class Words {
  private Words() {}

  static void register(CommandLine line) {
    Choices.register(line, Architecture.class);
    Choices.register(line, Normalization.class);
    Choices.register(line, Optimizer.class);
    Choices.register(line, Schedule.class);
  }

  /** Words for completion. */
  private abstract static class Candidates extends ArrayList<String> {
    private static final long serialVersionUID = 1L;

    Candidates(Class<? extends Enum<?>> type) {
      super(Choices.words(type));
    }
  }

  static final class Networks extends Candidates {
    private static final long serialVersionUID = 1L;

    Networks() {
      super(Architecture.class);
    }
  }

  static final class Normalizations extends Candidates {
    private static final long serialVersionUID = 1L;

    Normalizations() {
      super(Normalization.class);
    }
  }

  static final class Optimizers extends Candidates {
    private static final long serialVersionUID = 1L;

    Optimizers() {
      super(Optimizer.class);
    }
  }

  static final class Presets extends Candidates {
    private static final long serialVersionUID = 1L;

    Presets() {
      super(Preset.class);
    }
  }

  static final class Schedules extends Candidates {
    private static final long serialVersionUID = 1L;

    Schedules() {
      super(Schedule.class);
    }
  }
}
