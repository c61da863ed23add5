/** What the commands share: options, exit codes, progress, interruption. */
@NullMarked
package io.github.tempera.cli.common;

import org.jspecify.annotations.NullMarked;
