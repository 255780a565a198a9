/** The AT dialogue on one port: command lines, replies, payloads, unsolicited lines. */
@NullMarked
package io.github.thingseal.testkit.internal.module.dialogue;

import org.jspecify.annotations.NullMarked;
