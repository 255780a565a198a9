/** PEM and the ASN.1 in it, as modules send and take them. */
@NullMarked
package io.github.thingseal.at.internal.pem;

import org.jspecify.annotations.NullMarked;
