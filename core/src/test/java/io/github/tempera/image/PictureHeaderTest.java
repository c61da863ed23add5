package io.github.tempera.image;

import static io.github.tempera.image.EncodedPictures.encode;
import static io.github.tempera.image.EncodedPictures.smooth;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.github.tempera.TemperaException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PictureHeaderTest {
  @ParameterizedTest
  @CsvSource({
    "jpg, image/jpeg",
    "png, image/png",
    "tiff, image/tiff",
    "bmp, image/bmp",
    "gif, image/gif"
  })
  void tellsFormatAndSizeByTheHeadAlone(String format, String mediaType) throws Exception {
    byte[] file = encode(smooth(37, 21), format);
    PictureHeader header = PictureHeader.read(file, "it");
    assertThat(header).isEqualTo(new PictureHeader(mediaType, 37, 21));
    assertThat(header.pixels()).isEqualTo(37 * 21);
    assertThat(PictureHeader.of(file)).contains(header);
    assertThatCode(() -> PictureHeader.checkFormat(file, "it")).doesNotThrowAnyException();
  }

  @Test
  void aDamagedHeadIsNoneButOfAFormat() throws Exception {
    byte[] start = Arrays.copyOf(encode(smooth(37, 21), "png"), 20);
    assertThat(PictureHeader.of(start)).isEmpty();
    assertThatCode(() -> PictureHeader.checkFormat(start, "it")).doesNotThrowAnyException();
    assertThatExceptionOfType(TemperaException.class)
        .isThrownBy(() -> PictureHeader.read(start, "it"));
  }

  @Test
  void whatIsNoPictureIsNamed() {
    byte[] text = "version https://git-lfs.github.com/spec/v1".getBytes(StandardCharsets.UTF_8);
    assertThatExceptionOfType(TemperaException.class)
        .isThrownBy(() -> PictureHeader.checkFormat(text, "The content"))
        .withMessageContaining("The content is a Git LFS pointer");
    assertThatExceptionOfType(TemperaException.class)
        .isThrownBy(() -> PictureHeader.checkFormat(new byte[0], "The content"))
        .withMessageContaining("The content is empty");
  }
}
