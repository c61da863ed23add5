package io.github.tempera.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;

/** One picture through the real command. */
class StylizeIT {
  @TempDir(factory = WarmTempera.Place.class, cleanup = CleanupMode.NEVER)
  private Path folder = Path.of("");

  private Workplace here = new Workplace(folder);

  @BeforeEach
  void pictures() throws IOException {
    here = new Workplace(folder);
    here.picture("content.jpg", 61, 47, 1);
    here.picture("style.png", 40, 40, 2);
    here.picture("other.png", 40, 40, 3);
  }

  @Test
  void paintsAndSaysWhereHowLongAndWith() throws IOException {
    Workplace.Result result =
        here.tempera("stylize", "content.jpg", "--style", "style.png", "--output", "painted.png")
            .succeeded();
    assertThat(result.out())
        .matches("painted\\.png {2}61x47, \\d+\\.\\d\\d s, slim \\((float32|bfloat16)\\)\\R");
    BufferedImage painted = here.read("painted.png");
    assertThat(painted.getWidth()).isEqualTo(61);
    assertThat(painted.getHeight()).isEqualTo(47);
  }

  @Test
  void theSameCommandWorksTwiceAndQuietlySaysNothing() throws IOException {
    for (int i = 0; i < 2; i++) {
      Workplace.Result result =
          here.tempera("stylize", "content.jpg", "-s", "style.png", "-q").succeeded();
      assertThat(result.out()).isEmpty();
    }
    assertThat(here.files())
        .containsOnlyKeys("content.jpg", "content__style.jpg", "other.png", "style.png");
  }

  @Test
  void aSavedStyleGivesTheSameAsItsPicture() throws IOException {
    here.tempera("style", "encode", "style.png", "-o", "saved.bin").succeeded();
    here.tempera("stylize", "content.jpg", "-s", "style.png", "-o", "a.png").succeeded();
    here.tempera("stylize", "content.jpg", "-s", "saved.bin", "-o", "b.png").succeeded();
    assertThat(here.path("b.png")).hasSameBinaryContentAs(here.path("a.png"));
    assertThat(Files.size(here.path("saved.bin"))).isLessThan(10_000);
    here.tempera(
            "stylize", "content.jpg", "-s", "saved.bin", "--preserve-color", "coral", "-o", "c.png")
        .refused(2, "coral", "saved.bin", "saved style");
  }

  @Test
  void whatIsNoSavedStyleAnyMoreIsNamedAsWhatItIs() throws IOException {
    here.tempera("style", "encode", "style.png", "-o", "saved.bin").succeeded();
    byte[] saved = Files.readAllBytes(here.path("saved.bin"));
    for (int length : new int[] {100, saved.length / 2, saved.length - 1}) {
      Files.write(here.path("cut.bin"), Arrays.copyOf(saved, length));
      refused(List.of("content.jpg", "-s", "cut.bin"), "cut.bin", "cut short");
    }
    Files.writeString(
        here.path("a.style"), "version https://git-lfs.github.com/spec/v1\noid sha256:1\nsize 9\n");
    refused(List.of("content.jpg", "-s", "a.style"), "a.style is a Git LFS pointer");
    Files.writeString(here.path("a.style"), "<!DOCTYPE html><html>Sign in</html>");
    refused(List.of("content.jpg", "-s", "a.style"), "a.style is a web page");
    refused(List.of("content.jpg", "-s", "style.png", "--model", "gone.safetensors"), "gone");
    Files.writeString(here.path("m.safetensors"), "<html>");
    refused(
        List.of("content.jpg", "-s", "style.png", "--model", "m.safetensors"),
        "m.safetensors is a web page");
  }

  @Test
  void strokesHaveTheSizeAskedForInBatchesToo() throws IOException {
    String[] command = {"stylize", "content.jpg", "-s", "style.png", "-o"};
    here.tempera(with(command, "own.png")).succeeded();
    here.tempera(with(command, "one.png", "--stroke", "1")).succeeded();
    here.tempera(with(command, "broad.png", "--stroke", "3")).succeeded();
    here.tempera(with(command, "fine.png", "--stroke", "0.5")).succeeded();
    assertThat(here.path("one.png")).hasSameBinaryContentAs(here.path("own.png"));
    assertThat(Files.readAllBytes(here.path("broad.png")))
        .isNotEqualTo(Files.readAllBytes(here.path("own.png")))
        .isNotEqualTo(Files.readAllBytes(here.path("fine.png")));
    here.tempera(with(command, "batch", "--each-style", "--stroke", "3", "--format", "png"))
        .succeeded();
    assertThat(here.path("batch/content__style.png"))
        .hasSameBinaryContentAs(here.path("broad.png"));
    here.tempera(with(command, "no.png", "--stroke", "65"))
        .refused(2, "stroke must be between 0.25 and 64, not 65.0.");
  }

  private static String[] with(String[] command, String... more) {
    return Stream.concat(Stream.of(command), Stream.of(more)).toArray(String[]::new);
  }

  @Test
  void whatAJpegCannotHoldIsRefusedBeforeItIsPainted() throws IOException {
    here.picture("long.png", 65_501, 1, 4);
    here.tempera("stylize", "long.png", "-s", "style.png", "-o", "long.jpg")
        .refused(2, "long.jpg", "65500", "65501 x 1", "PNG or TIFF");
    Workplace.Result batch =
        here.tempera(
            "stylize", "long.png", "-s", "style.png", "-o", "b", "--format", "jpg", "--each-style");
    assertThat(batch.exit()).isEqualTo(1);
    assertThat(batch.err()).contains("long.png", "65500");
    assertThat(here.files()).doesNotContainKey("long.jpg");
  }

  @Test
  void controlsHaveTheirEffect() throws IOException {
    here.mask("left.png", 255, 0);
    here.mask("right.png", 0, 255);
    here.tempera("stylize", "content.jpg", "-s", "style.png", "-o", "one.png").succeeded();
    here.tempera(
            "stylize",
            "content.jpg",
            "-s",
            "style.png",
            "-s",
            "other.png",
            "--weights",
            "1,0",
            "-o",
            "weights.png")
        .succeeded();
    assertThat(here.path("weights.png")).hasSameBinaryContentAs(here.path("one.png"));
    here.tempera(
            "stylize",
            "content.jpg",
            "-s",
            "style.png",
            "-s",
            "other.png",
            "--mask",
            "left.png",
            "--mask",
            "right.png",
            "-o",
            "masks.png")
        .succeeded();
    assertThat(Files.mismatch(here.path("masks.png"), here.path("one.png"))).isNotNegative();
    here.tempera(
            "stylize",
            "content.jpg",
            "-s",
            "style.png",
            "--preserve-color",
            "coral",
            "--content-size",
            "20",
            "--style-size",
            "30",
            "--alpha",
            "0.5",
            "--tile",
            "64",
            "--precision",
            "float32",
            "--threads",
            "1",
            "--device",
            "cpu",
            "-o",
            "small.tif")
        .succeeded();
    assertThat(Files.size(here.path("small.tif"))).isPositive();
    Workplace.Result small =
        here.tempera(
                "stylize",
                "content.jpg",
                "-s",
                "style.png",
                "--content-size",
                "20",
                "--preserve-color",
                "luminance",
                "--quality",
                "50",
                "-o",
                "small.jpg")
            .succeeded();
    assertThat(small.out()).contains("26x20");
  }

  @Test
  void strengthZeroIsTheContentWhateverElseIsAsked() throws IOException {
    here.picture("plain.png", 61, 47, 1);
    BufferedImage content = here.read("plain.png");
    here.mask("left.png", 255, 0);
    for (List<String> more :
        List.of(
            List.<String>of(),
            List.of("--mask", "left.png"),
            List.of("--stroke", "2"),
            List.of("--tile", "64", "--preserve-color", "luminance"))) {
      List<String> command =
          new ArrayList<>(
              List.of("stylize", "plain.png", "-s", "style.png", "--alpha", "0", "-o", "same.png"));
      command.addAll(more);
      here.tempera(command.toArray(String[]::new)).succeeded();
      assertThat(pixels(here.read("same.png"))).as(more.toString()).isEqualTo(pixels(content));
    }
  }

  private static int[] pixels(BufferedImage image) {
    return image.getRGB(0, 0, image.getWidth(), image.getHeight(), null, 0, image.getWidth());
  }

  @Test
  void whatIsProbablyNotMeantIsSaidButPainted() throws IOException {
    here.mask("ones.png", 1, 0);
    here.mask("left.png", 255, 0);
    here.tempera("style", "encode", "style.png", "-o", "saved.style").succeeded();
    String[] ones = {"stylize", "content.jpg", "-s", "style.png", "--mask", "ones.png"};
    Workplace.Result said = here.tempera(ones);
    assertThat(said.exit()).isZero();
    assertThat(said.err()).contains("The mask ones.png is nearly black", "white is 255");
    here.tempera(with(ones, "--quiet")).succeeded();
    here.tempera("stylize", "content.jpg", "-s", "style.png", "--mask", "left.png").succeeded();

    String[] sized = {"stylize", "content.jpg", "--style-size", "30", "-s"};
    said = here.tempera(with(sized, "saved.style"));
    assertThat(said.exit()).isZero();
    assertThat(said.err())
        .contains("--style-size has no effect on saved styles", "saved.style")
        .hasLineCount(1);
    here.tempera(with(sized, "style.png")).succeeded();
    said = here.tempera(with(sized, "style.png", "-s", "saved.style", "--each-style", "-o", "out"));
    assertThat(said.err()).contains("saved.style").doesNotContain("style.png");
  }

  @Test
  void wrongArgumentsAreRefusedBeforeAnythingIsWritten() throws IOException {
    Files.writeString(here.path("notes.jpg"), "not a picture");
    here.picture("cut.jpg", 200, 200, 4);
    here.truncate("cut.jpg");
    here.mask("black.png", 0, 0);
    var before = here.files();

    refused(List.of("gone.jpg", "-s", "style.png"), "gone.jpg");
    refused(List.of("content.jpg", "-s", "gone.png"), "gone.png");
    refused(List.of("content.jpg", "-s", "."), "--each-style", "--random-styles");
    refused(List.of("notes.jpg", "-s", "style.png"), "notes.jpg", "not a picture");
    refused(List.of("cut.jpg", "-s", "style.png"), "cut.jpg", "cut short");
    refused(List.of("content.jpg", "-s", "cut.jpg"), "cut.jpg", "cut short");
    refused(List.of("content.jpg", "-s", "style.png", "-o", "x.gif"), "x.gif", ".png");
    refused(List.of("content.jpg", "-s", "style.png", "-o", "no/x.png"), "no folder");
    refused(List.of("content.jpg", "-s", "style.png", "-o", "notes.jpg/x.png"), "no folder");
    refused(List.of("content.jpg", "-s", "style.png", "-o", "content.jpg"), "replace an input");
    refused(List.of("content.jpg", "-s", "style.png", "--alpha", "1.5"), "alpha", "1.5");
    refused(List.of("content.jpg", "-s", "style.png", "--alpha", "NaN"), "alpha", "NaN");
    refused(List.of("content.jpg", "-s", "style.png", "--weights", "NaN"), "weight", "NaN");
    refused(List.of("content.jpg", "-s", "style.png", "--weights", "-1"), "weight", "-1");
    refused(List.of("content.jpg", "-s", "style.png", "--weights", "0"), "positive sum");
    refused(List.of("content.jpg", "-s", "style.png", "--weights", "1,2"), "1 styles and 2");
    refused(List.of("content.jpg", "-s", "style.png", "--mask", "black.png"), "black.png");
    refused(
        List.of("content.jpg", "-s", "style.png", "--mask", "black.png", "--weights", "1"),
        "--weights or --mask");
    refused(
        List.of("content.jpg", "-s", "style.png", "--each-style", "--weights", "1"),
        "--each-style");
    refused(List.of("content.jpg", "-s", "style.png", "--seed", "3"), "--random-styles");
    refused(List.of("content.jpg", "-s", "style.png", "--model", "none"), "\"none\"", "slim");
    refused(List.of("content.jpg", "-s", "style.png", "--model", "vgg19"), "models fetch vgg19");
    refused(List.of("content.jpg", "-s", "style.png", "--device", "tpu"), "--device", "cuda");
    refused(List.of("content.jpg", "-s", "style.png", "--quality", "0"), "quality");
    refused(List.of("content.jpg", "-s", "style.png", "--format", "gif", "-o", "."), "gif");
    refused(List.of("content.jpg", "-s", "style.png", "--content-size", "0"), "--content-size");
    refused(List.of("content.jpg", "-s", "style.png", "--max-pixels", "100"), "61 x 47");
    refused(List.of("content.jpg", "-s", "style.png", "--typo"), "--typo", "--help");
    refused(List.of("content.jpg"), "--style");

    assertThat(here.files()).isEqualTo(before);
  }

  @Test
  void cudaWithoutItsNativesIsRefusedWithTheWayToGetThem() throws IOException {
    try (Stream<Path> libraries = Files.list(Path.of("target", "lib"))) {
      assumeTrue(
          libraries.noneMatch(library -> library.toString().contains("-gpu")),
          "this build has the CUDA natives");
    }
    here.tempera("stylize", "content.jpg", "-s", "style.png", "--device", "cuda")
        .refused(2, "CUDA", "tempera.natives=-gpu", "--device cpu");
  }

  private void refused(List<String> arguments, String... words) {
    List<String> command = new ArrayList<>(List.of("stylize"));
    command.addAll(arguments);
    here.tempera(command.toArray(String[]::new)).refused(2, words);
  }

  @Test
  void aFullDiskLeavesNoPartialFile() throws IOException {
    here.picture("large.png", 400, 300, 5);
    var before = here.files();
    String java = String.join("' '", here.java("stylize", "large.png", "-s", "style.png"));
    here.run(List.of("bash", "-c", "ulimit -f 20; exec '" + java + "'"))
        .refused(1, "Cannot write", "large__style.png");
    assertThat(here.files()).isEqualTo(before);
  }
}
