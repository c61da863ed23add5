package io.github.tempera.cli;

import io.github.tempera.image.Picture;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** A small run of everything usual, by which the launcher learns what Java loads for it. */
@Command(name = "rehearse", hidden = true)
final class RehearseCommand implements Callable<Integer> {
  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public Integer call() throws IOException {
    Path folder = Files.createTempDirectory("tempera");
    Path png = folder.resolve("content.png");
    Path jpeg = folder.resolve("style.jpg");
    Path painted = folder.resolve("painted.jpg");
    try {
      Picture picture = Picture.of(48, 48, new byte[3 * 48 * 48]);
      picture.write(png);
      picture.write(jpeg);
      return spec.root()
          .commandLine()
          .execute("stylize", "" + png, "--style", "" + jpeg, "--output", "" + painted);
    } finally {
      for (Path file : new Path[] {png, jpeg, painted, folder}) {
        Files.deleteIfExists(file);
      }
    }
  }
}
