package io.github.tempera.cli.evaluate;

import io.github.tempera.TemperaException;
import io.github.tempera.cli.common.ComputeOptions;
import io.github.tempera.cli.common.ModelOptions;
import io.github.tempera.internal.file.FileName;
import io.github.tempera.model.Model;
import io.github.tempera.model.ModelStore;
import io.github.tempera.model.Vgg19Encoder;
import io.github.tempera.training.evaluation.Candidate;
import io.github.tempera.training.evaluation.ModelCandidate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;

/** The models to be scored, all open until closed, and what their rows are called. */
final class Models implements AutoCloseable {
  private final List<Candidate> candidates = new ArrayList<>();

  Models(List<String> namesOrFiles, ComputeOptions compute) {
    if (new HashSet<>(namesOrFiles).size() < namesOrFiles.size()) {
      throw new TemperaException("Give each --model once, not " + namesOrFiles + ".");
    }
    List<String> names = names(namesOrFiles);
    try {
      for (int i = 0; i < names.size(); i++) {
        Model model = ModelOptions.load(namesOrFiles.get(i));
        candidates.add(new ModelCandidate(names.get(i), model, compute.compute()));
      }
    } catch (RuntimeException e) {
      close();
      throw e;
    }
  }

  List<Candidate> candidates() {
    return candidates;
  }

  /**
   * Names of the store as they are; files without folder and ending, where that tells them apart.
   */
  static List<String> names(List<String> namesOrFiles) {
    Map<String, Integer> uses = new HashMap<>();
    namesOrFiles.forEach(given -> uses.merge(brief(given), 1, Integer::sum));
    return namesOrFiles.stream()
        .map(given -> uses.getOrDefault(brief(given), 0) == 1 ? brief(given) : given)
        .toList();
  }

  private static String brief(String given) {
    if (!ModelOptions.isFile(given)) {
      return given;
    }
    String name = String.valueOf(FileName.path(given).getFileName());
    return name.substring(0, name.lastIndexOf('.'));
  }

  /** The encoder that judges: a file's, or that of the vgg19 in the store. */
  static Vgg19Encoder judge(String fileOrName) {
    if (!fileOrName.equals(ModelStore.FETCHABLE)) {
      return Vgg19Encoder.read(FileName.path(fileOrName));
    }
    try {
      return Vgg19Encoder.of(ModelStore.standard().load(fileOrName));
    } catch (TemperaException e) {
      throw e.withMessage("Without --judge FILE the model vgg19 judges. " + e.getMessage());
    }
  }

  @Override
  public void close() {
    candidates.forEach(Candidate::close);
    candidates.clear();
  }
}
