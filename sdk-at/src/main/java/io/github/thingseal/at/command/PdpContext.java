package io.github.thingseal.at.command;

import java.util.Optional;

/**
 * A PDP context as it is defined.
 *
 * @param contextId its number
 * @param type what it carries, such as {@code IP}
 * @param apn its access point; empty if the network chooses
 * @param address its address; empty before it is activated
 */
public record PdpContext(
    int contextId, String type, Optional<String> apn, Optional<String> address) {}
