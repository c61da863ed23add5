package io.github.tempera.service.telegram.conversation;

import io.github.tempera.StylizeOptions;
import io.github.tempera.image.PreserveColor;
import io.github.tempera.service.painting.Order;
import io.github.tempera.service.painting.OrderedStyle;
import io.github.tempera.service.telegram.conversation.Act.Answer;
import io.github.tempera.service.telegram.conversation.Act.Cancel;
import io.github.tempera.service.telegram.conversation.Act.CancelAll;
import io.github.tempera.service.telegram.conversation.Act.Paint;
import io.github.tempera.service.telegram.conversation.Act.Say;
import io.github.tempera.service.telegram.conversation.Act.ShowStyles;
import io.github.tempera.service.telegram.conversation.Act.TurnPage;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * What the bot does about what it hears. Knows neither Telegram nor the database, and asks for no
 * time: what it needs is told.
 *
 * @param model that paints
 * @param photoSize short side that photos are painted at
 * @param staleSeconds how long one apology holds
 * @param keptMinutes how long pictures are kept after their last use
 * @param presets the id of a preset, by the key that buttons name it by
 */
public record Conversation(
    String model,
    int photoSize,
    long staleSeconds,
    long keptMinutes,
    Function<String, Optional<String>> presets) {
  private static final double STEP = 0.2;
  private static final double WEAKEST = 0.2;
  private static final double FINEST = 0.5;
  private static final int SMALLEST_FIRST = 96;
  private static final int FILE_QUALITY = 95;

  /**
   * Who is heard, and where.
   *
   * @param waiting the content that waits for a style, null if there is none or it is gone
   */
  public record Place(
      long chat, long person, String language, int message, State state, @Nullable Work waiting) {
    Work draft(Received content) {
      return new Work(Work.newId(), chat, person, language, message, content, List.of(), null);
    }
  }

  /** The bot's turn after something was heard. */
  public Turn hear(Place place, Heard heard) {
    State state = place.state();
    if (heard instanceof Heard.Pictures pictures) {
      return pictures(place, pictures);
    } else if (heard instanceof Heard.Press press) {
      return press(place, press);
    } else if (heard instanceof Heard.Command command) {
      return command(state, command.word());
    } else if (heard instanceof Heard.BadPicture bad) {
      return new Turn(state, new Say(bad.text(), bad.values()));
    } else if (heard instanceof Heard.Unusable unusable) {
      return new Turn(state, new Say("refuse." + unusable.kind()));
    } else if (heard instanceof Heard.Stale stale) {
      return stale.now() - state.apologized() < staleSeconds
          ? new Turn(state)
          : new Turn(state.apologizedAt(stale.now()), new Say("away"));
    }
    return new Turn(state, new Say(place.waiting() == null ? "talk" : "talk.waiting"));
  }

  private Turn command(State state, String word) {
    return switch (word) {
      case "start" -> new Turn(state, new Say("start"));
      case "cancel" -> new Turn(state.waitingFor(null), new CancelAll());
      case "paint" -> new Turn(state, new Say("paint.what"));
      default -> new Turn(state, new Say("help", String.valueOf(keptMinutes)));
    };
  }

  private Turn pictures(Place place, Heard.Pictures pictures) {
    State state = place.state();
    List<Received> sent = pictures.sent();
    Received content = pictures.repliedTo();
    if (content == null && sent.size() == 1 && place.waiting() != null) {
      return new Turn(state.waitingFor(null), inStyleOf(place.waiting(), sent));
    }
    if (content == null) {
      content = sent.get(0);
      sent = sent.subList(1, sent.size());
    }
    Work draft = place.draft(content);
    return sent.isEmpty()
        ? new Turn(state.waitingFor(draft.id()), new ShowStyles(draft))
        : new Turn(state.waitingFor(null), inStyleOf(draft, sent));
  }

  private Paint inStyleOf(Work draft, List<Received> styles) {
    List<OrderedStyle> ordered =
        styles.stream().map(style -> OrderedStyle.picture(style.hash())).toList();
    return new Paint(
        draft.again(draft.person(), draft.language(), styles, order(draft.content(), ordered)));
  }

  private Order order(Received content, List<OrderedStyle> styles) {
    Order order = Order.of(content.hash(), styles).withModel(model);
    return content.file()
        ? order.withJpegOrPng(FILE_QUALITY)
        : order.withJpegOrPng(order.quality()).withSize(photoSize);
  }

  private Turn press(Place place, Heard.Press press) {
    State state = place.state();
    Button button = press.button();
    Work work = press.work();
    if (button == null || work == null) {
      return new Turn(state, new Answer("gone"));
    }
    return switch (button.action()) {
      case PRESET -> preset(place, work, button.argument());
      case PAGE -> page(state, work, button.argument());
      case ANOTHER -> another(place, work);
      case CANCEL -> new Turn(state, new Cancel(work));
      default ->
          work.order() == null ? new Turn(state, new Answer("gone")) : change(place, work, button);
    };
  }

  private Turn preset(Place place, Work work, String key) {
    Optional<String> preset = presets.apply(key);
    if (preset.isEmpty()) {
      return new Turn(place.state(), new Answer("gone.style"));
    }
    State state = place.state();
    State next = Objects.equals(state.waiting(), work.id()) ? state.waitingFor(null) : state;
    Order order = order(work.content(), List.of(OrderedStyle.preset(preset.get())));
    return new Turn(
        next,
        new Paint(work.again(place.person(), place.language(), List.of(), order)),
        new Answer(""));
  }

  private static Turn page(State state, Work work, String page) {
    return page.matches("[0-9]{1,4}")
        ? new Turn(state, new TurnPage(work, Integer.parseInt(page)), new Answer(""))
        : new Turn(state, new Answer("gone"));
  }

  private static Turn another(Place place, Work work) {
    Work draft = work.again(place.person(), place.language(), List.of(), null);
    return new Turn(place.state().waitingFor(draft.id()), new ShowStyles(draft), new Answer(""));
  }

  private Turn change(Place place, Work work, Button button) {
    Order order = work.orderOrThrow();
    return switch (button.action()) {
      case WEAKER -> strength(place, work, order.options().alpha() - STEP);
      case STRONGER -> strength(place, work, order.options().alpha() + STEP);
      case FINER -> finer(place, work);
      case COARSER -> coarser(place, work);
      case COLORS ->
          paint(
              place,
              work,
              order
                  .options()
                  .withPreserveColor(
                      order.options().preserveColor() == PreserveColor.NONE
                          ? PreserveColor.LUMINANCE
                          : PreserveColor.NONE));
      case SWAP -> swap(place, work);
      default -> full(place, work);
    };
  }

  private static Turn paint(Place place, Work work, StylizeOptions options) {
    return paint(place, work, work.orderOrThrow().withOptions(options));
  }

  private static Turn paint(Place place, Work work, Order order) {
    return new Turn(
        place.state(),
        new Paint(work.again(place.person(), place.language(), work.styles(), order)),
        new Answer(""));
  }

  private static Turn strength(Place place, Work work, double wanted) {
    double alpha = Math.round(wanted * 10) / 10.0;
    if (alpha > 1) {
      return new Turn(place.state(), new Answer("strongest"));
    }
    return alpha < WEAKEST
        ? new Turn(place.state(), new Answer("weakest"))
        : paint(place, work, work.orderOrThrow().options().withAlpha(alpha));
  }

  private static Turn finer(Place place, Work work) {
    StylizeOptions options = work.orderOrThrow().options();
    double stroke = options.stroke() / 2;
    return stroke < FINEST
        ? new Turn(place.state(), new Answer("finest"))
        : paint(place, work, options.withStroke(stroke));
  }

  /** As long as the picture, at the size that it is painted at first, is still one. */
  private static Turn coarser(Place place, Work work) {
    StylizeOptions options = work.orderOrThrow().options();
    double stroke = options.stroke() * 2;
    return stroke > StylizeOptions.COARSEST_STROKE || paintedSide(work) / stroke < SMALLEST_FIRST
        ? new Turn(place.state(), new Answer("coarsest"))
        : paint(place, work, options.withStroke(stroke));
  }

  /** The short side of the painting. */
  private static int paintedSide(Work work) {
    int size = work.orderOrThrow().size();
    int own = work.content().shortSide();
    return size == 0 ? own : Math.min(size, own);
  }

  private static Turn swap(Place place, Work work) {
    if (work.styles().size() != 1) {
      return new Turn(place.state(), new Answer("swap.not"));
    }
    Received content = work.styles().get(0);
    Order given = work.orderOrThrow();
    Order order =
        given
            .withContent(content.hash())
            .withStyles(List.of(OrderedStyle.picture(work.content().hash())))
            .withOptions(given.options().withStroke(StylizeOptions.DEFAULTS.stroke()));
    Work swapped =
        new Work(
            Work.newId(),
            work.chat(),
            place.person(),
            place.language(),
            work.message(),
            content,
            List.of(work.content()),
            order);
    return new Turn(place.state(), new Paint(swapped), new Answer(""));
  }

  private static Turn full(Place place, Work work) {
    Order order = work.orderOrThrow();
    Received content = work.content();
    if (order.size() == 0 || order.size() >= content.shortSide()) {
      String size = content.width() + " × " + content.height();
      return new Turn(place.state(), new Answer(content.file() ? "full.file" : "full.photo", size));
    }
    // The strokes that were seen, on a larger picture.
    double stroke = order.options().stroke() * content.shortSide() / paintedSide(work);
    return paint(
        place,
        work,
        order
            .withSize(0)
            .withOptions(
                order.options().withStroke(Math.min(stroke, StylizeOptions.COARSEST_STROKE)))
            .withJpegOrPng(FILE_QUALITY));
  }
}
