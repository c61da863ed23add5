package io.github.tempera.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.github.tempera.Progress;
import io.github.tempera.TemperaException;
import io.github.tempera.internal.format.TensorFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The store: what is listed, loaded, added and removed, and what it says when it cannot. */
class ModelStoreTest {
  @TempDir Path folder = Path.of("");
  private ModelStore store = ModelStore.at(folder);

  @BeforeEach
  void openStore() {
    store = ModelStore.at(folder);
  }

  @Test
  void anEmptyStoreHasTheBundledModel() {
    assertThat(store.list())
        .singleElement()
        .satisfies(
            listing -> {
              assertThat(listing.name()).isEqualTo("slim");
              assertThat(listing.bundled()).isTrue();
              assertThat(listing.card()).map(ModelCard::network).contains(Architecture.SLIM);
            });
    assertThat(folder).isEmptyDirectory();
  }

  @Test
  void whatIsAddedIsListedAndLoaded() {
    Model model = store.load("slim").withCard(card("mine"));
    store.add(model, false);

    assertThat(store.list()).extracting(ModelStore.Listing::name).containsExactly("slim", "mine");
    Model loaded = store.load("mine");
    assertThat(loaded.card()).isEqualTo(model.card());
    assertThat(loaded.encoderFingerprint())
        .isEqualTo(store.load("slim").encoderFingerprint())
        .hasSize(64);
  }

  @Test
  void aModelFileIsImportedUnderAnotherName(@TempDir Path elsewhere) {
    Path file = elsewhere.resolve("checkpoint.safetensors");
    store.load("slim").write(file);

    assertThat(store.importModel("other", file, false).name()).isEqualTo("other");
    assertThat(store.load("other").card().name()).isEqualTo("other");
    assertRefused(
        () -> store.importModel("other", file, false), "There is a model \"other\" already");
    store.importModel("other", file, true);
  }

  @Test
  void aRenamedFileHasItsFilesName() throws IOException {
    store.add(store.load("slim").withCard(card("mine")), false);
    Files.move(
        folder.resolve("models/mine.safetensors"), folder.resolve("models/yours.safetensors"));
    assertThat(store.list().get(1).card()).map(ModelCard::name).contains("yours");
    assertThat(store.load("yours").card().name()).isEqualTo("yours");
  }

  @Test
  void aDamagedModelIsListedAsSuch() throws IOException {
    store.add(store.load("slim").withCard(card("cut")), false);
    Path file = folder.resolve("models/cut.safetensors");
    byte[] bytes = Files.readAllBytes(file);
    Files.write(file, Arrays.copyOf(bytes, bytes.length - 1));
    new TensorFile(Map.of(), Map.of()).write(folder.resolve("models/bare.safetensors"));

    List<ModelStore.Listing> listings = store.list();
    assertThat(listings)
        .extracting(ModelStore.Listing::name)
        .containsExactly("slim", "bare", "cut");
    assertThat(listings.get(1).card()).isEmpty();
    assertThat(listings.get(1).damage()).get().asString().contains("carries no model card");
    assertThat(listings.get(2).damage()).get().asString().contains("not a sound safetensors file");
    assertRefused(() -> store.load("cut"), "not a sound safetensors file");
  }

  @Test
  void aFlippedBitIsNoticed() throws IOException {
    store.add(store.load("slim").withCard(card("flipped")), false);
    Path file = folder.resolve("models/flipped.safetensors");
    byte[] bytes = Files.readAllBytes(file);
    for (int position : new int[] {bytes.length - 4, bytes.length - 1_000_000}) {
      bytes[position] ^= 1;
      Files.write(file, bytes);
      bytes[position] ^= 1;
      assertRefused(() -> store.load("flipped"), "damaged: its weights are not those");
    }
  }

  @Test
  void otherTensorsThanTheNetworksAreRefused() {
    Model slim = store.load("slim");
    Map<String, Weights> weights = new TreeMap<>(slim.weights());
    weights.remove("decoder.up1.bias");
    assertRefused(() -> new Model(card("x"), weights), "lacks the tensor \"decoder.up1.bias\"");
    weights.put("decoder.up1.bias", new Weights(new long[] {1}, new float[1]));
    assertRefused(() -> new Model(card("x"), weights), "has the shape [1], but [32] is needed");
    weights.put("decoder.up1.bias", slim.get("decoder.up1.bias"));
    weights.put("extra", slim.get("decoder.up1.bias"));
    assertRefused(() -> new Model(card("x"), weights), "that no slim model has: [extra]");
    weights.remove("extra");
    weights.put("decoder.out.bias", new Weights(new long[] {3}, new float[] {0, Float.NaN, 0}));
    assertRefused(() -> new Model(card("x"), weights), "\"decoder.out.bias\" holds a value");
    weights.remove("encoder.conv1.weight");
    assertRefused(() -> new Model(card("x"), weights), "\"encoder.conv1.weight\"");
  }

  @Test
  void sentencesSayWhatIsThere() {
    store.add(store.load("slim").withCard(card("mine")), false);
    assertRefused(() -> store.load("nothing"), "no model \"nothing\"", "there is slim, mine");
    assertRefused(() -> store.load("vgg19"), "tempera models fetch vgg19");
    assertRefused(() -> store.add(store.load("slim"), true), "the name of a bundled model");
    assertRefused(
        () -> store.fetch("mine", FetchOptions.DEFAULTS, name -> Progress.NONE),
        "no model \"mine\" to fetch");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        ".",
        "..",
        "../x",
        "a/b",
        "a\\b",
        "/etc/passwd",
        "C:x",
        "Upper",
        "a b",
        "ü",
        "x.",
        ".x",
        "-x",
        "con",
        "nul.old",
        "com1",
        "a\n",
        "a\0",
        "slim/../mine"
      })
  void badNamesAreRefused(String name) {
    assertRefused(() -> store.load(name), "cannot name a model");
    assertRefused(
        () -> store.importModel(name, Path.of("a"), Path.of("b"), true), "cannot name a model");
    assertRefused(() -> card(name), "cannot name a model");
  }

  @Test
  void aFileFromTheFutureIsRefused() {
    assertRefused(
        () -> ModelCard.fromMetadata(Map.of("tempera_model", "2"), "x.safetensors"),
        "of format 2",
        "newer Tempera");
    assertRefused(
        () -> ModelCard.fromMetadata(Map.of("tempera_model", "1", "name", "x"), "x.safetensors"),
        "no network \"\"");
  }

  @Test
  void theStandardFolderIsTheSystems() {
    Path home = Path.of(System.getProperty("user.home"));
    Map<String, String> none = new HashMap<>();
    assertThat(ModelStore.standardFolder(none, "Linux")).isEqualTo(home.resolve(".cache/tempera"));
    assertThat(ModelStore.standardFolder(none, "Mac OS X"))
        .isEqualTo(home.resolve("Library/Caches/tempera"));
    assertThat(ModelStore.standardFolder(none, "Windows 11"))
        .isEqualTo(home.resolve("AppData/Local/tempera"));
    assertThat(ModelStore.standardFolder(Map.of("LOCALAPPDATA", "/l"), "Windows 11"))
        .isEqualTo(Path.of("/l/tempera"));
    Path cache = folder.toAbsolutePath();
    assertThat(ModelStore.standardFolder(Map.of("XDG_CACHE_HOME", cache.toString()), "Linux"))
        .isEqualTo(cache.resolve("tempera"));
    assertThat(ModelStore.standardFolder(Map.of("XDG_CACHE_HOME", "relative"), "Linux"))
        .isEqualTo(home.resolve(".cache/tempera"));
    assertThat(
            ModelStore.standardFolder(
                Map.of("TEMPERA_HOME", cache.toString(), "XDG_CACHE_HOME", "/x"), "Linux"))
        .isEqualTo(cache);
  }

  private static ModelCard card(String name) {
    return new ModelCard(
        name, Architecture.SLIM, "none", "a test", new TreeMap<>(Map.of("seed", "1", "code", "x")));
  }

  private static void assertRefused(Runnable action, String... parts) {
    assertThatExceptionOfType(TemperaException.class)
        .isThrownBy(action::run)
        .satisfies(e -> assertThat(e.getMessage()).contains(parts));
  }
}
