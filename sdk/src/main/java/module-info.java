/**
 * The one dependency: brings both sides of the SDK, and holds the work that needs both.
 *
 * <p>Begin with {@link io.github.thingseal.at.module.SecurityModule}, {@link
 * io.github.thingseal.cloud.SecurityServices} and {@link io.github.thingseal.Onboarding}.
 */
module io.github.thingseal {
  requires static transitive org.jspecify;
  requires transitive io.github.thingseal.core;
  requires transitive io.github.thingseal.at;
  requires transitive io.github.thingseal.cloud;
  requires org.slf4j;

  exports io.github.thingseal;
  exports io.github.thingseal.production;
}
