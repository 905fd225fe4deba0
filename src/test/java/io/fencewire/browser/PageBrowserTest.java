package io.fencewire.browser;

import static org.assertj.core.api.Assertions.assertThat;

import io.fencewire.Jvm;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.openqa.selenium.Keys;

/** The page in a browser, while a devnet runs that rotates and sends late. */
@Tag("browser")
class PageBrowserTest {
  private static final String ROWS = "document.querySelectorAll('#connections tbody tr')";
  private static final String IS_ROW =
      "document.activeElement.matches('#connections tbody tr[tabindex]')";

  /** Anything above the width of the view could be reached by scrolling sideways only. */
  private static final String FITS = "document.documentElement.scrollWidth <= innerWidth";

  private static Jvm devnet;
  private static String url;
  private static Browser browser;

  private final HttpClient http = HttpClient.newHttpClient();

  @BeforeAll
  static void start() throws IOException {
    browser = new Browser();
    devnet = Jvm.start(
        List.of("-Xmx512m"),
        "devnet",
        "--nodes=8",
        "--for=20m",
        "--rate=40",
        "--rotate-every=500ms",
        "--late=5%",
        "--admin=0");
    url = devnet.await("page: ");
  }

  @AfterAll
  static void stop() {
    if (browser != null) {
      browser.close();
    }
    if (devnet != null) {
      devnet.close();
    }
  }

  @BeforeEach
  void open() {
    browser.open(url, 1280, 900);
    browser.until(
        "document.getElementById('status').dataset.state === 'live' && " + ROWS + ".length");
  }

  @AfterEach
  void nothingWentWrong() {
    assertThat(browser.complaints()).as("the console").isEmpty();
  }

  @Test
  void everythingOnItGoesOn() {
    browser.until("Number(document.getElementById('t-items').textContent) > 0");
    browser.until("document.getElementById('t-delivery').textContent.endsWith('s')");
    browser.until("document.querySelectorAll('#outcomes tr').length > 1");
    String bytes = "[...document.querySelectorAll('#connections td:nth-child(7)')]"
        + ".map(cell => cell.textContent).join()";
    Object before = browser.value(bytes);
    browser.until(bytes + " !== '" + before + "'");
    browser.until("document.querySelector('#connections td svg path')");
  }

  @Test
  void aRotationIsSeenInTheDrawingAndExplained() {
    browser.until("[...document.querySelectorAll('#ended tbody td:nth-child(4)')]"
        + ".some(cell => cell.textContent === 'rotation')");
    browser.until(inked("red - Math.max(green, blue) > 60"));
    browser.until(inked("green - Math.max(red, blue) > 30"));
  }

  /** Whether the drawing has some dots of a colour. */
  private static String inked(String colour) {
    return "(() => {"
        + "const canvas = document.getElementById('network');"
        + "const copy = new OffscreenCanvas(canvas.width, canvas.height)"
        + "  .getContext('2d', { willReadFrequently: true });"
        + "copy.drawImage(canvas, 0, 0);"
        + "const { data } = copy.getImageData(0, 0, canvas.width, canvas.height);"
        + "let dots = 0;"
        + "for (let i = 0; i < data.length; i += 4) {"
        + "  const [red, green, blue, ink] = [data[i], data[i + 1], data[i + 2], data[i + 3]];"
        + "  if (ink > 100 && " + colour + ") { dots++; }"
        + "} return dots > 30; })()";
  }

  @Test
  void aRefusedSendIsInTheTimeLine() throws Exception {
    JsonObject connection = get("peers").getJsonArray("peers").getJsonObject(0);
    JsonObject token = new JsonObject().put("token", connection.getString("token"));
    post("peers/disconnect", token); // it may be over already: what counts is what comes then
    JsonObject late = post("peers/send", token.copy().put("topic", "late").put("text", "too late"));
    assertThat(late.getString("outcome")).isEqualTo("stale");

    String row = "#ended tbody tr[data-key^=\"" + connection.getString("session") + "\"]";
    browser.until("document.querySelector('" + row + "')");
    browser.click(row);

    String generation = token.getString("token").split("@")[0];
    browser.until("[...document.querySelectorAll('#story[open] li.refused')].some(line =>"
        + " line.textContent.includes('generation " + generation + ": publish was refused')"
        + " && line.textContent.includes('stale'))");
    assertThat(browser.value("document.getElementById('story-title').textContent"))
        .isEqualTo("devnet-0 and " + connection.getString("peer"));
    // And while it is open, it goes on. The devnet may have been late with that one, too.
    post("peers/send", token.copy().put("topic", "late").put("text", "again"));
    browser.until("/generation " + generation + ": publish was refused [0-9]+ times: stale/"
        + ".test(document.getElementById('story').textContent)");
  }

  @Test
  void theKeyboardIsEnough() {
    for (int tabs = 0; tabs < 40 && !browser.is(IS_ROW); tabs++) {
      browser.press(Keys.TAB);
    }
    assertThat(browser.is(IS_ROW)).as("Tab leads to the rows").isTrue();
    assertThat(browser.is("document.activeElement.matches(':focus-visible')")).isTrue();

    browser.press(Keys.ENTER);
    browser.until("document.querySelector('#story[open] #story-line li')");
    assertThat(browser.is("document.activeElement.closest('#story')")).isTrue();

    browser.press(Keys.ESCAPE);
    browser.until("!document.getElementById('story').open");
  }

  @Test
  void onAPhoneNothingIsWiderThanTheView() {
    for (int width : new int[] {320, 390}) {
      browser.open(url, width, 800);
      browser.until(ROWS + ".length && document.querySelector('#ended tbody tr')");
      browser.until("document.querySelector('#outcomes progress')");
      assertThat(browser.is(FITS)).as("at %d", width).isTrue();

      browser.click("#ended tbody tr");
      browser.until("document.querySelector('#story[open] #story-line li')");
      assertThat(browser.is(FITS)).as("at %d, with a story", width).isTrue();
      assertThat(browser.is("(story => story.scrollWidth <= story.clientWidth)"
              + "(document.getElementById('story'))"))
          .as("the story at %d", width)
          .isTrue();
    }
  }

  @Test
  void itIsDarkWhereTheUserWantsThat() {
    String back = "getComputedStyle(document.body).backgroundColor";
    browser.scheme("light");
    Object light = browser.value(back);
    browser.scheme("dark");
    browser.until(back + " !== '" + light + "'");
    browser.scheme("light");
  }

  @Test
  void anotherNodeIsShownWhenItIsChosen() {
    browser.choose("#node", "devnet-3");
    browser.until("document.getElementById('node').value === 'devnet-3' && " + ROWS + ".length");
    browser.click("#connections tbody tr");
    browser.until("document.getElementById('story-title').textContent.startsWith('devnet-3 and ')");
  }

  private JsonObject get(String path) throws Exception {
    return ask(HttpRequest.newBuilder(api(path)).build());
  }

  private JsonObject post(String path, JsonObject body) throws Exception {
    return ask(HttpRequest.newBuilder(api(path))
        .header("Content-Type", "application/json")
        .POST(HttpRequest.BodyPublishers.ofString(body.encode()))
        .build());
  }

  private static URI api(String path) {
    return URI.create(url + "api/v1/" + path);
  }

  private JsonObject ask(HttpRequest request) throws Exception {
    return new JsonObject(http.send(request, BodyHandlers.ofString()).body());
  }
}
