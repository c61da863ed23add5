package io.github.tempera.service.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;

/** openapi.yaml, and whether an answer is as it says. */
final class Described {
  private static final ObjectMapper YAML = new ObjectMapper(new YAMLFactory());
  private static final ObjectMapper JSON = new ObjectMapper();

  private final JsonNode description;

  Described() {
    try (InputStream in = HttpServer.class.getResourceAsStream("openapi.yaml")) {
      description = YAML.readTree(in);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  JsonNode description() {
    return description;
  }

  /** What is described, as "GET /path". */
  Set<String> operations() {
    Set<String> operations = new TreeSet<>();
    description
        .path("paths")
        .properties()
        .forEach(
            path ->
                path.getValue()
                    .fieldNames()
                    .forEachRemaining(
                        method -> {
                          if (!method.equals("parameters")) {
                            operations.add(method.toUpperCase(Locale.ROOT) + " " + path.getKey());
                          }
                        }));
    return operations;
  }

  /** Checks status, headers, media type and JSON of an answer against the description. */
  void check(String method, String path, HttpResponse<byte[]> answer) {
    String template = template(path);
    JsonNode operation =
        description.path("paths").path(template).path(method.toLowerCase(Locale.ROOT));
    if (operation.isMissingNode()) {
      boolean page = path.startsWith("/web/") && answer.statusCode() == 200;
      assertThat(page || List.of(204, 400, 401, 404, 405).contains(answer.statusCode()))
          .as(method + " " + path + " -> " + answer.statusCode())
          .isTrue();
      return;
    }
    String what = method + " " + template + " -> " + answer.statusCode();
    JsonNode response =
        resolve(operation.path("responses").path(String.valueOf(answer.statusCode())));
    assertThat(response.isMissingNode()).as(what + " is described").isFalse();
    response
        .path("headers")
        .fieldNames()
        .forEachRemaining(
            header -> assertThat(answer.headers().firstValue(header)).as(what).isPresent());
    String type = answer.headers().firstValue("Content-Type").orElse("").replaceAll(";.*", "");
    JsonNode content = response.path("content");
    if (content.isMissingNode()) {
      assertThat(answer.body()).as(what).isEmpty();
      return;
    }
    String described = content.fieldNames().next();
    assertThat(type).as(what).matches(described.replace("+", "\\+").replace("*", ".*"));
    if (described.endsWith("json")) {
      try {
        matches(JSON.readTree(answer.body()), content.path(described).path("schema"), what);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }

  /** A schema checked as far as this API uses them. */
  private void matches(JsonNode json, JsonNode reference, String what) {
    JsonNode schema = resolve(reference);
    switch (schema.path("type").asText()) {
      case "object" -> {
        assertThat(json.isObject()).as(what).isTrue();
        schema
            .path("required")
            .forEach(name -> assertThat(json.has(name.asText())).as(what + name).isTrue());
        JsonNode properties = schema.path("properties");
        if (!properties.isMissingNode()) {
          json.properties()
              .forEach(
                  field -> {
                    assertThat(properties.has(field.getKey())).as(what + field.getKey()).isTrue();
                    matches(
                        field.getValue(), properties.path(field.getKey()), what + field.getKey());
                  });
        }
      }
      case "array" -> {
        assertThat(json.isArray()).as(what).isTrue();
        json.forEach(item -> matches(item, schema.path("items"), what));
      }
      case "integer" -> assertThat(json.isIntegralNumber()).as(what).isTrue();
      case "number" -> assertThat(json.isNumber()).as(what).isTrue();
      case "boolean" -> assertThat(json.isBoolean()).as(what).isTrue();
      case "string" -> {
        assertThat(json.isTextual()).as(what).isTrue();
        if (schema.has("enum")) {
          assertThat(schema.path("enum")).as(what).contains(json);
        }
      }
      default -> throw new AssertionError("A type that this check does not know, in " + what);
    }
  }

  private String template(String path) {
    String plain = path.replaceAll("\\?.*", "");
    return operations().stream()
        .map(operation -> operation.replaceAll(".* ", ""))
        .filter(template -> plain.matches(template.replaceAll("\\{[^}]*}", "[^/]+")))
        .findFirst()
        .orElse(plain);
  }

  /** The node, or the one that it points to. */
  JsonNode resolve(JsonNode node) {
    JsonNode now = node;
    while (now.has("$ref")) {
      String reference = now.path("$ref").asText();
      assertThat(reference).startsWith("#/");
      now = Objects.requireNonNull(description.at(reference.substring(1)));
      assertThat(now.isMissingNode()).as(reference).isFalse();
    }
    return now;
  }
}
