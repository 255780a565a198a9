package io.github.thingseal.at.command;

import io.github.thingseal.core.Done;

/** A command that sets something, which {@code OK} alone answers, and that may be repeated. */
public interface SettingCommand extends SilentCommand, RepeatableCommand<Done> {}
