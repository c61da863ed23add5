package io.github.tempera.training.trainer;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import io.github.tempera.TemperaException;
import io.github.tempera.TemperaException.Kind;
import io.github.tempera.internal.format.TensorFile;
import io.github.tempera.model.Weights;
import java.nio.file.Path;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * All that a run needs to go on as if it had never stopped. There is no random state besides the
 * seed in the options and the iteration: every draw follows from these two.
 *
 * @param state how far the run is and what it runs on
 * @param values the parameters
 * @param mean Adam's first moment
 * @param square Adam's second moment
 * @param average the parameters' running average
 */
record Checkpoint(
    State state, SortedMap<String, Weights> values, float[] mean, float[] square, float[] average) {
  private static final ObjectMapper JSON =
      new ObjectMapper().enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS);
  private static final String STATE = "tempera_training";

  /**
   * @param iteration how many are done
   * @param seconds how long they took
   * @param options of the run
   * @param content fingerprint of the content pictures
   * @param style fingerprint of the style pictures
   * @param encoder fingerprint of the frozen encoder
   * @param processor the kind of processor the run computes on
   */
  record State(
      long iteration,
      double seconds,
      TrainOptions options,
      String content,
      String style,
      String encoder,
      String processor) {}

  /** Writes it beside its place, then moves it there. */
  void write(Path file) {
    TreeMap<String, Weights> tensors = new TreeMap<>();
    values.forEach((name, weights) -> tensors.put("value." + name, weights));
    flat(tensors, "adam.mean", mean);
    flat(tensors, "adam.square", square);
    flat(tensors, "average", average);
    try {
      new TensorFile(tensors, Map.of(STATE, JSON.writeValueAsString(state))).write(file);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }

  private static void flat(Map<String, Weights> tensors, String name, float[] numbers) {
    tensors.put(name, new Weights(new long[] {numbers.length}, numbers));
  }

  /**
   * @throws TemperaException if the file is absent or no checkpoint
   */
  static Checkpoint read(Path file) {
    TensorFile stored = TensorFile.read(file);
    String json = stored.metadata().get(STATE);
    if (json == null) {
      throw new TemperaException(Kind.UNREADABLE, file, file + " is no checkpoint of a training.");
    }
    State state;
    try {
      state = JSON.readValue(json, State.class);
    } catch (JsonProcessingException e) {
      throw new TemperaException(
          Kind.UNREADABLE,
          file,
          file + " is a checkpoint of another version: " + e.getOriginalMessage() + ".",
          e);
    }
    TreeMap<String, Weights> values = new TreeMap<>();
    stored
        .tensors()
        .forEach(
            (name, weights) -> {
              if (name.startsWith("value.")) {
                values.put(name.substring("value.".length()), weights);
              }
            });
    return new Checkpoint(
        state,
        values,
        stored.get("adam.mean").values(),
        stored.get("adam.square").values(),
        stored.get("average").values());
  }
}
