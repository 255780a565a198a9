package io.github.thingseal.at.module;

import io.github.thingseal.at.command.CommandRejectedException;
import io.github.thingseal.at.command.security.DevicePrivateKey;
import io.github.thingseal.at.command.security.ReadCertificateStatus;
import io.github.thingseal.at.command.security.ReadDeviceCertificates;
import io.github.thingseal.at.command.security.ReadDevicePrivateKey;
import io.github.thingseal.at.command.tls.PemCertificates;
import java.util.List;

/**
 * The results of zero-touch provisioning: a private key, a certificate, and those of its
 * authorities. The module must be sealed, with the feature active; if chip-to-chip is active, too,
 * it answers within a session only. To use them in the module's own TLS without reading them:
 * {@link io.github.thingseal.at.command.tls.TlsProfile.Builder#ztpCertificate}.
 *
 * <p>Evidence: published. Methods throw {@link CapabilityAbsentException} before anything is sent
 * if the module has no zero-touch provisioning, {@link CommandRejectedException} if it refuses, and
 * {@link io.github.thingseal.at.command.UnexpectedReplyException} if what came is cut or something
 * else.
 */
public final class Certificates extends ModulePart {
  Certificates(ModuleContext context) {
    super(context);
  }

  /** {@return the certificate of the device as PEM, parsed on request} */
  public PemCertificates device() {
    return context.execute(Capability.ZERO_TOUCH_PROVISIONING, ReadDeviceCertificates.DEVICE);
  }

  /** {@return up to 15 certificates of the authorities as PEM, parsed on request} */
  public PemCertificates authorities() {
    return context.execute(Capability.ZERO_TOUCH_PROVISIONING, ReadDeviceCertificates.AUTHORITIES);
  }

  /**
   * Reads the private key of the device. It passes in the clear unless within a chip-to-chip
   * session.
   *
   * @return the key as PEM, parsed on request; the caller closes it
   */
  public DevicePrivateKey privateKey() {
    return context.execute(Capability.ZERO_TOUCH_PROVISIONING, new ReadDevicePrivateKey());
  }

  /** {@return the status of the certificate as it came; what it means is not public} */
  public List<String> status() {
    return context.execute(Capability.ZERO_TOUCH_PROVISIONING, new ReadCertificateStatus());
  }
}
