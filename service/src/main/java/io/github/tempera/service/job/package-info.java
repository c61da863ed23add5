/** The queue: orders come in, are painted in a fair order, and leave one stored result each. */
@NullMarked
package io.github.tempera.service.job;

import org.jspecify.annotations.NullMarked;
