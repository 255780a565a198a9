package io.github.thingseal.at.transport;

import com.fazecast.jSerialComm.SerialPort;
import io.github.thingseal.core.InvalidInputException;
import io.github.thingseal.core.internal.nativecode.NativeCode;
import java.nio.file.Path;
import java.util.Map;
import java.util.function.Supplier;

/**
 * Loads the serial library's native code, once.
 *
 * <p>By default the library unpacks it below the folder for temporary files, or else the user's
 * home, into folders that every user may write to. It loads what it finds there, and deletes what
 * it considers old, through links of other users, too. Both places are made to be one within a
 * private folder. A path of the user's own ({@value #OWN_PATH}) is all there is if it is set:
 * nothing is unpacked.
 */
final class SerialLibrary {
  private static final String OWN_PATH = "jSerialComm.library.path";
  private static final String TEMPORARY = "java.io.tmpdir";

  /** Becomes a part of both places: {@code <folder>/[.]jSerialComm/<id>/<version>}. */
  private static final String PART_OF_PATH = "fazecast.jSerialComm.appid";

  /** More than any home is deep: the root is the parent of itself. */
  private static final String TO_THE_ROOT = "../".repeat(64);

  private static boolean loaded;

  private SerialLibrary() {}

  /** Calls what needs the library. */
  static <T> T use(Supplier<T> call) {
    try {
      load();
      return call.get();
    } catch (LinkageError e) {
      throw unloadable(e);
    }
  }

  private static synchronized void load() {
    if (loaded) {
      return;
    }
    try {
      if (ownPath().isEmpty()) {
        NativeCode.unpack(SerialPort.class, SerialLibrary::unpackedInto);
      } else {
        NativeCode.unpackNothing(SerialPort.class, SerialLibrary::unpackedInto);
      }
    } catch (InvalidInputException e) {
      throw new PortUnusableException(
          "The serial library cannot be unpacked. "
              + e.getMessage()
              + ", or unpack the library there and name the folder with -D"
              + OWN_PATH,
          e);
    }
    loaded = true;
  }

  private static Map<String, String> unpackedInto(Path folder) {
    return Map.of(
        TEMPORARY, folder.toString(), PART_OF_PATH, TO_THE_ROOT + folder.resolve("unpacked"));
  }

  private static PortUnusableException unloadable(LinkageError e) {
    return new PortUnusableException(
        "The serial library could not be loaded"
            + (ownPath().isEmpty()
                ? ". Is there one for this system and processor? If so, unpack it and name the"
                    + " folder with -D"
                : " from " + ownPath() + ", as set by -D")
            + OWN_PATH,
        e);
  }

  private static String ownPath() {
    return System.getProperty(OWN_PATH, "");
  }
}
