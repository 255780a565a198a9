/** Commands about power, settings, SIM and files. */
@NullMarked
package io.github.thingseal.testkit.internal.module.command.device;

import org.jspecify.annotations.NullMarked;
