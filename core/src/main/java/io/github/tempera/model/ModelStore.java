package io.github.tempera.model;

import io.github.tempera.Progress;
import io.github.tempera.TemperaException;
import io.github.tempera.TemperaException.Kind;
import io.github.tempera.internal.file.FileErrors;
import io.github.tempera.internal.file.FileName;
import io.github.tempera.internal.format.TensorFile;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BiFunction;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The models that are there: those bundled with Tempera and those in a folder of the user's, one
 * file each. Safe to use from several threads and processes at once.
 */
public final class ModelStore {
  /** The model that comes with Tempera and needs no download. */
  public static final String BUNDLED = "slim";

  /** VGG-19 with Tempera's decoder: {@link #fetch} fetches the encoder. */
  public static final String FETCHABLE = "vgg19";

  /** VGG-19 with the decoder of the paper's authors, which {@link #fetch} fetches as well. */
  public static final String PAPER = "vgg19-paper";

  private static final String SUFFIX = ".safetensors";

  // A file lock keeps processes apart, but throws when two threads of one want it.
  private static final ReentrantLock FETCHING = new ReentrantLock();

  private final Path folder;

  private ModelStore(Path folder) {
    this.folder = folder;
  }

  /**
   * One line of {@link #list}.
   *
   * @param name the model's name
   * @param bundled whether it comes with Tempera rather than from the folder
   * @param card what it is; empty when the file is damaged
   * @param damage what is wrong with the file; empty when nothing is
   */
  public record Listing(
      String name, boolean bundled, Optional<ModelCard> card, Optional<String> damage) {}

  /**
   * The store in this user's cache folder: {@code $TEMPERA_HOME} if set, else {@code tempera} in
   * {@code $XDG_CACHE_HOME} or {@code ~/.cache} on Linux, in {@code ~/Library/Caches} on macOS, in
   * {@code %LOCALAPPDATA%} on Windows.
   */
  public static ModelStore standard() {
    return at(standardFolder(System.getenv(), System.getProperty("os.name", "")));
  }

  /** The store in that folder, which need not exist yet. */
  public static ModelStore at(Path folder) {
    return new ModelStore(folder.toAbsolutePath().normalize());
  }

  static Path standardFolder(Map<String, String> environment, String system) {
    String home = set(environment.get("TEMPERA_HOME"));
    if (home != null) {
      return FileName.path(home);
    }
    Path user = FileName.path(System.getProperty("user.home", "."));
    String os = system.toLowerCase(Locale.ROOT);
    if (os.startsWith("mac")) {
      return user.resolve("Library").resolve("Caches").resolve("tempera");
    }
    if (os.startsWith("windows")) {
      String local = set(environment.get("LOCALAPPDATA"));
      Path base = local == null ? user.resolve("AppData").resolve("Local") : FileName.path(local);
      return base.resolve("tempera");
    }
    String cache = set(environment.get("XDG_CACHE_HOME"));
    // The XDG specification: a relative path there is invalid and to be ignored.
    Path base =
        cache == null || !FileName.path(cache).isAbsolute()
            ? user.resolve(".cache")
            : FileName.path(cache);
    return base.resolve("tempera");
  }

  private static @Nullable String set(@Nullable String value) {
    return value == null || value.isBlank() ? null : value;
  }

  /** Where the models lie. */
  public Path folder() {
    return folder;
  }

  /** All models, bundled first, then by name. A damaged file is listed as such. */
  public List<Listing> list() {
    List<Listing> listings = new ArrayList<>();
    listings.add(new Listing(BUNDLED, true, Optional.of(bundledCard()), Optional.empty()));
    for (Path file : modelFiles()) {
      listings.add(listing(file));
    }
    return listings;
  }

  private static Listing listing(Path file) {
    String name = nameOf(file);
    try {
      ModelCard card = ModelCard.fromMetadata(TensorFile.readMetadata(file), file.toString());
      return new Listing(name, false, Optional.of(card.withName(name)), Optional.empty());
    } catch (TemperaException e) {
      return new Listing(name, false, Optional.empty(), Optional.ofNullable(e.getMessage()));
    }
  }

  private List<Path> modelFiles() {
    List<Path> files = new ArrayList<>();
    if (Files.isDirectory(models())) {
      try (DirectoryStream<Path> stream =
          Files.newDirectoryStream(models(), "[a-z0-9]*" + SUFFIX)) {
        stream.forEach(files::add);
      } catch (IOException e) {
        throw FileErrors.unreadable(models(), "Cannot list the models in " + models(), e);
      }
    }
    Collections.sort(files);
    return files;
  }

  private static String nameOf(Path file) {
    String name = file.getFileName().toString();
    return name.substring(0, name.length() - SUFFIX.length());
  }

  /**
   * The model of that name, all of it in memory.
   *
   * @throws TemperaException if there is none, or its file is damaged
   */
  public Model load(String name) {
    if (name.equals(BUNDLED)) {
      return bundled();
    }
    ModelCard.checkName(name);
    Path file = fileOf(name);
    if (!Files.exists(file)) {
      throw new TemperaException(
          Kind.NOT_FOUND,
          name,
          name.equals(FETCHABLE) || name.equals(PAPER)
              ? "The model \"%s\" is not here yet. Fetch it once with: tempera models fetch vgg19%s"
                  .formatted(name, name.equals(PAPER) ? " --decoder paper" : "")
              : "There is no model \"" + name + "\" in " + folder + "; there is " + names() + ".");
    }
    Model model = Model.read(file);
    return model.card().name().equals(name) ? model : model.withCard(model.card().withName(name));
  }

  private String names() {
    List<String> names = new ArrayList<>(List.of(BUNDLED));
    modelFiles().forEach(file -> names.add(nameOf(file)));
    return String.join(", ", names);
  }

  private static Model bundled() {
    return fromBundled(Model::read);
  }

  private static ModelCard bundledCard() {
    return fromBundled(
        (in, name) -> ModelCard.fromMetadata(TensorFile.readMetadata(in, name), name));
  }

  private static <T> T fromBundled(BiFunction<InputStream, String, T> reader) {
    try (InputStream in = ModelStore.class.getResourceAsStream(BUNDLED + SUFFIX)) {
      return reader.apply(Objects.requireNonNull(in), "The bundled model \"" + BUNDLED + "\"");
    } catch (IOException e) {
      throw FileErrors.unreadable(BUNDLED, "Cannot read the bundled model", e);
    }
  }

  /**
   * Stores a model under its card's name.
   *
   * @param replace whether a model of that name may be replaced
   * @throws TemperaException if the name is a bundled model's or taken, or the disk refuses
   */
  public ModelCard add(Model model, boolean replace) {
    Path file = freeFile(model.card().name(), replace);
    model.write(file);
    return model.card();
  }

  private Path freeFile(String name, boolean replace) {
    ModelCard.checkName(name);
    if (name.equals(BUNDLED)) {
      throw new TemperaException(
          "\"" + name + "\" is the name of a bundled model; choose another name.");
    }
    Path file = fileOf(name);
    if (Files.exists(file) && !replace) {
      throw new TemperaException(
          "There is a model \"" + name + "\" already; choose another name, or ask to replace it.");
    }
    return file;
  }

  /**
   * Imports a VGG-19 encoder and its decoder from two checkpoints: {@code .pth} (either form) or
   * safetensors, told apart by content. Tensors may be named by position in the sequence ({@code
   * 0.weight}), by layer ({@code conv1_1.weight}) or as here; layers beyond conv4_1 are left out.
   *
   * @param replace whether a model of that name may be replaced
   * @throws TemperaException if the name is not free, or the files are not such checkpoints
   */
  public ModelCard importModel(String name, Path encoder, Path decoder, boolean replace) {
    freeFile(name, replace);
    String source = "imported from " + encoder.getFileName() + " and " + decoder.getFileName();
    return add(new Vgg19Import(encoder, decoder).model(name, source), replace);
  }

  /**
   * Imports a VGG-19 encoder from such a checkpoint and joins it with Tempera's own decoder.
   *
   * @param replace whether a model of that name may be replaced
   * @throws TemperaException if the name is not free, or the file is not such a checkpoint
   */
  public ModelCard importEncoder(String name, Path encoder, boolean replace) {
    freeFile(name, replace);
    String source = "imported from " + encoder.getFileName();
    return add(new Vgg19Import(encoder).model(name, source), replace);
  }

  /**
   * Imports one model file, for example from {@code training}.
   *
   * @param replace whether a model of that name may be replaced
   * @throws TemperaException if the name is not free, or the file is not a model file
   */
  public ModelCard importModel(String name, Path file, boolean replace) {
    freeFile(name, replace);
    Model model = Model.read(file);
    return add(model.withCard(model.card().withName(name)), replace);
  }

  /**
   * Downloads a model. A download that breaks off is taken up where it ended, by this call or a
   * later one. What arrives is compared with what is known of the expected weights.
   *
   * @param name {@link #FETCHABLE}, for which the encoder is downloaded, or {@link #PAPER}, for
   *     which the decoder is, and the encoder where {@link #FETCHABLE} is not here
   * @param progress gives who hears of the bytes of a file, by the name of the file
   * @return the card; at once when the model is there and need not be replaced
   * @throws TemperaException if the name is unknown, the download fails or brings other weights
   */
  public ModelCard fetch(String name, FetchOptions options, Function<String, Progress> progress) {
    if (!name.equals(FETCHABLE) && !name.equals(PAPER)) {
      throw new TemperaException(
          Kind.NOT_FOUND,
          name,
          "There is no model \"%s\" to fetch; %s and %s can be fetched."
              .formatted(name, FETCHABLE, PAPER));
    }
    Path downloads = folder.resolve("downloads");
    FETCHING.lock();
    try {
      Files.createDirectories(downloads);
      // The lock goes with the process: a killed one leaves nothing to clean up.
      try (FileChannel channel =
              FileChannel.open(
                  downloads.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
          FileLock lock = channel.lock()) {
        Listing here = Files.exists(fileOf(name)) ? listing(fileOf(name)) : null;
        if (lock.isValid() && !options.replace() && here != null && here.card().isPresent()) {
          return expected(name, here.card().get());
        }
        return fetchLocked(name, options, progress, downloads);
      }
    } catch (IOException e) {
      throw FileErrors.unwritable(downloads, "Cannot use the folder " + downloads, e);
    } finally {
      FETCHING.unlock();
    }
  }

  /** That of a model that is here already, if it is what would be fetched. */
  private static ModelCard expected(String name, ModelCard card) {
    Architecture wanted = name.equals(PAPER) ? Architecture.VGG19 : Architecture.VGG19_MODULATED;
    if (card.network() != wanted) {
      throw new TemperaException(
          "There is a model \"%s\" already, of the network %s, where the one to fetch is of %s; ask to replace it."
              .formatted(name, card.network().id(), wanted.id()));
    }
    return card;
  }

  private ModelCard fetchLocked(
      String name, FetchOptions options, Function<String, Progress> progress, Path downloads)
      throws IOException {
    boolean paper = name.equals(PAPER);
    Download encoder = new Download(options.encoder(), downloads, options, progress);
    Download decoder = new Download(options.decoder(), downloads, options, progress);
    @Nullable String here = paper ? sourceOfEncoder() : null;
    Path encoderFile = here == null ? encoder.run() : fileOf(FETCHABLE);
    @Nullable Path decoderFile = paper ? decoder.run() : null;
    try {
      Vgg19Import parts;
      try {
        parts =
            decoderFile == null
                ? new Vgg19Import(encoderFile)
                : new Vgg19Import(encoderFile, decoderFile);
      } catch (TemperaException e) {
        String message = String.valueOf(e.getMessage());
        throw new TemperaException(
            Kind.UNAVAILABLE, name, decoder.withAddress(encoder.withAddress(message)), e);
      }
      if (!parts.verified() && !options.acceptUnverified()) {
        throw new TemperaException(
            Kind.UNAVAILABLE,
            name,
            "What came is not the expected model; other weights than published have "
                + parts.mismatches()
                + ". Fetch again, or accept unverified weights if they are meant to differ.");
      }
      String source =
          (here == null ? "fetched from " + options.encoder() : here)
              + (paper ? " and " + options.decoder() : "");
      return add(parts.model(name, source), true);
    } finally {
      // Of no use any more, whether they became a model or turned out to be something else.
      if (here == null) {
        encoder.discard();
      }
      if (paper) {
        decoder.discard();
      }
    }
  }

  /** Where the encoder of the model that is here came from; null if there is no published one. */
  private @Nullable String sourceOfEncoder() {
    Path file = fileOf(FETCHABLE);
    try {
      return Files.exists(file) && new Vgg19Import(file).verified()
          ? Model.read(file).card().provenance().get("source")
          : null;
    } catch (TemperaException damaged) {
      return null;
    }
  }

  private Path models() {
    return folder.resolve("models");
  }

  private Path fileOf(String name) {
    return models().resolve(name + SUFFIX);
  }
}
