package io.fencewire.browser;

import static org.assertj.core.api.Assertions.assertThat;

import io.fencewire.Program;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.logging.Level;
import org.openqa.selenium.By;
import org.openqa.selenium.Keys;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.chrome.ChromeDriverService;
import org.openqa.selenium.chrome.ChromeOptions;
import org.openqa.selenium.logging.LogEntry;
import org.openqa.selenium.logging.LogType;
import org.openqa.selenium.logging.LoggingPreferences;

/** Chromium without a window. Where there is none it fails and says what to install. */
final class Browser implements AutoCloseable {
  private static final List<String> CHROMIUMS =
      List.of("chromium", "chromium-browser", "google-chrome", "google-chrome-stable");
  private static final String PACKAGES = "chromium chromium-driver";
  private static final int PATIENCE_MILLIS = 60_000;

  private final ChromeDriver driver;

  Browser() {
    LoggingPreferences logs = new LoggingPreferences();
    logs.enable(LogType.BROWSER, Level.ALL);
    ChromeOptions options = new ChromeOptions();
    options.setBinary(Program.onPath(CHROMIUMS, PACKAGES));
    // Whoever runs this as root, as in a container, gets no sandbox.
    options.addArguments("--headless=new", "--no-sandbox", "--disable-dev-shm-usage");
    options.setCapability(ChromeOptions.LOGGING_PREFS, logs);
    ChromeDriverService service = new ChromeDriverService.Builder()
        .usingDriverExecutable(Program.onPath(List.of("chromedriver"), PACKAGES))
        .usingAnyFreePort()
        .build();
    driver = new ChromeDriver(service, options);
    driver.manage().timeouts().scriptTimeout(Duration.ofMillis(2 * PATIENCE_MILLIS));
  }

  /** Opens a page in a view of this size. */
  void open(String url, int width, int height) {
    resize(width, height);
    driver.get(url);
  }

  /** What is seen at a time: a phone's width is less than a window can have. */
  void resize(int width, int height) {
    command(
        "Emulation.setDeviceMetricsOverride",
        Map.of("width", width, "height", height, "deviceScaleFactor", 1, "mobile", width < 600));
  }

  /** Light or dark, as the user has chosen it for all pages. */
  void scheme(String scheme) {
    Map<String, String> feature = Map.of("name", "prefers-color-scheme", "value", scheme);
    command("Emulation.setEmulatedMedia", Map.of("features", List.of(feature)));
  }

  /** The value of an expression. */
  Object value(String expression) {
    return driver.executeScript("return " + expression);
  }

  /** Whether an expression is true. */
  boolean is(String expression) {
    return Boolean.TRUE.equals(value("!!(" + expression + ")"));
  }

  /** Waits until an expression is true. */
  void until(String expression) {
    Object met = driver.executeAsyncScript("const done = arguments[arguments.length - 1];"
        + "const end = performance.now() + " + PATIENCE_MILLIS + ";"
        + "(function look() {"
        + "  const met = " + expression + ";"
        + "  if (met || performance.now() > end) { done(!!met); } else { setTimeout(look, 50); }"
        + "})();");
    assertThat(met)
        .as("within a minute: %s; the page says: %s", expression, value("document.body.innerText"))
        .isEqualTo(true);
  }

  /** What a promise comes to. */
  Object result(String promise) {
    return driver.executeAsyncScript(
        "const done = arguments[arguments.length - 1]; (" + promise + ").then(done);");
  }

  /** Presses a key, wherever the focus is. */
  void press(Keys key) {
    driver.switchTo().activeElement().sendKeys(key);
  }

  /** Clicks the first element that fits, at once: rows come and go. */
  void click(String selector) {
    driver.executeScript("document.querySelector(arguments[0]).click()", selector);
  }

  /** Chooses an option of a list. */
  void choose(String selector, String option) {
    driver.findElement(By.cssSelector(selector)).sendKeys(option);
  }

  /** What the console has said since it was asked last, from warnings on. */
  List<String> complaints() {
    return driver.manage().logs().get(LogType.BROWSER).getAll().stream()
        .filter(entry -> entry.getLevel().intValue() >= Level.WARNING.intValue())
        .map(LogEntry::toString)
        .toList();
  }

  /** A picture of the page from its top, as PNG. */
  byte[] picture() {
    Object data = command("Page.captureScreenshot", Map.of("format", "png")).get("data");
    return Base64.getDecoder().decode(String.valueOf(data));
  }

  private Map<String, Object> command(String name, Map<String, Object> parameters) {
    return driver.executeCdpCommand(name, parameters);
  }

  @Override
  public void close() {
    driver.quit();
  }
}
