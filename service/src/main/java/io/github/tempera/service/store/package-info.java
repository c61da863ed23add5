/** Where everything is kept that outlives a process: one database, and the pictures. */
@NullMarked
package io.github.tempera.service.store;

import org.jspecify.annotations.NullMarked;
