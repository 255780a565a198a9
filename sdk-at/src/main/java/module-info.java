/**
 * The AT side: transports, the AT channel, typed commands, module families and the facade that
 * users hold.
 */
module io.github.thingseal.at {
  requires static transitive org.jspecify;
  requires transitive io.github.thingseal.core;
  requires com.fazecast.jSerialComm;
  requires org.slf4j;

  exports io.github.thingseal.at.c2c;
  exports io.github.thingseal.at.channel;
  exports io.github.thingseal.at.command;
  exports io.github.thingseal.at.command.device;
  exports io.github.thingseal.at.command.network;
  exports io.github.thingseal.at.command.security;
  exports io.github.thingseal.at.command.tls;
  exports io.github.thingseal.at.module;
  exports io.github.thingseal.at.mux;
  exports io.github.thingseal.at.transport;
}
