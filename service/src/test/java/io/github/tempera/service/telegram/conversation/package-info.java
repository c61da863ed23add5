@NullMarked
package io.github.tempera.service.telegram.conversation;

import org.jspecify.annotations.NullMarked;
