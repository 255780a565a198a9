package io.github.thingseal.cloud.operation;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Test;

/**
 * The constants of {@link Operations} are made from the OpenAPI document. {@code
 * -Dthingseal.update=true} writes them anew, as the formatter does.
 */
class OperationsSourceTest {
  private static final Path SOURCE =
      Path.of("src/main/java/io/github/thingseal/cloud/operation/Operations.java");
  private static final String BEGIN = "  // Made from the OpenAPI document: begin.\n\n";
  private static final String END = "  // Made from the OpenAPI document: end.\n";
  private static final int WIDTH = 100;

  /** Words that the service writes together. */
  private static final Map<String, String> WORDS =
      Map.of("ACCESSKEY", "ACCESS_KEY", "CERTIFICATEPROFILE", "CERTIFICATE_PROFILE");

  @Test
  void constants_whenComparedWithTheDocument_areMadeFromIt() throws IOException {
    String source = Files.readString(SOURCE);
    int begin = source.indexOf(BEGIN) + BEGIN.length();
    String made = source.substring(0, begin) + constants() + source.substring(source.indexOf(END));

    if (Boolean.getBoolean("thingseal.update")) {
      Files.writeString(SOURCE, made);
    }
    assertThat(Files.readString(SOURCE))
        .as("write it anew with -Dtest=OperationsSourceTest -Dthingseal.update=true")
        .isEqualTo(made);
  }

  private static String constants() {
    StringBuilder text = new StringBuilder();
    ServiceDocument.standard()
        .operations()
        .forEach((name, operation) -> text.append(constant(name, operation)));
    return text.toString();
  }

  private static String constant(String name, JsonNode operation) {
    String declaration = "  public static final Operation " + constantOf(name) + " =";
    String value = "OpenApiDocument.standard(\"" + name + "\");\n\n";
    boolean fits = declaration.length() + 1 + value.strip().length() <= WIDTH;
    return javadoc(description(operation)) + declaration + (fits ? " " : "\n      ") + value;
  }

  private static String constantOf(String name) {
    String constant = name.replace('.', '_').toUpperCase(Locale.ROOT);
    for (Map.Entry<String, String> word : WORDS.entrySet()) {
      constant = constant.replace(word.getKey(), word.getValue());
    }
    return constant;
  }

  private static String description(JsonNode operation) {
    JsonNode evidence = operation.path("x-evidence");
    return operation.path("summary").asText()
        + " Operation "
        + evidence.path("operation").asText()
        + ", path "
        + evidence.path("path").asText()
        + ", fields "
        + evidence.path("fields").asText()
        + (operation.path("x-portal-only").booleanValue() ? "; in the portal only." : ".");
  }

  private static String javadoc(String text) {
    String line = "  /** " + text + " */\n";
    if (line.strip().length() + 2 <= WIDTH) {
      return line;
    }
    StringBuilder wrapped = new StringBuilder("  /**\n");
    for (String each : wrapped(text)) {
      wrapped.append("   * ").append(each).append('\n');
    }
    return wrapped.append("   */\n").toString();
  }

  private static List<String> wrapped(String text) {
    List<String> lines = new ArrayList<>();
    StringBuilder line = new StringBuilder();
    for (String word : text.split(" ", -1)) {
      if (line.length() + 1 + word.length() > WIDTH - "   * ".length()) {
        lines.add(line.toString());
        line.setLength(0);
      }
      line.append(line.length() == 0 ? "" : " ").append(word);
    }
    lines.add(line.toString());
    return lines;
  }
}
