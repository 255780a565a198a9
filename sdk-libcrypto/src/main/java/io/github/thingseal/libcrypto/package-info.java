/** AES-CCM by OpenSSL's libcrypto. */
@NullMarked
package io.github.thingseal.libcrypto;

import org.jspecify.annotations.NullMarked;
