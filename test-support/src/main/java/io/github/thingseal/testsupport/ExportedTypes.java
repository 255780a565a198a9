package io.github.thingseal.testsupport;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.module.ModuleDescriptor;
import java.lang.reflect.Modifier;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** The public types of the packages that a module exports to all, as its compiled form has them. */
public final class ExportedTypes {
  private ExportedTypes() {}

  /**
   * Returns the public types.
   *
   * @param member any type of the module
   * @return the types, nested ones too, in the order of their names
   */
  public static List<Class<?>> ofModuleOf(Class<?> member) {
    Path root = root(member);
    return exportedPackages(root).flatMap(name -> types(root, name, member)).toList();
  }

  private static Path root(Class<?> member) {
    try {
      return Path.of(member.getProtectionDomain().getCodeSource().getLocation().toURI());
    } catch (URISyntaxException e) {
      throw new IllegalArgumentException("No folder has " + member, e);
    }
  }

  private static Stream<String> exportedPackages(Path root) {
    try (InputStream in = Files.newInputStream(root.resolve("module-info.class"))) {
      return ModuleDescriptor.read(in).exports().stream()
          .map(ModuleDescriptor.Exports::source)
          .filter(name -> !name.contains(".internal."))
          .sorted();
    } catch (IOException e) {
      throw new UncheckedIOException("The module descriptor in " + root + " cannot be read", e);
    }
  }

  private static Stream<Class<?>> types(Path root, String packageName, Class<?> member) {
    try (Stream<Path> files = Files.list(root.resolve(packageName.replace('.', '/')))) {
      return files
          .map(file -> file.getFileName().toString())
          .filter(file -> file.endsWith(".class") && !file.contains("-info"))
          .map(file -> packageName + "." + file.substring(0, file.length() - ".class".length()))
          .sorted()
          .<Class<?>>map(name -> load(name, member.getClassLoader()))
          .filter(ExportedTypes::isPublic)
          .toList()
          .stream();
    } catch (IOException e) {
      throw new UncheckedIOException("The classes of " + packageName + " cannot be listed", e);
    }
  }

  private static Class<?> load(String name, ClassLoader loader) {
    try {
      return Class.forName(name, false, loader);
    } catch (ClassNotFoundException e) {
      throw new IllegalStateException(e);
    }
  }

  private static boolean isPublic(Class<?> type) {
    Class<?> outer = type.getEnclosingClass();
    return Modifier.isPublic(type.getModifiers())
        && !type.isAnonymousClass()
        && !type.isLocalClass()
        && (outer == null || isPublic(outer));
  }
}
