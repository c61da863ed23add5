package io.github.tempera.training.run;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import io.github.tempera.TemperaException;
import io.github.tempera.TemperaException.Kind;
import io.github.tempera.internal.file.FileErrors;
import io.github.tempera.internal.file.WholeFile;
import io.github.tempera.training.data.PictureSet;
import io.github.tempera.training.trainer.TrainOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The file run.json: everything needed to repeat a run, and how far it is.
 *
 * @param name of the model
 * @param licence of the model
 * @param commands the command lines that started and resumed it
 * @param code version of Tempera
 * @param options that decide what is computed
 * @param content the content pictures
 * @param style the style pictures
 * @param encoder file of the frozen encoder; null for that of the store's vgg19
 * @param encoderFingerprint tells the encoder's weights from others
 * @param from the model file that it started from; null for random weights
 * @param machine what it runs on
 * @param progress how far it is
 * @param notes what else one should know
 * @param unreadable pictures that were skipped, with the reasons
 */
record RunRecord(
    String name,
    String licence,
    List<String> commands,
    String code,
    TrainOptions options,
    Pictures content,
    Pictures style,
    @Nullable String encoder,
    String encoderFingerprint,
    @Nullable String from,
    String machine,
    Progress progress,
    List<String> notes,
    Map<String, String> unreadable) {
  private static final ObjectMapper JSON =
      new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);

  /**
   * Pictures of one kind.
   *
   * @param folder they were found in
   * @param found how many
   * @param training how many of these are trained on
   * @param validation how many are set aside
   * @param fingerprint of all that were found
   */
  record Pictures(String folder, int found, int training, int validation, String fingerprint) {
    static Pictures of(PictureSet found, PictureSet training, PictureSet validation) {
      return new Pictures(
          found.folder().toAbsolutePath().normalize().toString(),
          found.files().size(),
          training.files().size(),
          validation.files().size(),
          found.fingerprint());
    }

    Pictures in(@Nullable Path elsewhere) {
      String now = absolute(elsewhere);
      return now == null ? this : new Pictures(now, found, training, validation, fingerprint);
    }
  }

  /**
   * How far a run is.
   *
   * @param state running, stopped, failed or done
   * @param iteration how many are done
   * @param seconds that they took
   * @param content mean content loss of the last iterations
   * @param style mean style loss of the last iterations
   * @param consistency mean squared difference of two paintings, of the last iterations
   * @param total mean of what is learned from, of the last iterations
   * @param waitingShare share of the time since the last start that the network waited for pictures
   */
  record Progress(
      String state,
      long iteration,
      double seconds,
      double content,
      double style,
      double consistency,
      double total,
      double waitingShare) {}

  /**
   * @throws TemperaException if it is not there or of another version
   */
  static RunRecord read(Path file) {
    if (!Files.exists(file)) {
      throw new TemperaException(
          Kind.NOT_FOUND,
          file,
          "There is no run in " + file.toAbsolutePath().getParent() + ": it has no run.json.");
    }
    try {
      return JSON.readValue(file.toFile(), RunRecord.class);
    } catch (JsonProcessingException e) {
      throw new TemperaException(
          Kind.UNREADABLE,
          file,
          file + " was written by another version: " + e.getOriginalMessage() + ".",
          e);
    } catch (IOException e) {
      throw FileErrors.cannotRead(file, e);
    }
  }

  static @Nullable String absolute(@Nullable Path file) {
    return file == null ? null : file.toAbsolutePath().normalize().toString();
  }

  /** This record at the start of another session, perhaps with its data elsewhere. */
  RunRecord resumed(Run.Moved moved, Setup.Session session) {
    List<String> all = new ArrayList<>(commands);
    all.add(session.command());
    return new RunRecord(
        name,
        licence,
        all,
        code.equals(session.code()) || code.endsWith(", then " + session.code())
            ? code
            : code + ", then " + session.code(),
        options,
        content.in(moved.content()),
        style.in(moved.style()),
        moved.encoder() == null ? encoder : absolute(moved.encoder()),
        encoderFingerprint,
        from,
        machine,
        progress,
        notes.stream().filter(note -> !note.contains("since the last start")).toList(),
        unreadable);
  }

  void write(Path file) {
    WholeFile.write(file, part -> JSON.writeValue(part.toFile(), this));
  }
}
