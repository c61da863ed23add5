package io.github.tempera.model;

import io.github.tempera.TemperaException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** A network's weights with the card that says what they are. All tensors are there and fit. */
public final class Model {
  static final String ENCODER_FINGERPRINT = "encoder_sha256";
  static final String DECODER_FINGERPRINT = "decoder_sha256";

  private final ModelCard card;
  private final TensorFile tensors;
  private final String encoderFingerprint;
  private final String decoderFingerprint;

  /**
   * @param weights tensors under the names that {@link Network} lists
   * @throws TemperaException if they are not exactly those of the card's network
   */
  public Model(ModelCard card, Map<String, Weights> weights) {
    this(card, weights, "The model \"" + card.name() + "\"");
  }

  private Model(ModelCard card, Map<String, Weights> weights, String source) {
    card.network().check(weights, source);
    this.card = card;
    this.encoderFingerprint = fingerprint(weights, "encoder.");
    this.decoderFingerprint = fingerprint(weights, "decoder.");
    SortedMap<String, String> metadata = card.toMetadata();
    metadata.put(ENCODER_FINGERPRINT, encoderFingerprint);
    metadata.put(DECODER_FINGERPRINT, decoderFingerprint);
    this.tensors = new TensorFile(weights, metadata);
  }

  /**
   * Reads a model file, whether or not it lies in a store.
   *
   * @throws TemperaException if it is absent, not a model file, incomplete or altered
   */
  public static Model read(Path file) {
    return of(TensorFile.read(file), file.toString());
  }

  static Model read(InputStream in, String name) {
    return of(TensorFile.read(in, name), name);
  }

  private static Model of(TensorFile file, String source) {
    Map<String, String> metadata = file.metadata();
    Model model = new Model(ModelCard.fromMetadata(metadata, source), file.tensors(), source);
    if (!model.encoderFingerprint.equals(metadata.get(ENCODER_FINGERPRINT))
        || !model.decoderFingerprint.equals(metadata.get(DECODER_FINGERPRINT))) {
      throw new TemperaException(
          source
              + " is damaged: its weights are not those it was written with. Fetch or copy it"
              + " again.");
    }
    return model;
  }

  /**
   * Writes the model file, float32, in one step: a reader sees the old file or the whole new one.
   *
   * @throws TemperaException if it cannot be written
   */
  public void write(Path file) {
    tensors.write(file);
  }

  /** What the model is. */
  public ModelCard card() {
    return card;
  }

  /** The same weights under another card. */
  public Model withCard(ModelCard newCard) {
    return new Model(newCard, weights());
  }

  /** All tensors, sorted by name. */
  public SortedMap<String, Weights> weights() {
    return tensors.tensors();
  }

  /**
   * The tensor of that name, for example {@code encoder.conv1_1.weight}.
   *
   * @throws TemperaException if there is none
   */
  public Weights get(String name) {
    return tensors.get(name);
  }

  /**
   * Which encoder this is: SHA-256, in hexadecimal, over the names, shapes and float32 bits of the
   * encoder's tensors. A style's numbers mean something only to the encoder that made them.
   */
  public String encoderFingerprint() {
    return encoderFingerprint;
  }

  private static String fingerprint(Map<String, Weights> weights, String prefix) {
    MessageDigest digest = sha256();
    new TreeMap<>(weights)
        .forEach(
            (name, tensor) -> {
              if (name.startsWith(prefix)) {
                String heading = name + Arrays.toString(tensor.shape()) + "\n";
                digest.update(heading.getBytes(StandardCharsets.UTF_8));
                update(digest, tensor.values());
              }
            });
    return HexFormat.of().formatHex(digest.digest());
  }

  /** SHA-256, in hexadecimal, of the values' little-endian float32 bytes. */
  static String sha256(float[] values) {
    MessageDigest digest = sha256();
    update(digest, values);
    return HexFormat.of().formatHex(digest.digest());
  }

  /** SHA-256, in hexadecimal. */
  static String sha256(byte[] bytes) {
    return HexFormat.of().formatHex(sha256().digest(bytes));
  }

  private static void update(MessageDigest digest, float[] values) {
    ByteBuffer chunk = ByteBuffer.allocate(1 << 16).order(ByteOrder.LITTLE_ENDIAN);
    int perChunk = chunk.capacity() / Float.BYTES;
    for (int start = 0; start < values.length; start += perChunk) {
      int count = Math.min(perChunk, values.length - start);
      chunk.clear();
      chunk.asFloatBuffer().put(values, start, count);
      digest.update(chunk.limit(count * Float.BYTES));
    }
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }

  @Override
  public String toString() {
    return "Model[" + card.name() + ", " + card.network().id() + "]";
  }
}
