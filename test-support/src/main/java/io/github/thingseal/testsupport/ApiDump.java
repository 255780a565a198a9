package io.github.thingseal.testsupport;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.AnnotatedElement;
import java.lang.reflect.Constructor;
import java.lang.reflect.Executable;
import java.lang.reflect.Field;
import java.lang.reflect.Member;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.Type;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The public API of a module as text, one member a line, which stands in {@code docs/api} so that a
 * review sees each change. {@code -Dthingseal.update=true} regenerates it.
 */
public final class ApiDump {
  private static final Path FOLDER = Path.of("../docs/api");

  private static final int CLASS_MODIFIERS = Modifier.ABSTRACT | Modifier.FINAL;

  private ApiDump() {}

  /**
   * Describes the API of a module.
   *
   * @param member any type of the module
   * @return its exported types and their members, in the order of their names
   */
  public static String of(Class<?> member) {
    return ExportedTypes.ofModuleOf(member).stream()
        .map(ApiDump::described)
        .collect(Collectors.joining("\n"));
  }

  /**
   * Returns the API that is committed, after an update if one is asked for.
   *
   * @param module the module's folder
   * @param made its API as it is now
   * @return the content of its page
   */
  public static String committed(String module, String made) {
    Path page = FOLDER.resolve(module + ".txt");
    try {
      if (Boolean.getBoolean("thingseal.update")) {
        Files.createDirectories(FOLDER);
        Files.writeString(page, made);
      }
      return Files.readString(page);
    } catch (IOException e) {
      throw new UncheckedIOException("There is no page of the API of " + module, e);
    }
  }

  private static String described(Class<?> type) {
    Stream<String> members =
        Stream.of(
                type.getDeclaredFields(), type.getDeclaredConstructors(), type.getDeclaredMethods())
            .flatMap(Arrays::stream)
            .filter(ApiDump::isSeen)
            .map(ApiDump::described)
            .sorted();
    return Stream.concat(Stream.of(head(type)), members.map(line -> "  " + line))
        .collect(Collectors.joining("\n", "", "\n"));
  }

  /** Of an enum's and a record's own methods, those that each has are left out. */
  private static boolean isSeen(Member member) {
    boolean made = member.isSynthetic() || member.getName().matches("values|valueOf|\\$.*");
    return !made && (member.getModifiers() & (Modifier.PUBLIC | Modifier.PROTECTED)) != 0;
  }

  private static String head(Class<?> type) {
    List<String> parts = new ArrayList<>();
    parts.add(deprecated(type) + kind(type) + " " + type.getTypeName() + parametersOf(type));
    if (type.getGenericSuperclass() != null && type.getGenericSuperclass() != Object.class) {
      parts.add("extends " + type.getGenericSuperclass().getTypeName());
    }
    if (type.getGenericInterfaces().length > 0) {
      parts.add("implements " + names(type.getGenericInterfaces()));
    }
    return String.join(" ", parts);
  }

  /** Of modifiers, those that say what a caller may do with the type. */
  private static String kind(Class<?> type) {
    String kind = type.isInterface() ? "interface" : type.isRecord() ? "record" : "class";
    if (type.isEnum()) {
      return "enum";
    }
    return Stream.of(
            type.isSealed() ? "sealed" : "",
            !type.isInterface() ? Modifier.toString(type.getModifiers() & CLASS_MODIFIERS) : "",
            kind)
        .filter(word -> !word.isEmpty())
        .collect(Collectors.joining(" "));
  }

  private static String parametersOf(Class<?> type) {
    return type.getTypeParameters().length == 0 ? "" : "<" + names(type.getTypeParameters()) + ">";
  }

  private static String described(Member member) {
    if (member instanceof Field field) {
      return modifiers(field) + field.getGenericType().getTypeName() + " " + field.getName();
    }
    Executable executable = (Executable) member;
    String result =
        executable instanceof Method method
            ? method.getGenericReturnType().getTypeName() + " "
            : "";
    String name =
        executable instanceof Constructor<?> constructor
            ? constructor.getDeclaringClass().getSimpleName()
            : executable.getName();
    String thrown =
        executable.getGenericExceptionTypes().length == 0
            ? ""
            : " throws " + names(executable.getGenericExceptionTypes());
    return modifiers(executable)
        + variables(executable)
        + result
        + name
        + parameters(executable)
        + thrown;
  }

  private static <M extends AnnotatedElement & Member> String modifiers(M member) {
    boolean ofInterface = member instanceof Method method && method.isDefault();
    int modifiers =
        member.getModifiers() & ~(Modifier.TRANSIENT | Modifier.VOLATILE | Modifier.SYNCHRONIZED);
    return deprecated(member) + Modifier.toString(modifiers) + (ofInterface ? " default " : " ");
  }

  private static String deprecated(AnnotatedElement element) {
    return element.isAnnotationPresent(Deprecated.class) ? "@Deprecated " : "";
  }

  private static String variables(Executable executable) {
    return executable.getTypeParameters().length == 0
        ? ""
        : "<" + names(executable.getTypeParameters()) + "> ";
  }

  /** Not of {@code getParameters}: of a record's constructor those have lost what is generic. */
  private static String parameters(Executable executable) {
    return "(" + names(executable.getGenericParameterTypes()) + ")";
  }

  private static String names(Type[] types) {
    return Arrays.stream(types).map(Type::getTypeName).collect(Collectors.joining(", "));
  }
}
