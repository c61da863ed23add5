package io.github.tempera.training.show;

import io.github.tempera.internal.file.WholeFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** The page index.html, which shows a run in a browser and reloads itself. */
public final class RunPage {
  private static final int SECONDS = 20;

  private RunPage() {}

  /**
   * Writes the page.
   *
   * @param folder the run's, which holds the pictures
   * @param running whether there is more to come
   * @param numbers what to show in the table
   * @param messages sentences to show, such as why the run stopped
   */
  public static void write(
      Path folder,
      String name,
      boolean running,
      Map<String, String> numbers,
      List<String> messages) {
    StringBuilder table = new StringBuilder();
    numbers.forEach(
        (label, value) ->
            table
                .append("<tr><th>")
                .append(escaped(label))
                .append("</th><td>")
                .append(escaped(value))
                .append("</td></tr>\n"));
    StringBuilder sentences = new StringBuilder();
    messages.forEach(
        message ->
            sentences.append("<p class=\"note\">").append(escaped(message)).append("</p>\n"));
    WholeFile.write(
        folder.resolve("index.html"),
        """
        <!DOCTYPE html>
        <html lang="en">
        <head>
        <meta charset="utf-8">
        <meta name="viewport" content="width=device-width, initial-scale=1">
        %s
        <title>%s - Tempera</title>
        <style>
        body { font: 16px/1.5 system-ui, sans-serif; color: #222; max-width: 1240px; margin: 1.5em auto; padding: 0 1em; }
        h1 { font-weight: 600; font-size: 1.5em; margin: 0 0 .6em; }
        table { border-collapse: collapse; display: inline-block; columns: 2; }
        th { text-align: left; font-weight: normal; color: #666; padding: .1em 1.2em .1em 0; white-space: nowrap; }
        td { font-variant-numeric: tabular-nums; padding-right: 2.5em; }
        img { max-width: 100%%; display: block; margin: 1.2em 0; }
        .note { background: #fff4d6; padding: .4em .8em; margin: .4em 0; overflow-wrap: anywhere; }
        footer { color: #666; font-size: .9em; margin: 1.5em 0; }
        a { color: #2b5f9e; }
        </style>
        </head>
        <body>
        <h1>%s</h1>
        %s<table>
        %s</table>
        %s%s<footer><a href="losses.csv">losses.csv</a> · <a href="run.json">run.json</a> · TensorBoard: <code>tensorboard --logdir</code> this folder%s</footer>
        </body>
        </html>
        """
            .formatted(
                running ? "<meta http-equiv=\"refresh\" content=\"" + SECONDS + "\">" : "",
                escaped(name),
                escaped(name),
                sentences,
                table,
                picture(folder, "losses.png", "content and style loss against iterations"),
                picture(folder, "stages.png", "the same pairs painted as the run went on"),
                running ? " · this page reloads itself" : ""));
  }

  /** The address changes with the file, so that a reload shows the new one. */
  private static String picture(Path folder, String file, String text) {
    Path path = folder.resolve(file);
    return Files.exists(path)
        ? "<img src=\"%s?%d\" alt=\"%s\">\n"
            .formatted(file, path.toFile().lastModified(), escaped(text))
        : "";
  }

  private static String escaped(String text) {
    return text.replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;")
        .replace("\"", "&quot;");
  }
}
