package io.github.thingseal.examples.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.function.Predicate;
import java.util.logging.Level;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.openqa.selenium.By;
import org.openqa.selenium.Keys;
import org.openqa.selenium.OutputType;
import org.openqa.selenium.StaleElementReferenceException;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.chrome.ChromeDriverService;
import org.openqa.selenium.chrome.ChromeOptions;
import org.openqa.selenium.interactions.Actions;
import org.openqa.selenium.logging.LogEntry;
import org.openqa.selenium.logging.LogType;
import org.openqa.selenium.logging.LoggingPreferences;
import org.openqa.selenium.support.ui.WebDriverWait;

/** A headless Chromium, driven by its keyboard. */
final class Browser implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final int MAX_TABS = 150;
  private static final Path SCREENSHOTS = Path.of("target", "screenshots");
  private static final Pattern REQUEST =
      Pattern.compile("\"Network\\.requestWillBeSent\".*?\"request\":\\{.*?\"url\":\"([a-z]+://[^/\"]*)[^\"]*\"");

  private final ChromeDriver driver;

  private Browser(ChromeDriver driver) {
    this.driver = driver;
  }

  static Browser open(Path folder) {
    LoggingPreferences logs = new LoggingPreferences();
    logs.enable(LogType.BROWSER, Level.ALL);
    logs.enable(LogType.PERFORMANCE, Level.ALL);
    ChromeOptions options = new ChromeOptions();
    options.setBinary(System.getProperty("chromium", "/usr/bin/chromium"));
    options.addArguments(
        "--headless",
        "--no-sandbox",
        "--disable-gpu",
        "--disable-quic",
        "--no-first-run",
        "--disable-background-networking",
        "--disable-component-update",
        "--disable-sync",
        "--window-size=1280,1000",
        "--user-data-dir=" + folder);
    options.setCapability("goog:loggingPrefs", logs);
    ChromeDriverService service =
        new ChromeDriverService.Builder()
            .usingDriverExecutable(new File(System.getProperty("chromedriver", "/usr/bin/chromedriver")))
            .usingAnyFreePort()
            .build();
    return new Browser(new ChromeDriver(service, options));
  }

  void go(String url) {
    driver.get(url);
    await(() -> text("#connection").equals("live"));
  }

  /** Follows a link of the navigation, by keyboard. */
  void view(String name) {
    focus(element -> element.getTagName().equals("a") && element.getText().equals(name));
    press(Keys.ENTER);
    await(() -> text("main section:not([hidden]) h1").equals(name));
  }

  /** Presses a button by keyboard: the one with this text, behind what has the focus. */
  void pressButton(String text) {
    focus(
        element -> element.getTagName().equals("button") && element.getText().equals(text));
    press(Keys.ENTER);
  }

  /** Goes to a field by keyboard. */
  void focusField(String label) {
    focus(element -> label.equals(label(element)));
  }

  void type(String label, String text) {
    focusField(label);
    press(Keys.chord(Keys.CONTROL, "a"), Keys.BACK_SPACE, text);
  }

  void choose(String label, String option) {
    focusField(label);
    press(option);
    assertThat(driver.switchTo().activeElement().getDomProperty("value")).isNotEmpty();
  }

  /** Chooses a file; only the system's own dialog has a keyboard of its own. */
  void chooseFile(String label, Path file) {
    focusField(label);
    driver.switchTo().activeElement().sendKeys(file.toAbsolutePath().toString());
  }

  void press(CharSequence... keys) {
    new Actions(driver).sendKeys(keys).perform();
  }

  /** Presses Tab until it is there, and to be seen there. */
  private void focus(Predicate<WebElement> wanted) {
    for (int i = 0; i < MAX_TABS; i++) {
      try {
        WebElement focused = driver.switchTo().activeElement();
        if (i > 0 && wanted.test(focused)) {
          await(() -> focused.getCssValue("outline-style").equals("solid"));
          return;
        }
      } catch (StaleElementReferenceException e) {
        continue;
      }
      press(Keys.TAB);
    }
    throw new AssertionError("The keyboard does not reach it");
  }

  private String label(WebElement element) {
    String id = element.getDomAttribute("id");
    if (id == null || id.isEmpty()) {
      return element.getTagName().equals("input")
          ? element.findElement(By.xpath("..")).getText().strip()
          : "";
    }
    List<WebElement> labels = driver.findElements(By.cssSelector("label[for='" + id + "']"));
    return labels.isEmpty()
        ? element.findElement(By.xpath("..")).getText().strip()
        : labels.get(0).getText();
  }

  void await(BooleanSupplier condition) {
    new WebDriverWait(driver, PATIENCE)
        .ignoring(StaleElementReferenceException.class)
        .until(unused -> condition.getAsBoolean());
  }

  void awaitText(String css, String text) {
    await(() -> text(css).contains(text));
  }

  String text(String css) {
    return driver.findElements(By.cssSelector(css)).stream()
        .map(WebElement::getText)
        .collect(Collectors.joining("\n"));
  }

  int count(String css) {
    return driver.findElements(By.cssSelector(css)).size();
  }

  boolean isShown(String css) {
    return driver.findElement(By.cssSelector(css)).isDisplayed();
  }

  /** Everything that is in the document now, values of fields included. */
  String document() {
    return driver.getPageSource()
        + run("return [...document.querySelectorAll('input')].map(i => i.value).join(' ')")
        + run("return JSON.stringify([localStorage, sessionStorage, document.cookie])");
  }

  Object run(String script) {
    return String.valueOf(driver.executeScript(script));
  }

  /** The page has taken the size on when this returns. */
  void size(int width, int height) {
    driver.executeCdpCommand(
        "Emulation.setDeviceMetricsOverride",
        Map.of("width", width, "height", height, "deviceScaleFactor", 1, "mobile", width < 600));
    await(() -> run("return window.innerWidth").equals(String.valueOf(width)));
  }

  void dark(boolean dark) {
    driver.executeCdpCommand(
        "Emulation.setEmulatedMedia",
        Map.of(
            "features",
            List.of(Map.of("name", "prefers-color-scheme", "value", dark ? "dark" : "light"))));
  }

  void screenshot(String name) {
    try {
      Files.createDirectories(SCREENSHOTS);
      Files.write(SCREENSHOTS.resolve(name + ".png"), driver.getScreenshotAs(OutputType.BYTES));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** What the page complained of since this was last asked. */
  List<String> complaints() {
    return driver.manage().logs().get(LogType.BROWSER).getAll().stream()
        .map(LogEntry::getMessage)
        .toList();
  }

  /** The origins on the network that were asked for since this was last asked. */
  Set<String> origins() {
    Set<String> origins = new HashSet<>();
    for (LogEntry entry : driver.manage().logs().get(LogType.PERFORMANCE)) {
      Matcher request = REQUEST.matcher(entry.getMessage());
      if (request.find() && !request.group(1).startsWith("chrome:")) {
        origins.add(request.group(1));
      }
    }
    return origins;
  }

  @Override
  public void close() {
    driver.quit();
  }
}
