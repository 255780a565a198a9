package io.github.thingseal;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideOutsideOfPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.GeneralCodingRules.NO_CLASSES_SHOULD_ACCESS_STANDARD_STREAMS;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.Dependency;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaMember;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.domain.JavaPackage;
import com.tngtech.archunit.core.domain.properties.HasModifiers;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import com.tngtech.archunit.library.dependencies.SliceAssignment;
import com.tngtech.archunit.library.dependencies.SliceIdentifier;
import io.github.thingseal.core.AuthenticationException;
import io.github.thingseal.core.InvalidInputException;
import io.github.thingseal.core.PermanentException;
import io.github.thingseal.core.ThingsealException;
import io.github.thingseal.core.TransientException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.module.ModuleDescriptor;
import java.net.URL;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;

/** Who may know whom, and what may be seen from outside: the table of the design, kept. */
@AnalyzeClasses(
    packages = ArchitectureTest.PROJECT,
    importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {
  static final String PROJECT = "io.github.thingseal";

  private static final String EVERYTHING = PROJECT + "..";
  private static final String CORE = PROJECT + ".core..";
  private static final String AT = PROJECT + ".at..";
  private static final String CLOUD = PROJECT + ".cloud..";
  private static final String TESTKIT = PROJECT + ".testkit..";
  private static final String[] OBSERVERS = {
    PROJECT + ".cloud.micrometer..", PROJECT + ".cloud.opentelemetry.."
  };
  private static final List<String> CALL =
      List.of(
          PROJECT + ".cloud.internal.pipeline",
          PROJECT + ".cloud.internal.call",
          PROJECT + ".cloud.internal.auth",
          PROJECT + ".cloud.internal.resilience",
          PROJECT + ".cloud.internal.http",
          PROJECT + ".cloud.internal.concurrent");
  private static final Set<String> SIDES = Set.of("core", "at", "cloud", "testkit");

  /** As the module descriptors on the class path say, so that none has to be named here. */
  private static final Set<String> EXPORTED_PACKAGES = exportedPackages(false);

  /** Checks and the like that the modules of the project share; no API. */
  private static final Set<String> SHARED_PACKAGES = exportedPackages(true);

  // Who may know whom.

  @ArchTest static final ArchRule CORE_KNOWS_NOTHING_OF_THE_PROJECT = knows(CORE, CORE);

  @ArchTest static final ArchRule AT_KNOWS_CORE = knows(AT, AT, CORE);

  @ArchTest static final ArchRule CLOUD_KNOWS_CORE = knows(CLOUD, CLOUD, CORE);

  @ArchTest static final ArchRule TESTKIT_KNOWS_CORE = knows(TESTKIT, TESTKIT, CORE);

  @ArchTest
  static final ArchRule NOTHING_THAT_SHIPS_KNOWS_THE_TESTKIT =
      noClasses()
          .that()
          .resideOutsideOfPackage(TESTKIT)
          .should()
          .dependOnClassesThat()
          .resideInAPackage(TESTKIT);

  @ArchTest
  static final ArchRule CORE_STANDS_ON_THE_JDK_BOUNCY_CASTLE_AND_SLF4J =
      classes()
          .that()
          .resideInAPackage(CORE)
          .should()
          .onlyDependOnClassesThat()
          .resideInAnyPackage(
              CORE,
              "java..",
              "javax.crypto..",
              "org.bouncycastle..",
              "org.slf4j..",
              "org.jspecify..");

  @ArchTest
  static final ArchRule AT_SPEAKS_NO_HTTP =
      noClasses()
          .that()
          .resideInAPackage(AT)
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(
              "okhttp3..", "com.fasterxml.jackson..", "io.github.resilience4j..", "java.net.http..")
          .allowEmptyShould(true);

  @ArchTest
  static final ArchRule THE_BASE_OF_COMMANDS_KNOWS_NO_SUBJECT =
      noClasses()
          .that()
          .resideInAPackage(PROJECT + ".at.command")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(PROJECT + ".at.command.*..", PROJECT + ".at.internal..");

  /** Of the testkit, the way from the API into its implementation is not counted. */
  @ArchTest
  static final ArchRule PACKAGES_FORM_NO_CIRCLE =
      slices()
          .matching("io.github.(**)")
          .should()
          .beFreeOfCycles()
          .ignoreDependency(
              resideInAPackage(PROJECT + ".testkit"),
              resideInAPackage(PROJECT + ".testkit.internal.."));

  @ArchTest
  static final ArchRule CLASSES_BEHIND_A_CALL_TO_THE_SERVICE_FORM_NO_CIRCLE =
      slices().assignedFrom(new TopLevelClasses(CALL)).should().beFreeOfCycles();

  @ArchTest
  static final ArchRule CLASSES_OF_THE_CHANNEL_FORM_NO_CIRCLE =
      slices()
          .assignedFrom(new TopLevelClasses(List.of(PROJECT + ".at.channel")))
          .should()
          .beFreeOfCycles();

  @ArchTest
  static final ArchRule CLASSES_OF_END_TO_END_PROTECTION_FORM_NO_CIRCLE =
      slices()
          .assignedFrom(new TopLevelClasses(List.of(PROJECT + ".cloud.e2e")))
          .should()
          .beFreeOfCycles();

  @ArchTest
  static final ArchRule CLASSES_OF_JSON_FORM_NO_CIRCLE =
      slices()
          .assignedFrom(new TopLevelClasses(List.of(PROJECT + ".cloud.internal.json")))
          .should()
          .beFreeOfCycles();

  @ArchTest
  static final ArchRule CLOUD_OPENS_NO_PORTS =
      noClasses()
          .that()
          .resideInAPackage(CLOUD)
          .should()
          .dependOnClassesThat()
          .resideInAPackage("com.fazecast..")
          .allowEmptyShould(true);

  @ArchTest
  static final ArchRule WHAT_IS_NOT_EXPORTED_STAYS_IN_ITS_MODULE =
      classes().that().resideInAPackage(EVERYTHING).should(useOtherModulesByTheirApiOnly());

  /** Optional at run time, so nothing else may touch them; these two packages are built on them. */
  @ArchTest
  static final ArchRule OBSERVERS_ALONE_KNOW_MICROMETER_AND_OPENTELEMETRY =
      noClasses()
          .that()
          .resideOutsideOfPackages(OBSERVERS)
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("io.micrometer..", "io.opentelemetry..");

  // What may be seen from outside.

  @ArchTest
  static final ArchRule PUBLIC_SIGNATURES_HOLD_TYPES_OF_THE_JDK_AND_OF_THE_API_ONLY =
      classes()
          .that(areApi())
          .and()
          .resideOutsideOfPackages(OBSERVERS)
          .should(haveSignaturesOf(describe("the JDK or the API", ArchitectureTest::isPublishable)))
          .allowEmptyShould(true);

  @ArchTest
  static final ArchRule EXCEPTIONS_SAY_WHAT_THE_CALLER_CAN_DO =
      classes()
          .that()
          .areAssignableTo(Throwable.class)
          .and(describe("are exported", ArchitectureTest::isExported))
          .and()
          .doNotHaveFullyQualifiedName(ThingsealException.class.getName())
          .and()
          // What a transport reports to its channel; no caller sees it.
          .areNotAssignableTo(IOException.class)
          .should()
          .beAssignableTo(InvalidInputException.class)
          .orShould()
          .beAssignableTo(TransientException.class)
          .orShould()
          .beAssignableTo(AuthenticationException.class)
          .orShould()
          .beAssignableTo(PermanentException.class);

  @ArchTest
  static void everyPackage_isNullMarked(JavaClasses classes) {
    assertThat(packagesOf(classes))
        .isNotEmpty()
        .allSatisfy(
            each ->
                assertThat(each.isAnnotatedWith(NullMarked.class))
                    .as("%s is @NullMarked in its package-info", each.getName())
                    .isTrue());
  }

  @Test
  void everyModule_exportsPackagesOfItsOwnAndNoInternalOneButWhatAllShare() {
    assertThat(EXPORTED_PACKAGES)
        .contains(ThingsealException.class.getPackageName())
        .allSatisfy(name -> assertThat(name).startsWith(PROJECT));
    assertThat(SHARED_PACKAGES)
        .containsExactly(
            PROJECT + ".core.internal.arguments",
            PROJECT + ".core.internal.nativecode",
            PROJECT + ".core.internal.packed",
            PROJECT + ".core.internal.pool");
  }

  /** So that any of them go into one import list. */
  @ArchTest
  static void exportedTypes_haveNamesOfTheirOwn(JavaClasses classes) {
    assertThat(
            classes.stream()
                .filter(ArchitectureTest::isExported)
                .filter(each -> each.getModifiers().contains(JavaModifier.PUBLIC))
                .filter(each -> each.isTopLevelClass())
                .map(JavaClass::getSimpleName))
        .isNotEmpty()
        .doesNotHaveDuplicates();
  }

  // How a library behaves in someone else's process.

  /** What these return has another order in each run, which shows where it is printed or stored. */
  @ArchTest
  static final ArchRule NOTHING_COPIES_INTO_A_RANDOM_ORDER =
      noClasses()
          .should()
          .callMethod(Set.class, "copyOf", Collection.class)
          .orShould()
          .callMethod(Map.class, "copyOf", Map.class)
          .orShould()
          .callMethod(Collectors.class, "toUnmodifiableSet")
          .orShould()
          .callMethod(Collectors.class, "toUnmodifiableMap", Function.class, Function.class);

  /** What it writes goes out on a wire or into a file, whose digits are those of ASCII. */
  @ArchTest
  static final ArchRule THE_TESTKIT_WRITES_NUMBERS_ALIKE_IN_ALL_LOCALES =
      noClasses()
          .that()
          .resideInAPackage(TESTKIT)
          .should()
          .callMethod(String.class, "format", String.class, Object[].class)
          .orShould()
          .callMethod(String.class, "formatted", Object[].class);

  /** Test support, which is not published, reads what tests have logged. */
  @ArchTest
  static final ArchRule NOTHING_LOGS_PAST_SLF4J =
      noClasses()
          .that()
          .resideOutsideOfPackage(PROJECT + ".testsupport")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(
              "java.util.logging..",
              "org.apache.commons.logging..",
              "org.apache.logging..",
              "ch.qos.logback..")
          .orShould()
          .dependOnClassesThat()
          .areAssignableTo(System.Logger.class);

  @ArchTest static final ArchRule NOTHING_PRINTS = NO_CLASSES_SHOULD_ACCESS_STANDARD_STREAMS;

  @ArchTest
  static final ArchRule NOTHING_ENDS_THE_PROCESS =
      noClasses().should().callMethod(System.class, "exit", int.class);

  private static ArchRule knows(String module, String... known) {
    return classes()
        .that()
        .resideInAPackage(module)
        .should()
        .onlyDependOnClassesThat(resideOutsideOfPackage(EVERYTHING).or(resideInAnyPackage(known)))
        .allowEmptyShould(true);
  }

  private static ArchCondition<JavaClass> useOtherModulesByTheirApiOnly() {
    return new ArchCondition<>("use other modules of the project by their exported packages only") {
      @Override
      public void check(JavaClass user, ConditionEvents events) {
        for (Dependency dependency : user.getDirectDependenciesFromSelf()) {
          JavaClass used = dependency.getTargetClass().getBaseComponentType();
          if (isOurs(used) && !isOpenToAll(used) && !moduleOf(used).equals(moduleOf(user))) {
            events.add(SimpleConditionEvent.violated(user, dependency.getDescription()));
          }
        }
      }
    };
  }

  private static ArchCondition<JavaClass> haveSignaturesOf(DescribedPredicate<JavaClass> allowed) {
    return new ArchCondition<>("have signatures of %s only", allowed.getDescription()) {
      @Override
      public void check(JavaClass type, ConditionEvents events) {
        Stream<JavaClass> inherited =
            Stream.concat(type.getSuperclass().stream(), type.getInterfaces().stream())
                .flatMap(parent -> parent.getAllInvolvedRawTypes().stream());
        report(type, type.getDescription() + " inherits from", inherited, events);
        for (JavaMember member : type.getMembers()) {
          if (isVisible(member)) {
            Stream<JavaClass> involved = member.getAllInvolvedRawTypes().stream();
            report(type, member.getDescription() + " shows", involved, events);
          }
        }
      }

      private void report(
          JavaClass type, String what, Stream<JavaClass> involved, ConditionEvents events) {
        involved
            .map(JavaClass::getBaseComponentType)
            .filter(allowed.negate())
            .filter(foreign -> !isHookForOkHttp(type, foreign))
            .forEach(
                foreign ->
                    events.add(
                        SimpleConditionEvent.violated(type, what + " " + foreign.getName())));
      }
    };
  }

  /** The one hook of the design: a user's own OkHttp client for the cloud side. */
  private static boolean isHookForOkHttp(JavaClass type, JavaClass foreign) {
    return moduleOf(type).equals("cloud")
        && type.getSimpleName().endsWith("Builder")
        && Set.of("okhttp3.OkHttpClient", "okhttp3.OkHttpClient$Builder")
            .contains(foreign.getName());
  }

  private static DescribedPredicate<JavaClass> areApi() {
    return describe("are API", ArchitectureTest::isApi);
  }

  private static boolean isApi(JavaClass type) {
    return isExported(type)
        && isVisible(type)
        && type.getEnclosingClass().map(ArchitectureTest::isApi).orElse(true);
  }

  private static boolean isPublishable(JavaClass type) {
    return type.isPrimitive()
        || type.getPackageName().startsWith("java.")
        || type.getPackageName().startsWith("javax.")
        || (isOurs(type) && isExported(type));
  }

  private static boolean isVisible(HasModifiers element) {
    Set<JavaModifier> modifiers = element.getModifiers();
    return !modifiers.contains(JavaModifier.SYNTHETIC)
        && (modifiers.contains(JavaModifier.PUBLIC) || modifiers.contains(JavaModifier.PROTECTED));
  }

  private static boolean isExported(JavaClass type) {
    return EXPORTED_PACKAGES.contains(type.getPackageName());
  }

  /** Exported to callers, or to the project's modules only. */
  private static boolean isOpenToAll(JavaClass type) {
    return isExported(type) || SHARED_PACKAGES.contains(type.getPackageName());
  }

  private static boolean isOurs(JavaClass type) {
    return resideInAnyPackage(EVERYTHING).test(type);
  }

  /** The segment after the project's, or that of the module which joins the sides. */
  private static String moduleOf(JavaClass type) {
    String[] segments = type.getPackageName().split("\\.", -1);
    int depth = PROJECT.split("\\.", -1).length;
    return segments.length > depth && SIDES.contains(segments[depth]) ? segments[depth] : "sdk";
  }

  private static Set<JavaPackage> packagesOf(JavaClasses classes) {
    return classes.stream().map(JavaClass::getPackage).collect(Collectors.toSet());
  }

  private static Set<String> exportedPackages(boolean internal) {
    Set<String> names = new TreeSet<>();
    try {
      ClassLoader loader = ArchitectureTest.class.getClassLoader();
      for (URL url : Collections.list(loader.getResources("module-info.class"))) {
        try (InputStream in = url.openStream()) {
          ModuleDescriptor module = ModuleDescriptor.read(in);
          if (module.name().startsWith(PROJECT)) {
            module.exports().stream()
                .filter(exported -> exported.source().contains(".internal.") == internal)
                .forEach(exported -> names.add(exported.source()));
          }
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException("The module descriptors cannot be read", e);
    }
    return names;
  }

  /** Each class of some packages, with those nested in it, as a slice. */
  private record TopLevelClasses(List<String> packages) implements SliceAssignment {
    @Override
    public SliceIdentifier getIdentifierOf(JavaClass type) {
      return packages.contains(type.getPackageName())
          ? SliceIdentifier.of(type.getName().replaceAll("\\$.*", ""))
          : SliceIdentifier.ignore();
    }

    @Override
    public String getDescription() {
      return "classes";
    }
  }
}
