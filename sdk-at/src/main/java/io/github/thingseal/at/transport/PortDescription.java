package io.github.thingseal.at.transport;

import io.github.thingseal.core.internal.arguments.Arguments;
import java.util.OptionalInt;

/**
 * A serial port as the system describes it.
 *
 * @param name what to open it by, such as {@code /dev/ttyUSB0} or {@code COM3}
 * @param description what the system says of it; may be empty
 * @param usbVendorId the vendor of the USB device behind it, empty if there is none
 * @param usbProductId the product of the USB device behind it, empty if there is none
 */
public record PortDescription(
    String name, String description, OptionalInt usbVendorId, OptionalInt usbProductId) {
  /** The vendor id of u-blox: its modules that are attached by USB show it. */
  public static final int UBLOX_USB_VENDOR_ID = 0x1546;

  /**
   * Checks that nothing is null.
   *
   * @param name what to open it by, such as {@code /dev/ttyUSB0} or {@code COM3}
   * @param description what the system says of it; may be empty
   * @param usbVendorId the vendor of the USB device behind it, empty if there is none
   * @param usbProductId the product of the USB device behind it, empty if there is none
   */
  public PortDescription {
    Arguments.required(name, "name");
    Arguments.required(description, "description");
    Arguments.required(usbVendorId, "usbVendorId");
    Arguments.required(usbProductId, "usbProductId");
  }

  /**
   * Whether a u-blox device is behind the port's USB connection. A module behind a USB-to-serial
   * adapter shows the adapter's vendor instead, so false does not say that there is none.
   *
   * @return whether the vendor id is that of u-blox
   */
  public boolean isUbloxUsb() {
    return usbVendorId.isPresent() && usbVendorId.getAsInt() == UBLOX_USB_VENDOR_ID;
  }
}
