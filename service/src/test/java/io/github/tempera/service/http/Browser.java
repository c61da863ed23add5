package io.github.tempera.service.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Browser.NewContextOptions;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.BrowserType.LaunchOptions;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Playwright;
import com.microsoft.playwright.options.ColorScheme;
import com.microsoft.playwright.options.ReducedMotion;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Assumptions;

/** The system's Chromium, which notes whatever a page should not do. */
public final class Browser implements AutoCloseable {
  private static final Path CHROMIUM = Path.of("/usr/bin/chromium");

  private final Playwright playwright;
  private final com.microsoft.playwright.Browser chromium;
  private final List<String> foreign = Collections.synchronizedList(new ArrayList<>());
  private final List<String> faults = Collections.synchronizedList(new ArrayList<>());

  private Browser() {
    playwright =
        Playwright.create(
            new Playwright.CreateOptions().setEnv(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")));
    List<String> arguments =
        new ArrayList<>(
            List.of(
                "--host-resolver-rules=EXCLUDE 127.0.0.1,MAP *.test 127.0.0.1,MAP * ~NOTFOUND"));
    if ("root".equals(System.getProperty("user.name"))) {
      arguments.add("--no-sandbox");
    }
    chromium =
        playwright
            .chromium()
            .launch(new LaunchOptions().setExecutablePath(CHROMIUM).setArgs(arguments));
  }

  /** Skips the tests where there is no Chromium, except in continuous integration. */
  public static Browser open() {
    if (!Files.isExecutable(CHROMIUM)) {
      assertThat(System.getenv("CI"))
          .as("continuous integration needs " + CHROMIUM)
          .isNotEqualTo("true");
      Assumptions.abort("There is no " + CHROMIUM + ": the page is not tested here.");
    }
    return new Browser();
  }

  /** A phone held upright. */
  public static NewContextOptions phone() {
    return new NewContextOptions()
        .setViewportSize(390, 844)
        .setDeviceScaleFactor(2)
        .setHasTouch(true)
        .setIsMobile(true)
        .setReducedMotion(ReducedMotion.REDUCE);
  }

  /** A window of some size, and a mouse. */
  public static NewContextOptions desktop() {
    return new NewContextOptions()
        .setViewportSize(1280, 800)
        .setReducedMotion(ReducedMotion.REDUCE);
  }

  /** The page of a server, in a session of its own, in light or dark. */
  Page page(Api api, NewContextOptions options, ColorScheme scheme) {
    return page(api, "/", options, scheme);
  }

  /** A page of a server, in a session of its own, in light or dark. */
  public Page page(Api api, String path, NewContextOptions options, ColorScheme scheme) {
    BrowserContext context = chromium.newContext(options.setColorScheme(scheme));
    String own = api.uri("/").toString();
    context.onRequest(
        request -> {
          String url = request.url();
          if (!url.startsWith(own) && !url.startsWith("blob:" + own) && !url.startsWith("data:")) {
            foreign.add(url);
          }
        });
    Page page = context.newPage();
    // Painting shares two processors with whatever else a build does.
    page.setDefaultTimeout(120_000);
    page.onPageError(faults::add);
    page.onConsoleMessage(
        message -> {
          // An answer that is a problem is noted by the browser as an error, which it is not here.
          if (message.type().equals("error") && !message.text().contains("the server responded")) {
            faults.add(message.text());
          }
        });
    page.navigate(api.uri(path).toString());
    return page;
  }

  /** A page of any site; names that end in .test are this machine's. */
  Page anywhere(String url) {
    Page page = chromium.newContext().newPage();
    page.navigate(url);
    return page;
  }

  /** Nothing was asked of other hosts, and no script failed. */
  public void checkManners() {
    assertThat(foreign).as("requests to others").isEmpty();
    assertThat(faults).as("errors of scripts").isEmpty();
  }

  @Override
  public void close() {
    chromium.close();
    playwright.close();
  }
}
