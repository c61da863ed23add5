package io.github.tempera.service.telegram.conversation;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.tempera.image.PreserveColor;
import io.github.tempera.service.painting.Order;
import io.github.tempera.service.painting.OrderedStyle;
import io.github.tempera.service.telegram.conversation.Act.Answer;
import io.github.tempera.service.telegram.conversation.Act.Paint;
import io.github.tempera.service.telegram.conversation.Act.Say;
import io.github.tempera.service.telegram.conversation.Act.ShowStyles;
import io.github.tempera.service.telegram.conversation.Button.Action;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What the bot does about what it hears, without Telegram and without a database. */
class ConversationTest {
  private static final Received PHOTO = new Received("a".repeat(64), 1280, 960, false);
  private static final Received STYLE = new Received("b".repeat(64), 640, 640, false);
  private static final Received FILE = new Received("c".repeat(64), 4000, 3000, true);

  private final Conversation conversation =
      new Conversation(
          "slim",
          768,
          3600,
          60,
          key -> key.equals("k1") ? Optional.of("woodcut") : Optional.empty());

  private static Conversation.Place place(State state, @Nullable Work waiting) {
    return new Conversation.Place(7, 7, "en", 11, state, waiting);
  }

  private Turn hear(Heard heard) {
    return conversation.hear(place(State.START, null), heard);
  }

  private static Heard sent(Received... pictures) {
    return new Heard.Pictures(null, List.of(pictures));
  }

  private static <T extends Act> T only(Turn turn, Class<T> type) {
    return turn.acts().stream().filter(type::isInstance).map(type::cast).findFirst().orElseThrow();
  }

  private Work painted(Received content, Received... styles) {
    return only(hear(new Heard.Pictures(content, List.of(styles))), Paint.class).work();
  }

  private Turn press(Action action, Work work) {
    return hear(new Heard.Press(new Button(action, work.id()), work));
  }

  @Test
  void aPhotoIsAskedAboutAndASecondIsItsStyle() {
    Turn first = hear(sent(PHOTO));
    Work draft = only(first, ShowStyles.class).draft();
    assertThat(draft.content()).isEqualTo(PHOTO);
    assertThat(draft.message()).isEqualTo(11);
    assertThat(first.state().waiting()).isEqualTo(draft.id());

    Turn second = conversation.hear(place(first.state(), draft), sent(STYLE));
    Order order = only(second, Paint.class).work().orderOrThrow();
    assertThat(order.content()).isEqualTo(PHOTO.hash());
    assertThat(order.styles()).containsExactly(OrderedStyle.picture(STYLE.hash()));
    assertThat(order.size()).isEqualTo(768);
    assertThat(second.state().waiting()).isNull();
  }

  @Test
  void afterItsTimeAWaitingPhotoIsForgotten() {
    Turn turn = conversation.hear(place(State.START.waitingFor("gone"), null), sent(STYLE));
    assertThat(only(turn, ShowStyles.class).draft().content()).isEqualTo(STYLE);
  }

  @Test
  void anAlbumIsPaintedAtOnceWhateverWaits() {
    Work draft = only(hear(sent(FILE)), ShowStyles.class).draft();
    Turn turn =
        conversation.hear(
            place(State.START.waitingFor(draft.id()), draft), sent(PHOTO, STYLE, FILE));
    Order order = only(turn, Paint.class).work().orderOrThrow();
    assertThat(order.content()).isEqualTo(PHOTO.hash());
    assertThat(order.styles())
        .containsExactly(OrderedStyle.picture(STYLE.hash()), OrderedStyle.picture(FILE.hash()));
  }

  @Test
  void aReplyToAPictureIsItsStyle() {
    Work work = painted(PHOTO, STYLE);
    assertThat(work.content()).isEqualTo(PHOTO);
    assertThat(work.styles()).containsExactly(STYLE);
  }

  @Test
  void aFileIsPaintedInFull() {
    Work work = painted(FILE, STYLE);
    assertThat(work.orderOrThrow().size()).isZero();
    assertThat(work.full()).isTrue();
    assertThat(only(press(Action.FULL, work), Answer.class).text()).isEqualTo("full.file");
  }

  @Test
  void aPresetIsChosenByItsKey() {
    Work draft = only(hear(sent(PHOTO)), ShowStyles.class).draft();
    State waiting = State.START.waitingFor(draft.id());
    Turn turn =
        conversation.hear(
            place(waiting, draft),
            new Heard.Press(new Button(Action.PRESET, draft.id(), "k1"), draft));
    Work work = only(turn, Paint.class).work();
    assertThat(work.orderOrThrow().styles()).containsExactly(OrderedStyle.preset("woodcut"));
    assertThat(work.id()).isNotEqualTo(draft.id());
    assertThat(turn.state().waiting()).isNull();
    Turn unknown = hear(new Heard.Press(new Button(Action.PRESET, draft.id(), "other"), draft));
    assertThat(unknown.acts()).containsExactly(new Answer("gone.style"));
  }

  @Test
  void strengthGoesInStepsFromAFifthToOne() {
    Work work = painted(PHOTO, STYLE);
    assertThat(only(press(Action.STRONGER, work), Answer.class).text()).isEqualTo("strongest");
    for (double alpha : new double[] {0.8, 0.6, 0.4, 0.2}) {
      work = only(press(Action.WEAKER, work), Paint.class).work();
      assertThat(work.orderOrThrow().options().alpha()).isEqualTo(alpha);
    }
    assertThat(only(press(Action.WEAKER, work), Answer.class).text()).isEqualTo("weakest");
    work = only(press(Action.STRONGER, work), Paint.class).work();
    assertThat(work.orderOrThrow().options().alpha()).isEqualTo(0.4);
  }

  @Test
  void strokesGetFinerAndCoarserByTheFactorTwo() {
    Work work = painted(PHOTO, STYLE);
    work = only(press(Action.FINER, work), Paint.class).work();
    assertThat(work.orderOrThrow().options().stroke()).isEqualTo(0.5);
    assertThat(only(press(Action.FINER, work), Answer.class).text()).isEqualTo("finest");
    // 768 pixels the short side, and 96 at least for what is painted first.
    for (double stroke : new double[] {1, 2, 4, 8}) {
      work = only(press(Action.COARSER, work), Paint.class).work();
      assertThat(work.orderOrThrow().options().stroke()).isEqualTo(stroke);
    }
    assertThat(only(press(Action.COARSER, work), Answer.class).text()).isEqualTo("coarsest");
  }

  @Test
  void fullResolutionShowsTheStrokesThatWereSeen() {
    Work coarse = only(press(Action.COARSER, painted(PHOTO, STYLE)), Paint.class).work();
    Work full = only(press(Action.FULL, coarse), Paint.class).work();
    assertThat(full.orderOrThrow().options().stroke()).isEqualTo(2.0 * PHOTO.shortSide() / 768);
  }

  @Test
  void coloursAreKeptAndGivenBack() {
    Work kept = only(press(Action.COLORS, painted(PHOTO, STYLE)), Paint.class).work();
    assertThat(kept.orderOrThrow().options().preserveColor()).isEqualTo(PreserveColor.LUMINANCE);
    Work back = only(press(Action.COLORS, kept), Paint.class).work();
    assertThat(back.orderOrThrow().options().preserveColor()).isEqualTo(PreserveColor.NONE);
  }

  @Test
  void rolesAreSwappedBetweenTwoPictures() {
    Work swapped = only(press(Action.SWAP, painted(PHOTO, STYLE)), Paint.class).work();
    assertThat(swapped.orderOrThrow().content()).isEqualTo(STYLE.hash());
    assertThat(swapped.content()).isEqualTo(STYLE);
    assertThat(swapped.styles()).containsExactly(PHOTO);
    Work blend = painted(PHOTO, STYLE, FILE);
    assertThat(only(press(Action.SWAP, blend), Answer.class).text()).isEqualTo("swap.not");
  }

  @Test
  void fullResolutionIsWhatWasReceived() {
    Work full = only(press(Action.FULL, painted(PHOTO, STYLE)), Paint.class).work();
    assertThat(full.orderOrThrow().size()).isZero();
    Received small = new Received(PHOTO.hash(), 700, 500, false);
    Answer answer = only(press(Action.FULL, painted(small, STYLE)), Answer.class);
    assertThat(answer).isEqualTo(new Answer("full.photo", "700 × 500"));
  }

  @Test
  void anotherStyleIsAskedForAnew() {
    Turn turn = press(Action.ANOTHER, painted(PHOTO, STYLE));
    Work draft = only(turn, ShowStyles.class).draft();
    assertThat(draft.order()).isNull();
    assertThat(turn.state().waiting()).isEqualTo(draft.id());
  }

  @Test
  void buttonsOfWhatIsGoneAndUnknownOnesSaySo() {
    assertThat(hear(new Heard.Press(new Button(Action.WEAKER, "x"), null)).acts())
        .containsExactly(new Answer("gone"));
    assertThat(hear(new Heard.Press(null, null)).acts()).containsExactly(new Answer("gone"));
    Work draft = only(hear(sent(PHOTO)), ShowStyles.class).draft();
    assertThat(press(Action.WEAKER, draft).acts()).containsExactly(new Answer("gone"));
    Turn turn = hear(new Heard.Press(new Button(Action.PAGE, draft.id(), "9e9"), draft));
    assertThat(turn.acts()).containsExactly(new Answer("gone"));
  }

  @Test
  void wordsAndThingsAreAnsweredWithASentence() {
    assertThat(hear(new Heard.Talk()).acts()).containsExactly(new Say("talk"));
    Work draft = only(hear(sent(PHOTO)), ShowStyles.class).draft();
    assertThat(
            conversation
                .hear(place(State.START.waitingFor(draft.id()), draft), new Heard.Talk())
                .acts())
        .containsExactly(new Say("talk.waiting"));
    assertThat(hear(new Heard.Unusable("sticker")).acts())
        .containsExactly(new Say("refuse.sticker"));
    assertThat(hear(new Heard.Command("start")).acts()).containsExactly(new Say("start"));
    assertThat(hear(new Heard.Command("unknown")).acts()).containsExactly(new Say("help", "60"));
  }

  @Test
  void oneApologyForAllThatIsOld() {
    Turn first = hear(new Heard.Stale(100_000));
    assertThat(first.acts()).containsExactly(new Say("away"));
    Turn second = conversation.hear(place(first.state(), null), new Heard.Stale(100_010));
    assertThat(second.acts()).isEmpty();
  }
}
