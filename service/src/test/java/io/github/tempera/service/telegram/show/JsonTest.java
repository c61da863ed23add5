package io.github.tempera.service.telegram.show;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.tempera.service.painting.Order;
import io.github.tempera.service.painting.OrderedStyle;
import io.github.tempera.service.telegram.conversation.Received;
import io.github.tempera.service.telegram.conversation.State;
import io.github.tempera.service.telegram.conversation.Work;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What lies in the database, today's and yesterday's. */
class JsonTest {
  @Test
  void aStateAndAWorkReadBackAsTheyWere() {
    Received photo = new Received("a".repeat(64), 1280, 960, false);
    Received style = new Received("b".repeat(64), 640, 640, false);
    Order order = Order.of(photo.hash(), OrderedStyle.picture(style.hash())).withModel("slim");
    Work work = new Work("w", 7, 7, "en", 11, photo, List.of(style), order);
    assertThat(Json.read(Json.write(work), Work.class)).isEqualTo(work);
    String ofBeforeStrokesWereChosen = Json.write(work).replace("\"stroke\":1.0,", "");
    assertThat(ofBeforeStrokesWereChosen).doesNotContain("stroke");
    assertThat(Json.read(ofBeforeStrokesWereChosen, Work.class)).isEqualTo(work);
    State state = new State("x", 5);
    assertThat(Json.read(Json.write(state), State.class)).isEqualTo(state);
  }
}
