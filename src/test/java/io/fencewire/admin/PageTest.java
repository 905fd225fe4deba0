package io.fencewire.admin;

import static io.fencewire.Ear.await;
import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The page, as far as it shows without a browser: everything it asks for is there, and allowed. */
class PageTest {
  private final Vertx vertx = Vertx.vertx();
  private Http http;

  @BeforeEach
  void start() {
    AdminVerticle admin =
        new AdminVerticle(AdminOptions.at(0), List.of("absent"), new JsonObject());
    await(vertx.deployVerticle(admin));
    http = new Http(vertx, admin.port());
  }

  @AfterEach
  void stop() {
    await(vertx.close());
  }

  @Test
  void itHasNoScriptAndNoStyleInline() {
    Http.Answer page = http.get("/");

    assertThat(page.header("Content-Type")).startsWith("text/html");
    assertThat(page.text())
        .doesNotContainPattern("<script(?![^>]*src=)")
        .doesNotContainPattern("<style|\\sstyle=|\\son[a-z]+=");
  }

  @Test
  void everyFileItNamesIsServedFromHere() {
    List<String> files =
        found("(?:src|href)=\"(?!data:)([^\"]+)\"", http.get("/").text());

    assertThat(files).hasSize(3).allSatisfy(file -> {
      assertThat(file).startsWith("page/");
      assertThat(http.get("/" + file).status()).as(file).isEqualTo(200);
    });
  }

  @Test
  void everyModuleFindsWhatItImportsAndSetsNoHtml() {
    for (String module : List.of("app.js", "charts.js", "network.js", "story.js", "tables.js")) {
      String text = http.get("/page/" + module).text();
      assertThat(text).doesNotContain("innerHTML", "eval(", "http://localhost");
      assertThat(found("from '\\./([^']+)'", text)).allSatisfy(file -> {
        Http.Answer answer = http.get("/page/" + file);
        assertThat(answer.status()).as(file).isEqualTo(200);
        assertThat(answer.header("Content-Type")).startsWith("text/javascript");
      });
    }
  }

  @Test
  void everyElementTheModulesLookForIsThere() {
    String page = http.get("/").text();
    for (String module : List.of("app.js", "story.js")) {
      assertThat(found("find\\('([^']+)'\\)", http.get("/page/" + module).text()))
          .isNotEmpty()
          .allSatisfy(id -> assertThat(page).contains("id=\"" + id + "\""));
    }
  }

  @Test
  void noOtherFileIsServed() {
    assertThat(http.get("/page/openapi.json").status()).isEqualTo(404);
    assertThat(http.get("/page/..%2fopenapi.json").status()).isEqualTo(404);
    assertThat(http.get("/page/../../admin/AdminVerticle.class").status()).isEqualTo(404);
  }

  private static List<String> found(String pattern, String text) {
    return Pattern.compile(pattern)
        .matcher(text)
        .results()
        .map(match -> match.group(1))
        .toList();
  }
}
