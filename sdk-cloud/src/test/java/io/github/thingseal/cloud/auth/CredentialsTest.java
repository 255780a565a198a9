package io.github.thingseal.cloud.auth;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.github.thingseal.core.InvalidInputException;
import io.github.thingseal.core.secret.SecretBytes;
import java.io.IOException;
import java.io.StringReader;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.nio.file.attribute.UserPrincipal;
import java.nio.file.attribute.UserPrincipalLookupService;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CredentialsTest {
  private static final String SECRET = "s3cret-é";

  @TempDir private Path folder;

  @Test
  void explicit_whenAskedTwice_handsOutCopies() {
    Credentials credentials = Credentials.of("key", SECRET);

    credentials.credentials().close();
    try (Credentials copy = credentials.credentials()) {
      assertThat(copy.accessKey()).isEqualTo("key");
      assertThat(copy.accessSecret()).isEqualTo(bytes());
    }
    assertThat(credentials.toString()).contains("key").doesNotContain(SECRET);
    credentials.close();
    assertThatThrownBy(credentials::credentials)
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining("closed");
  }

  @Test
  void explicit_whenBlank_isRefused() {
    assertThatThrownBy(() -> Credentials.of(" ", SECRET))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageNotContaining(SECRET);
    assertThatThrownBy(() -> Credentials.of("key", " ")).isInstanceOf(InvalidInputException.class);
    assertThatThrownBy(() -> Credentials.of("key", SecretBytes.copyOf(new byte[0])))
        .isInstanceOf(InvalidInputException.class);
  }

  @Test
  void environment_whenSet_isRead() {
    Map<String, String> set =
        Map.of("THINGSEAL_ACCESS_KEY", "key", "THINGSEAL_ACCESS_SECRET", SECRET);
    try (Credentials read = NamedCredentials.ofEnvironment(set::get).credentials()) {
      assertThat(read.accessSecret()).isEqualTo(bytes());
    }
  }

  @Test
  void environment_whenNotSet_namesTheVariable() {
    assertThatThrownBy(
            () -> NamedCredentials.ofEnvironment(Map.<String, String>of()::get).credentials())
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining("variables THINGSEAL_ACCESS_KEY and THINGSEAL_ACCESS_SECRET (");
    assertThatThrownBy(
            () ->
                NamedCredentials.ofEnvironment(Map.of("THINGSEAL_ACCESS_KEY", "key")::get)
                    .credentials())
        .hasMessageContaining("variable THINGSEAL_ACCESS_SECRET (");
  }

  @Test
  void file_whenPrivate_isReadInBothForms() throws IOException {
    Path properties =
        write("keys.properties", "accessKey=key\naccessSecret=" + SECRET, "rw-------");
    Path json =
        write(
            "keys.json",
            "{\"accessKey\":\"key\",\"accessSecret\":\"" + SECRET + "\"}",
            "r--------");

    for (Path file : new Path[] {properties, json}) {
      try (Credentials read = Credentials.fromFile(file).credentials()) {
        assertThat(read.accessKey()).isEqualTo("key");
        assertThat(read.accessSecret()).isEqualTo(bytes());
      }
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"rw-r-----", "rw----r--", "rw--w----", "rw-------x", "rwxrwxrwx"})
  void file_whenOpenToOthers_isRefused(String permissions) throws IOException {
    Path file =
        write(
            "keys.properties",
            "accessKey=key\naccessSecret=" + SECRET,
            permissions.length() == 9 ? permissions : "rw------x");

    assertThatThrownBy(() -> Credentials.fromFile(file).credentials())
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining("chmod 600")
        .hasMessageContaining(file.toString());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "accessKey=key",
        "accessKey=key\naccessSecret=",
        "accessSecret=s3cret-1",
        "accessKey=key\naccessSecret s3cret-1",
        "accessKey=key\naccessSecret=s3cret-1\naccessSecret=s3cret-2",
        "accessKey=key\naccessSecret=s3\u0007cret",
      })
  void file_whenIncomplete_isRefusedWithoutQuotingIt(String text) throws IOException {
    Path file = write("keys.properties", text, "rw-------");

    assertThatThrownBy(() -> Credentials.fromFile(file).credentials())
        .isInstanceOf(InvalidInputException.class)
        .hasMessageNotContaining("s3cret")
        .hasMessageContaining("keys.properties");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "[]",
        "{\"accessKey\":\"key\",\"accessSecret\":s3cret}",
        "{\"accessKey\":1}",
        "{\"accessKey\":\"key\",\"accessSecret\":\"s3cret"
      })
  void jsonFile_whenMalformed_isRefusedWithoutQuotingIt(String text) throws IOException {
    Path file = write("keys.json", text, "rw-------");

    assertThatThrownBy(() -> Credentials.fromFile(file).credentials())
        .isInstanceOf(InvalidInputException.class)
        .hasMessageNotContaining("s3cret");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "\ufeffaccessKey=key\naccessSecret=SECRET\n",
        "accessKey = key\r\naccessSecret = SECRET\r\n",
        "accessKey=key\raccessSecret=SECRET",
        "# a comment\n! another\n\n \taccessKey: key \t\n accessSecret=SECRET \t ",
        "other=1\naccessKey=key\naccessSecret:SECRET",
      })
  void properties_whenWritten_areReadAsJavaReadsThemButForBlanksAtTheEnd(String text)
      throws IOException {
    for (String secret : List.of("a=b:c==", "#!x", "a b", "tr\u00e9s", SECRET)) {
      String written = text.replace("SECRET", secret);
      Path file = write("keys.properties", written, "rw-------");
      Properties java = new Properties();
      java.load(new StringReader(written.replace("\ufeff", "")));

      try (Credentials read = Credentials.fromFile(file).credentials()) {
        assertThat(read.accessKey()).isEqualTo("key");
        assertThat(new String(read.accessSecret().exposeCopy(), UTF_8))
            .isEqualTo(secret)
            .isEqualTo(java.getProperty("accessSecret").stripTrailing());
      }
    }
  }

  /** Written by hand it means itself, written by Java it means an escape: no one can know. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "s3\\cret",
        "s3\\\\cret",
        "C:\\s3cret\\temp",
        "s3\\u0041cret",
        "s3cret\\",
        "s3cret\\=\\=",
        "\\"
      })
  void properties_withABackslash_areRefusedWithoutQuotingIt(String secret) throws IOException {
    for (String text :
        List.of("accessKey=key\naccessSecret=" + secret, "\naccess\\ Key=" + secret)) {
      Path file = write("keys.properties", text, "rw-------");

      assertThatThrownBy(() -> Credentials.fromFile(file).credentials())
          .isInstanceOf(InvalidInputException.class)
          .hasMessageContaining("Line 2 of")
          .hasMessageContaining("backslash")
          .hasMessageContaining(".json")
          .hasMessageNotContaining("s3");
    }
  }

  @Test
  void json_whenItBeginsWithAByteOrderMark_isRead() throws IOException {
    Path file =
        write(
            "keys.json", "\ufeff{\"accessKey\":\"key\",\"accessSecret\":\"a\\\\b\"}", "rw-------");

    try (Credentials read = Credentials.fromFile(file).credentials()) {
      assertThat(read.accessSecret()).isEqualTo(SecretBytes.copyOf("a\\b".getBytes(UTF_8)));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"keys.properties", "keys.json"})
  void file_whenNotInUtf8_isRefusedWithoutQuotingIt(String name) throws IOException {
    String text =
        name.endsWith("json")
            ? "{\"accessKey\":\"key\",\"accessSecret\":\"s3cret\u00e9\"}"
            : "accessKey=key\naccessSecret=s3cret\u00e9";
    for (Charset charset : List.of(StandardCharsets.ISO_8859_1, StandardCharsets.UTF_16LE)) {
      Path file = write(name, "", "rw-------");
      Files.write(file, text.getBytes(charset));

      assertThatThrownBy(() -> Credentials.fromFile(file).credentials())
          .isInstanceOf(InvalidInputException.class)
          .hasNoCause()
          .hasMessageContaining("UTF-8")
          .hasMessageNotContaining("s3")
          .hasMessageNotContaining("cret");
    }
  }

  @Test
  void file_whenADirectory_isReportedAsOne() throws IOException {
    Path directory = Files.createDirectory(folder.resolve("keys.properties"));

    assertThatThrownBy(() -> Credentials.fromFile(directory).credentials())
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining("is a directory");
  }

  @Test
  @Timeout(value = 180, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
  void file_whenAPipe_isRefusedBeforeItIsOpened() throws Exception {
    Path pipe = folder.resolve("keys.json");
    assumeTrue(makePipe(pipe));
    Path link = Files.createSymbolicLink(folder.resolve("link.json"), pipe);

    for (Path file : List.of(pipe, link)) {
      assertThatThrownBy(() -> Credentials.fromFile(file).credentials())
          .isInstanceOf(InvalidInputException.class)
          .hasMessageContaining("not a regular file");
    }
  }

  @Test
  void file_whenADevice_isRefused() {
    Path device = Path.of("/dev/zero");
    assumeTrue(Files.exists(device));

    assertThatThrownBy(() -> Credentials.fromFile(device).credentials())
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining("not a regular file");
  }

  @Test
  void file_whenALink_isJudgedByWhatItLeadsTo() throws IOException {
    Path file = write("mounted", "accessKey=key\naccessSecret=" + SECRET, "rw-------");
    Path link = Files.createSymbolicLink(folder.resolve("keys.properties"), file);

    try (Credentials read = Credentials.fromFile(link).credentials()) {
      assertThat(read.accessSecret()).isEqualTo(bytes());
    }
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r--r--"));
    assertThatThrownBy(() -> Credentials.fromFile(link).credentials())
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining("chmod 600");
  }

  @Test
  void file_whenTooLarge_isRefused() throws IOException {
    Path file = write("keys.properties", "#".repeat(70_000), "rw-------");

    assertThatThrownBy(() -> Credentials.fromFile(file).credentials())
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining("larger than");
  }

  @Test
  void owner_whenNeitherThisUserNorRoot_isRefused() throws IOException {
    Path file = write("keys.properties", "accessKey=key\naccessSecret=" + SECRET, "rw-------");
    UserPrincipal owner = Files.getOwner(file);

    assertThat(TrustedOwners.find()).contains(owner);
    assertThatThrownBy(() -> PrivateFile.requireOwner(file, owner, Set.of()))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining("belongs to " + owner.getName())
        .hasMessageContaining("chown");
  }

  /** Only root can give a file away. */
  @Test
  void file_whenAnotherUserOwnsIt_isRefused() throws IOException {
    Path file = write("keys.properties", "accessKey=key\naccessSecret=" + SECRET, "rw-------");
    assumeTrue(giveAway(file));

    assertThatThrownBy(() -> Credentials.fromFile(file).credentials())
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining("belongs to")
        .hasMessageContaining("chown");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "s3cret\n",
        "s3cret\r\n",
        "\ns3cret",
        "s3\u0000cret",
        "s3cret\u0085",
        "s3cret\u2028",
        "s3\u007fcret",
        "s3cret\ud800",
        "\t",
      })
  void explicit_whenItHoldsAControlCharacter_isRefusedWithoutQuotingIt(String text) {
    List<ThrowingCallable> calls =
        List.of(
            () -> Credentials.of("key", text),
            () -> Credentials.of(text, "secret"),
            () -> Credentials.of(text, SecretBytes.copyOf(new byte[] {65})));
    for (ThrowingCallable call : calls) {
      assertThatThrownBy(call)
          .isInstanceOf(InvalidInputException.class)
          .hasMessageNotContaining("s3");
    }
    if (!text.contains("\ud800")) {
      assertThatThrownBy(() -> Credentials.of("key", SecretBytes.copyOf(text.getBytes(UTF_8))))
          .isInstanceOf(InvalidInputException.class)
          .hasMessageNotContaining("s3");
    }
  }

  @Test
  void explicit_whenTheSecretIsNotUtf8_isRefused() {
    for (byte[] bytes :
        List.of(
            new byte[] {'s', '3', (byte) 0xE9},
            new byte[] {'s', '3', (byte) 0xC0, (byte) 0xAF},
            new byte[] {'s', '3', (byte) 0xED, (byte) 0xA0, (byte) 0x80})) {
      assertThatThrownBy(() -> Credentials.of("key", SecretBytes.copyOf(bytes)))
          .isInstanceOf(InvalidInputException.class)
          .hasMessageContaining("UTF-8")
          .hasMessageNotContaining("s3");
    }
  }

  @Test
  void environment_whenAValueEndsInALineBreak_isRefusedWithoutQuotingIt() {
    Map<String, String> set =
        Map.of("THINGSEAL_ACCESS_KEY", "key", "THINGSEAL_ACCESS_SECRET", SECRET + "\n");

    assertThatThrownBy(() -> NamedCredentials.ofEnvironment(set::get).credentials())
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining("line break")
        .hasMessageNotContaining(SECRET);
  }

  @Test
  void file_whenMissing_isRefused() {
    assertThatThrownBy(() -> Credentials.fromFile(folder.resolve("none")).credentials())
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining("none");
  }

  private Path write(String name, String text, String permissions) throws IOException {
    assumeTrue(FileSystems.getDefault().supportedFileAttributeViews().contains("posix"));
    Path file = Files.writeString(folder.resolve(name), text);
    return Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(permissions));
  }

  private static boolean makePipe(Path pipe) throws Exception {
    try {
      return new ProcessBuilder("mkfifo", "-m", "600", pipe.toString()).start().waitFor() == 0;
    } catch (IOException e) {
      return false;
    }
  }

  private static boolean giveAway(Path file) {
    try {
      UserPrincipalLookupService users = file.getFileSystem().getUserPrincipalLookupService();
      Files.setOwner(file, users.lookupPrincipalByName("nobody"));
      return true;
    } catch (IOException e) {
      return false;
    }
  }

  private static SecretBytes bytes() {
    return SecretBytes.copyOf(SECRET.getBytes(StandardCharsets.UTF_8));
  }
}
