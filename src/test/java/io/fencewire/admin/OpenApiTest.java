package io.fencewire.admin;

import static io.fencewire.Ear.await;
import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.Router;
import io.vertx.json.schema.OutputUnit;
import io.vertx.openapi.contract.OpenAPIVersion;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The description is a right one, and says what there is: no route more, none less. */
class OpenApiTest {
  private static final JsonObject DOCUMENT =
      new JsonObject(new String(Resource.bytes("openapi.json"), StandardCharsets.UTF_8));

  private final Vertx vertx = Vertx.vertx();

  @AfterEach
  void stop() {
    await(vertx.close());
  }

  @Test
  void theDocumentFollowsTheSpecification() {
    assertThat(OpenAPIVersion.fromContract(DOCUMENT)).isEqualTo(OpenAPIVersion.V3_1);
    assertThat(isRight(DOCUMENT.copy())).isTrue();
  }

  @Test
  void aDocumentThatBreaksItIsFound() {
    JsonObject broken = DOCUMENT.copy();
    broken.getJsonObject("paths").getJsonObject("/api/v1/peers").put("get", "nothing");

    assertThat(isRight(broken)).isFalse();
  }

  /** Whether it is what the specification's own schema asks for. */
  private boolean isRight(JsonObject document) {
    var judged = OpenAPIVersion.V3_1
        .getRepository(vertx, "https://fencewire.example")
        .compose(schemas -> OpenAPIVersion.V3_1.validateContract(vertx, schemas, document));
    OutputUnit result = await(judged.recover(problem -> {
      assertThat(problem).hasMessageContaining("invalid");
      return Future.succeededFuture(new OutputUnit().setValid(false));
    }));
    return Boolean.TRUE.equals(result.getValid());
  }

  @Test
  void everyRouteIsDescribedAndNoOther() {
    TreeSet<String> described = new TreeSet<>();
    JsonObject paths = DOCUMENT.getJsonObject("paths");
    paths
        .fieldNames()
        .forEach(path -> paths
            .getJsonObject(path)
            .fieldNames()
            .forEach(
                method -> described.add(method.toUpperCase(java.util.Locale.ROOT) + " " + path)));

    assertThat(routes()).isNotEmpty().containsExactlyElementsOf(described);
  }

  @Test
  void everyReferenceLeadsSomewhere() {
    List<String> references = java.util.regex.Pattern.compile("\"#/components/([^\"]+)\"")
        .matcher(DOCUMENT.encode())
        .results()
        .map(found -> found.group(1))
        .distinct()
        .toList();

    assertThat(references).isNotEmpty().allSatisfy(reference -> {
      String[] parts = reference.split("/");
      assertThat(DOCUMENT.getJsonObject("components").getJsonObject(parts[0]).fieldNames())
          .contains(parts[1]);
    });
  }

  private Set<String> routes() {
    Router router =
        new Site(vertx, AdminOptions.at(0), List.of("alpha"), new JsonObject()).router();
    Set<String> routes = new TreeSet<>();
    router.getRoutes().stream()
        .filter(route -> route.methods() != null)
        .filter(route -> route.getPath() != null && !route.getPath().endsWith("*"))
        .forEach(route -> route
            .methods()
            .forEach(method ->
                routes.add(method + " " + route.getPath().replaceAll(":([a-z]+)", "{$1}"))));
    return routes;
  }
}
