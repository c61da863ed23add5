package io.github.tempera.service.telegram.show;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.tempera.image.Format;
import io.github.tempera.image.Picture;
import io.github.tempera.image.WriteOptions;
import io.github.tempera.service.telegram.TestPictures;
import org.junit.jupiter.api.Test;

/** In which form a painting goes out. */
class PackingTest {
  private static final byte[] JPEG =
      Picture.of(TestPictures.boxes(400, 300, 1)).encode(Format.JPEG, new WriteOptions(100));
  private static final byte[] PNG = TestPictures.png(400, 300, 1);

  private static Packing packing(long photoBytes, long documentBytes) {
    return new Packing(photoBytes, documentBytes, 10_000, 20);
  }

  @Test
  void aJpegIsAPhotoWhereItFitsAndPressedWhereItIsTooLargeEvenForADocument() {
    int size = JPEG.length;
    assertThat(packing(size, size).pack(JPEG, false).orElseThrow())
        .isEqualTo(new Packing.Packed(JPEG, "painted.jpg", true));
    assertThat(packing(size, size).pack(JPEG, true).orElseThrow().photo()).isFalse();
    assertThat(packing(size - 1, size).pack(JPEG, false).orElseThrow().photo()).isFalse();
    Packing.Packed pressed = packing(size, size - 1).pack(JPEG, false).orElseThrow();
    assertThat(pressed.bytes()).hasSizeLessThan(size);
    assertThat(pressed.photo()).isFalse();
  }

  @Test
  void aPngIsADocumentAndIsNeverMadeAJpegOf() {
    int size = PNG.length;
    assertThat(packing(size, size).pack(PNG, false).orElseThrow())
        .isEqualTo(new Packing.Packed(PNG, "painted.png", false));
    assertThat(packing(size, size - 1).pack(PNG, false)).isEmpty();
  }

  @Test
  void aPhotoIsWhatTelegramTakesForOne() {
    Packing packing = packing(10_000_000, 50_000_000);
    assertThat(packing.isPhoto(10_000_000, 5000, 5000)).isTrue();
    assertThat(packing.isPhoto(10_000_001, 10, 10)).isFalse();
    assertThat(packing.isPhoto(10, 5000, 5001)).isFalse();
    assertThat(packing.isPhoto(10, 2000, 100)).isTrue();
    assertThat(packing.isPhoto(10, 2001, 100)).isFalse();
  }
}
